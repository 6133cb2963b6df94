"""Provisioning by SCIM 2, as another system's client does it."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx
import pytest

from aqtra.composition import open_platform
from tests.support.accounts import settings_of
from tests.support.client import Client, problem
from tests.support.installation import Installation
from tests.support.providers.browser import rights, unique, user

BASE = "/api/scim/v2"
CLIENTS = "/api/v1/provisioning-clients"
MEDIA = "application/scim+json"
ERROR = "urn:ietf:params:scim:api:messages:2.0:Error"
PATCH = "urn:ietf:params:scim:api:messages:2.0:PatchOp"


def client_of(installation: Installation, token: str) -> httpx.Client:
    headers = {"authorization": f"Bearer {token}", "content-type": MEDIA}
    return httpx.Client(base_url=f"{installation.base_url}{BASE}", verify=False, timeout=60, headers=headers)


@pytest.fixture
def made(builder: Client) -> dict[str, Any]:
    """A provisioning client with its token."""
    content = {"title": unique("Directory"), "group_roles": [{"group": "Makers", "role": "Builders"}]}
    response = builder.post(CLIENTS, json=content)
    assert response.status_code == 201, response.text
    return dict(response.json())


@pytest.fixture
def scim(installation: Installation, made: dict[str, Any]) -> Iterator[httpx.Client]:
    with client_of(installation, made["token"]) as client:
        yield client


def refusal(response: httpx.Response, status: int, scim_type: str | None = None) -> dict[str, Any]:
    """The body of a refusal in SCIM's own shape."""
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == MEDIA
    body = dict(response.json())
    assert body["schemas"] == [ERROR]
    assert body["status"] == str(status)
    assert body.get("scimType") == scim_type
    assert body["detail"]
    return body


def create(scim: httpx.Client, **changes: Any) -> dict[str, Any]:
    name = unique("scim")
    content = {"userName": name, "emails": [{"value": f"{name}@example.org", "primary": True}], **changes}
    response = scim.post("/Users", json=content)
    assert response.status_code == 201, response.text
    return dict(response.json())


def patch(scim: httpx.Client, place: str, *operations: dict[str, Any], **headers: str) -> httpx.Response:
    return scim.patch(place, json={"schemas": [PATCH], "Operations": list(operations)}, headers=headers)


@contextmanager
def session_of(installation: Installation, user_name: str) -> Iterator[Client]:
    """A browser in which a provisioned user is signed in; the command of administrators gives a password."""

    async def reset() -> str:
        async with open_platform(settings_of(installation)) as platform:
            password = await platform.identity.reset_password(user_name)
            assert password is not None
            return password

    one_time = asyncio.run(reset())
    with installation.client() as client:
        client.sign_in(user_name, one_time).raise_for_status()
        client.choose_password(one_time, "Tr0ubadour-and-4").raise_for_status()
        yield client


def test_a_user_is_made_read_changed_and_found(scim: httpx.Client) -> None:
    made = create(scim, externalId="e-1", name={"givenName": "Ada", "familyName": "Lovelace"}, title="ignored")
    assert made["displayName"] == "Ada Lovelace"
    assert made["active"] is True
    assert made["meta"]["resourceType"] == "User"
    read = scim.get(f"/Users/{made['id']}")
    assert read.json() == made
    assert read.headers["etag"] == made["meta"]["version"]
    assert read.headers["content-type"] == MEDIA
    changed = scim.put(f"/Users/{made['id']}", json={"userName": made["userName"], "displayName": "A. L."}).json()
    assert (changed["displayName"], changed["emails"]) == ("A. L.", [])
    found = scim.get("/Users", params={"filter": f'userName eq "{made["userName"].upper()}"'}).json()
    assert [one["id"] for one in found["Resources"]] == [made["id"]]


