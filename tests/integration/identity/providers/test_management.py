"""Administering providers: what is taken, what is refused, and that secrets are never shown."""

from typing import Any

import pytest

from tests.integration.identity.providers.conftest import Register
from tests.integration.identity.trail import records
from tests.support.accounts import create_account, signed_in
from tests.support.client import Client, fields, problem
from tests.support.installation import Installation
from tests.support.providers.browser import ROOT, unique

PROVIDERS = "/api/v1/identity-providers"
SECRET = "a-secret-that-must-not-be-seen"
OIDC = {"kind": "oidc", "issuer": "https://login.example.org", "client_id": "x"}
SAML = {"kind": "saml", "entity_id": "x", "sign_in_address": "https://x.org"}
LDAP = {"kind": "ldap", "address": "ldaps://directory.example.org", "base_dn": "dc=x"}


def content(settings: dict[str, Any], **changes: Any) -> dict[str, Any]:
    return {"title": "Somewhere", "settings": settings, **changes}


def test_a_secret_is_sealed_and_never_shown(installation: Installation, builder: Client, register: Register) -> None:
    made = register(OIDC, secret=SECRET)
    assert made["secret_is_set"] is True
    for response in (builder.get(PROVIDERS), builder.get(f"{PROVIDERS}/{made['id']}")):
        assert SECRET not in response.text
    bad = builder.post(PROVIDERS, json=content({"kind": "none"}, secret=SECRET))
    problem(bad, 422, "validation_failed")
    assert SECRET not in bad.text
    assert SECRET not in (installation.data_dir / "gateway.log").read_text()


def test_another_address_needs_the_secret_again(builder: Client, register: Register) -> None:
    made = register(OIDC, secret=SECRET)
    place = f"{PROVIDERS}/{made['id']}"
    moved = content({**OIDC, "issuer": "https://evil.example.org"}, version=made["version"])
    refused = builder.put(place, json=moved)
    problem(refused, 422, "invalid_provider")
    assert fields(refused) == {"secret": "again"}
    changed = builder.put(place, json={**moved, "secret": "another"}).raise_for_status().json()
    assert changed["version"] == made["version"] + 1
    problem(builder.put(place, json={**moved, "secret": "x"}), 409, "provider_changed")


@pytest.mark.parametrize(
    ("settings", "changes", "field"),
    [
        ({**OIDC, "issuer": "http://login.example.org"}, {}, "settings.oidc.issuer"),
        ({**OIDC, "issuer": "https://user:pw@login.example.org"}, {}, "settings.oidc.issuer"),
        ({**OIDC, "certificates": "nonsense"}, {}, "settings.oidc.certificates"),
        ({**SAML, "certificates": ""}, {}, "settings.saml.certificates"),
        ({**LDAP, "address": "ldap://directory.example.org"}, {}, "settings.address"),
        ({**LDAP, "start_tls": True}, {}, "settings.start_tls"),
        ({**LDAP, "user_filter": "(uid=x)"}, {}, "settings.user_filter"),
        ({**LDAP, "group_filter": "(member=x)"}, {}, "settings.group_filter"),
        ({**LDAP, "address": "ldaps://x:99999999"}, {}, "settings.ldap.address"),
        (OIDC, {"title": " "}, "title"),
        (OIDC, {"group_roles": [{"group": "x", "role": "No such role"}]}, "group_roles"),
        (OIDC, {"unknown": 1}, "unknown"),
    ],
)  # fmt: skip
def test_settings_that_cannot_work_are_refused_by_name(
    builder: Client, settings: dict[str, Any], changes: dict[str, Any], field: str
) -> None:
    response = builder.post(PROVIDERS, json=content(settings, **changes))
    assert response.status_code == 422, response.text
    assert field in fields(response)


def test_providers_are_for_administrators(installation: Installation, visitor: Client, register: Register) -> None:
    made = register(OIDC)
    problem(visitor.get(PROVIDERS), 401, "not_signed_in")
    person = create_account(installation, unique("builder"), role="Builders")
    with signed_in(installation, person) as client:
        for response in (
            client.get(PROVIDERS),
            client.post(PROVIDERS, json=content(OIDC)),
            client.post(f"{PROVIDERS}/{made['id']}/check"),
            client.delete(f"{PROVIDERS}/{made['id']}"),
        ):
            problem(response, 403, "permission_denied")


