"""Maintenance over HTTPS: marked entries, their removal and return, references and caches."""

from collections.abc import Iterator
from itertools import count
from typing import Any

import psycopg
import pytest

from tests.support import components, maintenance
from tests.support.accounts import create_account, signed_in
from tests.support.client import Client, fields, problem
from tests.support.components import property_
from tests.support.installation import Installation

BASE = "/api/v1/studio/maintenance"


class World:
    """Suppliers, and invoices that refer to them and to each other."""

    def __init__(self, client: Client) -> None:
        self.client = client
        self.numbers = count()
        stored = components.create_component(
            client,
            "Kept supplier",
            [property_("code", primary_key=True), property_("best", "catalog")],
        )
        self.suppliers = stored["document"]["key"]
        document = stored["document"]
        document["properties"][1]["component"] = self.suppliers
        supplier = components.save_component(client, stored, document)
        invoice = components.create_component(
            client,
            "Kept invoice",
            [
                property_("supplier", "catalog", component=self.suppliers),
                property_("others", "array", component=self.suppliers),
                property_("needed", required=True),
            ],
        )
        self.invoices = invoice["document"]["key"]
        document = supplier["document"]
        document["properties"].append(property_("invoice", "catalog", component=self.invoices))
        supplier = components.save_component(client, supplier, document)
        publication = components.publish(client, supplier, invoice)
        assert publication["state"] == "completed", publication

    def create(self, component: str, data: dict[str, Any], name: str | None = None) -> dict[str, Any]:
        body = {"data": data, "name": name}
        response = self.client.post(f"/api/v1/entries/{component}", json=body)
        assert response.status_code == 201, response.text
        return {"component": component, "id": response.json()["id"]}

    def mark(self, *entries: dict[str, Any]) -> None:
        for entry in entries:
            place = f"/api/v1/entries/{entry['component']}/{entry['id']}"
            assert self.client.delete(place).status_code == 204
            problem(self.client.get(place), 404, "entry_not_found")

    def post(self, verb: str, *entries: dict[str, Any]) -> dict[str, Any]:
        response = self.client.post(f"{BASE}/marked/{verb}", json={"entries": list(entries)})
        assert response.status_code == 200, response.text
        return dict(response.json())

    def marked(self, **params: Any) -> dict[str, Any]:
        return dict(self.client.get(f"{BASE}/marked", params=params).raise_for_status().json())

    def row(self, entry: dict[str, Any]) -> dict[str, Any] | None:
        page = self.marked(component=entry["component"], **{"$top": "200"})["value"]
        return next((row for row in page if row["id"] == entry["id"]), None)


@pytest.fixture(scope="module")
def world(builder: Client) -> World:
    return World(builder)


def supplier(world: World, **data: Any) -> dict[str, Any]:
    return world.create(world.suppliers, {"code": f"S{next(world.numbers)}", **data})


def test_marked_entries_are_listed_with_who_marked_them_and_what_refers_to_them(world: World) -> None:
    target, plain = supplier(world), supplier(world)
    invoices = [world.create(world.invoices, {"supplier": target["id"], "needed": "x"}) for _ in range(7)]
    listing = world.create(world.invoices, {"others": [plain["id"], target["id"]], "needed": "x"})
    world.mark(target, invoices[0])
    row = world.row(target)
    assert row is not None
    assert row["component"] == {"key": world.suppliers, "title": "Kept supplier"}
    assert row["name"] == f"Kept supplier #{target['id']}"
    assert row["marked_by"] == {"id": 1, "name": world.client.get("/api/v1/session").json()["user"]["display_name"]}
    assert [
        (used["component"]["title"], used["property"], used["count"], used["entries"], used["marked"])
        for used in row["referenced_by"]
    ] == [
        ("Kept invoice", "supplier", 6, [invoice["id"] for invoice in invoices[1:6]], False),
        ("Kept invoice", "supplier", 1, [invoices[0]["id"]], True),
        ("Kept invoice", "others", 1, [listing["id"]], False),
    ]
    assert world.row(plain) is None


