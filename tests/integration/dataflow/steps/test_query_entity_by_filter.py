"""Query entity by filter on a real data layer."""

from typing import Any

import pytest

from aqtra.dataflow.errors import TooManyItems, TypeMismatch
from aqtra.dataflow.items.table import Table
from aqtra.dataflow.models import Limits
from tests.integration.catalogs.platform import MEMBER, Platform
from tests.integration.dataflow.steps.reading import (
    ADMINISTRATOR,
    CAR,
    VAULT,
    Ran,
    car,
    context_of,
    maker,
    problems,
    run,
)
from tests.integration.dataflow.test_steps import example_model

CARS: tuple[dict[str, Any], ...] = (
    {
        "vin": "Alpha", "year": 2001, "price": "10.50", "sold": True, "seen": "2024-05-06T22:30:00Z",
        "built": "2024-05-06", "opens": "06:30:00", "page": "https://example.org/a", "maker": 1, "rivals": [1, 2],
        "tags": ["red", "old"], "pin": "4711",
    },
    {
        "vin": "beta", "year": 2002, "price": "10.5", "sold": False, "seen": "2024-05-07T00:00:00Z",
        "built": "2024-05-07", "opens": "07:00:00", "page": "https://example.org/b", "maker": 2, "rivals": [2],
        "tags": ["red"], "pin": "0815",
    },
    {"vin": "100%", "year": 2003, "rivals": [], "tags": []},
)  # fmt: skip


@pytest.fixture
def cars(stocked: Platform) -> Platform:
    for code in ("BMW", "VW"):
        stocked.create(maker(), {"code": code}, name=code)
    for data in CARS:
        stocked.create(car(), data)
    return stocked


def found_by(platform: Platform, *rules: Any, items: Any = ({"x": None},), **settings: Any) -> Ran:
    options = {"component": CAR, "dst_field_name": "_cars", "filter": list(rules), **settings}
    return run(platform, "query_entity_by_filter", items, **options)


def years(ran: Ran) -> list[list[int]]:
    return [[entry["data"]["year"] % 2000 for entry in item["_cars"]] for item in ran.items]


def rule(field: str, operator: str, value: Any) -> dict[str, Any]:
    return {"field": field, "operator": operator, "value": {"const": value}}


MATCHES: list[tuple[str, str, Any, list[int]]] = [
    ("id", "in", [1, 3], [1, 3]),
    ("createdDate", "greater", "2020-01-01", [1, 2, 3]),
    ("creatorSubject", "equal", 1, [1, 2, 3]),
    ("vin", "equal", "Alpha", [1]),
    ("vin", "equal", "alpha", []),
    ("vin", "not_equal", "Alpha", [2, 3]),
    ("vin", "contains", "A", [1, 2]),
    ("vin", "contains", "0%", [3]),
    ("vin", "not_contains", "a", [3]),
    ("vin", "starts_with", "B", [2]),
    ("data.vin", "ends_with", "TA", [2]),
    ("vin", "in", "Alpha, beta", [1, 2]),
    ("vin", "not_in", ["Alpha"], [2, 3]),
    ("year", "greater", 2001, [2, 3]),
    ("year", "less_or_equal", "2002", [1, 2]),
    ("price", "equal", "10.5000", [1, 2]),
    ("price", "less", 11, [1, 2]),
    ("price", "not_equal", 1, [1, 2, 3]),
    ("sold", "equal", "False", [2]),
    ("sold", "not_equal", True, [2, 3]),
    ("seen", "equal", "2024-05-06", [1]),
    ("seen", "not_equal", "2024-05-06", [2, 3]),
    ("seen", "greater", "2024-05-06", [2]),
    ("seen", "greater_or_equal", "2024-05-07", [2]),
    ("seen", "less", "2024-05-07", [1]),
    ("seen", "less_or_equal", "2024-05-06", [1]),
    ("seen", "less", "9999-12-31", [1, 2]),
    ("seen", "greater_or_equal", "2024-05-07T02:00:00+02:00", [2]),
    ("built", "greater", "2024-05-06", [2]),
    ("built", "in", ["2024-05-06"], [1]),
    ("opens", "less", "07:00", [1]),
    ("page", "ends_with", "org/A", [1]),
    ("maker", "equal", 2, [2]),
    ("maker", "in", [1, 2], [1, 2]),
    ("maker", "not_in", [1], [2, 3]),
    ("rivals", "contains", 1, [1]),
    ("rivals", "not_contains", 1, [2, 3]),
    ("tags", "contains", "red", [1, 2]),
    ("pin", "equal", "0815", [2]),
    ("pin", "in", ["0815", "4711"], [1, 2]),
    ("pin", "not_equal", "0815", [1, 3]),
]