def test_visitors_see_titles_of_enabled_providers_and_no_more(visitor: Client, register: Register) -> None:
    on, off = register(OIDC, title="Shown"), register(OIDC, title="Hidden", enabled=False)
    shown = {provider["id"]: provider for provider in visitor.get(ROOT).raise_for_status().json()["providers"]}
    assert shown[on["id"]] == {"id": on["id"], "kind": "oidc", "title": "Shown"}
    assert off["id"] not in shown


def test_a_domain_settles_how_people_get_in(
    installation: Installation, builder: Client, visitor: Client, register: Register
) -> None:
    one, other = register(OIDC, title="A"), register(OIDC, title="B")
    person = create_account(installation, unique("member"))
    place = "/api/v1/studio/domains/digital-workplace/settings"
    before = builder.get(place).json()
    change = {"default_provider": other["id"], "providers": [other["id"]], "local_sign_in": False}
    after = builder.put(place, json={**before, **change, "session_storage": "local"}).raise_for_status().json()
    try:
        offered = visitor.get(ROOT).json()
        assert offered["local"] is False
        assert offered["default"] == other["id"]
        assert [provider["id"] for provider in offered["providers"]] == [other["id"]]
        problem(visitor.post(f"{ROOT}/{one['id']}/begin", json={}), 403, "method_not_offered")
        with installation.client() as client:
            problem(client.sign_in(person.user_name, person.password), 403, "method_not_offered")
            assert client.get("/api/v1/session").json()["user"] is None
        with installation.client() as client:
            kept = client.sign_in(*installation.administrator).raise_for_status().headers["set-cookie"].lower()
            assert "max-age=" in kept
            assert "httponly" in kept
    finally:
        builder.put(place, json={**before, "version": after["version"]}).raise_for_status()
    with installation.client() as client:
        assert "max-age" not in client.sign_in(person.user_name, person.password).headers["set-cookie"].lower()


def test_what_is_done_with_providers_is_recorded_by_names_only(builder: Client, register: Register) -> None:
    def left(**filters: Any) -> list[tuple[str, dict[str, Any]]]:
        found = records(builder, **filters)
        assert {record["actor_name"] for record in found} == {"admin"}
        return [(record["action"], record["details"]) for record in found]

    made = register(OIDC, secret=SECRET)
    place, target = f"{PROVIDERS}/{made['id']}", f"provider:{made['id']}"
    known = {"kind": "oidc", "name": "Elsewhere"}
    moved = {**OIDC, "issuer": "https://moved.example.org", "client_id": "a-client-nobody-knows"}
    change = content(moved, title="Elsewhere", version=made["version"], secret="another", enabled=True)
    builder.put(place, json={**change, "creates_accounts": True}).raise_for_status()
    assert left(target=target) == [
        ("provider.changed", {**known, "fields": "settings.client_id, settings.issuer, secret"}),
        ("provider.created", known),
    ]
    assert "a-client-nobody-knows" not in str(records(builder))
    builder.post(f"{place}/identities", json={"subject": "s", "user_name": "admin"}).raise_for_status()
    assert left(target=target)[0] == ("identity.linked", {**known, "user_name": "admin"})
    doomed = builder.post(PROVIDERS, json=content(LDAP)).json()
    builder.delete(f"{PROVIDERS}/{doomed['id']}").raise_for_status()
    assert left(target=f"provider:{doomed['id']}")[0] == ("provider.deleted", {"kind": "ldap", "name": "Somewhere"})


def test_another_default_is_recorded(builder: Client, register: Register) -> None:
    made = register(OIDC)
    place = "/api/v1/studio/domains/digital-workplace/settings"
    before = builder.get(place).json()
    after = builder.put(place, json={**before, "default_provider": made["id"]}).raise_for_status().json()
    try:
        record = records(builder, target="domain:digital-workplace")[0]
        assert (record["action"], record["actor_name"]) == ("domain.ways_in_changed", "admin")
        assert record["details"] == {"fields": "default_provider", "provider": made["id"]}
        same = builder.put(place, json=after).raise_for_status().json()
        assert records(builder, target="domain:digital-workplace")[0]["id"] == record["id"]
    finally:
        builder.put(place, json={**before, "version": same["version"]}).raise_for_status()


def test_a_login_component_must_be_public(builder: Client, published: Any) -> None:
    place = "/api/v1/studio/domains/digital-workplace/settings"
    private = published(unique("Private"), [])
    before = builder.get(place).json()
    refused = builder.put(place, json={**before, "login_component": private["document"]["key"]})
    problem(refused, 422, "invalid_domain_settings")
    assert fields(refused) == {"login_component": "public"}
