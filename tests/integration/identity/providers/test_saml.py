"""Signing in by SAML 2, against a provider that runs as a process of its own."""

import re
from typing import Any
from urllib.parse import urlencode, urlsplit

import httpx
import pytest

from tests.integration.identity.providers.conftest import Register
from tests.support.client import Client, problem
from tests.support.installation import Installation
from tests.support.providers.browser import ROOT, begin, rights, unique, user
from tests.support.providers.saml import SamlProvider, closed, opened

FORM = {"content-type": "application/x-www-form-urlencoded"}
# A browser says so of a form that another site posts.
CROSS_SITE = {**FORM, "sec-fetch-site": "cross-site", "origin": "https://login.example.org"}


@pytest.fixture
def provider(visitor: Client, saml: SamlProvider, register: Register) -> dict[str, Any]:
    mapped = [{"group": "makers", "role": "Builders"}]
    made = register(saml.settings(), title="Company", group_roles=mapped)
    saml.knows(visitor.get(f"{ROOT}/{made['id']}/saml/metadata").raise_for_status().text)
    saml.person(unique("subject"), uid=unique("ada"), mail=f"{unique('ada')}@example.org", displayName="Ada L")
    return made


def post(client: Client, provider: dict[str, Any], form: dict[str, str], **headers: str) -> httpx.Response:
    """As a page of the provider posts it: without a token, from elsewhere."""
    request = client.build_request(
        "POST",
        f"{ROOT}/{provider['id']}/saml/acs",
        content=urlencode(form),
        headers={**CROSS_SITE, **headers},
    )
    request.headers.pop("x-aqtra-token", None)
    return client.send(request)


def answered(client: Client, provider: dict[str, Any], saml: SamlProvider) -> dict[str, str]:
    """The form of a sign-in that this browser has begun."""
    return saml.form(begin(client, provider, "/some/page"))


def test_a_person_without_an_account_gets_one_and_is_signed_in(
    installation: Installation, saml: SamlProvider, provider: dict[str, Any]
) -> None:
    name = unique("ada")
    saml.person(unique("s"), uid=name, mail=f"{name}@example.org", displayName="Ada L", groups=["makers", "x"])
    with installation.client() as client:
        response = post(client, provider, answered(client, provider, saml))
        assert response.status_code == 303, response.text
        assert response.headers["location"] == f"{installation.base_url}/some/page"
        assert "samesite=lax" in response.headers["set-cookie"].lower()
        first = user(client)
        assert first is not None
        assert (first["user_name"], first["display_name"]) == (name, "Ada L")
        assert "studio" in rights(client)
    with installation.client() as client:
        post(client, provider, answered(client, provider, saml))
        assert user(client) == first


def test_metadata_say_where_answers_go(installation: Installation, visitor: Client, provider: dict[str, Any]) -> None:
    response = visitor.get(f"{ROOT}/{provider['id']}/saml/metadata")
    assert response.headers["content-type"] == "application/samlmetadata+xml"
    assert f"{installation.base_url}{ROOT}/{provider['id']}/saml/acs" in response.text
    assert 'WantAssertionsSigned="true"' in response.text


WRONG: list[tuple[dict[str, Any], str]] = [
    ({"unsigned": True}, "no_signed_assertion"),
    ({"unsigned": True, "sign_response": True}, "no_signed_assertion"),
    ({"stranger": True}, "invalid_signature"),
    ({"audience": "https://other.example.org"}, "wrong_audience"),
    ({"destination": "https://other.example.org/acs"}, "wrong_destination"),
    ({"in_response_to": "_another"}, "wrong_inresponseto"),
    ({"in_response_to": None}, "in_response_to"),
    ({"minutes": -20}, "assertion_expired"),
    ({"entity_id": "https://evil.example.org"}, "wrong_issuer"),
    ({"format": "urn:oasis:names:tc:SAML:2.0:nameid-format:transient"}, "transient"),
]


@pytest.mark.parametrize(("twist", "reason"), WRONG, ids=[str(twist) for twist, _ in WRONG])
def test_a_wrong_assertion_signs_nobody_in(
    installation: Installation, saml: SamlProvider, provider: dict[str, Any], twist: dict[str, Any], reason: str
) -> None:
    saml.twist(**twist)
    with installation.client() as client:
        body = problem(post(client, provider, answered(client, provider, saml)), 401, "sign_in_refused")
        assert user(client) is None
    assert body["params"]["reason"] == reason


