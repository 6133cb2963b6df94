"""Simple math: exact, null-strict, row by row."""

from decimal import Decimal, localcontext
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aqtra.dataflow.items.table import Table
from aqtra.dataflow.items.types import ANY, INTEGER, STRING, FieldType, Kind
from aqtra.dataflow.steps.simple_math import STEP
from tests.unit.dataflow.items import numbers
from tests.unit.dataflow.steps.pure import failed, free, listed, model, of, problems, ran

NUMBER, BOOLEAN = FieldType(Kind.NUMBER), FieldType(Kind.BOOLEAN)
ARITHMETIC = {
    "+": Fraction.__add__, "-": Fraction.__sub__, "*": Fraction.__mul__, "/": Fraction.__truediv__,
}  # fmt: skip
LOGIC = {"AND": bool.__and__, "OR": bool.__or__, "XOR": bool.__xor__}


def row(operator: str, left: str = "x", right: str = "y", result: str = "r") -> dict[str, Any]:
    return {"left_field": left, "operator": operator, "right_field": right, "result_field": result}


def rows(*found: Any) -> dict[str, Any]:
    return {"operations": [row(each) if isinstance(each, str) else each for each in found]}


def pairs(kind: FieldType, found: list[tuple[Any, Any]]) -> Table:
    return Table.from_items([{"x": one, "y": other} for one, other in found], of(x=kind, y=kind))


def results(params: dict[str, Any], table: Table) -> list[Any]:
    return [item["r"] for item in ran(STEP, params, table).items]


some_text = st.decimals(-100, 100, places=3).map(lambda value: format(value, "f"))
some = st.none() | st.integers(-(10**6), 10**6).map(str) | some_text


@settings(deadline=None)
@given(st.lists(st.tuples(some, some), max_size=6), st.sampled_from("+-*/"))
def test_numbers_are_combined_exactly(found: list[tuple[Any, Any]], operator: str) -> None:
    if operator == "/":
        found = [(one, other if other is None or Fraction(other) else "1") for one, other in found]
    shown = results(rows(operator), pairs(NUMBER, found))
    for value, (one, other) in zip(shown, found, strict=True):
        if one is None or other is None:
            assert value is None
            continue
        exact = ARITHMETIC[operator](Fraction(one), Fraction(other))
        if operator == "/":
            assert abs(Fraction(value) - exact) <= abs(exact) * Fraction(1, 10**27)
        else:
            assert Fraction(value) == exact
        assert value == "0" or not ("." in value and value.endswith("0"))


@settings(deadline=None)
@given(numbers(), numbers(), st.sampled_from("+-*"))
def test_long_numbers_keep_all_digits_or_the_run_stops(one: str, other: str, operator: str) -> None:
    exact = ARITHMETIC[operator](Fraction(one), Fraction(other))
    with localcontext(prec=400):
        plain = format((Decimal(exact.numerator) / Decimal(exact.denominator)).normalize(), "f")
    digits = plain.lstrip("-").replace(".", "").lstrip("0")
    table = pairs(NUMBER, [(one, other)])
    if len(digits) > 38 or len(plain.partition(".")[2]) > 38:
        error = failed(STEP, rows(operator), table)
        assert (error.code, error.item_index, error.fields[0].field) == ("type_mismatch", 0, "r")
        return
    assert Fraction(results(rows(operator), table)[0]) == exact


@pytest.mark.parametrize("operator", ["+", "-", "*", "/"])
def test_results_do_not_depend_on_the_digits_of_their_neighbours(operator: str) -> None:
    alone = results(rows(operator), pairs(NUMBER, [("1.50", "0.50")]))
    beside = results(rows(operator), pairs(NUMBER, [("1.50", "0.50"), ("9" * 37, "1")]))
    assert beside[0] == alone[0]


@pytest.mark.parametrize(
    ("one", "other", "quotient"),
    [
        ("1", "8", "0.125"),
        ("1", "3", "0." + "3" * 28),
        ("2", "3", "0." + "6" * 27 + "7"),
        ("-1", "3", "-0." + "3" * 28),
    ],
)
def test_a_quotient_that_does_not_end_is_rounded_to_28_digits(one: str, other: str, quotient: str) -> None:
    assert results(rows("/"), pairs(NUMBER, [(one, other)])) == [quotient]


def test_text_is_calculated_with_and_never_put_together() -> None:
    assert results(rows("+"), pairs(STRING, [("1", "2"), (" 1.50 ", "1e1")])) == ["3", "11.5"]
    assert results(rows("+"), free([{"x": "1", "y": 2}])) == ["3"]


