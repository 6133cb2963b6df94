"""Few numbers are handled one by one and many as a column: both give the same."""

from decimal import Decimal

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aqtra.dataflow.decimals import combined, without_zeros
from aqtra.dataflow.items.physical import FEW, digits

NUMBERS = st.decimals(-(10**12), 10**12, places=6) | st.integers(-(10**17), 10**17).map(Decimal)
TEXTS = st.none() | NUMBERS.map(lambda number: format(number, "f"))
MANY = FEW + 1


def column(values: list[str | None]) -> pl.Series:
    return pl.Series("number", values, dtype=pl.String)


def padded(values: list[str | None]) -> pl.Series:
    """The same values, and so many more of nothing that they are a column."""
    return column(values + [None] * MANY)


@given(st.lists(TEXTS | st.sampled_from(["-0", "0.0", "-0.0", "100", "0.10", "-5.00"]), max_size=6))
def test_the_one_spelling(values: list[str | None]) -> None:
    few, many = without_zeros(column(values)), without_zeros(padded(values))
    assert few.to_list() == many.head(len(values)).to_list()
    assert few.dtype == many.dtype


@given(st.lists(TEXTS, max_size=6))
def test_the_digits(values: list[str | None]) -> None:
    assert digits(column(values)) == digits(padded(values))


@pytest.mark.parametrize("operator", ["+", "-", "*", "/"])
@given(st.lists(st.tuples(TEXTS, TEXTS.filter(lambda text: text is None or Decimal(text) != 0)), max_size=4))
def test_the_results(operator: str, pairs: list[tuple[str | None, str | None]]) -> None:
    left, right = [one for one, _ in pairs], [two for _, two in pairs]
    few = combined(operator, column(left), column(right))
    many = combined(operator, padded(left), padded(right))
    assert few.to_list() == many.head(len(pairs)).to_list()
