"""Values whose last digit is easily lost, and how they are written and read."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from tests.oracle.answers import instant_text

KINDS = {"amount": "number", "whole": "integer", "day": "date", "hour": "time", "moment": "datetime"}
Values = dict[str, Any]
ZONES = ("Europe/Istanbul", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "America/Sao_Paulo", "UTC")
# Clocks change in these hours: skipped and doubled wall clock times lie around them.
CHANGES = (
    datetime(2026, 3, 8, 7, tzinfo=UTC),
    datetime(2026, 11, 1, 6, tzinfo=UTC),
    datetime(2026, 4, 4, 15, tzinfo=UTC),
    datetime(2026, 10, 3, 15, 30, tzinfo=UTC),
    datetime(2016, 3, 27, 1, tzinfo=UTC),
    datetime(2018, 11, 4, 3, tzinfo=UTC),
)


@st.composite
def decimals(draw: Any) -> Decimal:
    """Up to 38 digits, as many after the point as fit; plain zeros among them."""
    digits = draw(st.integers(1, 38))
    places = draw(st.integers(0, digits))
    number = draw(st.integers(-(10**digits) + 1, 10**digits - 1))
    return Decimal(number).scaleb(-places) if abs(number) < 10**27 else Decimal(f"{number}e-{places}")


integers = st.one_of(
    st.integers(-(2**63), 2**63 - 1),
    st.integers(-3, 3).map(lambda near: 2**53 + near),
    st.integers(-3, 3).map(lambda near: -(2**53) + near),
    st.sampled_from([0, 2**63 - 1, -(2**63), 10**15, 10**16 + 1]),
)
dates = st.one_of(st.dates(), st.sampled_from([date(1, 1, 1), date(99, 12, 31), date(2024, 2, 29), date(9999, 12, 31)]))
times = st.times().map(lambda value: value.replace(microsecond=0))
_around = st.builds(
    lambda change, seconds, micro: change + timedelta(seconds=seconds, microseconds=micro),
    st.sampled_from(CHANGES),
    st.integers(-7_200, 7_200),
    st.sampled_from([0, 1, 120_000, 999_999]),
)
_anytime = st.datetimes(datetime(1, 1, 2), datetime(9999, 12, 30)).map(lambda value: value.replace(tzinfo=UTC))  # noqa: DTZ001
instants = st.one_of(_around, _anytime)


@st.composite
def written_instants(draw: Any) -> tuple[str, datetime]:
    """An instant as somebody in some zone writes it, in the fold of a clock change too."""
    instant = draw(instants)
    zone = ZoneInfo(draw(st.sampled_from(ZONES)))
    local = instant.astimezone(zone)
    # Before zones were agreed on offsets had seconds, which ISO 8601 cannot write.
    shown = local if (local.utcoffset() or timedelta()).seconds % 60 == 0 else instant
    return shown.isoformat(), instant


def decimal_text(value: Decimal) -> str:
    """PostgreSQL knows no negative zero."""
    return format(value if value else value.copy_abs(), "f")


def integer_json(value: int) -> int | str:
    return value if abs(value) < 2**53 else str(value)


@st.composite
def entries(draw: Any) -> tuple[Values, Values]:
    """What is sent, and the values meant."""
    text, moment = draw(written_instants())
    meant = {
        "amount": draw(decimals()),
        "whole": draw(integers),
        "day": draw(dates),
        "hour": draw(times),
        "moment": moment,
    }
    sent = {name: str(value) for name, value in meant.items()} | {
        "amount": format(meant["amount"], "f"),
        "moment": text,
    }
    return sent, meant


def shown(meant: Values) -> Values:
    """As the API answers."""
    return {
        "amount": decimal_text(meant["amount"]),
        "whole": integer_json(meant["whole"]),
        "day": meant["day"].isoformat(),
        "hour": meant["hour"].isoformat(),
        "moment": instant_text(meant["moment"]),
    }