def test_what_unmarked_entries_refer_to_stays_and_is_explained(world: World) -> None:
    target, free = supplier(world), supplier(world)
    invoice = world.create(world.invoices, {"supplier": target["id"], "needed": "x"})
    world.mark(target, free)
    done = world.post("remove", target, free)
    assert done["removed"] == 1
    [refused] = done["refused"]
    assert (refused["component"], refused["id"], refused["reason"]) == (world.suppliers, target["id"], "referenced")
    assert refused["referenced_by"][0]["entries"] == [invoice["id"]]
    assert refused["referenced_by"][0]["marked"] is False
    assert world.row(free) is None
    assert world.row(target) is not None


def test_entries_that_refer_to_each_other_go_together_or_not_at_all(world: World) -> None:
    target = supplier(world)
    invoice = world.create(world.invoices, {"supplier": target["id"], "others": [target["id"]], "needed": "x"})
    place = f"/api/v1/entries/{world.suppliers}/{target['id']}"
    world.client.patch(place, json={"data": {"invoice": invoice["id"], "best": target["id"]}}).raise_for_status()
    world.mark(target, invoice)
    alone = world.post("remove", target)
    assert alone["removed"] == 0
    assert {(used["property"], used["marked"]) for used in alone["refused"][0]["referenced_by"]} == {
        ("supplier", True),
        ("others", True),
    }
    assert world.post("remove", target, invoice) == {"removed": 2, "refused": []}
    assert world.row(target) is None


def test_a_chain_is_held_by_its_end(world: World) -> None:
    first = supplier(world)
    second = supplier(world, best=first["id"])
    third = supplier(world, best=second["id"])
    keeper = world.create(world.invoices, {"supplier": third["id"], "needed": "x"})
    world.mark(first, second, third)
    done = world.post("remove", first, second, third)
    assert done["removed"] == 0
    assert {refused["id"] for refused in done["refused"]} == {first["id"], second["id"], third["id"]}
    world.mark(keeper)
    assert world.post("remove", first, second, third, keeper)["removed"] == 4


def test_removal_takes_the_history_along_and_leaves_one_note(world: World, installation: Installation) -> None:
    target = supplier(world)
    place = f"/api/v1/entries/{world.suppliers}/{target['id']}"
    world.client.patch(place, json={"name": "secret"}).raise_for_status()
    world.mark(target)
    assert world.post("remove", target)["removed"] == 1
    with psycopg.connect(installation.environment["AQTRA_DATABASE_OWNER_URL"]) as conn:
        notes = conn.execute(
            "SELECT kind, version, before, after FROM catalogs.change WHERE component = %s AND entry_id = %s",
            (world.suppliers, target["id"]),
        ).fetchall()
    assert notes == [("removed", 3, None, None)]
    problem(world.client.get(f"{place}/history"), 404, "entry_not_found")


def test_a_restored_entry_is_there_again_unless_its_key_is_taken(world: World) -> None:
    entry, rival = world.create(world.suppliers, {"code": "again"}), world.create(world.suppliers, {"code": "taken"})
    world.mark(entry, rival)
    new = world.create(world.suppliers, {"code": "taken"})
    done = world.post("restore", entry, rival)
    assert done["restored"] == 1
    assert [(refused["id"], refused["reason"]) for refused in done["refused"]] == [(rival["id"], "duplicate_key")]
    back = world.client.get(f"/api/v1/entries/{world.suppliers}/{entry['id']}").raise_for_status().json()
    assert back["data"]["code"] == "again"
    told = world.client.get(f"/api/v1/entries/{world.suppliers}/{entry['id']}/history").raise_for_status().json()
    assert [event["kind"] for event in told["value"]] == ["restored", "marked", "created"]
    assert world.row(rival) is not None
    world.mark(new)
    assert world.post("restore", rival)["restored"] == 1