def changed(xml: str, name: str) -> str:
    """The response after something was done to it under its signature."""
    assertion = re.search(r"<(\w+:)?Assertion .*</(\w+:)?Assertion>", xml, re.DOTALL)
    assert assertion is not None
    signed = assertion.group()
    evil = re.sub(r"<(\w+:)Signature.*?</\1Signature>", "", signed, flags=re.DOTALL)
    evil = re.sub(r'ID="[^"]*"', 'ID="evil"', evil, count=1).replace("Ada L", "Evil")
    match name:
        case "altered":
            return xml.replace("Ada L", "Evil")
        case "wrapped before":
            return xml.replace(signed, evil + signed)
        case "wrapped after":
            return xml.replace(signed, signed + evil)
        case "wrapped inside":
            close = re.search(r"</(\w+:)?Assertion>$", evil)
            assert close is not None
            return xml.replace(signed, evil.replace(close.group(), signed + close.group()))
        case "wrapped in extensions":
            return xml.replace(signed, f'<x:Extensions xmlns:x="urn:x">{signed}</x:Extensions>{evil}')
        case "signature removed":
            return re.sub(r"<(\w+:)Signature.*?</\1Signature>", "", xml, flags=re.DOTALL)
        case "comment in the name":
            return re.sub(r"(NameID[^>]*>)(\w)", r"\1\2<!-- x -->", xml)
        case "entity":
            return f'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>{xml.replace("Ada L", "&e;")}'
        case "bomb":
            lol = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
            return f'<!DOCTYPE x [<!ENTITY l0 "lol">{lol}]>{xml.replace("Ada L", "&l9;")}'
    raise AssertionError(name)


ATTACKS = [
    *("altered", "wrapped before", "wrapped after", "wrapped inside", "wrapped in extensions", "signature removed"),
    *("entity", "bomb"),
]


@pytest.mark.parametrize("attack", ATTACKS)
def test_a_response_changed_on_its_way_signs_nobody_in(
    installation: Installation, saml: SamlProvider, provider: dict[str, Any], attack: str
) -> None:
    with installation.client() as client:
        form = answered(client, provider, saml)
        xml = opened(form).partition("?>")[2] or opened(form)
        response = post(client, provider, closed(form, changed(xml, attack)))
        problem(response, 401, "sign_in_refused")
        assert "root:" not in response.text
        assert user(client) is None


@pytest.mark.parametrize("answer", ["", "%%%", "bm8geG1s", "PHg+", "A" * 400_000])
def test_what_is_no_response_is_refused(
    installation: Installation, saml: SamlProvider, provider: dict[str, Any], answer: str
) -> None:
    with installation.client() as client:
        form = answered(client, provider, saml)
        problem(post(client, provider, {**form, "SAMLResponse": answer}), 401, "sign_in_refused")


def test_an_answer_counts_once_and_in_its_own_browser_only(
    installation: Installation, saml: SamlProvider, provider: dict[str, Any]
) -> None:
    with installation.client() as client, installation.client() as thief:
        form = answered(client, provider, saml)
        begin(thief, provider)
        problem(post(thief, provider, form), 400, "sign_in_not_begun")
        assert user(thief) is None
        assert post(client, provider, form).status_code == 303
        problem(post(client, provider, form), 400, "sign_in_not_begun")


def test_a_provider_begins_only_when_it_may_and_an_assertion_is_taken_once(
    installation: Installation, builder: Client, saml: SamlProvider, provider: dict[str, Any]
) -> None:
    with installation.client() as client:
        form = {**saml.form(_without_request(saml, client, provider)), "RelayState": ""}
        problem(post(client, provider, form), 400, "sign_in_not_begun")
    allowed = {**provider, "settings": saml.settings(started_by_provider=True)}
    del allowed["id"], allowed["secret_is_set"]
    builder.put(f"/api/v1/identity-providers/{provider['id']}", json=allowed).raise_for_status()
    with installation.client() as client, installation.client() as thief:
        response = post(client, provider, form)
        assert response.status_code == 303, response.text
        assert urlsplit(response.headers["location"]).path == "/"
        assert user(client) is not None
        body = problem(post(thief, provider, form), 401, "sign_in_refused")
    assert body["params"]["reason"] == "replay"


def _without_request(saml: SamlProvider, client: Client, provider: dict[str, Any]) -> str:
    """The provider's own address, where it answers a request that nobody here knows of."""
    address = begin(client, provider)
    saml.twist(in_response_to=None)
    client.cookies.clear()
    return address


def test_the_exception_for_posted_forms_is_narrow(visitor: Client, provider: dict[str, Any]) -> None:
    place = f"{ROOT}/{provider['id']}/saml/acs"
    problem(visitor.post(place, json={}), 415, "unsupported_media_type")
    for other in (f"{place}/", f"{ROOT}/{provider['id']}/begin", "/api/v1/session"):
        refused = visitor.post(other, content="a=b", headers=CROSS_SITE)
        assert refused.status_code in (403, 415), refused.text
