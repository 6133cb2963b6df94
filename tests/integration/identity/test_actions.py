"""Restricted actions: elements that run a flow, only for those whose roles name them."""

import json
import uuid
from collections.abc import Iterator
from typing import Any

import pytest

from tests.integration.dataflow.flows import answer, flow, get
from tests.integration.gateway.test_live import open_socket
from tests.integration.identity.access import ACCESS, Access, browser
from tests.integration.identity.test_rights import SECONDS, until
from tests.support.accounts import create_account, signed_in
from tests.support.client import Client, fields, problem
from tests.support.components import create_component, property_, publish, save_component
from tests.support.installation import Installation
from tests.support.socket import Socket

SOME = "0f7c2d3e-5a61-4b8c-9d10-2e3f4a5b6c7d"


def element(kind: str, name: str, *children: dict[str, Any], **settings: Any) -> dict[str, Any]:
    return {"id": str(uuid.uuid4()), "kind": kind, "name": name, "settings": settings, "children": list(children)}


def runs(flow_key: str, **settings: Any) -> dict[str, Any]:
    return {"command_type": "execute_dataflow", "linked_dataflow": flow_key, **settings}


class World:
    """A page of buttons. *Approve* is run by a restricted button only, *Save* by a restricted and by an open one,
    *Closed* restricts access itself, *Nobody* is run by no element."""

    def __init__(self, client: Client) -> None:
        self.client = client
        self.approve, self.save, self.closed, self.nobody = (str(uuid.uuid4()) for _ in range(4))
        self.button = element("button", "Approve", **runs(self.approve, restrict_access=True))
        self.guarded = element("button", "Guarded save", **runs(self.save, restrict_access=True))
        self.open = element("button", "Save", **runs(self.save))
        self.closing = element("button", "Close", **runs(self.closed, restrict_access=True))
        stored = create_component(client, "Actions", [property_("Note")], settings={"domains": ["digital-workplace"]})
        self.key = stored["document"]["key"]
        self.grid = element("data_grid", "Notes", component=self.key, **runs(self.approve, restrict_access=True))
        panel = element("panel", "Panel", self.button, self.guarded, self.open, self.closing)
        page = element("page", "Main", panel, self.grid)
        flows = [
            self._flow(self.approve, "Approve"),
            self._flow(self.save, "Save"),
            {**self._flow(self.closed, "Closed"), "restrict_access": True},
            self._flow(self.nobody, "Nobody"),
        ]
        self.stored = save_component(client, stored, {**stored["document"], "pages": [page], "flows": flows})
        assert publish(client, self.stored)["state"] == "completed"

    def change(self, **members: Any) -> None:
        self.stored = save_component(self.client, self.stored, {**self.stored["document"], **members})
        assert publish(self.client, self.stored)["state"] == "completed"

    def run(self, client: Client, flow_key: str, action: Any = None, **options: Any) -> Any:
        body = {"model": {"id": 0, "data": {"Note": "x"}}, **({} if action is None else {"action": action})}
        place = f"/api/v1/workplace/components/{self.key}/flows/{flow_key}/run"
        return client.post(place, json=body, params=options)

    def shown(self, client: Client) -> dict[str, dict[str, Any]]:
        """Elements of the definition that the reader is given, by name."""
        pages = client.get(f"/api/v1/workplace/components/{self.key}").raise_for_status().json()["pages"]
        return {found["name"]: found for page in pages for found in walk(page)}

    def permission(self, action: dict[str, Any]) -> dict[str, Any]:
        return {"kind": "action", "component": self.key, "object": action["id"], "verb": "execute"}

    def _flow(self, key: str, name: str) -> dict[str, Any]:
        return {**flow(uuid.UUID(key), name, get(), answer("get")), "key": key}