@pytest.mark.parametrize("verb", ["remove", "restore"])
def test_what_is_not_marked_is_refused_by_reason(world: World, verb: str) -> None:
    alive = supplier(world)
    absent = {"component": world.suppliers, "id": 10**12}
    strange = {"component": "00000000-0000-4000-8000-0000000000ff", "id": 1}
    users = {"component": "00000000-0000-4000-8000-000000000001", "id": 1}
    done = world.post(verb, alive, absent, strange, users, alive)
    assert done[f"{verb}d"] == 0
    assert {(refused["id"], refused["reason"]) for refused in done["refused"]} == {
        (alive["id"], "not_marked"),
        (10**12, "not_found"),
        (1, "not_found"),
        (1, "not_marked"),
    }
    assert world.client.get(f"/api/v1/entries/{world.suppliers}/{alive['id']}").is_success


def test_pages_of_marked_entries_cover_all_of_them_once(world: World) -> None:
    world.mark(*[supplier(world) for _ in range(5)])
    total = world.marked()["count"]
    seen = []
    for skip in range(0, total, 2):
        page = world.marked(**{"$top": "2", "$skip": str(skip)})
        assert page["count"] == total
        seen += [(row["component"]["key"], row["id"]) for row in page["value"]]
    assert len(seen) == len(set(seen)) == total
    assert world.marked(component=world.invoices)["count"] < total
    assert world.marked(component="00000000-0000-4000-8000-0000000000ff") == {"count": 0, "value": []}


def test_an_entry_of_a_withdrawn_component_still_holds_what_it_refers_to(builder: Client, world: World) -> None:
    stored = components.create_component(builder, "Leaving", [property_("to", "catalog", component=world.suppliers)])
    assert components.publish(builder, stored)["state"] == "completed"
    target = supplier(world)
    key = stored["document"]["key"]
    world.create(key, {"to": target["id"]})
    assert builder.delete(f"/api/v1/studio/components/{key}").is_success
    world.mark(target)
    done = world.post("remove", target)
    assert done["refused"][0]["referenced_by"][0]["component"]["title"] == "Leaving"


BAD_BODIES: list[tuple[Any, str]] = [
    ({}, "entries"),
    ({"entries": []}, "entries"),
    ({"entries": "all"}, "entries"),
    ({"entries": [{"component": "x", "id": 1}]}, "entries.0.component"),
    ({"entries": [{"component": "00000000-0000-4000-8000-000000000001", "id": 0}]}, "entries.0.id"),
    ({"entries": [{"component": "00000000-0000-4000-8000-000000000001", "id": 2**63}]}, "entries.0.id"),
    ({"entries": [{"component": "00000000-0000-4000-8000-000000000001", "id": 1.5}]}, "entries.0.id"),
    ({"entries": [{"component": "00000000-0000-4000-8000-000000000001"}]}, "entries.0.id"),
    ({"entries": [{"component": "00000000-0000-4000-8000-000000000001", "id": 1, "x": 1}]}, "entries.0.x"),
    ({"entries": [{"component": "00000000-0000-4000-8000-000000000001", "id": 1}] * 1001}, "entries"),
    ({"entries": [{"component": "00000000-0000-4000-8000-000000000001", "id": 1}], "all": True}, "all"),
]


@pytest.mark.parametrize("verb", ["remove", "restore"])
@pytest.mark.parametrize(("body", "place"), BAD_BODIES)
def test_bodies_that_do_not_fit_are_refused_with_their_place(world: World, verb: str, body: Any, place: str) -> None:
    refused = world.client.post(f"{BASE}/marked/{verb}", json=body)
    problem(refused, 422, "validation_failed")
    assert place in fields(refused)