@pytest.mark.parametrize(
    ("template", "found"),
    [
        ('userName sw "{stem}"', 2),
        ('userName co "{stem}" and active eq true', 1),
        ('userName ew "-one" and userName sw "{stem}"', 1),
        ('externalId eq "{stem}-X"', 0),
        ('externalId eq "{stem}-x"', 1),
        ('emails.value eq "{stem}@x.org"', 1),
        ('emails[value sw "{stem}"]', 1),
        ('userName sw "{stem}" and not (active eq true)', 1),
        ('userName eq "{stem}-one" or userName eq "{stem}-two"', 2),
        ('userName sw "{stem}" and externalId pr', 1),
        ('userName sw "{stem}" and externalId eq null', 1),
        ('userName sw "%"', 0),
        ('userName eq "\' OR 1=1 --"', 0),
    ],
)
def test_filters_find_what_they_say(scim: httpx.Client, template: str, found: int) -> None:
    stem = unique("f")
    create(scim, userName=f"{stem}-one", externalId=f"{stem}-x", emails=[{"value": f"{stem}@x.org"}])
    create(scim, userName=f"{stem}-two", active=False, emails=[])
    response = scim.get("/Users", params={"filter": template.replace("{stem}", stem)})
    assert response.status_code == 200, response.text
    assert response.json()["totalResults"] == found


WRONG_FILTERS = ["userName", 'password eq "x"', "userName eq 1", 'active sw "t"', 'active eq "true"', "(((", "x" * 2001]


@pytest.mark.parametrize("text", WRONG_FILTERS)
def test_a_wrong_filter_is_refused(scim: httpx.Client, text: str) -> None:
    response = scim.get("/Users", params={"filter": text})
    refusal(response, 400, "invalidValue" if len(text) > 2000 else "invalidFilter")


def test_pages_hold_everybody_once(scim: httpx.Client) -> None:
    made = {create(scim)["id"] for _ in range(5)}
    seen: list[str] = []
    for start in (1, 3, 5):
        page = scim.get("/Users", params={"startIndex": start, "count": 2, "attributes": "userName"}).json()
        assert (page["totalResults"], page["startIndex"]) == (5, start)
        assert all(set(one) == {"id", "schemas", "userName"} for one in page["Resources"])
        seen += [one["id"] for one in page["Resources"]]
    assert sorted(seen) == sorted(made)
    nothing = scim.get("/Users", params={"startIndex": -5, "count": 0}).json()
    assert (nothing["totalResults"], nothing["Resources"]) == (5, [])


def test_deactivation_ends_sessions_at_once(installation: Installation, builder: Client, scim: httpx.Client) -> None:
    made = create(scim)
    with session_of(installation, made["userName"]) as client:
        assert user(client) is not None
        response = patch(scim, f"/Users/{made['id']}", {"op": "Replace", "path": "active", "value": "False"})
        assert response.json()["active"] is False
        assert user(client) is None
        problem(client.sign_in(made["userName"], "Tr0ubadour-and-4"), 401, "wrong_credentials")
    patch(scim, f"/Users/{made['id']}", {"op": "replace", "value": {"active": True}})
    with installation.client() as client:
        client.sign_in(made["userName"], "Tr0ubadour-and-4").raise_for_status()


def test_deleting_deactivates_and_making_again_revives(
    installation: Installation, builder: Client, scim: httpx.Client
) -> None:
    made = create(scim)
    with session_of(installation, made["userName"]) as client:
        before = user(client)
        assert scim.delete(f"/Users/{made['id']}").status_code == 204
        assert user(client) is None
    refusal(scim.get(f"/Users/{made['id']}"), 404)
    again = create(scim, userName=made["userName"])
    assert again["active"] is True
    with session_of(installation, made["userName"]) as client:
        assert (user(client) or {})["id"] == (before or {})["id"]


