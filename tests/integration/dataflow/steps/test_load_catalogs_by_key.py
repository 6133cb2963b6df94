"""Load catalogs by key on a real data layer."""

from typing import Any
from uuid import UUID

import pytest

from aqtra.dataflow.entry_model import entry_model
from aqtra.dataflow.items.paths import parse_path
from aqtra.dataflow.items.types import Field, FieldType, ItemModel, Kind
from aqtra.kernel.principal import ANONYMOUS
from aqtra.metadata.builtin import user_info
from tests.integration.catalogs.platform import Platform
from tests.integration.dataflow.steps.reading import (
    ADMINISTRATOR,
    CAR,
    MAKER,
    VAULT,
    Ran,
    car,
    maker,
    problems,
    run,
    vault,
)

MISSING = {"name": None, "data": None, "missing": True, "version": None}


@pytest.fixture
def makers(stocked: Platform) -> Platform:
    for code in ("BMW", "VW"):
        stocked.create(maker(), {"code": code}, name=code)
    return stocked


def load(platform: Platform, *items: dict[str, Any], model: ItemModel | None = None, **options: Any) -> Ran:
    return run(platform, "load_catalogs_by_key", items, model=model or entry_model(car()), **options)


def only(platform: Platform, kind: FieldType, *values: Any, **options: Any) -> Ran:
    """Items with one reference, or one list of them."""
    return load(platform, *({"ref": value} for value in values), model=ItemModel((Field("ref", kind),)), **options)


def same_instants(entry: dict[str, Any]) -> dict[str, Any]:
    """An entry as items write its instants."""
    return entry | {name: entry[name].replace("Z", "+00:00") for name in ("createdDate", "updateDate")}


def to(component: Any) -> FieldType:
    return FieldType(Kind.CATALOG, component=component)


def test_references_become_entries_and_everything_else_stays(makers: Platform) -> None:
    item = {"id": 7, "creatorSubject": 1, "data": {"vin": "A", "price": "1.50", "maker": 2, "rivals": [2, 1, 2]}}
    found = load(makers, item, {"id": 8, "data": {"vin": "B"}}, {"id": 9, "data": None})
    first, second, third = found.items
    assert first["data"]["maker"] == same_instants(makers.get(maker(), 2)) | {"missing": False}
    assert [entry["data"]["code"] for entry in first["data"]["rivals"]] == ["VW", "BMW", "VW"]
    assert first["creatorSubject"]["name"] == makers.get(user_info(), 1)["name"]
    assert (first["id"], first["data"]["vin"], first["data"]["price"], first["changeAuthor"]) == (7, "A", "1.50", None)
    assert (second["data"]["maker"], second["data"]["rivals"], second["data"]["vin"]) == (None, None, "B")
    assert third["data"] is None
    assert found.warnings == []


def test_only_the_chosen_fields_are_replaced(makers: Platform) -> None:
    item = {"creatorSubject": 1, "data": {"maker": 1, "rivals": [1, 2]}}
    (found,) = load(makers, item, catalog_fields=["data.rivals[*]"]).items
    assert (found["creatorSubject"], found["data"]["maker"]) == (1, 1)
    assert [entry["id"] for entry in found["data"]["rivals"]] == [1, 2]


def test_what_is_gone_keeps_its_id_and_is_told_once(makers: Platform) -> None:
    makers.mark(maker(), 1)
    found = only(makers, to(MAKER), 2, 1, None, 5, 1)
    shown = [item["ref"] and {name: item["ref"][name] for name in ("id", "missing")} for item in found.items]
    assert shown == [
        {"id": 2, "missing": False},
        {"id": 1, "missing": True},
        None,
        {"id": 5, "missing": True},
        {"id": 1, "missing": True},
    ]
    assert found.items[1]["ref"].items() >= MISSING.items()
    assert [(warning.code, warning.item_index) for warning in found.warnings] == [("not_found", 1)]
    assert "3 times" in found.warnings[0].message


