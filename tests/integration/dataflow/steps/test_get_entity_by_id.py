"""Get entity by id on a real data layer."""

from typing import Any

import pytest

from aqtra.dataflow.entry_reading import BATCH
from aqtra.dataflow.errors import TypeMismatch
from aqtra.kernel.errors import NotFound
from tests.integration.catalogs.platform import Platform
from tests.integration.dataflow.steps.reading import ADMINISTRATOR, CAR, VAULT, Ran, car, problems, run, vault


def by_id(platform: Platform, *ids: Any, component: Any = CAR, name: str = "_car", **settings: Any) -> Ran:
    items = [{"ref": found} for found in ids]
    return run(
        platform, "get_entity_by_id", items, component=component, src_field="ref", dst_field_name=name, **settings
    )


def vins(found: Ran) -> list[str | None]:
    return [item["_car"] and item["_car"]["data"]["vin"] for item in found.items]


def test_entries_come_whole_and_in_the_order_of_the_items(stocked: Platform) -> None:
    stocked.create(car(), {"vin": "A", "year": 1, "price": "1.50", "pin": "4711", "tags": ["x"]}, name="First")
    stocked.create(car(), {"vin": "B", "year": 1})
    found = by_id(stocked, 2, 1, 2)
    assert vins(found) == ["B", "A", "B"]
    stored, shown = stocked.get(car(), 1), found.items[1]["_car"]
    assert shown["name"] == "First"
    assert shown["creatorSubject"] == 1
    assert {name: shown["data"][name] for name in stored["data"]} == stored["data"]
    assert shown["data"]["pin"] == "4711"


def test_absent_marked_and_empty_ids_are_null(stocked: Platform) -> None:
    stocked.create(car(), {"vin": "A", "year": 1})
    stocked.create(car(), {"vin": "B", "year": 1})
    stocked.mark(car(), 2)
    assert vins(by_id(stocked, 1, 2, 3, 0, -1, None, 2**63 - 1)) == ["A", None, None, None, None, None, None]


@pytest.mark.parametrize("reference", ["1", {"id": 1, "name": "x"}, 1.0])
def test_ids_may_be_texts_and_entries(stocked: Platform, reference: Any) -> None:
    stocked.create(car(), {"vin": "A", "year": 1})
    assert vins(by_id(stocked, reference)) == ["A"]


@pytest.mark.parametrize("hostile", ["1 or 1=1", "1); DROP TABLE x", 1.5, True, [1], {"name": "no id"}, 2**63])
def test_what_is_no_id_names_the_item_and_the_path(stocked: Platform, hostile: Any) -> None:
    with pytest.raises(TypeMismatch) as mismatch:
        by_id(stocked, 1, hostile)
    assert mismatch.value.item_index == 1
    assert mismatch.value.fields[0].field == "ref"


def test_a_path_the_items_do_not_have_reads_as_null_with_a_warning(stocked: Platform) -> None:
    found = run(stocked, "get_entity_by_id", [{"other": 1}], component=CAR, src_field="data.ref", dst_field_name="_car")
    assert found.items == [{"other": 1, "_car": None}]
    assert [warning.code for warning in found.warnings] == ["missing_path"]


def test_the_filter_must_be_met(stocked: Platform) -> None:
    stocked.create(car(), {"vin": "A", "year": 1, "sold": True})
    stocked.create(car(), {"vin": "B", "year": 1, "sold": False})
    rule = {"field": "sold", "operator": "equal", "value": {"const": True}}
    assert vins(by_id(stocked, 1, 2, filter=[rule])) == ["A", None]


def test_a_filter_may_differ_from_item_to_item(stocked: Platform) -> None:
    for vin in ("A", "B"):
        stocked.create(car(), {"vin": vin, "year": 1})
    items = [{"ref": 1, "vin": "A"}, {"ref": 1, "vin": "B"}, {"ref": 2, "vin": "B"}, {"ref": None, "vin": "B"}]
    rule = {"field": "data.vin", "operator": "equal", "value": {"path": "vin"}}
    found = run(
        stocked, "get_entity_by_id", items, component=CAR, src_field="ref", dst_field_name="_car", filter=[rule]
    )
    assert vins(found) == ["A", None, "B", None]


def test_hidden_properties_are_null_and_restricted_components_refused(stocked: Platform) -> None:
    stocked.create(car(), {"vin": "A", "year": 1, "cost": 5}, by=ADMINISTRATOR)
    assert by_id(stocked, 1).items[0]["_car"]["data"]["cost"] is None
    assert by_id(stocked, 1, by=ADMINISTRATOR).items[0]["_car"]["data"]["cost"] == 5
    stocked.create(vault(), {"label": "gold"}, by=ADMINISTRATOR)
    assert by_id(stocked, 1, component=VAULT, by=ADMINISTRATOR).items[0]["_car"]["data"]["label"] == "gold"
    with pytest.raises(NotFound):
        by_id(stocked, 1, component=VAULT)


def test_more_items_than_one_statement_asks_for(stocked: Platform) -> None:
    table = stocked.definitions.component(CAR)
    assert table is not None
    stocked.sql(
        f"INSERT INTO catalogs.{table.table.table} (created_at, updated_at, {table.table.columns['vin']}, "
        f"{table.table.columns['year']}) SELECT now(), now(), 'V' || n, 1 FROM generate_series(1, 2500) n"
    )
    ids = [*range(2_500, 0, -1), *range(1, 2_501)]
    assert len(ids) > 2 * BATCH
    assert vins(by_id(stocked, *ids)) == [f"V{found}" for found in ids]


@pytest.mark.parametrize(("name", "kind"), [("_c", "any"), ("_c@object", "object"), ("_c@catalog", "catalog")])
def test_the_suffix_says_what_the_variable_is(stocked: Platform, name: str, kind: str) -> None:
    stocked.create(car(), {"vin": "A", "year": 1})
    found = by_id(stocked, 1, name=name)
    listed = {field.path: field for field in found.model.listed()}
    assert listed[name].type == kind
    assert found.items[0][name] == 1 if kind == "catalog" else found.items[0][name]["id"] == 1
    assert (f"{name}.data.vin" in listed) == (kind != "catalog")


def test_a_suffix_that_does_not_fit_is_refused(stocked: Platform) -> None:
    stocked.create(car(), {"vin": "A", "year": 1})
    with pytest.raises(TypeMismatch) as mismatch:
        by_id(stocked, 404, 1, name="_c@boolean")
    assert mismatch.value.item_index == 1
    assert mismatch.value.fields[0].field == "_c@boolean"


def test_a_broken_filter_is_found_at_design_time(stocked: Platform) -> None:
    rule = {"field": "nothing", "value": {"const": 1}}
    settings = {"component": CAR, "src_field": "id", "dst_field_name": "_c"}
    (problem,) = problems(stocked, "get_entity_by_id", filter=[rule], **settings)
    assert (problem.code, problem.setting) == ("filter_invalid", "filter")
    assert problems(stocked, "get_entity_by_id", **settings) == []
