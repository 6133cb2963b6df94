"""Rights over components and their entries, as roles give them in contexts."""

import time
from typing import Any

import psycopg
import pytest

from tests.integration.identity.access import ACCESS, SECONDS, Access, browser, component, until
from tests.integration.identity.conftest import Alone
from tests.support.client import Client, fields, problem
from tests.support.components import create_component, property_, publish
from tests.support.installation import Installation
from tests.support.tokens import own_token, program


@pytest.fixture(scope="module")
def access(builder: Client) -> Access:
    return Access(builder)


class World:
    """Departments, restricted; invoices that belong to one, restricted too; notes on an invoice, not restricted."""

    def __init__(self, client: Client, installation: Installation) -> None:
        self.client = client
        self.installation = installation
        departments = create_component(
            client, "Departments", [property_("Title")], settings=_settings("Departments", restrict_access=True)
        )
        self.departments = departments["document"]["key"]
        self.salary = property_("Amount", "number", restrict_access=True)
        invoices = create_component(
            client,
            "Invoices of departments",
            [
                property_("Number", primary_key=True),
                property_("Department", "catalog", component=self.departments, query=True),
                self.salary,
            ],
            settings=_settings("Invoices of departments", restrict_access=True),
        )
        self.invoices = invoices["document"]["key"]
        notes = create_component(
            client,
            "Notes on invoices",
            [property_("Text"), property_("Invoice", "catalog", component=self.invoices)],
            settings=_settings("Notes on invoices"),
        )
        self.notes = notes["document"]["key"]
        assert publish(client, departments, invoices, notes)["state"] == "completed"
        self.wait_for_policies(self.departments, self.invoices, self.notes)
        self.one, self.two = (self.create(self.departments, Title=title) for title in ("One", "Two"))
        self.rename(self.departments, self.one, "Sales")
        self.first = self.create(self.invoices, Number="A-1", Department=self.one, Amount="10")
        self.second = self.create(self.invoices, Number="B-1", Department=self.two, Amount="20")
        self.loose = self.create(self.invoices, Number="C-1")
        self.note_first = self.create(self.notes, Text="on A-1", Invoice=self.first)
        self.note_second = self.create(self.notes, Text="on B-1", Invoice=self.second)
        self.note_free = self.create(self.notes, Text="free")

    def create(self, key: str, **data: Any) -> int:
        response = self.client.post(f"/api/v1/entries/{key}", json={"data": data})
        assert response.status_code == 201, response.text
        return int(response.json()["id"])

    def rename(self, key: str, entry: int, name: str) -> None:
        self.client.patch(f"/api/v1/entries/{key}/{entry}", json={"name": name}).raise_for_status()

    def wait_for_policies(self, *components: str) -> None:
        """They follow the switch by some seconds."""
        names = [f"c_{key.replace('-', '')}" for key in components]
        deadline = time.monotonic() + SECONDS
        with psycopg.connect(self.installation.environment["AQTRA_DATABASE_OWNER_URL"], autocommit=True) as conn:
            while True:
                row = conn.execute(
                    "SELECT count(*) FROM pg_class WHERE relname = ANY(%s) AND relrowsecurity", (names,)
                ).fetchone()
                if row == (len(names),):
                    return
                assert time.monotonic() < deadline, row


def _settings(title: str, **more: Any) -> dict[str, Any]:
    return {"title": title, "domains": ["digital-workplace"], **more}


@pytest.fixture(scope="module")
def world(builder: Client, installation: Installation) -> World:
    return World(builder, installation)


def ids(client: Client, key: str, **options: str) -> list[int]:
    asked = {f"${name}": value for name, value in options.items()}
    response = client.get(f"/api/v1/entries/{key}", params={"$orderby": "id", **asked})
    assert response.status_code == 200, response.text
    return [entry["id"] for entry in response.json()["value"]]


