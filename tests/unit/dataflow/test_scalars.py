"""What fits a type, value by value."""

from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aqtra.dataflow.items.scalars import Unfit, convert
from aqtra.dataflow.items.types import Kind
from tests.unit.dataflow.items import EARLIEST

HALF_PAST = datetime(2024, 5, 6, 7, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("kind", "value", "expected"),
    [
        (Kind.STRING, True, "true"),
        (Kind.STRING, Decimal("12.50"), "12.50"),
        (Kind.STRING, 7, "7"),
        (Kind.STRING, date(2024, 5, 6), "2024-05-06"),
        (Kind.INTEGER, "9007199254740993", 9007199254740993),
        (Kind.INTEGER, Decimal("7.00"), 7),
        (Kind.INTEGER, 7.0, 7),
        (Kind.NUMBER, "1e3", "1000"),
        (Kind.NUMBER, "+007.50", "7.50"),
        (Kind.NUMBER, "-0", "0"),
        (Kind.NUMBER, 0.1, "0.1"),
        (Kind.NUMBER, "1" * 38, "1" * 38),
        (Kind.BOOLEAN, "TRUE", True),
        (Kind.BOOLEAN, 0, False),
        (Kind.UUID, "{A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11}", "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11"),
        (Kind.DATE, "2024-05-06T07:30:00Z", date(2024, 5, 6)),
        (Kind.DATE_TIME, "2024-05-06T10:30:00+03:00", HALF_PAST),
        (Kind.DATE_TIME, "2024-05-06T07:30", HALF_PAST),
        (Kind.DATE_TIME, "2024-05-06T07:30:00.000000000Z", HALF_PAST),
        (Kind.TIME, "07:30", time(7, 30)),
        (Kind.CATALOG, {"id": 12, "name": "x"}, 12),
        (Kind.ARRAY, (1, 2), [1, 2]),
        (Kind.OBJECT, {"a": 1}, {"a": 1}),
    ],
)
def test_a_fitting_value_is_converted(kind: Kind, value: Any, expected: Any) -> None:
    converted = convert(value, kind)
    assert converted == expected
    assert type(converted) is type(expected)


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (Kind.STRING, {"a": 1}),
        (Kind.INTEGER, "7.5"),
        (Kind.INTEGER, 2**63),
        (Kind.INTEGER, True),
        (Kind.NUMBER, "1" * 39),
        (Kind.NUMBER, "1e999999"),
        (Kind.NUMBER, "NaN"),
        (Kind.NUMBER, float("inf")),
        (Kind.NUMBER, "1_000"),
        (Kind.BOOLEAN, 2),
        (Kind.BOOLEAN, "yes"),
        (Kind.UUID, "x"),
        (Kind.URI, "two words"),
        (Kind.DATE, "2024-02-30"),
        (Kind.DATE, 19000),
        (Kind.DATE_TIME, 1715000000),
        (Kind.DATE_TIME, "2024-05-06"),
        (Kind.DATE_TIME, "2024-05-06T07:30:00.1234567Z"),
        (Kind.DATE_TIME, "0001-01-01T00:00:00+05:00"),
        (Kind.TIME, "24:00"),
        (Kind.CATALOG, {"name": "x"}),
        (Kind.ARRAY, "abc"),
        (Kind.OBJECT, [1]),
    ],
)
def test_a_value_that_would_be_changed_is_refused(kind: Kind, value: Any) -> None:
    with pytest.raises(Unfit):
        convert(value, kind)


@pytest.mark.parametrize("kind", list(Kind))
def test_null_fits_every_type(kind: Kind) -> None:
    assert convert(None, kind) is None


@given(st.decimals(allow_nan=False, allow_infinity=False))
def test_a_number_keeps_its_value_or_is_refused(number: Decimal) -> None:
    try:
        text = convert(number, Kind.NUMBER)
    except Unfit:
        return
    assert Decimal(text) == number
    assert "E" not in text.upper()


@given(st.datetimes(timezones=st.just(timezone(timedelta(hours=5, minutes=30))), min_value=EARLIEST))
def test_an_instant_is_the_same_in_utc(instant: datetime) -> None:
    assert convert(instant.isoformat(), Kind.DATE_TIME) == instant