def test_groups_give_and_take_mapped_roles_at_once(
    installation: Installation, builder: Client, scim: httpx.Client, made: dict[str, Any]
) -> None:
    person = create(scim)
    with session_of(installation, person["userName"]) as client:
        assert "studio" not in rights(client)
        group = scim.post("/Groups", json={"displayName": "makers", "members": [{"value": person["id"]}]}).json()
        assert "studio" in rights(client)
        assert scim.get(f"/Users/{person['id']}").json()["groups"][0]["display"] == "makers"
        removal = {"op": "remove", "path": f'members[value eq "{person["id"]}"]'}
        assert patch(scim, f"/Groups/{group['id']}", removal).json()["members"] == []
        assert "studio" not in rights(client)
        addition = {"op": "add", "path": "members", "value": [{"value": person["id"]}]}
        patch(scim, f"/Groups/{group['id']}", addition)
        assert "studio" in rights(client)
        unmapped = {"title": made["title"], "group_roles": [{"group": "Others", "role": "Builders"}]}
        builder.put(f"{CLIENTS}/{made['id']}", json=unmapped).raise_for_status()
        assert "studio" not in rights(client)
    assert scim.delete(f"/Groups/{group['id']}").status_code == 204
    refusal(scim.get(f"/Groups/{group['id']}"), 404)


def test_a_change_of_something_older_is_refused(scim: httpx.Client) -> None:
    made = create(scim)
    place, tag = f"/Users/{made['id']}", made["meta"]["version"]
    rename = {"op": "replace", "path": "displayName", "value": "New"}
    changed = patch(scim, place, rename, **{"if-match": tag})
    assert changed.json()["meta"]["version"] != tag
    refusal(patch(scim, place, rename, **{"if-match": tag}), 412)
    refusal(scim.put(place, json={"userName": made["userName"]}, headers={"if-match": tag}), 412)
    refusal(scim.delete(place, headers={"if-match": tag}), 412)
    assert scim.get(place, headers={"if-none-match": changed.headers["etag"]}).status_code == 304


def test_names_and_addresses_of_all_accounts_are_unique(scim: httpx.Client) -> None:
    made = create(scim)
    refusal(scim.post("/Users", json={"userName": made["userName"]}), 409, "uniqueness")
    refusal(scim.post("/Users", json={"userName": "ADMIN"}), 409, "uniqueness")
    taken = {"userName": unique("x"), "emails": made["emails"]}
    refusal(scim.post("/Users", json=taken), 409, "uniqueness")
    scim.post("/Groups", json={"displayName": "Twice"})
    refusal(scim.post("/Groups", json={"displayName": "TWICE"}), 409, "uniqueness")
    assert scim.get(f"/Users/{made['id']}").json() == made


@pytest.mark.parametrize(
    ("body", "status", "scim_type"),
    [
        (b"{", 400, "invalidSyntax"),
        (b"[]", 400, "invalidValue"),
        (b"{}", 400, "invalidValue"),
        (b'{"userName": ""}', 400, "invalidValue"),
        (b'{"userName": "a", "emails": [{"value": "nonsense"}]}', 400, "invalidValue"),
        (b'{"userName": "a\\u0000"}', 400, "invalidValue"),
        (b'{"userName": "a", "active": "maybe"}', 400, "invalidValue"),
    ],
)
def test_a_wrong_body_is_refused_in_scims_shape(scim: httpx.Client, body: bytes, status: int, scim_type: str) -> None:
    refusal(scim.post("/Users", content=body), status, scim_type)


@pytest.mark.parametrize(
    ("operation", "scim_type"),
    [
        ({"op": "replace", "path": "id", "value": "x"}, "mutability"),
        ({"op": "remove"}, "noTarget"),
        ({"op": "replace", "path": "emails[", "value": 1}, "invalidPath"),
        ({"op": "move", "path": "active"}, "invalidValue"),
        ({"op": "replace", "path": "userName", "value": None}, "invalidValue"),
        ({"op": "replace", "path": 'emails[type eq "x"].value', "value": "a@b.c"}, "noTarget"),
    ],
)
def test_a_wrong_change_is_refused_and_changes_nothing(
    scim: httpx.Client, operation: dict[str, Any], scim_type: str
) -> None:
    made = create(scim)
    first = {"op": "replace", "path": "displayName", "value": "Changed"}
    refusal(patch(scim, f"/Users/{made['id']}", first, operation), 400, scim_type)
    assert scim.get(f"/Users/{made['id']}").json() == made