class TestComponents:
    def test_without_a_role_a_restricted_component_looks_like_none(self, world: World, access: Access) -> None:
        with browser(world.installation, access.user()) as client:
            problem(client.get(f"/api/v1/entries/{world.departments}"), 404, "component_not_found")
            problem(client.get(f"/api/v1/entries/{world.departments}/{world.one}"), 404, "component_not_found")
            problem(client.post(f"/api/v1/entries/{world.departments}", json={"data": {}}), 404, "component_not_found")
            problem(client.get(f"/api/v1/workplace/components/{world.departments}"), 404, "component_not_found")

    def test_a_role_in_system_opens_all_of_it(self, world: World, access: Access) -> None:
        person = access.granted(component(world.departments))
        with browser(world.installation, person) as client:
            assert ids(client, world.departments) == [world.one, world.two]
            made = client.post(f"/api/v1/entries/{world.departments}", json={"data": {"Title": "Three"}})
            assert made.status_code == 201, made.text
            place = f"/api/v1/entries/{world.departments}/{made.json()['id']}"
            assert client.patch(place, json={"data": {"Title": "3"}}).status_code == 200
            assert client.delete(place).status_code == 204
            problem(client.get(place), 404, "entry_not_found")

    @pytest.mark.parametrize(
        ("verb", "allowed"),
        [
            ("read", {"get"}),
            ("create", {"post"}),
            ("read update", {"get", "patch"}),
            ("read delete", {"get", "delete"}),
            # What may not be read is neither changed nor marked for deletion.
            ("update delete", set()),
            ("open", set()),
        ],
    )
    def test_each_verb_is_a_right_of_its_own(self, world: World, access: Access, verb: str, allowed: set[str]) -> None:
        target = world.create(world.departments, Title=f"For {verb}")
        person = access.granted(component(world.departments, *verb.split()))
        place = f"/api/v1/entries/{world.departments}"
        with browser(world.installation, person) as client:
            answers = {
                "get": client.get(f"{place}/{target}"),
                "post": client.post(place, json={"data": {"Title": "new"}}),
                "patch": client.patch(f"{place}/{target}", json={"data": {"Title": "changed"}}),
                "delete": client.delete(f"{place}/{target}"),
            }
        assert {name for name, answer in answers.items() if answer.is_success} == allowed, {
            name: answer.text for name, answer in answers.items()
        }
        for name, answer in answers.items():
            if name not in allowed:
                problem(answer, 403, "component_forbidden")

    def test_a_change_of_roles_is_in_force_at_the_next_request(self, world: World, access: Access) -> None:
        person = access.user()
        role = access.role((access.permission_set(*component(world.departments, "read")), {}))
        with browser(world.installation, person) as client:
            place = f"/api/v1/entries/{world.departments}/{world.one}"
            assert client.get(place).status_code == 404
            access.assign(person, (role, {}))
            until(lambda: client.get(place).status_code == 200)
            access.assign(person)
            until(lambda: client.get(place).status_code == 404)


