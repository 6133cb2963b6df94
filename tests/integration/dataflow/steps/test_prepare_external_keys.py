"""Prepare external keys on a real data layer."""

from typing import Any

import pytest

from aqtra.catalogs.users import mirror_user
from aqtra.dataflow.entry_model import entry_model
from aqtra.dataflow.errors import NoPrimaryKey
from aqtra.dataflow.items.types import INTEGER, STRING, Field, FieldType, ItemModel, Kind
from aqtra.metadata.layout import USER_INFO_KEY
from tests.integration.catalogs.platform import Platform
from tests.integration.dataflow.steps.reading import (
    ADMINISTRATOR,
    CAR,
    LOT,
    MAKER,
    TRIP,
    VAULT,
    Ran,
    car,
    lot,
    maker,
    run,
    trip,
    vault,
)


@pytest.fixture
def cars(stocked: Platform) -> Platform:
    for code in ("BMW", "VW"):
        stocked.create(maker(), {"code": code})
    stocked.create(car(), {"vin": "A", "year": 2001, "maker": 2, "rivals": [2, 1]})
    return stocked


def prepare(platform: Platform, *items: dict[str, Any], model: ItemModel, **options: Any) -> Ran:
    return run(platform, "prepare_external_keys", items, model=model, **options)


def only(platform: Platform, component: Any, *values: Any, **options: Any) -> Ran:
    model = ItemModel((Field("ref", FieldType(Kind.CATALOG, component=component)),))
    return prepare(platform, *({"ref": value} for value in values), model=model, **options)


def test_ids_of_entries_and_references_become_keys(cars: Platform) -> None:
    item = {"id": 1, "data": {"vin": "A", "maker": 2, "rivals": [2, 1]}}
    found = prepare(cars, item, {"id": 0, "data": {"vin": "new"}}, model=entry_model(car()))
    first, second = found.items
    assert first["id"] == {"vin": "A", "year": 2001}
    assert (first["data"]["maker"], first["data"]["rivals"], first["data"]["vin"]) == ("VW", ["VW", "BMW"], "A")
    # An entry that is not stored yet has no key, and that is no surprise.
    assert second["id"] is None
    assert found.warnings == []
    listed = {field.path: field.type for field in found.model.listed()}
    assert (listed["id"], listed["id.year"], listed["data.maker"]) == ("object", "integer", "string")


def test_people_are_named_by_their_user_name(cars: Platform) -> None:
    cars.with_connection(lambda conn: mirror_user(conn, 1, "Member"))
    table = cars.definitions.component(USER_INFO_KEY)
    assert table is not None
    cars.sql(f"UPDATE catalogs.{table.table.table} SET {table.table.columns['user_name']} = 'member' WHERE id = 1")
    found = prepare(cars, {"id": 1, "creatorSubject": 1, "data": {}}, model=entry_model(car()))
    assert found.items[0]["creatorSubject"] == "member"


def test_an_id_whose_entry_nobody_knows_stays(cars: Platform) -> None:
    model = ItemModel((Field("id", INTEGER), Field("name", STRING)))
    assert prepare(cars, {"id": 1, "name": "x"}, model=model).items == [{"id": 1, "name": "x"}]


def test_entries_inside_of_items_are_prepared_too(cars: Platform) -> None:
    queried = run(cars, "query_entity_by_filter", [{"x": 1}], component=CAR, dst_field_name="_cars@array")
    items = [{"x": 1, "_cars@array": [{"id": 1, "data": {"maker": 2}}]}]
    (found,) = prepare(cars, *items, model=queried.model).items
    assert found["_cars@array"][0]["id"] == {"vin": "A", "year": 2001}
    assert found["_cars@array"][0]["data"]["maker"] == "VW"


def test_what_cannot_be_resolved_is_null_with_a_warning(cars: Platform) -> None:
    cars.mark(maker(), 1)
    found = only(cars, MAKER, 2, 1, None, 77)
    assert [item["ref"] for item in found.items] == ["VW", None, None, None]
    assert [(warning.code, warning.item_index) for warning in found.warnings] == [("not_found", 1)]
    cars.create(vault(), {"label": "gold"}, by=ADMINISTRATOR)
    assert only(cars, VAULT, 1, by=ADMINISTRATOR).items == [{"ref": "gold"}]
    hidden = only(cars, VAULT, 1)
    assert (hidden.items, [warning.code for warning in hidden.warnings]) == ([{"ref": None}], ["not_found"])


def test_a_component_without_a_key_ends_the_run_and_names_the_field(cars: Platform) -> None:
    cars.create(lot(), {"car": 1})
    with pytest.raises(NoPrimaryKey) as refused:
        only(cars, LOT, None, 1)
    assert (refused.value.item_index, refused.value.fields[0].field) == (1, "ref")
    assert only(cars, LOT, None, None).items == [{"ref": None}, {"ref": None}]


def test_references_in_a_key_are_keys_themselves(cars: Platform) -> None:
    cars.create(trip(), {"car": 1})
    cars.create(trip(), {"car": 1, "before": 1})
    found = only(cars, TRIP, 2, 1)
    of_car = {"vin": "A", "year": 2001}
    # The key of the trip before would hold the key of the one before that, and so on: there the id stays.
    assert [item["ref"] for item in found.items] == [{"car": of_car, "before": 1}, {"car": of_car, "before": None}]
    assert {field.path: field.type for field in found.model.listed()}["ref.car.vin"] == "string"
    cars.mark(car(), 1)
    assert only(cars, TRIP, 1).items == [{"ref": {"car": None, "before": None}}]


def test_it_undoes_lookup_reference(cars: Platform) -> None:
    mapping = [{"target": "code", "source": "code@string"}]
    items = [{"code@string": code} for code in ("VW", "BMW", "none")]
    looked_up = run(cars, "lookup_reference", items, component=MAKER, field_name="_m@catalog", key_mapping=mapping)
    found = prepare(cars, *looked_up.items, model=looked_up.model)
    assert [item["_m@catalog"] for item in found.items] == ["VW", "BMW", None]
