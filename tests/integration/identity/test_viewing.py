"""Viewing as a user: exactly what that user reads, nothing changed, nobody's own account opened, and its end."""

import re
from typing import Any
from uuid import uuid4

import pytest

from aqtra.gateway.app import api
from aqtra.infra.settings import Settings
from tests.contract.test_routes import doors
from tests.integration.gateway.test_live import told, told_after, watch
from tests.integration.identity.access import ACCESS, browser
from tests.integration.identity.viewing import MENU, STOP, World, answer, viewing
from tests.support.accounts import Person, create_account
from tests.support.client import Client, problem
from tests.support.files import OCTETS
from tests.support.installation import Installation
from tests.support.revocation import cookie_of
from tests.support.socket import Socket

OWN = ("session", "own_account")
# What proves itself by its body or its own token: no session is looked at, so none can view there.
WITHOUT_SESSION = ("/api/v1/token", "/api/v1/token/revoke", "/api/v1/hooks/{hook}", "/api/scim/")


@pytest.fixture(scope="module")
def world(builder: Client) -> World:
    return World(builder)


@pytest.fixture(scope="module")
def person(world: World) -> Person:
    return world.person()


@pytest.fixture(scope="module")
def menu(world: World, builder: Client) -> Any:
    """A menu of which the person may open a part."""
    before = builder.get(MENU).raise_for_status().json()["items"]
    items = [
        {
            "id": str(uuid4()),
            "component": key,
            "label": {"translation_key": "", "translation_value": title},
            "children": [],
        }
        for title, key in (("Orders", world.orders), ("Diary", world.diary))
    ]

    def put(listed: list[dict[str, Any]]) -> None:
        version = builder.get(MENU).json()["version"]
        builder.put(MENU, json={"version": version, "items": listed}).raise_for_status()

    put([*before, *items])
    yield items
    put(before)


@pytest.fixture(scope="module")
def viewer(installation: Installation, person: Person) -> Any:
    """A browser that goes on viewing."""
    with viewing(installation, person) as client:
        yield client


def path_of(route: str) -> str:
    """An address of the route that is understood: ids of things that are not there."""
    filled = re.sub(r"\{(user_id|account_id|entry_id|set_id|role_id|token_id|session_id|passkey_id)\}", "1", route)
    filled = re.sub(r"\{(number|version|group|user|publication_id|job_id|rotation_id)\}", "1", filled)
    return re.sub(r"\{[a-z_]+\}", str(uuid4()), filled)


def routes(methods: tuple[str, ...]) -> list[tuple[str, str, str]]:
    """Method, path and right of every route."""
    found = [
        (method, route.path, route.right.value)
        for route in doors(api(Settings()).routes)
        for method in getattr(route, "methods", ()) or ()
        if method in methods and hasattr(route, "right")
    ]
    assert found
    return sorted(found)


CHANGES = routes(("POST", "PUT", "PATCH", "DELETE"))
ENDS = {("DELETE", STOP), ("DELETE", "/api/v1/session")}


def body_of(method: str, route: str) -> dict[str, Any]:
    """What is let through to the route: JSON, but for a form that another site posts, and for parts of files."""
    if route.endswith("/saml/acs"):
        return {"data": {"SAMLResponse": "x"}}
    if "/parts/" in route:
        return {"content": b"x", "headers": OCTETS}
    return {} if method == "DELETE" else {"json": {}}


