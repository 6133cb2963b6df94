"""Filter source: what passes, for every type and operator."""

import operator as compare
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from aqtra.dataflow.items.table import Table
from aqtra.dataflow.items.types import INTEGER, STRING, Field, FieldType, ItemModel, Kind
from aqtra.dataflow.steps.filter_source import STEP
from tests.unit.dataflow.items import numbers, tables
from tests.unit.dataflow.steps.oracle import Item, as_read, by_content, items
from tests.unit.dataflow.steps.pure import failed, free, of, problems, ran

OPERATORS = {
    "equal": compare.eq, "not_equal": compare.ne, "greater": compare.gt, "less": compare.lt,
    "greater_or_equal": compare.ge, "less_or_equal": compare.le,
}  # fmt: skip
NUMBER, DATE = FieldType(Kind.NUMBER), FieldType(Kind.DATE)


def params(src_field: str = "x", operator: str = "equal", **more: Any) -> dict[str, Any]:
    return {"src_field": src_field, "operator": operator, **more}


def passes(operator: str, value: Any, other: Any) -> bool:
    """A null satisfies only: not equal to a value, and equal to null."""
    if value is None or other is None:
        return OPERATORS[operator](value, other) if operator in ("equal", "not_equal") else False
    return bool(OPERATORS[operator](value, other))


def kept(table: Table, settings_: dict[str, Any]) -> list[int]:
    return [int(item["id"]) for item in ran(STEP, settings_, table).items]


def column(kind: FieldType, values: list[Any], **others: tuple[FieldType, list[Any]]) -> Table:
    rows = [
        {"id": n, "x": value, **{name: found[n] for name, (_, found) in others.items()}}
        for n, value in enumerate(values)
    ]
    return Table.from_items(rows, of(id=INTEGER, x=kind, **{name: found for name, (found, _) in others.items()}))


some_numbers = numbers() | st.sampled_from(["0", "-0", "1", "1.0", "1.00", "-1.5"])
maybe_numbers = st.none() | some_numbers


@settings(deadline=None)
@given(st.lists(st.none() | some_numbers, max_size=6), some_numbers, st.sampled_from(list(OPERATORS)))
def test_numbers_compare_by_value(values: list[str | None], other: str, operator: str) -> None:
    shown = kept(column(NUMBER, values), params(operator=operator, filter_value=other))
    wanted = [value and Decimal(value) for value in values]
    assert shown == [n for n, value in enumerate(wanted) if passes(operator, value, Decimal(other))]


@settings(deadline=None)
@given(st.lists(st.none() | st.dates(), max_size=6), st.dates(), st.sampled_from(list(OPERATORS)))
def test_dates_compare_by_value(values: list[date | None], other: date, operator: str) -> None:
    table = column(DATE, [value and value.isoformat() for value in values])
    shown = kept(table, params(operator=operator, filter_value=other.isoformat()))
    assert shown == [n for n, value in enumerate(values) if passes(operator, value, other)]


words = st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=3).filter(lambda text: text[0] != "{")


@settings(deadline=None)
@given(st.lists(st.none() | words, max_size=6), words, st.sampled_from(list(OPERATORS)))
def test_text_compares_case_sensitively_by_code_point(values: list[str | None], other: str, operator: str) -> None:
    shown = kept(column(STRING, values), params(operator=operator, filter_value=other))
    assert shown == [n for n, value in enumerate(values) if passes(operator, value, other)]


@settings(deadline=None)
@given(st.lists(st.tuples(maybe_numbers, maybe_numbers), max_size=6), st.sampled_from(list(OPERATORS)))
def test_the_value_may_be_read_from_the_item(pairs: list[tuple[Any, Any]], operator: str) -> None:
    table = column(NUMBER, [one for one, _ in pairs], y=(NUMBER, [other for _, other in pairs]))
    shown = kept(table, params(operator=operator, filter_value="{y}"))
    exact = [(one and Decimal(one), other and Decimal(other)) for one, other in pairs]
    assert shown == [n for n, (one, other) in enumerate(exact) if passes(operator, one, other)]


