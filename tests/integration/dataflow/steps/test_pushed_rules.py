"""Which steps go into a query and which do not; every case answers the same either way."""

from itertools import product
from typing import Any

import pytest

from aqtra.dataflow.models import Limits
from tests.integration.catalogs.platform import Platform
from tests.integration.dataflow.steps.pushed import (
    LIST,
    Both,
    Params,
    extracted,
    kept_if,
    queried,
    run_both,
    step,
)
from tests.integration.dataflow.steps.reading import ADMINISTRATOR

EQUALITY = ("equal", "not_equal")
ORDER = ("greater", "less", "greater_or_equal", "less_or_equal")
VALUES: dict[str, tuple[str, ...]] = {
    "id": ("7", "7.0"),
    "name": ("one",),
    "createdDate": ("2020-01-01T00:00:00Z",),
    "changeAuthor": ("1",),
    "version": ("1",),
    "data.vin": ("Zebra", "zebra", "Äpfel", "é", "100%"),
    "data.year": ("2", "-1"),
    "data.price": ("10.5", "10.50", "0.1", "-3", "99999999999999999999.000000000001"),
    "data.sold": ("true", "0"),
    "data.seen": ("2024-05-07T00:30:00.000001+02:00", "2024-05-06T22:30:00Z"),
    "data.built": ("2024-05-06",),
    "data.opens": ("06:30", "07:00:00"),
    "data.page": ("https://example.org/B",),
    "data.maker": ("2",),
}
UNORDERED = {"name", "data.vin", "data.page", "data.sold"}


def same(platform: Platform, *steps: Params, **options: Any) -> Both:
    both = run_both(platform, *steps, **options)
    assert both.pushed == both.alone
    return both


def shown(source: str, *names: str) -> list[Params]:
    """The response: of these fields alone."""
    rows = [{"target": name.rpartition(".")[2], "source": name} for name in names]
    return [step("transform_model", source, {"fields_mapping": rows}), step("write_response", "transform_model")]


def summed(source: str, array: str, *rows: tuple[str, str]) -> Params:
    operations = [
        {"array_path": array, "field": field, "operation": operation, "result_field": f"_r{number}"}
        for number, (field, operation) in enumerate(rows)
    ]
    return step("calculate_array", source, {"operations": operations})


def test_every_operator_on_every_type_keeps_the_same_entries(pushing: Platform) -> None:
    for field, values in VALUES.items():
        for operator, value in (*product(EQUALITY, values), *product(ORDER, values[:2])):
            steps = [queried(), extracted(), kept_if("extract_collections", field, operator, value)]
            both = same(pushing, *steps, *shown("filter_source", field, "id"))
            is_pushed = operator in EQUALITY or field not in UNORDERED
            assert (both.decisions["filter_source"] == "filter") is is_pushed, (field, operator)
        for operator in EQUALITY:
            test = kept_if("extract_collections", field, operator, compare_with_null=True)
            both = same(pushing, queried(), extracted(), test, *shown("filter_source", field, "id"))
            assert both.decisions["filter_source"] == "filter"


@pytest.mark.parametrize(
    ("test", "reason"),
    [
        (("data.vin", "greater", "A"), "order_of_texts"),
        (("data.sold", "less", "true"), "no_order"),
        (("data.pin", "equal", "4711"), "encrypted"),
        (("data.tags", "equal", "red"), "not_in_table"),
        (("data.draft", "equal", "x"), "not_in_table"),
        (("data.nowhere", "equal", "x"), "not_in_table"),
        (("data.year", "equal", "{data.cost}"), "compares_fields"),
        (("data.year", "equal", "many"), "value"),
        (("data.vin", "equal", "\x00"), "value"),
        (("data.seen", "greater", "2024-05-06T22:30:00"), "time_zone"),
    ],
)
def test_what_sql_might_see_differently_stays_in_the_step(pushing: Platform, test: Any, reason: str) -> None:
    both = same(
        pushing, queried(), extracted(), kept_if("extract_collections", *test), step("write_response", "filter_source")
    )
    assert both.decisions["filter_source"] == reason


def test_a_filter_behind_one_that_stays_does_not_overtake_it(pushing: Platform) -> None:
    first = kept_if("extract_collections", "data.year", "equal", "{data.cost}") | {"id": "first"}
    second = kept_if("first", "data.year", "equal", "2") | {"id": "second"}
    both = same(pushing, queried(), extracted(), first, second, step("write_response", "second"))
    assert both.decisions == {"query": "entries_read", "first": "compares_fields", "second": "not_after_query"}


def test_a_stream_that_others_read_is_handed_over_whole(pushing: Platform) -> None:
    test = kept_if("extract_collections", "data.year", "equal", "2")
    both = same(
        pushing, queried(), extracted(), test, step("write_response", "filter_source"),
        step("write_response", "extract_collections", id="all"),
    )  # fmt: skip
    assert both.decisions["filter_source"] == "shared_stream"


@pytest.mark.parametrize("top", [1, 5, 32, 33, 1_000])
def test_top_counts_before_the_filter_and_says_that_more_match(pushing: Platform, top: int) -> None:
    order = [{"field": "price", "direction": "desc"}]
    test = kept_if("extract_collections", "data.sold", "equal", "true")
    both = same(
        pushing, queried(top=top, order_by=order), extracted(), test, *shown("filter_source", "id", "data.price")
    )
    assert both.decisions["filter_source"] == "filter"
    truncated = [warning["code"] for warning in both.alone.warnings]
    assert truncated == (["result_truncated"] if top < 33 else [])