@pytest.mark.parametrize(
    "params", [{"$top": "201"}, {"$top": "-1"}, {"$top": "x"}, {"$skip": "-1"}, {"$skip": "1" * 30}, {"component": "x"}]
)
def test_listings_that_do_not_fit_are_refused(world: World, params: dict[str, str]) -> None:
    problem(world.client.get(f"{BASE}/marked", params=params), 422, "validation_failed")


@pytest.fixture(scope="module")
def member(installation: Installation) -> Iterator[Client]:
    with signed_in(installation, create_account(installation, "maintenance-member", role="Builders")) as client:
        yield client


def test_maintenance_is_for_administrators(member: Client) -> None:
    problem(member.get(f"{BASE}/marked"), 403, "permission_denied")
    for route in ("marked/remove", "marked/restore", "rebuild-references", "rebuild-cache"):
        problem(member.post(f"{BASE}/{route}", json={"entries": []}), 403, "permission_denied")


def test_references_that_lead_nowhere_are_found_and_constraints_made_whole(
    world: World, installation: Installation
) -> None:
    sound = maintenance.done(world.client, "rebuild-references")
    assert sound["repaired"] == 0
    assert sound["broken"] == []
    assert sound["checked"] > 0
    entry = world.create(world.invoices, {"supplier": supplier(world)["id"], "needed": "x"})
    table = f'catalogs."c_{world.invoices.replace("-", "")}"'
    with psycopg.connect(installation.environment["AQTRA_DATABASE_OWNER_URL"], autocommit=True) as conn:
        row = conn.execute(
            "SELECT conname, a.attname FROM pg_constraint c JOIN pg_attribute a ON a.attrelid = c.conrelid "
            "AND a.attnum = c.conkey[1] WHERE c.conrelid = %s::regclass AND c.contype = 'f' "
            "AND a.attname LIKE 'p\\_%%'",
            (table,),
        ).fetchone()
        assert row is not None
        conn.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{row[0]}"')
        conn.execute(f'UPDATE {table} SET "{row[1]}" = 999999 WHERE id = {entry["id"]}')
        first = maintenance.done(world.client, "rebuild-references")
        assert first["repaired"] == 1
        assert first["broken"] == [
            {
                "component": {"key": world.invoices, "title": "Kept invoice"},
                "property": "supplier",
                "count": 1,
                "entries": [entry["id"]],
            }
        ]
        with pytest.raises(psycopg.errors.ForeignKeyViolation):
            conn.execute(f'UPDATE {table} SET "{row[1]}" = 999998 WHERE id = {entry["id"]}')
        conn.execute(f'UPDATE {table} SET "{row[1]}" = NULL WHERE id = {entry["id"]}')
    assert maintenance.done(world.client, "rebuild-references") == {**first, "broken": []}
    assert maintenance.done(world.client, "rebuild-references")["repaired"] == 0


def test_caches_are_read_anew(world: World, installation: Installation) -> None:
    def title() -> Any:
        return world.client.get(f"{BASE}/marked", params={"component": world.suppliers}).json()["value"][0]["component"]

    world.mark(supplier(world))
    with psycopg.connect(installation.environment["AQTRA_DATABASE_OWNER_URL"], autocommit=True) as conn:
        conn.execute(
            "UPDATE metadata.release SET document = jsonb_set(document, '{settings,title}', '\"Mended\"') "
            "WHERE component_key = %s",
            (world.suppliers,),
        )
        assert title()["title"] == "Kept supplier"
        rebuilt = world.client.post(f"{BASE}/rebuild-cache").raise_for_status().json()
        assert rebuilt["components"] >= 2
        assert title()["title"] == "Mended"
        conn.execute(
            "UPDATE metadata.release SET document = jsonb_set(document, '{settings,title}', '\"Kept supplier\"') "
            "WHERE component_key = %s",
            (world.suppliers,),
        )
        world.client.post(f"{BASE}/rebuild-cache").raise_for_status()