class TestReading:
    def test_every_answer_is_the_one_that_the_user_gets(
        self, installation: Installation, world: World, person: Person, menu: list[dict[str, Any]]
    ) -> None:
        with browser(installation, person) as own, viewing(installation, person) as viewer:
            for address in world.reads():
                assert answer(viewer.get(address)) == answer(own.get(address)), address
            start = viewer.get("/api/v1/workplace").json()
        labels = [item["label"]["translation_value"] for item in start["menu"]]
        assert "Orders" in labels
        assert "Diary" not in labels
        assert start["user"]["user_name"] == person.user_name

    def test_the_answers_are_not_those_that_the_administrator_gets(
        self, installation: Installation, world: World, viewer: Client
    ) -> None:
        orders, unseen = f"/api/v1/entries/{world.orders}", f"/api/v1/entries/{world.orders}/{world.unseen}"
        hidden = [
            "/api/v1/workplace",
            f"/api/v1/entries/{world.diary}",
            f"/api/v1/workplace/components/{world.diary}",
            orders,
            f"{orders}?$filter=Number eq 'U-1'",
            f"{orders}?$search=U-1",
            f"{orders}?$orderby=Amount",
            f"{orders}?$apply=aggregate($count as n)",
            f"{orders}/{world.seen}",
            unseen,
            f"{unseen}/history",
            f"{unseen}/files/Scan",
        ]
        with installation.signed_in() as plain:
            for address in hidden:
                assert plain.get(address).status_code == 200, address
                assert answer(viewer.get(address)) != answer(plain.get(address)), address

    def test_what_the_user_gains_or_loses_counts_at_once(self, installation: Installation, world: World) -> None:
        somebody = world.access.user()
        place = f"/api/v1/entries/{world.diary}"
        with viewing(installation, somebody) as viewer:
            problem(viewer.get(place), 404, "component_not_found")
            permissions = [{"kind": "component", "component": world.diary, "verb": verb} for verb in ("open", "read")]
            role = world.access.role((world.access.permission_set(*permissions), {}))
            world.access.assign(somebody, (role, {}))
            assert len(viewer.get(place).raise_for_status().json()["value"]) == 1
            world.access.assign(somebody)
            problem(viewer.get(place), 404, "component_not_found")

    def test_live_news_are_those_that_the_user_hears(
        self, installation: Installation, world: World, viewer: Client
    ) -> None:
        def change() -> None:
            world.create(world.diary, Text="more")
            world.create(world.orders, Number="S-3", Region=world.here)

        with Socket.open(installation.base_url, "/api/v1/live", **cookie_of(viewer)) as socket:
            watch(socket, world.diary, world.orders)
            heard = {told_after(socket, change)["component"]}
            while (news := told(socket, 1.5)) is not None:
                heard.add(news["component"])
        assert heard == {world.orders}

    def test_studio_stays_the_administrators(self, installation: Installation, person: Person) -> None:
        with viewing(installation, person) as viewer:
            assert viewer.get(f"{ACCESS}/users/{person.id}").json()["user_name"] == person.user_name
            info = viewer.get("/api/v1/session").json()
        assert info["user"]["user_name"] == installation.administrator[0]
        assert "administer" in info["rights"]
        assert {name: info["viewing"][name] for name in ("id", "user_name", "over")} == {
            "id": person.id,
            "user_name": person.user_name,
            "over": False,
        }

    def test_another_administrator_is_no_way_to_more(self, installation: Installation, world: World) -> None:
        other = create_account(installation, f"second-{uuid4().hex[:6]}", role="Administrators")
        with installation.signed_in() as plain, viewing(installation, other) as viewer:
            for address in world.reads()[1:-1]:
                assert answer(viewer.get(address)) == answer(plain.get(address)), address
            problem(viewer.get("/api/v1/account"), 403, "viewing_as_user")


class TestChanging:
    @pytest.mark.parametrize(("method", "route", "_right"), [one for one in CHANGES if one[:2] not in ENDS])
    def test_every_route_that_changes_something_refuses(
        self, viewer: Client, method: str, route: str, _right: str
    ) -> None:
        response = viewer.request(method, path_of(route), **body_of(method, route))
        if route.startswith(WITHOUT_SESSION[-1]) or route in WITHOUT_SESSION:
            assert response.status_code >= 400
            assert response.json().get("code") != "viewing_as_user"
            return
        assert problem(response, 403, "viewing_as_user")["detail"].endswith(f"by DELETE {STOP}")

    def test_nothing_of_it_is_done(
        self, installation: Installation, world: World, person: Person, builder: Client
    ) -> None:
        entry = f"/api/v1/entries/{world.orders}/{world.seen}"
        before = builder.get(entry).json()
        with viewing(installation, person) as viewer:
            problem(viewer.patch(entry, json={"data": {"Number": "X"}}), 403, "viewing_as_user")
            problem(viewer.delete(entry), 403, "viewing_as_user")
            problem(viewer.post(f"/api/v1/users/{person.id}/view-as"), 403, "viewing_as_user")
        assert builder.get(entry).json() == before

    def test_a_change_needs_its_anti_forgery_token_all_the_same(
        self, installation: Installation, person: Person
    ) -> None:
        with installation.signed_in() as client:
            token = client.headers.pop("X-Aqtra-Token")
            problem(client.post(f"/api/v1/users/{person.id}/view-as"), 403, "anti_forgery_failed")
            client.headers["X-Aqtra-Token"] = token
            assert client.post(f"/api/v1/users/{person.id}/view-as").status_code == 204
            del client.headers["X-Aqtra-Token"]
            problem(client.delete(STOP), 403, "anti_forgery_failed")
            assert client.get("/api/v1/session").json()["viewing"] is not None


class TestOwnAccount:
    @pytest.mark.parametrize("route", [path for _, path, right in routes(("GET",)) if right in OWN])
    def test_nobodys_own_account_is_opened(self, viewer: Client, route: str) -> None:
        problem(viewer.get(path_of(route)), 403, "viewing_as_user")

    def test_nothing_of_it_shows_among_what_is_read(self, viewer: Client) -> None:
        assert viewer.get("/api/v1/token").json() == {"active": False}
