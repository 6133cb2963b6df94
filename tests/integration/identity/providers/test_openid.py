"""Signing in by OpenID Connect, against a provider that runs as a process of its own."""

from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.integration.identity.providers.conftest import Register
from tests.support.accounts import create_account, signed_in
from tests.support.client import Client, problem
from tests.support.installation import Installation
from tests.support.providers.browser import (
    ROOT,
    begin,
    callback_of,
    come_back,
    query_of,
    rights,
    sign_in,
    unique,
    user,
)
from tests.support.providers.openid import OpenIdProvider

SECRET = "client-secret-of-the-test"


@pytest.fixture
def provider(openid: OpenIdProvider, register: Register) -> dict[str, Any]:
    openid.person(sub=unique("subject"), preferred_username=unique("ada"), name="Ada Lovelace")
    return register(openid.settings(), secret=SECRET, title="Company")


def test_a_person_without_an_account_gets_one_and_is_signed_in(
    installation: Installation, provider: dict[str, Any], openid: OpenIdProvider
) -> None:
    name = unique("ada")
    openid.person(sub=unique("s"), preferred_username=name, name="Ada L", email=f"{name}@example.org")
    with installation.client() as client:
        response = sign_in(client, provider, "/some/page?x=1")
        assert response.status_code == 303
        assert response.headers["location"] == f"{installation.base_url}/some/page?x=1"
        first = user(client)
        assert first is not None
        assert (first["user_name"], first["display_name"]) == (name, "Ada L")
    with installation.client() as client:
        sign_in(client, provider)
        again = user(client)
    assert again == first


def test_the_request_has_state_nonce_and_a_challenge(installation: Installation, provider: dict[str, Any]) -> None:
    with installation.client() as client:
        one, other = query_of(begin(client, provider)), query_of(begin(client, provider))
    assert one["code_challenge_method"] == "S256"
    assert one["redirect_uri"] == f"{installation.base_url}{ROOT}/{provider['id']}/callback"
    for name in ("state", "nonce", "code_challenge"):
        assert len(one[name]) >= 32
        assert one[name] != other[name]


def test_the_code_is_exchanged_with_its_verifier_and_the_secret_stays_in_its_header(
    installation: Installation, provider: dict[str, Any], openid: OpenIdProvider
) -> None:
    with installation.client() as client:
        assert sign_in(client, provider).status_code == 303
    form = openid.twist()
    assert len(form["code_verifier"]) >= 43
    assert SECRET not in form.values()


@pytest.mark.parametrize("alg", ["RS256", "ES256", "EdDSA"])
def test_each_allowed_algorithm_is_taken(
    installation: Installation, provider: dict[str, Any], openid: OpenIdProvider, alg: str
) -> None:
    openid.twist(alg=alg)
    with installation.client() as client:
        assert sign_in(client, provider).status_code == 303
        assert user(client) is not None


def test_new_keys_of_the_provider_are_fetched(
    installation: Installation, openid: OpenIdProvider, provider: dict[str, Any]
) -> None:
    with installation.client() as client:
        sign_in(client, provider)
        openid.rotate(2)
        assert sign_in(client, provider).status_code == 303


WRONG: list[tuple[dict[str, Any], str]] = [
    ({"alg": "none"}, "unsupported_algorithm"),
    ({"alg": "HS256"}, "unsupported_algorithm"),
    ({"stranger": True}, "bad_signature"),
    ({"claims": {"nonce": "another"}}, "nonce"),
    ({"drop": ["nonce"]}, "nonce"),
    ({"claims": {"aud": ["somebody-else"]}}, "aud"),
    ({"drop": ["aud"]}, "aud"),
    ({"claims": {"aud": ["aqtra", "other"], "azp": "other"}}, "azp"),
    ({"claims": {"iss": "https://evil.example.org"}}, "iss"),
    ({"drop": ["iss"]}, "iss"),
    ({"claims": {"exp": 1}}, "exp"),
    ({"drop": ["exp"]}, "exp"),
    ({"claims": {"iat": 99999999999}}, "iat"),
    ({"drop": ["iat"]}, "iat"),
    ({"claims": {"nbf": 99999999999}}, "nbf"),
    ({"claims": {"at_hash": "wrong"}}, "at_hash"),
    ({"drop": ["sub"]}, "sub"),
    ({"claims": {"sub": 7}}, "sub"),
    ({"userinfo": {"sub": "somebody-else"}}, "sub"),
]