def test_missing_elements_stay_in_their_place(makers: Platform) -> None:
    found = only(makers, FieldType(Kind.ARRAY, element=to(MAKER)), [9, 1], [], None, [None, 2])
    assert [item["ref"] and [one and (one["id"], one["missing"]) for one in item["ref"]] for item in found.items] == [
        [(9, True), (1, False)],
        [],
        None,
        [None, (2, False)],
    ]
    assert [(warning.code, warning.item_index) for warning in found.warnings] == [("not_found", None)]


def test_entries_that_may_not_be_read_are_missing(stocked: Platform) -> None:
    stocked.create(vault(), {"label": "gold"}, by=ADMINISTRATOR)
    assert only(stocked, to(VAULT), 1, by=ADMINISTRATOR).items[0]["ref"]["data"]["label"] == "gold"
    for principal in ({}, {"by": ANONYMOUS}):
        found = only(stocked, to(VAULT), 1, **principal)
        assert found.items[0]["ref"].items() >= (MISSING | {"id": 1}).items()
        assert [warning.code for warning in found.warnings] == ["not_found"]


def test_hidden_properties_of_loaded_entries_are_null(stocked: Platform) -> None:
    stocked.create(car(), {"vin": "A", "year": 1, "cost": 5}, by=ADMINISTRATOR)
    assert only(stocked, to(CAR), 1).items[0]["ref"]["data"]["cost"] is None


def test_references_inside_of_loaded_entries_and_of_lists_of_objects_stay_ids(makers: Platform) -> None:
    makers.create(car(), {"vin": "A", "year": 1, "maker": 2})
    assert only(makers, to(CAR), 1).items[0]["ref"]["data"]["maker"] == 2
    rows = FieldType(Kind.ARRAY, element=FieldType(Kind.OBJECT, fields=(Field("maker", to(MAKER)),)))
    items = ({"ref": [{"maker": 2}, {"maker": None}]}, {"ref": []})
    model = ItemModel((Field("ref", rows),))
    assert load(makers, *items, model=model).items == list(items)
    named = load(makers, *items, model=model, catalog_fields=["ref[*].maker"]).items
    assert [[row["maker"] and row["maker"]["data"]["code"] for row in item["ref"]] for item in named] == [
        ["VW", None],
        [],
    ]


def test_a_loaded_entry_still_maps_to_a_reference(makers: Platform) -> None:
    loaded = load(makers, {"data": {"maker": 2, "rivals": [2, 1]}}).model
    found = loaded.at(parse_path("data.maker"))
    assert found is not None
    assert (found.kind, found.component) == (Kind.OBJECT, MAKER)
    items = ({"data": {"vin": "A", "year": 1, "maker": {"id": 2}, "rivals": [{"id": 2}, {"id": 1}]}},)
    mapping = [{"target": name, "source": f"data.{name}"} for name in ("vin", "year", "maker", "rivals")]
    run(makers, "update_entry", items, model=loaded, component=CAR, fields_mapping=mapping)
    stored = makers.get(car(), 1)["data"]
    assert (stored["maker"], stored["rivals"]) == (2, [2, 1])


def test_an_item_without_references_stays_as_it_is(makers: Platform) -> None:
    model = ItemModel((Field("n", FieldType(Kind.INTEGER)), Field("any@catalog", FieldType(Kind.CATALOG))))
    items = [{"n": 1, "any@catalog": 4}]
    assert load(makers, *items, model=model).items == items


def test_paths_that_are_no_references_are_found_at_design_time(stocked: Platform) -> None:
    for path, code in (
        ("data.maker", None),
        ("data.rivals", None),
        ("data.rivals[*]", None),
        ("data.vin", "not_a_reference"),
    ):
        found = problems(stocked, "load_catalogs_by_key", catalog_fields=[path])
        assert [problem.code for problem in found] == ([code] if code else [])
    lost = ItemModel((Field("ref", to(UUID(int=77))),))
    (problem,) = problems(stocked, "load_catalogs_by_key", lost, catalog_fields=["ref"])
    assert problem.code == "unknown_reference"