booleans = st.none() | st.booleans()


@settings(deadline=None)
@given(st.lists(st.tuples(booleans, booleans), max_size=6), st.sampled_from(list(LOGIC)))
def test_booleans_are_combined_and_null_stays_null(found: list[tuple[Any, Any]], operator: str) -> None:
    wanted = [None if one is None or other is None else LOGIC[operator](one, other) for one, other in found]
    assert results(rows(operator), pairs(BOOLEAN, found)) == wanted
    assert (
        results(rows(operator), free([{"x": one, "y": other} for one, other in found] or [{"x": None, "y": None}]))[
            : len(found)
        ]
        == wanted
    )


def test_texts_and_digits_are_read_as_booleans() -> None:
    assert results(rows("AND"), free([{"x": "TRUE", "y": 1}, {"x": "false", "y": "1"}])) == [True, False]
    assert results(rows("XOR"), pairs(INTEGER, [(1, 0), (1, 1)])) == [True, False]


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        ("dear", ANY),
        (True, ANY),
        ([1], ANY),
        ("dear", STRING),
        (True, BOOLEAN),
        ("2026-01-01", FieldType(Kind.DATE)),
    ],
)
@pytest.mark.parametrize("side", ["x", "y"])
def test_what_is_no_number_is_named(value: Any, kind: FieldType, side: str) -> None:
    table = Table.from_items([{"x": None, "y": None}, {"x": None, "y": None, side: value}], of(x=kind, y=kind))
    error = failed(STEP, rows("+"), table)
    assert (error.code, error.item_index, error.fields[0].field) == ("not_numeric", 1, side)


@pytest.mark.parametrize("value", ["yes", 2, "", [True]])
@pytest.mark.parametrize("operator", list(LOGIC))
def test_what_is_neither_true_nor_false_is_named(value: Any, operator: str) -> None:
    error = failed(STEP, rows(operator), free([{"x": True, "y": True}, {"x": True, "y": value}]))
    assert (error.code, error.item_index, error.fields[0].field) == ("not_boolean", 1, "y")


@pytest.mark.parametrize("zero", ["0", "0.00", "-0"])
def test_division_by_zero_stops_the_run_and_null_divided_by_it_does_not(zero: str) -> None:
    error = failed(STEP, rows("/"), pairs(NUMBER, [("1", "2"), ("0", zero)]))
    assert (error.code, error.item_index, error.fields[0].field) == ("division_by_zero", 1, "y")
    assert results(rows("/"), pairs(NUMBER, [(None, zero), ("1", None)])) == [None, None]


def test_a_row_uses_the_result_of_an_earlier_one() -> None:
    params = rows(row("+", result="_sum@number"), row("*", left="_sum@number", right="_sum@number", result="r"))
    assert results(params, pairs(NUMBER, [("1", "2")])) == ["9"]
    assert problems(STEP, params, of(x=NUMBER, y=NUMBER)) == []


def test_a_path_nobody_has_blocks_publication_and_is_null_at_run_time() -> None:
    later = rows(row("+", left="r"), row("+"))
    assert problems(STEP, later, of(x=NUMBER, y=NUMBER)) == [("unknown_field", "operations")]
    done = ran(STEP, rows(row("+", left="gone")), pairs(NUMBER, [("1", "2")]))
    assert (done.items[0]["r"], done.warnings) == (None, ["missing_path"])


def test_a_result_that_does_not_fit_its_suffix_is_named() -> None:
    error = failed(STEP, rows(row("/", result="_n@integer")), pairs(NUMBER, [("4", "2"), ("1", "2")]))
    assert (error.code, error.item_index, error.fields[0].field) == ("type_mismatch", 1, "_n@integer")


def test_results_are_numbers_and_booleans() -> None:
    params = rows(row("+", result="_n@number"), row("AND", result="_b@boolean"), row("-", result="untyped"))
    known = of(x=ANY, y=ANY)
    assert listed(model(STEP, params, known)) == {
        "x": "any", "y": "any", "_n@number": "number", "_b@boolean": "boolean", "untyped": "any",
    }  # fmt: skip
    assert ran(STEP, params, free([{"x": 1, "y": 1}])).table.model == model(STEP, params, known)


def test_no_items_stay_none() -> None:
    assert ran(STEP, rows("+", row("AND", result="b")), pairs(NUMBER, [])).items == []