@pytest.mark.parametrize(("twist", "reason"), WRONG, ids=[str(twist) for twist, _ in WRONG])
def test_a_wrong_token_signs_nobody_in(
    installation: Installation, provider: dict[str, Any], openid: OpenIdProvider, twist: dict[str, Any], reason: str
) -> None:
    openid.twist(**twist)
    with installation.client() as client:
        body = problem(sign_in(client, provider), 401, "sign_in_refused")
        assert user(client) is None
    assert body["params"]["reason"] == reason


def test_an_answer_counts_once_and_in_its_own_browser_only(
    installation: Installation, provider: dict[str, Any]
) -> None:
    with installation.client() as client, installation.client() as thief:
        location = callback_of(begin(client, provider))
        begin(thief, provider)
        problem(come_back(thief, location), 400, "sign_in_not_begun")
        assert user(thief) is None
        assert come_back(client, location).status_code == 303
        problem(come_back(client, location), 400, "sign_in_not_begun")


@pytest.mark.parametrize("query", ["", "?code=x", "?code=x&state=", "?code=x&state=guessed", "?state=%00&code=%ff"])
def test_an_answer_to_nothing_is_refused(visitor: Client, provider: dict[str, Any], query: str) -> None:
    problem(visitor.get(f"{ROOT}/{provider['id']}/callback{query}"), 400, "sign_in_not_begun")


def test_an_answer_of_another_provider_is_refused(
    installation: Installation, provider: dict[str, Any], openid: OpenIdProvider, register: Register
) -> None:
    other = register(openid.settings(), secret=SECRET)
    with installation.client() as client:
        location = callback_of(begin(client, provider)).replace(provider["id"], other["id"])
        problem(come_back(client, location), 400, "sign_in_not_begun")


@pytest.mark.parametrize("more", ["&error=access_denied", "&iss=https://evil.example.org"])
def test_a_refusal_or_another_issuer_signs_nobody_in(
    installation: Installation, provider: dict[str, Any], more: str
) -> None:
    with installation.client() as client:
        location = callback_of(begin(client, provider))
        problem(come_back(client, location + more), 401, "sign_in_refused")
        assert user(client) is None


def test_people_come_back_to_the_sign_in_form_with_the_reason(
    installation: Installation, provider: dict[str, Any], openid: OpenIdProvider
) -> None:
    openid.twist(claims={"nonce": "another"})
    with installation.client() as client:
        client.headers["accept"] = "text/html"
        location = sign_in(client, provider, "/studio/components").headers["location"]
    assert location == "/studio/?sign_in_problem=sign_in_refused&reason=nonce"


@pytest.mark.parametrize("place", ["//evil.org", "https://evil.org", "/\\evil.org", "/api/v1/session"])
def test_a_sign_in_leads_nowhere_else(visitor: Client, provider: dict[str, Any], place: str) -> None:
    problem(visitor.post(f"{ROOT}/{provider['id']}/begin", json={"return_to": place}), 400, "foreign_address")


def test_a_forged_host_is_not_where_the_answer_goes(visitor: Client, provider: dict[str, Any]) -> None:
    response = visitor.post(f"{ROOT}/{provider['id']}/begin", json={}, headers={"host": "evil.example.org"})
    problem(response, 400, "foreign_address")


def test_the_cookie_of_a_sign_in_under_way_is_guarded(visitor: Client, provider: dict[str, Any]) -> None:
    cookie = visitor.post(f"{ROOT}/{provider['id']}/begin", json={}).headers["set-cookie"].lower()
    for part in ("__host-aqtra-began=", "httponly", "secure", "samesite=none", "path=/", "max-age=600"):
        assert part in cookie


def test_groups_give_and_take_mapped_roles_only(
    installation: Installation, openid: OpenIdProvider, register: Register
) -> None:
    mapped = [{"group": "makers", "role": "Builders"}]
    provider = register(openid.settings(), secret=SECRET, group_roles=mapped)
    claims = {"sub": unique("s"), "preferred_username": unique("ada")}
    with installation.client() as client:
        openid.person(**claims, groups=["makers", "others"])
        sign_in(client, provider)
        assert "studio" in rights(client)
        with installation.client() as elsewhere:
            openid.person(**claims, groups=["others"])
            sign_in(elsewhere, provider)
            assert "studio" not in rights(elsewhere)
        # The first session too, at once.
        assert "studio" not in rights(client)