def test_a_client_sees_and_changes_nothing_of_another(
    installation: Installation, builder: Client, scim: httpx.Client
) -> None:
    person = create(scim)
    group = scim.post("/Groups", json={"displayName": "Mine"}).json()
    other = builder.post(CLIENTS, json={"title": unique("Other")}).json()
    missing = "00000000-0000-4000-8000-000000000000"
    with client_of(installation, other["token"]) as foreign:
        assert foreign.get("/Users").json()["totalResults"] == 0
        for kind, own in (("Users", person["id"]), ("Groups", group["id"])):
            answers = [foreign.get(f"/{kind}/{one}").text.replace(one, "?") for one in (own, missing)]
            assert answers[0] == answers[1]
            refusal(foreign.delete(f"/{kind}/{own}"), 404)
        member = {"displayName": "Theirs", "members": [{"value": person["id"]}]}
        refusal(foreign.post("/Groups", json=member), 400, "invalidValue")
        assert foreign.get("/Groups").json()["totalResults"] == 0


def test_a_token_is_shown_once_renewed_and_revoked(
    installation: Installation, builder: Client, made: dict[str, Any]
) -> None:
    listing = builder.get(CLIENTS)
    assert made["token"] not in listing.text
    place = f"{CLIENTS}/{made['id']}/token"
    renewed = builder.post(place).raise_for_status().json()["token"]
    with client_of(installation, made["token"]) as old, client_of(installation, renewed) as new:
        refusal(old.get("/Users"), 401)
        assert new.get("/Users").status_code == 200
        assert builder.delete(place).status_code == 204
        refusal(new.get("/Users"), 401)
    log = (installation.data_dir / "gateway.log").read_text()
    assert made["token"] not in log
    assert renewed not in log


NO_TOKENS = [None, "Bearer", "Bearer x", "Bearer aqtra_scim_x", "Basic YTpi", "Bearer aqtra_scim_\xff"]


@pytest.mark.parametrize("header", NO_TOKENS)
def test_without_a_token_nothing_is_answered(installation: Installation, builder: Client, header: str | None) -> None:
    # The session of an administrator counts for nothing here.
    headers = {"authorization": header.encode("latin-1")} if header else {}
    for method, path in (("GET", "/Users"), ("POST", "/Users"), ("GET", "/ServiceProviderConfig")):
        response = builder.request(method, f"{BASE}{path}", headers=headers, json={} if method == "POST" else None)
        refusal(response, 401)


def test_a_token_opens_no_other_door(installation: Installation, made: dict[str, Any]) -> None:
    with installation.client() as client:
        client.headers["authorization"] = f"Bearer {made['token']}"
        for path in (CLIENTS, "/api/v1/studio/components", "/api/v1/identity-providers"):
            problem(client.get(path), 401, "invalid_token")


def test_clients_are_for_administrators_and_roles_must_exist(visitor: Client, builder: Client) -> None:
    problem(visitor.get(CLIENTS), 401, "not_signed_in")
    wrong = {"title": "x", "group_roles": [{"group": "g", "role": "No such role"}]}
    problem(builder.post(CLIENTS, json=wrong), 422, "validation_failed")
    problem(builder.post(f"{CLIENTS}/00000000-0000-4000-8000-000000000000/token"), 404, "provisioning_client_not_found")


def test_the_service_says_what_it_is(scim: httpx.Client) -> None:
    config = scim.get("/ServiceProviderConfig").json()
    assert (config["patch"]["supported"], config["bulk"]["supported"]) == (True, False)
    assert {one["id"] for one in scim.get("/ResourceTypes").json()["Resources"]} == {"User", "Group"}
    schemas = scim.get("/Schemas").json()["Resources"]
    assert scim.get(f"/Schemas/{schemas[0]['id']}").json() == schemas[0]
    refusal(scim.get("/Schemas/nothing"), 404)
    refusal(scim.get("/Nothing"), 404)