class TestContexts:
    def test_a_role_in_an_entry_shows_that_entry_only(self, world: World, access: Access) -> None:
        here = {"component": world.departments, "entry": world.one}
        person = access.granted(component(world.departments, "read"), user=here)
        with browser(world.installation, person) as client:
            assert ids(client, world.departments) == [world.one]
            other = client.get(f"/api/v1/entries/{world.departments}/{world.two}")
            missing = client.get(f"/api/v1/entries/{world.departments}/99999")
            problem(other, 404, "entry_not_found")
            assert same(other, missing)

    def test_what_refers_to_an_entry_takes_over_its_rule(self, world: World, access: Access) -> None:
        here = {"component": world.departments, "entry": world.one}
        person = access.granted([*component(world.departments, "read"), *component(world.invoices, "read")], user=here)
        with browser(world.installation, person) as client:
            assert ids(client, world.invoices) == [world.first]
            assert ids(client, world.notes) == [world.note_first, world.note_free]
            assert ids(client, world.notes, filter="Invoice/Number eq 'B-1'") == []
            counted = client.get(f"/api/v1/entries/{world.notes}", params={"$apply": "aggregate($count as n)"})
            assert counted.json()["value"] == [{"n": 2}]

    def test_the_context_of_a_pair_and_of_an_assignment_hold_both(self, world: World, access: Access) -> None:
        one = {"component": world.departments, "entry": world.one}
        two = {"component": world.departments, "entry": world.two}
        whole = {"component": world.departments}
        read = component(world.departments, "read")
        for role, user, seen in (({}, one, [world.one]), (two, whole, [world.two]), (one, two, None)):
            with browser(world.installation, access.granted(read, role=role, user=user)) as client:
                if seen is None:
                    problem(client.get(f"/api/v1/entries/{world.departments}"), 404, "component_not_found")
                else:
                    assert ids(client, world.departments) == seen

    def test_whoever_may_read_but_not_change_is_told_so(self, world: World, access: Access) -> None:
        here = {"component": world.departments, "entry": world.one}
        reading = access.role((access.permission_set(*component(world.departments, "read")), {}))
        changing = access.role((access.permission_set(*component(world.departments, "update")), {}))
        with browser(world.installation, access.user((reading, {}), (changing, here))) as client:
            place = f"/api/v1/entries/{world.departments}"
            assert client.patch(f"{place}/{world.one}", json={"data": {"Title": "One"}}).status_code == 200
            problem(client.patch(f"{place}/{world.two}", json={"data": {"Title": "x"}}), 403, "entry_forbidden")
            problem(client.patch(f"{place}/99999", json={"data": {"Title": "x"}}), 404, "entry_not_found")

    def test_new_entries_are_bound_to_the_contexts_too(self, world: World, access: Access) -> None:
        here = {"component": world.departments, "entry": world.one}
        permissions = [*component(world.departments, "read", "update"), *component(world.invoices)]
        with browser(world.installation, access.granted(permissions, user=here)) as client:
            place = f"/api/v1/entries/{world.invoices}"
            made = client.post(place, json={"data": {"Number": "A-2", "Department": world.one}})
            assert made.status_code == 201, made.text
            elsewhere = client.post(place, json={"data": {"Number": "B-2", "Department": world.two}})
            # Another department looks exactly like none.
            problem(elsewhere, 403, "entry_forbidden")
            nowhere = client.post(place, json={"data": {"Number": "B-2", "Department": 99999}})
            assert same(elsewhere, nowhere)
            problem(client.post(place, json={"data": {"Number": "C-2"}}), 403, "entry_forbidden")
            moved = client.patch(f"{place}/{made.json()['id']}", json={"data": {"Department": None}})
            problem(moved, 403, "entry_forbidden")
            assert client.delete(f"{place}/{made.json()['id']}").status_code == 204

    def test_a_reference_is_to_what_one_may_change(self, world: World, access: Access) -> None:
        here = {"component": world.departments, "entry": world.one}
        changing = access.role((access.permission_set(*component(world.departments, "read", "update")), here))
        reading = access.role((access.permission_set(*component(world.departments, "read")), {}))
        invoices = access.role((access.permission_set(*component(world.invoices)), {}))
        with browser(world.installation, access.user((changing, {}), (reading, {}), (invoices, {}))) as client:
            place = f"/api/v1/entries/{world.invoices}"
            assert {world.first, world.second, world.loose} <= set(ids(client, world.invoices))
            for department in (world.two, 99999):
                refused = client.post(place, json={"data": {"Number": "B-9", "Department": department}})
                assert fields(refused) == {"data.Department": "reference"}
            problem(client.patch(f"{place}/{world.second}", json={"data": {"Number": "B-9"}}), 403, "entry_forbidden")
            assert client.patch(f"{place}/{world.first}", json={"data": {"Number": "A-1"}}).status_code == 200