@pytest.mark.parametrize(("field", "operator", "value", "expected"), MATCHES)
def test_a_constant_and_the_same_value_of_an_item_find_the_same(
    cars: Platform, field: str, operator: str, value: Any, expected: list[int]
) -> None:
    assert years(found_by(cars, rule(field, operator, value))) == [expected]
    if isinstance(value, str) and (operator == "in" or (value.count("-") == 2 and field in ("seen", "createdDate"))):
        return  # Texts of items are neither lists nor days.
    by_item = {"field": field, "operator": operator, "value": {"path": "given"}}
    assert years(found_by(cars, by_item, items=[{"given": value}, {"given": value}])) == [expected, expected]


def test_a_day_of_an_item_means_the_whole_day(cars: Platform) -> None:
    by_item = {"field": "seen", "operator": "equal", "value": {"path": "day@date"}}
    assert years(found_by(cars, by_item, items=[{"day@date": "2024-05-06"}, {"day@date": None}])) == [[1], [3]]


@pytest.mark.parametrize(
    ("operator", "expected"),
    [
        ("equal", [3]),
        ("not_equal", [1, 2]),
        ("contains", []),
        ("starts_with", []),
        ("in", []),
        ("not_in", [1, 2, 3]),
        ("not_contains", [1, 2, 3]),
    ],
)
def test_a_missing_value_of_an_item_is_null(cars: Platform, operator: str, expected: list[int]) -> None:
    by_item = {"field": "page", "operator": operator, "value": {"path": "given@string"}}
    assert years(found_by(cars, by_item, items=[{"given@string": None}])) == [expected]


def test_comparing_with_no_value_takes_no_value(cars: Platform) -> None:
    assert years(found_by(cars, {"field": "price", "compare_with_null": True})) == [[3]]
    assert years(found_by(cars, {"field": "price", "operator": "not_equal", "compare_with_null": True})) == [[1, 2]]


def test_rules_of_a_group_all_hold_and_one_group_is_enough(cars: Platform) -> None:
    groups = [
        {"rules": [rule("year", "greater", 2001), rule("sold", "equal", False)]},
        {"rules": [rule("vin", "equal", "Alpha")]},
        {"rules": []},
    ]
    assert years(found_by(cars, *groups)) == [[1, 2]]


def test_every_item_has_its_own_list_in_its_place(cars: Platform) -> None:
    by_item = {"field": "maker", "value": {"path": "maker@catalog"}}
    items = [{"maker@catalog": found} for found in (2, 1, None, 2, 7)]
    assert years(found_by(cars, by_item, items=items)) == [[2], [1], [3], [2], []]


def test_lists_of_items_are_looked_for_whole(cars: Platform) -> None:
    by_item = {"field": "vin", "operator": "in", "value": {"path": "vins@array"}}
    items = [{"vins@array": found} for found in (["Alpha", "beta"], [], None, ["x' or 'x'='x"])]
    assert years(found_by(cars, by_item, items=items)) == [[1, 2], [], [], []]


def test_run_variables_are_values_like_others(cars: Platform) -> None:
    mine = {"field": "creatorSubject", "value": {"path": "$user.id"}}
    before = {"field": "seen", "operator": "less", "value": {"path": "$now"}}
    assert years(found_by(cars, mine, before)) == [[1, 2]]
    assert years(found_by(cars, {"field": "seen", "operator": "greater", "value": {"path": "$today"}})) == [[]]


def test_lists_are_sorted_and_cut_with_a_warning(cars: Platform) -> None:
    order = [{"field": "sold", "direction": "desc"}, {"field": "data.year", "direction": "desc"}]
    assert years(found_by(cars, order_by=order)) == [[1, 2, 3]]
    assert years(found_by(cars, order_by=[{"field": "maker", "direction": "desc"}])) == [[2, 1, 3]]
    cut = found_by(cars, top=2, order_by=[{"field": "vin"}])
    assert years(cut) == [[3, 1]]
    assert [(warning.code, warning.item_index) for warning in cut.warnings] == [("result_truncated", 0)]
    assert found_by(cars, top=3).warnings == []


