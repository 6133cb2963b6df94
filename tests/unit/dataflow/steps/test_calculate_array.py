"""Calculate array: exact aggregates, item by item."""

from datetime import date
from decimal import Decimal, localcontext
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aqtra.dataflow.items.table import Table
from aqtra.dataflow.items.types import ANY, INTEGER, STRING, Field, FieldType, ItemModel, Kind
from aqtra.dataflow.steps.calculate_array import STEP
from tests.unit.dataflow.items import numbers
from tests.unit.dataflow.steps.pure import failed, free, listed, model, of, problems, ran

NUMBER, DATE = FieldType(Kind.NUMBER), FieldType(Kind.DATE)
LINE = FieldType(Kind.OBJECT, fields=(Field("price", NUMBER), Field("due", DATE)))
ALL = ("min", "max", "sum", "average")


def rows(*operations: str, array: str = "a", field: str | None = None, result: str | None = None) -> dict[str, Any]:
    return {
        "operations": [
            {"array_path": array, "field": field, "operation": each, "result_field": result or f"_{each}"}
            for each in operations
        ]
    }


def arrays(element: FieldType, found: list[Any]) -> Table:
    return Table.from_items([{"a": values} for values in found], of(a=FieldType(Kind.ARRAY, element=element)))


def columns(items: list[Any], *names: str) -> list[tuple[Any, ...]]:
    return [tuple(item[f"_{name}"] for name in names) for item in items]


short_numbers = st.decimals(-1000, 1000, places=2).map(lambda value: format(value, "f"))
lists = st.lists(st.none() | st.lists(st.none() | short_numbers, max_size=4), max_size=4)


def fraction(values: list[str | None] | None) -> list[Fraction]:
    return [Fraction(value) for value in values or () if value is not None]


@settings(deadline=None)
@given(lists)
def test_numbers_are_aggregated_exactly(found: list[Any]) -> None:
    done = ran(STEP, rows(*ALL), arrays(NUMBER, found))
    for item, values in zip(done.items, found, strict=True):
        exact = fraction(values)
        assert Fraction(item["_sum"]) == sum(exact)
        assert [item[name] and Fraction(item[name]) for name in ("_min", "_max")] == (
            [min(exact), max(exact)] if exact else [None, None]
        )
        if not exact:
            assert item["_average"] is None
            continue
        mean = sum(exact) / len(exact)
        assert abs(Fraction(item["_average"]) - mean) <= abs(mean) * Fraction(1, 10**27)


@settings(deadline=None)
@given(lists)
def test_undeclared_arrays_give_what_declared_ones_give(found: list[Any]) -> None:
    exact = [values and [value and Decimal(value) for value in values] for values in found]
    typed, untyped = (
        ran(STEP, rows("sum", "average"), table) for table in (arrays(NUMBER, found), free([{"a": v} for v in exact]))
    )
    assert columns(typed.items, "sum", "average") == columns(untyped.items, "sum", "average")


@settings(deadline=None)
@given(st.lists(numbers(), max_size=4))
def test_long_numbers_keep_all_digits_or_the_run_stops(found: list[str]) -> None:
    with localcontext(prec=200):
        total = sum((Decimal(text) for text in found), Decimal(0)).normalize()
        text = format(total, "f")
    table = arrays(NUMBER, [found])
    if len(text.lstrip("-").replace(".", "").lstrip("0")) > 38:
        error = failed(STEP, rows("sum"), table)
        assert (error.code, error.item_index, error.fields[0].field) == ("type_mismatch", 0, "_sum")
        return
    (item,) = ran(STEP, rows("sum"), table).items
    assert Decimal(item["_sum"]) == total


def test_results_do_not_depend_on_the_digits_of_their_neighbours() -> None:
    alone = ran(STEP, rows(*ALL), arrays(NUMBER, [["1.50", "1.50"]])).items[0]
    beside = ran(STEP, rows(*ALL), arrays(NUMBER, [["1.50", "1.50"], ["9" * 38], ["0." + "0" * 30 + "1"]])).items[0]
    del alone["a"], beside["a"]
    assert alone == beside == {"_min": "1.50", "_max": "1.50", "_sum": "3", "_average": "1.5"}


@pytest.mark.parametrize(
    ("values", "mean"),
    [
        (["1", "2"], "1.5"),
        (["1", "0", "0"], "0." + "3" * 28),
        (["2", "0", "0"], "0." + "6" * 27 + "7"),
        (["1" * 38], "1" * 38),
        (["0." + "0" * 37 + "1", "0", "0"], "0"),
    ],
)
def test_a_mean_that_does_not_end_is_rounded_to_28_digits(values: list[str], mean: str) -> None:
    assert ran(STEP, rows("average"), arrays(NUMBER, [values])).items[0]["_average"] == mean


@pytest.mark.parametrize("values", [None, [], [None, None]])
@pytest.mark.parametrize("declared", [True, False])
def test_without_values_the_sum_is_zero_and_all_else_null(values: Any, declared: bool) -> None:
    table = arrays(NUMBER, [values]) if declared else free([{"a": values}])
    assert columns(ran(STEP, rows(*ALL), table).items, *ALL) == [(None, None, "0", None)]


@settings(deadline=None)
@given(st.lists(st.lists(st.none() | st.dates(), max_size=4), max_size=4))
def test_dates_have_a_first_and_a_last(found: list[list[date | None]]) -> None:
    table = arrays(DATE, [[day and day.isoformat() for day in days] for days in found])
    shown = columns(ran(STEP, rows("min", "max"), table).items, "min", "max")
    present = [[day.isoformat() for day in days if day] for days in found]
    assert shown == [(min(days), max(days)) if days else (None, None) for days in present]


