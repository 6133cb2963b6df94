"""Signed requests, encrypted assertions and the end of the provider's session, against pysaml2's side of SAML."""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import psycopg
import pytest

from tests.integration.identity.providers.conftest import Register
from tests.integration.identity.providers.test_saml import answered, post
from tests.integration.identity.trail import records
from tests.support.client import Client, problem
from tests.support.installation import Installation
from tests.support.providers.browser import ROOT, begin, come_back, unique, user
from tests.support.providers.saml import SamlProvider, closed, opened

KEYS = "/api/v1/saml-keys"
SESSION = "/api/v1/session"


def metadata_of(client: Client, provider: dict[str, Any]) -> str:
    return client.get(f"{ROOT}/{provider['id']}/saml/metadata").raise_for_status().text


@pytest.fixture
def provider(visitor: Client, saml: SamlProvider, register: Register) -> dict[str, Any]:
    made = register(saml.settings(sign_out_address=f"{saml.base}/slo"), title="Company")
    saml.knows(metadata_of(visitor, made))
    saml.person(unique("subject"), uid=unique("ada"), mail=f"{unique('ada')}@example.org", displayName="Ada L")
    return made


@pytest.fixture
def only_key(builder: Client, provider: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The key that signs; no other is left before or after the test."""
    signing, *others = builder.get(KEYS).raise_for_status().json()
    for other in others:
        builder.delete(f"{KEYS}/{other['id']}").raise_for_status()
    yield signing
    for other in builder.get(KEYS).raise_for_status().json()[1:]:
        builder.delete(f"{KEYS}/{other['id']}").raise_for_status()


def bodies(xml: str) -> set[str]:
    """The certificates in metadata, without line ends."""
    return {re.sub(r"\s", "", found) for found in re.findall(r"X509Certificate>([^<]+)<", xml)}


def bare(key: dict[str, Any]) -> str:
    return "".join(key["certificate"].splitlines()[1:-1])


class TestSignedRequests:
    def test_a_provider_that_insists_on_signatures_takes_ours(
        self, installation: Installation, saml: SamlProvider, provider: dict[str, Any]
    ) -> None:
        saml.twist(signed_only=True)
        with installation.client() as client:
            assert post(client, provider, answered(client, provider, saml)).status_code == 303
            assert user(client) is not None

    def test_a_request_that_was_changed_does_not_pass(
        self, installation: Installation, saml: SamlProvider, provider: dict[str, Any]
    ) -> None:
        saml.twist(signed_only=True)
        with installation.client() as client:
            address = begin(client, provider).replace("RelayState=", "RelayState=x")
            assert httpx.get(address, verify=False, timeout=30).status_code == 500

    def test_requests_are_unsigned_where_an_administrator_says_so(
        self, installation: Installation, saml: SamlProvider, register: Register
    ) -> None:
        made = register(saml.settings(sign_requests=False))
        with installation.client() as client:
            assert "Signature" not in parse_qs(urlsplit(begin(client, made)).query)

    def test_the_certificate_is_published_and_the_key_is_sealed_and_never_shown(
        self, installation: Installation, builder: Client, provider: dict[str, Any], only_key: dict[str, Any]
    ) -> None:
        published = metadata_of(builder, provider)
        assert bodies(published) == {bare(only_key)}
        assert 'use="signing"' in published
        assert 'use="encryption"' in published
        shown = builder.get(KEYS).text
        assert "PRIVATE" not in published + shown
        with psycopg.connect(installation.environment["AQTRA_DATABASE_URL"]) as conn:
            (sealed,) = conn.execute("SELECT secret FROM identity.saml_key WHERE signs").fetchone() or (b"",)
        assert len(sealed) > 1000
        assert b"PRIVATE" not in sealed
        assert "PRIVATE KEY" not in (installation.data_dir / "gateway.log").read_text()

    def test_a_new_key_is_published_first_then_signs_and_the_old_one_goes(
        self,
        installation: Installation,
        builder: Client,
        saml: SamlProvider,
        provider: dict[str, Any],
        only_key: dict[str, Any],
    ) -> None:
        added = builder.post(KEYS).raise_for_status().json()
        assert added["signs"] is False
        assert bodies(metadata_of(builder, provider)) == {bare(only_key), bare(added)}
        problem(builder.post(KEYS), 409, "too_many_saml_keys")
        problem(builder.delete(f"{KEYS}/{only_key['id']}"), 409, "saml_key_in_use")
        saml.knows(metadata_of(builder, provider))
        for step in ("before", "after"):
            saml.twist(signed_only=True, encrypt="aes256-gcm")
            with installation.client() as client:
                assert post(client, provider, answered(client, provider, saml)).status_code == 303, step
            builder.post(f"{KEYS}/{added['id']}/use").raise_for_status()
        builder.delete(f"{KEYS}/{only_key['id']}").raise_for_status()
        assert bodies(metadata_of(builder, provider)) == {bare(added)}
        actions = [record["action"] for record in records(builder, target=f"saml_key:{added['id']}")]
        assert actions == ["key.used", "key.used", "key.created"]

    @pytest.mark.parametrize("method", ["post", "delete"])
    def test_keys_are_for_administrators(self, builder: Client, visitor: Client, method: str) -> None:
        missing = "00000000-0000-4000-8000-000000000000"
        place = f"{KEYS}/{missing}/use" if method == "post" else f"{KEYS}/{missing}"
        problem(visitor.request(method, place), 401, "not_signed_in")
        problem(visitor.get(KEYS), 401, "not_signed_in")
        problem(builder.request(method, place), 404, "saml_key_not_found")


class TestEncryptedAssertions:
    @pytest.mark.parametrize("method", ["aes256-gcm", "aes128-gcm"])
    def test_one_that_is_encrypted_for_us_signs_in(
        self, installation: Installation, saml: SamlProvider, provider: dict[str, Any], method: str
    ) -> None:
        saml.twist(encrypt=method)
        with installation.client() as client:
            form = answered(client, provider, saml)
            assert "EncryptedAssertion" in opened(form)
            assert "Ada L" not in opened(form)
            assert post(client, provider, form).status_code == 303
            assert (user(client) or {})["display_name"] == "Ada L"

    @pytest.mark.parametrize(
        "twist",
        [
            {"encrypt": "3des"},
            {"encrypt": "aes256-cbc"},
            {"encrypt": "aes256-gcm", "for_stranger": True},
            {"encrypt": "aes256-gcm", "unsigned": True},
            {"encrypt": "aes256-gcm", "unsigned": True, "sign_response": True},
            {"encrypt": "aes256-gcm", "stranger": True},
            {"encrypt": "aes256-gcm", "audience": "https://other.example.org"},
            {"encrypt": "aes256-gcm", "minutes": -20},
        ],
    )
    def test_every_one_that_does_not_fit_is_refused_alike(
        self, installation: Installation, saml: SamlProvider, provider: dict[str, Any], twist: dict[str, Any]
    ) -> None:
        saml.twist(**twist)
        with installation.client() as client:
            body = problem(post(client, provider, answered(client, provider, saml)), 401, "sign_in_refused")
            assert user(client) is None
        assert body["params"] == {"reason": "encrypted"}

    @pytest.mark.parametrize("place", ["key", "content"])
    def test_one_that_was_changed_on_its_way_is_refused_alike(
        self, installation: Installation, saml: SamlProvider, provider: dict[str, Any], place: str
    ) -> None:
        saml.twist(encrypt="aes256-gcm")
        with installation.client() as client:
            form = answered(client, provider, saml)
            xml = opened(form)
            values = list(re.finditer(r"CipherValue>([^<]{100,})<", xml))
            changed = values[0 if place == "key" else -1]
            at = changed.start(1) + 40
            other = "A" if xml[at] != "A" else "B"
            response = post(client, provider, closed(form, xml[:at] + other + xml[at + 1 :]))
            body = problem(response, 401, "sign_in_refused")
        assert body["params"] == {"reason": "encrypted"}

    def test_an_administrator_may_insist_on_encryption(
        self, installation: Installation, visitor: Client, saml: SamlProvider, register: Register
    ) -> None:
        made = register(saml.settings(encrypted_only=True))
        saml.knows(metadata_of(visitor, made))
        saml.person(unique("s"), uid=unique("ada"), displayName="Ada L")
        with installation.client() as client:
            problem(post(client, made, answered(client, made, saml)), 401, "sign_in_refused")
            saml.twist(encrypt="aes256-gcm")
            assert post(client, made, answered(client, made, saml)).status_code == 303


class TestSignOut:
    def test_it_goes_on_to_the_provider_and_back_to_the_application(
        self, installation: Installation, saml: SamlProvider, provider: dict[str, Any]
    ) -> None:
        subject = unique("subject")
        saml.person(subject, uid=unique("ada"), displayName="Ada L")
        with installation.client() as client:
            assert post(client, provider, answered(client, provider, saml)).status_code == 303
            client.token()
            left = client.delete(SESSION, params={"app": "studio"})
            assert left.status_code == 200, left.text
            assert user(client) is None
            back = httpx.get(left.json()["address"], verify=False, timeout=30)
            assert back.status_code == 302, back.text
            last = saml.signed_out()[-1]
            assert last["subject"] == subject
            assert last["signed"]
            assert last["indexes"]
            home = come_back(client, back.headers["location"])
            assert (home.status_code, home.headers["location"]) == (303, "/studio/")

    def test_who_came_with_a_password_goes_nowhere(self, installation: Installation) -> None:
        with installation.signed_in() as client:
            assert client.delete(SESSION).status_code == 204

    def test_an_answer_to_nothing_leads_home_and_nowhere_else(
        self, installation: Installation, provider: dict[str, Any]
    ) -> None:
        with installation.client() as client:
            for query in ("", "?state=https://evil.example.org/", "?RelayState=//evil.example.org", "?SAMLRequest=x"):
                response = client.get(f"{ROOT}/{provider['id']}/signed-out{query}")
                assert (response.status_code, response.headers["location"]) == (303, "/")