class TestProperties:
    def test_a_restricted_property_is_not_there_without_a_role(self, world: World, access: Access) -> None:
        person = access.granted([*component(world.departments), *component(world.invoices)])
        with browser(world.installation, person) as client:
            place = f"/api/v1/entries/{world.invoices}"
            entry = client.get(f"{place}/{world.first}").json()
            assert set(entry["data"]) == {"Number", "Department"}
            for option in ({"$filter": "Amount gt 5"}, {"$orderby": "Amount"}, {"$select": "Amount"}):
                refused = client.get(place, params=option)
                assert set(fields(refused).values()) == {"unknown_field"}, refused.text
            grouped = client.get(place, params={"$apply": "aggregate(Amount with sum as total)"})
            assert grouped.status_code == 400
            written = client.patch(f"{place}/{world.first}", json={"data": {"Amount": "99"}})
            assert fields(written) == {"data.Amount": "unknown_field"}
            history = client.get(f"{place}/{world.first}/history").json()
            assert "Amount" not in str(history)

    def test_reading_and_changing_it_are_rights_of_their_own(self, world: World, access: Access) -> None:
        reads = {"kind": "property", "component": world.invoices, "object": world.salary["id"], "verb": "read"}
        everything = [*component(world.departments), *component(world.invoices)]
        place = f"/api/v1/entries/{world.invoices}/{world.second}"
        with browser(world.installation, access.granted([*everything, reads])) as client:
            assert client.get(place).json()["data"]["Amount"] == "20"
            assert fields(client.patch(place, json={"data": {"Amount": "99"}})) == {"data.Amount": "read_only"}
        with browser(world.installation, access.granted([*everything, {**reads, "verb": "update"}])) as client:
            assert client.patch(place, json={"data": {"Amount": "21"}}).json()["data"]["Amount"] == "21"


class TestDatabase:
    def test_a_session_that_does_not_say_whom_it_answers_to_sees_nothing(self, world: World) -> None:
        tables = [f"catalogs.c_{key.replace('-', '')}" for key in (world.departments, world.invoices, world.notes)]
        with psycopg.connect(world.installation.environment["AQTRA_DATABASE_URL"], autocommit=True) as conn:
            for table in tables:
                assert conn.execute(f"SELECT count(*) FROM {table}".encode()).fetchone() == (0,)
                conn.execute("SELECT set_config('aqtra.subject', 'platform', false)")
                assert conn.execute(f"SELECT count(*) > 0 FROM {table}".encode()).fetchone() == (True,)
                conn.execute("SELECT set_config('aqtra.subject', '', false)")

    def test_policies_hold_without_the_conditions_of_our_statements(self, world: World, access: Access) -> None:
        here = {"component": world.departments, "entry": world.one}
        permissions = [*component(world.departments, "read"), *component(world.invoices, "read")]
        person = access.granted(permissions, user=here)
        with psycopg.connect(world.installation.environment["AQTRA_DATABASE_URL"], autocommit=True) as conn:
            conn.execute("SELECT set_config('aqtra.subject', %s, false)", (str(person.id),))
            seen = {}
            for key in (world.departments, world.invoices, world.notes):
                rows = conn.execute(f"SELECT id FROM catalogs.c_{key.replace('-', '')}".encode()).fetchall()
                seen[key] = {row[0] for row in rows}
            table = f"catalogs.c_{world.invoices.replace('-', '')}"
            assert conn.execute(f"UPDATE {table} SET name = 'x'".encode()).rowcount == 0
            assert conn.execute(f"DELETE FROM {table}".encode()).rowcount == 0
        assert seen[world.departments] == {world.one}
        assert world.first in seen[world.invoices]
        assert world.second not in seen[world.invoices]
        assert world.note_free in seen[world.notes]
        assert world.note_second not in seen[world.notes]

    def test_statements_leave_reading_to_policies_only_where_those_stand_and_bind(
        self, world: World, access: Access
    ) -> None:
        here = {"component": world.departments, "entry": world.one}
        person = access.granted(component(world.departments, "read"), user=here)
        table = f"catalogs.c_{world.departments.replace('-', '')}"
        urls = world.installation.environment
        asked = "SELECT catalogs.walled(%s::regclass, coalesce(%s, obj_description(%s::regclass, 'pg_class')))"

        def stand(subject: int | str, mark: str | None = None, *, owner: bool = False, isolation: str = "") -> bool:
            url = urls["AQTRA_DATABASE_OWNER_URL" if owner else "AQTRA_DATABASE_URL"]
            with psycopg.connect(url) as conn:
                conn.execute(f"SET TRANSACTION ISOLATION LEVEL {isolation or 'READ COMMITTED'}".encode())
                conn.execute("SELECT set_config('aqtra.subject', %s, true)", (str(subject),))
                row = conn.execute(asked.encode(), (table, mark, table)).fetchone()
            assert row is not None
            return bool(row[0])

        assert stand(person.id)
        assert not stand(person.id, mark="of another version")
        assert not stand(person.id, isolation="REPEATABLE READ")
        assert not stand(person.id, owner=True)
        assert not stand("platform")

    def test_policies_open_nothing_that_the_token_of_an_administrator_leaves_closed(self, world: World) -> None:
        """For administrators the database restricts nothing: what a token leaves them, the statements must say."""
        department = property_("Department", "catalog", component=world.departments)
        memos = create_component(
            world.client, "Memos", [property_("Text"), department], settings=_settings("Memos of departments")
        )
        assert publish(world.client, memos)["state"] == "completed"
        key = memos["document"]["key"]
        world.wait_for_policies(key)
        kept, _ = world.create(key, Text="free"), world.create(key, Text="of One", Department=world.one)
        with program(world.installation, own_token(world.client, "read")["secret"]) as caller:
            answer = caller.get(f"/api/v1/entries/{key}", params={"$count": "true"}).raise_for_status().json()
        assert ([memo["id"] for memo in answer["value"]], answer["@odata.count"]) == ([kept], 1)

    def test_the_application_role_neither_owns_nor_bypasses(self, world: World) -> None:
        with psycopg.connect(world.installation.environment["AQTRA_DATABASE_URL"]) as conn:
            row = conn.execute("SELECT rolbypassrls, rolsuper FROM pg_roles WHERE rolname = current_user").fetchone()
            owned = conn.execute("SELECT count(*) FROM pg_class WHERE relowner = current_user::regrole").fetchone()
        assert (row, owned) == ((False, False), (0,))


