"""Numbers in columns: however many there are and however long, the answers are those of Python's decimals."""

import operator as compare
from decimal import Decimal, localcontext
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aqtra.dataflow.aggregates import Members
from aqtra.dataflow.comparing import comparable
from aqtra.dataflow.decimals import IndexedUnfit, number_text
from aqtra.dataflow.items.codec import Misfit
from aqtra.dataflow.items.columns import convert_series
from aqtra.dataflow.items.physical import FEW, DecimalOverflow, as_decimals, digits, most_digits
from aqtra.dataflow.items.resolve import Column
from aqtra.dataflow.items.scalars import Unfit, canonical_number, convert
from aqtra.dataflow.items.types import INTEGER, STRING, FieldType, Kind
from tests.unit.dataflow.items import numbers

NUMBER = FieldType(Kind.NUMBER)
SHORT = st.decimals(-(10**6), 10**6, places=3).map(lambda value: format(value, "f"))
ODD = st.sampled_from(
    ["0", "-0", "0.0", "-0.00", "1.10", "1.1", "100", "1e3", "1E-7", "+4", "007", " 8 ", ".5", "5.", "-0.50"]
)
SPELLED = st.one_of(SHORT, numbers(), ODD)
"""As people and programs write them: huge and tiny ones, zeros at the end, exponents, negative zeros."""
TEXTS = st.none() | SPELLED.map(canonical_number)
MANY = FEW + 1
OPERATORS = (compare.eq, compare.gt, compare.lt, compare.ge, compare.le)


def column(values: list[Any], of: FieldType = NUMBER) -> Column:
    dtype = pl.Int64 if of.kind is Kind.INTEGER else pl.String
    return Column(pl.Series("number", values, dtype=dtype), of)


def padded(values: list[Any]) -> list[Any]:
    """So many that they are handled as a column, not one by one."""
    return values + [None] * MANY


@settings(deadline=None)
@given(st.lists(TEXTS, min_size=1, max_size=8), st.sampled_from([list, padded]))
def test_lengths_tell_no_fewer_digits_than_there_are(values: list[str | None], spread: Any) -> None:
    series = column(spread(values)).series
    assert all(most >= exact for most, exact in zip(most_digits(series), digits(series), strict=True))


@settings(deadline=None)
@given(st.lists(TEXTS, max_size=6), st.lists(TEXTS, max_size=6), st.sampled_from([list, padded]))
def test_decimals_of_one_scale_keep_every_digit(one: list[Any], other: list[Any], spread: Any) -> None:
    given_ = [column(spread(one)).series, column(spread(other)).series]
    whole, fraction = (max(counts) for counts in zip(*map(digits, given_), strict=True))
    if whole + fraction > 38:
        with pytest.raises(DecimalOverflow):
            as_decimals(*given_)
        return
    for series, made in zip(given_, as_decimals(*given_), strict=True):
        assert made.to_list() == [text and Decimal(text) for text in series.to_list()]


@settings(deadline=None)
@given(st.lists(st.tuples(TEXTS, TEXTS), max_size=6), st.sampled_from([list, padded]), st.sampled_from(OPERATORS))
def test_columns_of_numbers_compare_as_decimals_do(pairs: list[Any], spread: Any, operator: Any) -> None:
    left, right = ([pair[side] for pair in pairs] for side in (0, 1))
    both = comparable(column(spread(left)), column(spread(right)), strict=True)
    wanted = [None if None in (a, b) else bool(operator(Decimal(a), Decimal(b))) for a, b in pairs]
    if operator is compare.eq:
        found = both.left.eq_missing(both.right).to_list()
        wanted = [a == b if None in (a, b) else same for (a, b), same in zip(pairs, wanted, strict=True)]
    else:
        parts = [operator(a, b).to_list() for a, b in both.ordered()]
        found = [next((part for part in row if part is not None), None) for row in zip(*parts, strict=True)]
    assert found[: len(pairs)] == wanted


@settings(deadline=None)
@given(st.lists(TEXTS, max_size=6), TEXTS, st.sampled_from([list, padded]))
def test_a_column_compares_with_one_value_as_with_a_column_of_it(values: list[Any], value: Any, spread: Any) -> None:
    many = spread(values)
    one, each = comparable(column(many), column([value])), comparable(column(many), column([value] * len(many)))
    assert one.left.eq_missing(one.right).to_list() == each.left.eq_missing(each.right).to_list()


@settings(deadline=None)
@given(st.lists(st.none() | st.integers(-(2**63), 2**63 - 1), max_size=5), TEXTS, st.sampled_from([list, padded]))
def test_whole_numbers_compare_with_numbers_by_value(values: list[Any], value: Any, spread: Any) -> None:
    both = comparable(column(spread(values), INTEGER), column([value]))
    wanted = [found is None if value is None else found is not None and found == Decimal(value) for found in values]
    assert both.left.eq_missing(both.right).to_list()[: len(values)] == wanted


def added(values: list[str]) -> str | None:
    """The exact sum; None where it has more digits than a number may have."""
    with localcontext(prec=200):
        total = sum(map(Decimal, values), Decimal(0))
    try:
        return number_text(total)
    except Unfit:
        return None


@settings(deadline=None)
@given(st.lists(st.lists(SPELLED.map(canonical_number), max_size=4), min_size=1, max_size=3), st.booleans())
def test_sums_are_exact_of_few_and_of_many(found: list[list[str]], many: bool) -> None:
    lists = [values + (["0"] * MANY if many else []) for values in found]
    rows = [row for row, values in enumerate(lists) for _ in values]
    flat = [value for values in lists for value in values]
    members = Members(pl.Series(rows, dtype=pl.Int64), column(flat), len(lists))
    wanted = [added(values) for values in lists]
    if None in wanted:
        with pytest.raises(IndexedUnfit):
            members.sums()
    else:
        assert members.sums().to_list() == wanted


ANY_TEXT = SPELLED | st.text(st.sampled_from("0123456789+-.eE_ ٣x"), max_size=20)


@settings(deadline=None, max_examples=300)
@given(st.lists(st.none() | ANY_TEXT, max_size=6), st.sampled_from([NUMBER, INTEGER]))
def test_texts_become_the_numbers_that_the_rules_of_values_say(values: list[str | None], wanted: FieldType) -> None:
    misfits: list[Misfit] = []
    found = convert_series(pl.Series("x", values, dtype=pl.String), STRING, wanted, misfits)
    expected, odd = [], []
    for place, value in enumerate(values):
        try:
            expected.append(convert(value, wanted.kind))
        except Unfit:
            expected.append(None)
            odd.append(place)
    assert (found.to_list(), [misfit.item for misfit in misfits]) == (expected, odd)
