"""Lookup reference on a real data layer."""

from typing import Any
from uuid import UUID

import pytest

from aqtra.dataflow.errors import NoPrimaryKey, TypeMismatch
from aqtra.kernel.errors import NotFound
from tests.integration.catalogs.platform import Platform
from tests.integration.dataflow.steps.reading import CAR, LOT, MAKER, VAULT, car, maker, problems, run

KEY = [{"target": "vin", "source": "vin"}, {"target": "year", "source": "year"}]


def look_up(platform: Platform, *keys: tuple[Any, Any], name: str = "_id") -> list[Any]:
    items = [{"vin": vin, "year": year} for vin, year in keys]
    found = run(platform, "lookup_reference", items, component=CAR, field_name=name, key_mapping=KEY)
    return [item[name] for item in found.items]


@pytest.fixture
def cars(stocked: Platform) -> Platform:
    for vin, year in (("A", 1), ("A", 2), ("B", 1), ("", 3)):
        stocked.create(car(), {"vin": vin, "year": year})
    return stocked


def test_all_parts_of_the_key_are_compared_exactly(cars: Platform) -> None:
    keys = (("A", 2), ("A", 1), ("B", 1), ("B", 2), ("a", 1), ("A ", 1), ("A", "1"), ("A", 2))
    assert look_up(cars, *keys) == [2, 1, 3, None, None, None, 1, 2]


def test_a_key_without_one_of_its_values_names_nothing(cars: Platform) -> None:
    # Entry 4 has no vin: null must not find it.
    assert look_up(cars, (None, 3), ("", 3), ("A", None), ("A", 1)) == [None, None, None, 1]
    assert look_up(cars, (None, None)) == [None]


def test_marked_entries_do_not_match(cars: Platform) -> None:
    cars.mark(car(), 1)
    assert look_up(cars, ("A", 1)) == [None]


@pytest.mark.parametrize("hostile", ["' OR ''='", "\\", "{}", '"', "$1", "A'); --"])
def test_hostile_keys_are_values(cars: Platform, hostile: str) -> None:
    cars.create(car(), {"vin": hostile, "year": 9})
    assert look_up(cars, (hostile, 9), (hostile, 8)) == [5, None]


def test_a_key_of_the_wrong_type_names_item_and_property(cars: Platform) -> None:
    with pytest.raises(TypeMismatch) as mismatch:
        look_up(cars, ("A", 1), ("A", "one"))
    assert (mismatch.value.item_index, mismatch.value.fields[0].field) == (1, "year")


def test_constants_are_keys_too_and_the_suffix_makes_a_reference(stocked: Platform) -> None:
    stocked.create(maker(), {"code": "BMW"})
    mapping = [{"target": "code", "const": "BMW"}]
    found = run(stocked, "lookup_reference", [{"x": 1}], component=MAKER, field_name="_m@catalog", key_mapping=mapping)
    assert found.items == [{"x": 1, "_m@catalog": 1}]
    (field,) = [field for field in found.model.listed() if field.path == "_m@catalog"]
    assert (field.type, field.component) == ("catalog", MAKER)


def test_restricted_components_look_missing(stocked: Platform) -> None:
    mapping = [{"target": "label", "const": "gold"}]
    with pytest.raises(NotFound):
        run(stocked, "lookup_reference", [{"x": 1}], component=VAULT, field_name="_v", key_mapping=mapping)


def test_a_component_that_lost_its_key_ends_the_run(stocked: Platform) -> None:
    with pytest.raises(NoPrimaryKey):
        run(stocked, "lookup_reference", [{"x": 1}], component=LOT, field_name="_v", key_mapping=[])


@pytest.mark.parametrize(
    ("component", "mapping", "codes"),
    [
        (CAR, KEY, []),
        (CAR, KEY[:1], ["key_incomplete"]),
        (CAR, [*KEY[:1], {"target": "year"}], ["key_incomplete"]),
        (CAR, [*KEY, KEY[0]], ["key_incomplete"]),
        (CAR, [*KEY, {"target": "price", "source": "id"}], ["not_a_key"]),
        (LOT, [], ["no_primary_key"]),
        (UUID(int=9), KEY, []),
    ],
)
def test_what_is_wrong_with_the_key_is_found_at_design_time(
    stocked: Platform, component: UUID, mapping: Any, codes: list[str]
) -> None:
    found = problems(stocked, "lookup_reference", component=component, field_name="_v", key_mapping=mapping)
    assert [problem.code for problem in found] == codes