@pytest.mark.parametrize(
    ("kind", "values", "value", "expected"),
    [
        (Kind.BOOLEAN, [True, False, None], "False", [1]),
        (Kind.INTEGER, [1, 2**60, None], str(2**60), [1]),
        (Kind.CATALOG, [3, 4, None], "4", [1]),
        (Kind.UUID, ["6f1c8f6e-0000-4000-8000-000000000001", None], "6F1C8F6E-0000-4000-8000-000000000001", [0]),
        (Kind.DATE_TIME, ["2026-01-01T12:00:00+02:00", "2026-01-01T12:00:00Z"], "2026-01-01T10:00:00Z", [0]),
        (Kind.TIME, ["09:00", "10:00"], "09:00:00", [0]),
    ],
)
def test_the_value_is_converted_to_the_type_of_the_field(
    kind: Kind, values: list[Any], value: str, expected: list[int]
) -> None:
    assert kept(column(FieldType(kind), values), params(filter_value=value)) == expected


@pytest.mark.parametrize(
    ("value", "operator", "expected"),
    [
        ("10", "equal", [0, 1, 2]),
        ("10", "not_equal", [3, 4, 5, 6, 7]),
        ("true", "equal", [5]),
        ("Ten", "equal", []),
    ],
)
def test_untyped_values_compare_by_what_they_are(value: str, operator: str, expected: list[int]) -> None:
    found = [10, "10", Decimal("10.0"), "ten", None, True, [1], {"a": 1}]
    table = free([{"id": n, "x": each} for n, each in enumerate(found)])
    assert kept(table, params(operator=operator, filter_value=value)) == expected


def test_a_number_and_a_text_have_no_order() -> None:
    table = free([{"id": 0, "x": 9}, {"id": 1, "x": None}, {"id": 2, "x": "nine"}])
    error = failed(STEP, params(operator="greater", filter_value="5"), table)
    assert (error.code, error.item_index, error.fields[0].field) == ("type_mismatch", 2, "x")


LIST, OBJECT = FieldType(Kind.ARRAY, element=INTEGER), FieldType(Kind.OBJECT, fields=(Field("a", INTEGER),))
COMPOSITES = [(LIST, [[1], None, [2]]), (OBJECT, [{"a": 1}, None, {"a": 2}]), (FieldType(Kind.ARRAY), [[1], None, []])]
SINGLE = [
    (INTEGER, 1), (NUMBER, "1"), (FieldType(Kind.CATALOG), 1), (FieldType(Kind.BOOLEAN), True), (DATE, "2026-01-31"),
    (FieldType(Kind.DATE_TIME), "2026-01-31T10:00:00Z"), (FieldType(Kind.TIME), "10:00"), (STRING, "1"),
]  # fmt: skip


@pytest.mark.parametrize(("composite", "values"), COMPOSITES)
@pytest.mark.parametrize(("single", "value"), SINGLE)
def test_an_object_or_a_list_is_unlike_every_single_value(
    composite: FieldType, values: list[Any], single: FieldType, value: Any
) -> None:
    singles = [value, value, None]
    for table in (column(composite, values, y=(single, singles)), column(single, singles, y=(composite, values))):
        assert kept(table, params(filter_value="{y}")) == []
        assert kept(table, params(operator="not_equal", filter_value="{y}")) == [0, 1, 2]


@pytest.mark.parametrize(("composite", "values"), COMPOSITES)
@pytest.mark.parametrize(("single", "value"), SINGLE)
def test_an_object_or_a_list_has_no_order_with_a_single_value(
    composite: FieldType, values: list[Any], single: FieldType, value: Any
) -> None:
    given_ = [values[1], values[0], values[2]]
    table = column(composite, given_, y=(single, [value] * 3))
    error = failed(STEP, params(operator="greater", filter_value="{y}"), table)
    assert (error.code, error.item_index, error.fields[0].field) == ("type_mismatch", 1, "x")
    absent = column(composite, given_, y=(single, [value, None, None]))
    assert kept(absent, params(operator="less", filter_value="{y}")) == []