def test_only_fields_that_are_read_are_fetched(pushing: Platform) -> None:
    both = same(pushing, queried(), extracted(), *shown("extract_collections", "data.tags", "name"))
    assert both.down.narrowings["query"].fields == ("name", "tags")
    assert (both.decisions["query"], both.decisions["transform_model"]) == ("projection", "projection")
    assert both.logs[3].pushed_into == "query"


@pytest.mark.parametrize("keys", [["data.price"], ["data.maker", "data.sold"], ["data.page"], ["name", "data.seen"]])
def test_distinct_keeps_the_first_spelling_in_order(pushing: Platform, keys: list[str]) -> None:
    both = same(
        pushing,
        queried(),
        extracted(),
        step("distinct", "extract_collections", {"keys": keys}),
        *shown("distinct", *keys),
    )
    assert both.decisions["distinct"] == "distinct"
    # Two items ask for the same 33 entries.
    assert both.logs[2].items_out < 66


def test_distinct_whose_first_entries_are_read_stays(pushing: Platform) -> None:
    steps = [queried(), extracted(), step("distinct", "extract_collections", {"keys": ["data.maker"]})]
    assert same(pushing, *steps, *shown("distinct", "id")).decisions["distinct"] == "entries_read"


FOLDED: list[tuple[list[str], list[tuple[str, str]]]] = [
    (["data.maker"], [("data.price", "sum")]),
    (["data.price"], [("data.year", "sum"), ("data.seen", "max")]),
    (["data.vin", "data.sold"], [("data.built", "min"), ("data.opens", "max"), ("data.maker", "min")]),
    (["name"], [("data.year", "max"), ("id", "min")]),
]


@pytest.mark.parametrize(("keys", "rows"), FOLDED)
@pytest.mark.parametrize("tests", [0, 1, 2])
def test_groups_are_added_up_in_the_database(pushing: Platform, keys: list[str], rows: Any, tests: int) -> None:
    found = [
        kept_if("extract_collections", "data.sold", "not_equal", "false") | {"id": "one"},
        kept_if("one", "data.page", "equal", compare_with_null=True) | {"id": "two"},
    ][:tests]
    last = str(found[-1]["id"]) if found else "extract_collections"
    grouped = step("group_by", last, {"keys": keys, "result_store_field": "members"})
    names = [key.rpartition(".")[2] for key in keys] + [f"_r{number}" for number in range(len(rows))]
    both = same(
        pushing,
        queried(),
        extracted(),
        *found,
        grouped,
        summed("group_by", "members", *rows),
        *shown("calculate_array", *names),
    )
    assert (both.decisions["group_by"], both.decisions["calculate_array"]) == ("group", "aggregate")


@pytest.mark.parametrize("rules", [[], [{"field": "year", "operator": "equal", "value": {"path": "_n@integer"}}]])
def test_a_list_is_added_up_in_the_database(pushing: Platform, rules: Any) -> None:
    total = summed("query", LIST, ("data.price", "sum"), ("data.seen", "min"))
    both = same(pushing, queried(filter=rules), total, *shown("calculate_array", "_r0", "_r1", "_n@integer"))
    assert both.decisions["calculate_array"] == "aggregate"


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ([("data.price", "average")], "aggregate_differs"),
        ([("data.price", "max")], "aggregate_differs"),
        ([("data.vin", "max")], "aggregate_differs"),
        ([("data.year", "max"), ("data.year", "sum")], "field_twice"),
        ([("data.pin", "max")], "encrypted"),
    ],
)
def test_what_would_come_out_differently_is_added_up_by_the_step(pushing: Platform, rows: Any, reason: str) -> None:
    both = same(pushing, queried(), summed("query", LIST, *rows), *shown("calculate_array", "_r0"))
    assert both.decisions["calculate_array"] == reason


def test_a_sum_that_no_field_holds_is_left_to_the_step(pushing: Platform) -> None:
    total = summed("query", LIST, ("data.cost", "sum"))
    both = same(pushing, queried(), total, *shown("calculate_array", "_r0"), by=ADMINISTRATOR)
    assert both.decisions["calculate_array"] == "aggregate"
    assert b"101457092405402533" in both.alone.items


def test_a_reader_who_does_not_see_the_field_gets_what_the_steps_give(pushing: Platform) -> None:
    test = kept_if("extract_collections", "data.cost", "equal", "4")
    steps = [queried(), extracted(), test, *shown("filter_source", "id", "data.cost")]
    assert same(pushing, *steps).alone.items == b"[]"
    assert same(pushing, *steps, by=ADMINISTRATOR).alone.items != b"[]"


@pytest.mark.parametrize("limit", [32, 33, 65, 66])
def test_items_are_counted_as_the_steps_would_meet_them(pushing: Platform, limit: int) -> None:
    test = kept_if("extract_collections", "data.year", "equal", "2")
    both = same(pushing, queried(), extracted(), test, *shown("filter_source", "id"), limits=Limits(items=limit))
    failed = None if both.alone.error is None else both.alone.error["code"]
    assert failed == ("too_many_items" if limit < 66 else None)


def test_odd_names_of_the_list_are_not_touched(pushing: Platform) -> None:
    for name, reason in (("created", "entries_read"), ("_one@object", "list_name"), ("createdDate", "list_name")):
        both = same(pushing, queried(dst_field_name=name), step("write_response", "query"))
        assert both.decisions["query"] == reason