def test_without_making_accounts_only_linked_people_come_in(
    installation: Installation, builder: Client, openid: OpenIdProvider, register: Register
) -> None:
    provider = register(openid.settings(), secret=SECRET, creates_accounts=False)
    subject, person = unique("s"), create_account(installation, unique("linked"))
    openid.person(sub=subject, preferred_username=person.user_name)
    with installation.client() as client:
        problem(sign_in(client, provider), 403, "no_account")
        place = f"/api/v1/identity-providers/{provider['id']}/identities"
        builder.post(place, json={"subject": subject, "user_name": person.user_name}).raise_for_status()
        assert sign_in(client, provider).status_code == 303
        assert (user(client) or {})["id"] == person.id
        assert builder.get(place).json() == [
            {"subject": subject, "account_id": person.id, "user_name": person.user_name}
        ]
        builder.delete(f"{place}/{person.id}").raise_for_status()
        problem(sign_in(client, provider), 403, "no_account")


def test_an_account_of_the_same_name_is_never_taken_over(
    installation: Installation, openid: OpenIdProvider, provider: dict[str, Any]
) -> None:
    openid.person(sub=unique("s"), preferred_username="ADMIN", email="a@b.org", email_verified=True)
    with installation.client() as client:
        problem(sign_in(client, provider), 409, "account_exists")
        assert user(client) is None


def test_somebody_who_is_signed_in_links_their_own_account(
    installation: Installation, openid: OpenIdProvider, provider: dict[str, Any]
) -> None:
    person = create_account(installation, unique("own"))
    openid.person(sub=unique("s"), preferred_username="anything")
    with signed_in(installation, person) as client:
        location = callback_of(begin(client, provider, "/", link=True))
        assert come_back(client, location).status_code == 303
    with installation.client() as client:
        sign_in(client, provider)
        assert (user(client) or {})["id"] == person.id
    other = create_account(installation, unique("other"))
    with signed_in(installation, other) as client:
        location = callback_of(begin(client, provider, "/", link=True))
        problem(come_back(client, location), 409, "identity_linked")


class TestSignOut:
    def signed_in(self, client: Client, provider: dict[str, Any]) -> None:
        assert sign_in(client, provider).status_code == 303
        client.token()

    def test_it_goes_on_to_the_provider_and_back(
        self, installation: Installation, openid: OpenIdProvider, register: Register
    ) -> None:
        openid.person(sub="a-subject-that-leaves", preferred_username=unique("ada"))
        provider = register(openid.settings(sign_out_there=True), secret=SECRET)
        with installation.client() as client:
            self.signed_in(client, provider)
            left = client.delete("/api/v1/session")
            assert left.status_code == 200, left.text
            assert left.headers["cache-control"] == "no-store"
            assert user(client) is None
            address = left.json()["address"]
            query = query_of(address)
            assert query["client_id"] == "aqtra"
            place = f"{installation.base_url}{ROOT}/{provider['id']}/signed-out"
            assert query["post_logout_redirect_uri"] == place
            home = come_back(client, callback_of(address))
            assert (home.status_code, home.headers["location"]) == (303, "/")
            assert openid.twist() == {"signed_out": "a-subject-that-leaves"}
        assert query["id_token_hint"] not in (installation.data_dir / "gateway.log").read_text()

    def test_it_stays_here_unless_an_administrator_wants_more(
        self, installation: Installation, provider: dict[str, Any]
    ) -> None:
        with installation.client() as client:
            self.signed_in(client, provider)
            assert client.delete("/api/v1/session").status_code == 204

    @pytest.mark.parametrize("trouble", ["unknown", "gone"])
    def test_a_provider_that_cannot_keeps_nobody_signed_in(
        self, installation: Installation, builder: Client, openid: OpenIdProvider, register: Register, trouble: str
    ) -> None:
        provider = register(openid.settings(sign_out_there=True), secret=SECRET)
        openid.person(sub=unique("s"), preferred_username=unique("ada"))
        with installation.client() as client:
            if trouble == "unknown":
                openid.twist(no_end=True)
                builder.post(f"/api/v1/identity-providers/{provider['id']}/check").raise_for_status()
            self.signed_in(client, provider)
            if trouble == "gone":
                moved = {**provider, "settings": openid.settings(issuer="https://127.0.0.1:1", sign_out_there=True)}
                del moved["id"], moved["secret_is_set"]
                place = f"/api/v1/identity-providers/{provider['id']}"
                builder.put(place, json={**moved, "secret": "x"}).raise_for_status()
            assert client.delete("/api/v1/session").status_code == 204
            assert user(client) is None
        openid.twist()
        builder.post(f"/api/v1/identity-providers/{provider['id']}/check").raise_for_status()