@pytest.mark.parametrize("operator", OPERATORS)
@pytest.mark.parametrize(("single", "value"), [*SINGLE, (FieldType(Kind.ANY), "1"), (FieldType(Kind.ANY), "text")])
def test_of_no_items_and_of_nulls_nothing_passes_but_what_differs(single: FieldType, value: Any, operator: str) -> None:
    asked = params(operator=operator, filter_value=str(value))
    assert kept(column(single, []), asked) == []
    assert kept(column(single, [None, None]), asked) == ([0, 1] if operator == "not_equal" else [])


@settings(deadline=None)
@given(items("x", "y"))
def test_fields_of_any_shape_are_equal_by_content_or_to_null(found: list[Item]) -> None:
    numbered = [{"id": n, **item} for n, item in enumerate(found)]
    null = kept(free(numbered), params(compare_with_null=True))
    assert null == [n for n, item in enumerate(found) if item["x"] is None]
    rest = kept(free(numbered), params(operator="not_equal", compare_with_null=True))
    assert sorted([*null, *rest]) == list(range(len(found)))


def loosely(value: Any) -> Any:
    """Texts spelled as numbers are numbers; booleans are their text."""
    if isinstance(value, bool):
        return by_content("true" if value else "false")
    return by_content(Decimal(value) if value in ("1", "1.0") else value)


@settings(deadline=None)
@given(items("x", "y"))
def test_two_filters_on_one_source_are_an_if_and_an_else(found: list[Item]) -> None:
    numbered = as_read([{"id": n, **item} for n, item in enumerate(found)])
    equal = kept(free(numbered), params(filter_value="{y}"))
    unequal = kept(free(numbered), params(operator="not_equal", filter_value="{y}"))
    assert equal == [n for n, item in enumerate(numbered) if loosely(item["x"]) == loosely(item["y"])]
    assert unequal == [n for n in range(len(found)) if n not in equal]


@settings(deadline=None)
@given(tables())
def test_what_passes_is_unchanged(sample: tuple[ItemModel, list[Item]]) -> None:
    known, found = sample
    table = Table.from_items(found, known)
    done = ran(STEP, params("gone", compare_with_null=True), table)
    assert done.table.to_json() == table.to_json()
    assert done.table.model == known


def test_a_value_that_does_not_fit_is_said_at_design_time_and_stops_a_run() -> None:
    wrong = params(filter_value="many")
    assert problems(STEP, wrong, of(x=INTEGER)) == [("type_mismatch", "filter_value")]
    assert failed(STEP, wrong, column(INTEGER, [1])).code == "type_mismatch"
    table = column(DATE, ["2026-01-01", "2026-01-02"], y=(STRING, ["2026-01-01", "soon"]))
    assert failed(STEP, params(filter_value="{y}"), table).item_index == 1


def test_a_missing_field_is_null_with_a_warning() -> None:
    done = ran(STEP, params("gone", filter_value="1"), free([{"id": 1}]))
    assert (done.items, done.warnings) == ([], ["missing_path"])
    assert ran(STEP, params("gone", filter_value="1"), free([])).items == []


@pytest.mark.parametrize(
    ("settings_", "expected"),
    [
        (params(), [("operator_needs_value", "filter_value")]),
        (params(filter_value=""), [("operator_needs_value", "filter_value")]),
        (params(operator="greater", compare_with_null=True), [("operator_needs_value", "operator")]),
        (params(operator="less_or_equal", compare_with_null=True), [("operator_needs_value", "operator")]),
        (params(operator="not_equal", compare_with_null=True), []),
        (params(filter_value="1"), []),
        (params(filter_value="{gone}"), [("unknown_field", "filter_value")]),
        (params(filter_value="{x}"), []),
    ],
)
def test_an_operator_without_its_value_blocks_publication(settings_: dict[str, Any], expected: list[Any]) -> None:
    assert problems(STEP, settings_, of(x=INTEGER)) == expected


def test_a_value_in_braces_is_a_path() -> None:
    with pytest.raises(ValidationError):
        STEP.settings.model_validate(params(filter_value="{not a path}"))