def walk(found: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield found
    for child in found["children"]:
        yield from walk(child)


@pytest.fixture(scope="module")
def access(builder: Client) -> Access:
    return Access(builder)


@pytest.fixture(scope="module")
def world(builder: Client) -> World:
    return World(builder)


class TestRunning:
    def test_a_restricted_action_needs_a_role(self, installation: Installation, world: World, access: Access) -> None:
        with browser(installation, access.user()) as client:
            problem(world.run(client, world.approve, world.button["id"]), 403, "action_forbidden")
            # The button of a page is no protection: neither is leaving its name out.
            problem(world.run(client, world.approve), 403, "action_forbidden")
            problem(world.run(client, world.approve, world.button["id"], mode="async"), 403, "action_forbidden")
        with browser(installation, access.granted([world.permission(world.button)])) as client:
            assert world.run(client, world.approve, world.button["id"]).status_code == 200
            problem(world.run(client, world.approve), 403, "action_forbidden")
            problem(world.run(client, world.approve, world.grid["id"]), 403, "action_forbidden")

    def test_an_open_action_runs_what_a_restricted_one_runs_too(
        self, installation: Installation, world: World, access: Access
    ) -> None:
        with browser(installation, access.user()) as client:
            assert world.run(client, world.save, world.open["id"]).status_code == 200
            assert world.run(client, world.save).status_code == 200
            problem(world.run(client, world.save, world.guarded["id"]), 403, "action_forbidden")
            assert world.run(client, world.nobody).status_code == 200

    def test_an_action_of_another_flow_or_none_at_all_is_not_found(
        self, installation: Installation, world: World, access: Access
    ) -> None:
        person = access.granted([world.permission(world.button)])
        with browser(installation, person) as client:
            for action in (world.open["id"], str(uuid.uuid4())):
                problem(world.run(client, world.approve, action), 404, "action_not_found")
            problem(world.run(client, world.nobody, world.button["id"]), 404, "action_not_found")

    def test_the_restriction_of_a_button_does_not_replace_that_of_its_flow(
        self, installation: Installation, world: World, access: Access
    ) -> None:
        action = world.permission(world.closing)
        whole = {"kind": "flow", "component": world.key, "object": world.closed, "verb": "execute"}
        for given, refused in (([action], "flow_forbidden"), ([whole], "action_forbidden"), ([action, whole], None)):
            with browser(installation, access.granted(given)) as client:
                response = world.run(client, world.closed, world.closing["id"])
                if refused is None:
                    assert response.status_code == 200, response.text
                else:
                    problem(response, 403, refused)

    def test_a_right_to_the_same_id_in_another_component_opens_nothing(
        self, installation: Installation, world: World, access: Access
    ) -> None:
        elsewhere = {**world.permission(world.button), "component": str(uuid.uuid4())}
        with browser(installation, access.granted([elsewhere])) as client:
            problem(world.run(client, world.approve, world.button["id"]), 403, "action_forbidden")

    def test_the_context_of_another_action_narrows_the_right_away(
        self, installation: Installation, world: World, access: Access
    ) -> None:
        for context, status in ((world.button["id"], 200), (world.guarded["id"], 403)):
            here = {"component": world.key, "object": context}
            with browser(installation, access.granted([world.permission(world.button)], role=here)) as client:
                assert world.run(client, world.approve, world.button["id"]).status_code == status

    def test_administrators_are_not_bound_and_builders_are(self, installation: Installation, world: World) -> None:
        assert world.run(world.client, world.approve).status_code == 200
        assert world.run(world.client, world.approve, world.button["id"]).status_code == 200
        with signed_in(installation, create_account(installation, "bound-builder", role="Builders")) as client:
            problem(world.run(client, world.approve, world.button["id"]), 403, "action_forbidden")

    @pytest.mark.parametrize("action", ["", "x", 7, [], {}, True, "{}"])
    def test_what_is_no_id_is_refused(self, world: World, action: Any) -> None:
        refused = world.run(world.client, world.approve, action)
        problem(refused, 400, "bad_json")
        assert fields(refused) == {"action": "type"}


class TestPages:
    def test_the_page_lacks_what_its_reader_may_not_run(
        self, installation: Installation, world: World, access: Access
    ) -> None:
        with browser(installation, access.user()) as client:
            shown = world.shown(client)
            assert set(shown) == {"Main", "Panel", "Save", "Notes"}
            # A grid shows entries, which are not what was restricted.
            assert shown["Notes"]["settings"] == {"component": world.key}
        with browser(installation, access.granted([world.permission(world.button)])) as client:
            assert set(world.shown(client)) == {"Main", "Panel", "Approve", "Save", "Notes"}
        assert world.shown(world.client)["Notes"]["settings"]["linked_dataflow"] == world.approve

    def test_a_copy_of_the_page_is_outdated_once_the_rights_are_others(
        self, installation: Installation, world: World, access: Access
    ) -> None:
        person = access.user()
        place = f"/api/v1/workplace/components/{world.key}"
        role = access.role((access.permission_set(world.permission(world.button)), {}))
        with browser(installation, person) as client:
            tag = client.get(place).headers["etag"]
            assert client.get(place, headers={"if-none-match": tag}).status_code == 304
            with open_socket(installation, client=client) as socket:
                access.assign(person, (role, {}))
                assert_told_of_rights(socket)
            assert client.get(place, headers={"if-none-match": tag}).status_code == 200
            assert world.run(client, world.approve, world.button["id"]).status_code == 200
            access.assign(person)
            until(lambda: "Approve" not in world.shown(client))


class TestManaging:
    def test_the_tree_and_the_explanation_name_actions(self, world: World, access: Access) -> None:
        tree = access.client.get(f"{ACCESS}/tree").json()["components"]
        (listed,) = [found for found in tree if found["key"] == world.key]
        assert {"element": world.button["id"], "name": "Approve", "page": "Main"} in listed["actions"]
        assert world.open["id"] not in json.dumps(listed["actions"])
        person = access.granted([world.permission(world.button), world.permission(world.closing)])
        told = _explained(access, person.id, world.key)
        assert told["Approve"] == ("action", True, "granted")
        assert told["Guarded save"] == ("action", False, "action_forbidden")
        assert told["Close"] == ("action", False, "flow_forbidden")
        assert told["Closed"] == ("flow", False, "flow_forbidden")

    def test_a_right_to_answer_a_step_is_asked_for(self, world: World, access: Access) -> None:
        step, other = f"{uuid.uuid4()}/confirm", str(uuid.uuid4())
        answering = {"kind": "step", "component": world.key, "object": step, "verb": "answer"}
        assert _explained(access, access.granted([answering]).id, world.key)[step] == ("step", True, "granted")
        narrow = access.granted([answering], role={"component": world.key, "object": other})
        assert _explained(access, narrow.id, world.key)[step] == ("step", False, "step_forbidden")

    @pytest.mark.parametrize(
        ("kind", "name", "verb"),
        [
            ("action", "x", "execute"),
            ("action", SOME.upper(), "execute"),
            ("flow", "../x", "execute"),
            ("step", "nonsense", "answer"),
            ("step", f"{SOME}/", "answer"),
            ("step", f"{SOME}/a/b", "answer"),
            ("action", SOME, "answer"),
        ],
    )
    def test_objects_that_nothing_can_be_called_are_refused(
        self, world: World, access: Access, kind: str, name: str, verb: str
    ) -> None:
        permission = {"kind": kind, "component": world.key, "object": name, "verb": verb}
        body = {"domain": "digital-workplace", "name": "Nonsense", "permissions": [permission]}
        refused = access.client.post(f"{ACCESS}/permission-sets", json=body)
        assert problem(refused, 422, "validation_failed")["fields"][0]["field"].startswith("permissions")


class TestPublishing:
    """Last: these publish the component anew."""

    def test_a_renamed_and_moved_element_keeps_its_right_and_a_removed_one_loses_it(
        self, installation: Installation, world: World, access: Access
    ) -> None:
        person = access.granted([world.permission(world.button)])
        moved = {**world.button, "name": "Approve it"}
        world.change(pages=[element("page", "Main", element("button", "Go", command_type="navigation_back"), moved)])
        with browser(installation, person) as client:
            assert world.run(client, world.approve, world.button["id"]).status_code == 200
            assert "Approve it" in world.shown(client)
        world.change(
            pages=[element("page", "Main", element("button", "New", **runs(world.approve, restrict_access=True)))]
        )
        with browser(installation, person) as client:
            problem(world.run(client, world.approve, world.button["id"]), 404, "action_not_found")
            problem(world.run(client, world.approve), 403, "action_forbidden")
            assert "New" not in world.shown(client)


def assert_told_of_rights(socket: Socket) -> None:
    while json.loads(socket.recv(SECONDS)) != {"type": "session"}:
        pass


def _explained(access: Access, user: int, component: str) -> dict[str, tuple[str, bool, str]]:
    told = access.client.get(f"{ACCESS}/users/{user}/explanation", params={"component": component}).json()
    return {one["name"]: (one["kind"], one["allowed"], one["reason"]) for one in told["objects"]}