def test_linking_needs_a_session(visitor: Client, provider: dict[str, Any]) -> None:
    problem(visitor.post(f"{ROOT}/{provider['id']}/begin", json={"link": True}), 401, "not_signed_in")


@pytest.mark.parametrize(("trusted", "verified", "status"), [(True, True, 303), (True, False, 409), (False, True, 409)])
def test_an_address_links_only_when_it_is_verified_by_a_trusted_provider(
    installation: Installation, openid: OpenIdProvider, register: Register, trusted: bool, verified: bool, status: int
) -> None:
    first = register(openid.settings(), secret=SECRET)
    email = f"{unique('mail')}@example.org"
    openid.person(sub=unique("s"), preferred_username=unique("first"), email=email, email_verified=True)
    with installation.client() as client:
        sign_in(client, first)
        known = user(client)
    second = register(openid.settings(), secret=SECRET, trusted_for_email=trusted)
    openid.person(sub=unique("s"), preferred_username=unique("second"), email=email, email_verified=verified)
    with installation.client() as client:
        assert sign_in(client, second).status_code == status
        found = user(client)
    assert (found and found["id"]) == (known and known["id"] if status == 303 else None)


@pytest.mark.parametrize(
    ("email", "verified", "status"),
    [
        ("a@example.org", True, 303),
        ("a@example.org", False, 403),
        ("a@example.org.evil.org", True, 403),
        (None, True, 403),
    ],
)
def test_new_people_need_a_verified_address_of_an_allowed_domain(
    installation: Installation,
    openid: OpenIdProvider,
    register: Register,
    email: str | None,
    verified: bool,
    status: int,
) -> None:
    provider = register(openid.settings(), secret=SECRET, email_domains=["Example.org"])
    address = {"email": f"{unique('x')}{email}"} if email else {}
    openid.person(sub=unique("s"), preferred_username=unique("a"), **address, email_verified=verified)
    with installation.client() as client:
        assert sign_in(client, provider).status_code == status


def test_a_disabled_provider_looks_like_none(
    installation: Installation, builder: Client, openid: OpenIdProvider, register: Register
) -> None:
    provider = register(openid.settings(), secret=SECRET, enabled=False)
    with installation.client() as client:
        client.token()
        off = problem(client.post(f"{ROOT}/{provider['id']}/begin", json={}), 404, "provider_not_found")
        assert provider["id"] not in client.get(ROOT).text
    assert off["detail"] == "there is no such provider"


def test_a_provider_of_an_unknown_authority_is_not_trusted(
    installation: Installation, builder: Client, openid: OpenIdProvider, register: Register
) -> None:
    provider = register(openid.settings(certificates=""), secret=SECRET)
    with installation.client() as client:
        client.token()
        refused = client.post(f"{ROOT}/{provider['id']}/begin", json={})
        problem(refused, 503, "provider_unavailable")
        assert urlsplit(openid.issuer).netloc not in refused.text
    check = builder.post(f"/api/v1/identity-providers/{provider['id']}/check").raise_for_status().json()
    assert not check["passed"]
    assert "certificate" in check["lines"][0]["text"]


def test_a_check_says_what_is_well_and_what_is_not(
    builder: Client, openid: OpenIdProvider, provider: dict[str, Any]
) -> None:
    place = f"/api/v1/identity-providers/{provider['id']}/check"
    assert builder.post(place).json()["passed"]
    openid.twist(issuer="https://other.example.org")
    answer = builder.post(place).json()
    openid.twist()
    assert not answer["passed"]
    assert "issuer" in answer["lines"][0]["text"]