def test_entries_marked_for_deletion_are_not_found(cars: Platform) -> None:
    cars.mark(car(), 2)
    assert years(found_by(cars)) == [[1, 3]]


@pytest.mark.parametrize("hostile", ["'", "' or 1 eq 1 or vin eq '", "%_\\", "\u202e", "a" * 500, '{},"\\'])
def test_hostile_texts_are_texts(cars: Platform, hostile: str) -> None:
    cars.create(car(), {"vin": hostile, "year": 2009})
    for operator in ("equal", "contains", "in"):
        by_item = {"field": "vin", "operator": operator, "value": {"path": "x@string"}}
        assert years(found_by(cars, by_item, items=[{"x@string": hostile}, {"x@string": "none"}])) == [[9], []]


def test_what_does_not_fit_the_field_names_the_item(cars: Platform) -> None:
    by_item = {"field": "year", "value": {"path": "x"}}
    with pytest.raises(TypeMismatch) as mismatch:
        found_by(cars, by_item, items=[{"x": 1}, {"x": "1; select"}])
    assert (mismatch.value.item_index, mismatch.value.fields[0].field) == (1, "x")


def test_roles_decide_what_is_found(cars: Platform) -> None:
    cars.update(car(), 1, {"cost": 5}, by=ADMINISTRATOR)
    seen = found_by(cars, rule("vin", "equal", "Alpha"), by=ADMINISTRATOR).items[0]["_cars"][0]
    hidden = found_by(cars, rule("vin", "equal", "Alpha")).items[0]["_cars"][0]
    assert (seen["data"]["cost"], hidden["data"]["cost"]) == (5, None)
    # A property that may not be read looks missing, whatever is asked about it.
    with pytest.raises(Exception, match="no field cost"):
        found_by(cars, rule("cost", "equal", 5))
    with pytest.raises(Exception, match="there is no such component"):
        found_by(cars, component=VAULT)


def test_more_entries_than_a_run_may_hold_are_refused(cars: Platform) -> None:
    table = Table.from_items([{"x": 1}], example_model(({"x": 1},)))
    ctx = context_of(cars, "query_entity_by_filter", table, MEMBER)
    ctx.shared.limits = Limits(items=2)
    from aqtra.dataflow.steps.query_entity_by_filter import Settings
    from aqtra.dataflow.steps.query_entity_by_filter import run as step

    with pytest.raises(TooManyItems):
        cars.run(step(table, Settings(component=CAR, dst_field_name="_cars"), ctx))


@pytest.mark.parametrize(
    ("broken", "reason"),
    [
        (rule("sold", "greater", True), "greater does not fit"),
        (rule("pin", "contains", "1"), "contains does not fit"),
        (rule("tags", "equal", "red"), "equal does not fit"),
        (rule("draft", "equal", "x"), "virtual"),
        (rule("nothing", "equal", "x"), "no such field"),
        (rule("maker.country", "equal", "x"), "no such field"),
        (rule("year", "equal", "x"), "not a number"),
        (rule("built", "equal", "2024-02-30"), "no such day"),
        ({"field": "year", "operator": "greater", "compare_with_null": True}, "only equal and not_equal"),
        ({"field": "year"}, "no value"),
    ],
)
def test_rules_that_cannot_be_are_found_at_design_time(cars: Platform, broken: Any, reason: str) -> None:
    settings = {"component": CAR, "dst_field_name": "_cars"}
    (problem,) = problems(cars, "query_entity_by_filter", filter=[broken], **settings)
    assert problem.code == "filter_invalid"
    assert reason in problem.message


@pytest.mark.parametrize("field", ["tags", "pin", "draft", "nothing"])
def test_what_has_no_order_is_found_at_design_time(cars: Platform, field: str) -> None:
    settings = {"component": CAR, "dst_field_name": "_cars", "order_by": [{"field": field}]}
    assert [found.code for found in problems(cars, "query_entity_by_filter", **settings)] == ["order_invalid"]