class TestManaging:
    def test_only_administrators_manage_rights(self, installation: Installation, access: Access) -> None:
        with browser(installation, access.user()) as client:
            for what in ("tree", "permission-sets", "roles", "users"):
                problem(client.get(f"{ACCESS}/{what}"), 403, "permission_denied")

    def test_what_is_used_is_not_deleted(self, access: Access) -> None:
        used = access.permission_set()
        role = access.role((used, {}))
        refused = access.client.delete(f"{ACCESS}/permission-sets/{used['id']}")
        assert problem(refused, 409, "in_use")["params"]["used_by"] == [role["name"]]
        person = access.user((role, {}))
        refused = access.client.delete(f"{ACCESS}/roles/{role['id']}")
        assert problem(refused, 409, "in_use")["params"]["used_by"] == [person.user_name]
        access.assign(person)
        assert access.client.delete(f"{ACCESS}/roles/{role['id']}").status_code == 204
        assert access.client.delete(f"{ACCESS}/permission-sets/{used['id']}").status_code == 204

    def test_stale_saves_are_refused(self, access: Access) -> None:
        made = access.permission_set()
        body = {name: value for name, value in made.items() if name != "id"}
        place = f"{ACCESS}/permission-sets/{made['id']}"
        assert access.client.put(place, json=body).json()["version"] == 2
        problem(access.client.put(place, json=body), 409, "concurrent_update")

    def test_built_in_roles_stay(self, access: Access) -> None:
        roles = access.client.get(f"{ACCESS}/roles").json()
        built_in = next(role for role in roles if role["built_in"])
        problem(access.client.delete(f"{ACCESS}/roles/{built_in['id']}"), 409, "built_in")
        body = {"domain": "digital-workplace", "name": "x", "version": 1}
        problem(access.client.put(f"{ACCESS}/roles/{built_in['id']}", json=body), 409, "built_in")
        entry = {"component": "00000000-0000-4000-8000-000000000001", "entry": 1}
        user = {"user_name": "narrow-administrator", "assignments": [{"role": built_in["id"], "context": entry}]}
        refused = access.client.post(f"{ACCESS}/users", json={"user": user})
        assert fields(refused) == {"assignments[0].context": "system_only"}

    def test_the_last_administrator_stays(self, access: Access, installation: Installation, alone: Alone) -> None:
        users = access.client.get(f"{ACCESS}/users", params={"search": installation.administrator[0]}).json()["value"]
        user = next(found for found in users if found["user_name"] == installation.administrator[0])
        body = {name: value for name, value in user.items() if name not in ("id", "locked")}
        with alone(user["id"]):
            for change in ({"active": False}, {"assignments": []}):
                refused = access.client.put(f"{ACCESS}/users/{user['id']}", json={**body, **change})
                problem(refused, 409, "last_administrator")

    def test_a_deactivated_user_is_signed_out_at_once(self, installation: Installation, access: Access) -> None:
        person = access.user()
        with browser(installation, person) as client:
            assert client.get("/api/v1/session").json()["user"]["id"] == person.id
            user = access.client.get(f"{ACCESS}/users/{person.id}").json()
            body = {name: value for name, value in user.items() if name not in ("id", "locked")}
            access.client.put(f"{ACCESS}/users/{person.id}", json={**body, "active": False}).raise_for_status()
            until(lambda: client.get("/api/v1/session").json()["user"] is None)
            assert client.sign_in(person.user_name, person.password).status_code == 401

    @pytest.mark.parametrize(
        "permission",
        [
            {"kind": "component", "verb": "read"},
            {"kind": "component", "component": "00000000-0000-4000-8000-000000000001", "verb": "execute"},
            {"kind": "flow", "component": "00000000-0000-4000-8000-000000000001", "verb": "execute"},
            {"kind": "studio", "object": "components", "verb": "read"},
            {"kind": "nothing", "verb": "read"},
            {"kind": "component", "component": "x", "verb": "read"},
        ],
    )
    def test_permissions_that_make_no_sense(self, access: Access, permission: dict[str, Any]) -> None:
        body = {"domain": "digital-workplace", "name": "Nonsense", "permissions": [permission]}
        refused = access.client.post(f"{ACCESS}/permission-sets", json=body)
        assert problem(refused, 422, "validation_failed")["fields"][0]["field"].startswith("permissions")

    def test_an_explanation_names_roles_and_permission_sets(self, world: World, access: Access) -> None:
        here = {"component": world.departments, "entry": world.one}
        person = access.granted(component(world.departments, "read"), user=here)
        asked = {"component": world.departments, "entry": str(world.one)}
        told = access.client.get(f"{ACCESS}/users/{person.id}/explanation", params=asked).json()
        answers = {answer["verb"]: (answer["allowed"], answer["reason"]) for answer in told["answers"]}
        assert answers["read"] == (True, "granted")
        assert answers["update"] == (False, "component_forbidden")
        assert told["entry_visible"] is True
        (read,) = [answer for answer in told["answers"] if answer["verb"] == "read"]
        assert read["granted_by"][0]["context"] == {**here, "object": None}
        assert read["granted_by"][0]["entry_name"] == "Sales"
        (right,) = access.client.get(f"{ACCESS}/users/{person.id}/rights").json()
        assert right["entry_name"] == "Sales"
        asked["entry"] = str(world.two)
        told = access.client.get(f"{ACCESS}/users/{person.id}/explanation", params=asked).json()
        assert told["entry_visible"] is False


def same(one: Any, other: Any) -> bool:
    """Two refusals that differ in their trace id only."""
    left, right = one.json(), other.json()
    return {**left, "trace_id": ""} == {**right, "trace_id": ""} and one.status_code == other.status_code