def test_text_has_an_order_and_whole_numbers_stay_whole() -> None:
    assert columns(ran(STEP, rows("min", "max"), arrays(STRING, [["b", "B", "a"]])).items, "min", "max") == [("B", "b")]
    done = ran(STEP, rows("min", "max", "sum"), arrays(INTEGER, [[9, 10, 2**60]]))
    assert columns(done.items, "min", "max", "sum") == [(9, str(2**60), str(2**60 + 19))]
    assert listed(done.table.model) == {"a": "array", "_min": "any", "_max": "any", "_sum": "any"}


def test_undeclared_values_keep_their_shape() -> None:
    found = [{"a": [9, 10, None]}, {"a": ["b", "a"]}, {"a": []}]
    shown = columns(ran(STEP, rows("min", "max"), free(found)).items, "min", "max")
    assert shown == [(9, 10), ("a", "b"), (None, None)]


@pytest.mark.parametrize("values", [[1, "x"], ["x", 1], [1, True], [[1]], [{"b": 1}]])
def test_values_without_a_common_order_stop_the_run(values: list[Any]) -> None:
    error = failed(STEP, rows("max"), free([{"a": [1]}, {"a": values}]))
    assert (error.code, error.item_index) == ("type_mismatch", 1)
    assert error.fields[0].field.startswith("a[")


@pytest.mark.parametrize("operation", ["sum", "average"])
@pytest.mark.parametrize(("value", "element"), [("dear", ANY), (True, ANY), ("dear", STRING), ("2026-01-01", DATE)])
def test_what_is_no_number_is_named_with_its_place(operation: str, value: Any, element: FieldType) -> None:
    table = arrays(element, [[], [None, value]])
    error = failed(STEP, rows(operation), table)
    assert (error.code, error.item_index, error.params) == ("not_numeric", 1, {"index": 1})
    assert error.fields[0].field == "a[1]"


def test_numeric_text_is_added() -> None:
    assert ran(STEP, rows("sum"), free([{"a": ["1.50", 1, " 2 "]}])).items[0]["_sum"] == "4.5"


def test_a_field_of_the_elements_is_aggregated() -> None:
    lines = [{"price": "1.25", "due": "2026-02-01"}, {"price": None, "due": "2026-01-01"}, None]
    for table in (arrays(LINE, [lines]), free([{"a": lines}])):
        (item,) = ran(STEP, {"operations": [
            *rows("sum", field="price")["operations"], *rows("min", field="due", result="_due@date")["operations"],
        ]}, table).items  # fmt: skip
        assert (item["_sum"], item["_due@date"]) == ("1.25", "2026-01-01")


def test_a_field_nobody_has_is_null() -> None:
    done = ran(STEP, rows("sum", field="gone"), arrays(LINE, [[{"price": "1"}]]))
    assert (done.items[0]["_sum"], done.warnings) == ("0", ["missing_path"])
    assert ran(STEP, rows("sum", field="gone"), arrays(LINE, [[], None])).warnings == []


def test_a_name_in_quotes_is_read_and_reported() -> None:
    line = FieldType(Kind.OBJECT, fields=(Field("net price", NUMBER),))
    params = rows("sum", field='["net price"]')
    assert problems(STEP, params, of(a=FieldType(Kind.ARRAY, element=line))) == []
    assert ran(STEP, params, arrays(line, [[{"net price": "1.5"}]])).items[0]["_sum"] == "1.5"
    error = failed(STEP, params, free([{"a": [{"net price": "dear"}]}]))
    assert error.fields[0].field == 'a[0]["net price"]'


@pytest.mark.parametrize("value", [1, "text", {"x": 1}])
def test_what_is_no_array_is_refused(value: Any) -> None:
    error = failed(STEP, rows("sum"), free([{"a": None}, {"a": value}]))
    assert (error.code, error.item_index, error.fields[0].field) == ("not_an_array", 1, "a")


def test_a_result_that_does_not_fit_its_suffix_is_named() -> None:
    table = arrays(NUMBER, [["1"], ["1.5"]])
    error = failed(STEP, rows("sum", result="_n@integer"), table)
    assert (error.code, error.item_index, error.fields[0].field) == ("type_mismatch", 1, "_n@integer")


def test_the_announced_model_is_that_of_the_items() -> None:
    known = of(a=FieldType(Kind.ARRAY, element=LINE))
    for params in (
        rows(*ALL, field="price"),
        rows("min", "max", field="due"),
        rows("sum", result="_x@number", field="price"),
    ):
        assert ran(STEP, params, arrays(LINE, [[]])).table.model == model(STEP, params, known)


def test_a_field_the_elements_do_not_have_blocks_publication() -> None:
    known = of(a=FieldType(Kind.ARRAY, element=LINE), b=ANY)
    assert problems(STEP, rows("sum", field="gone"), known) == [("unknown_field", "operations")]
    assert problems(STEP, rows("sum", field="price"), known) == []
    assert problems(STEP, rows("sum", array="b", field="gone"), known) == []
    assert problems(STEP, rows("sum", field="x"), ItemModel(open=True)) == []


def test_an_emptied_field_means_the_elements_themselves() -> None:
    assert STEP.settings.model_validate(rows("sum", field="")).operations[0].field is None
