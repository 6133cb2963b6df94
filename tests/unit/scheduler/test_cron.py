"""When schedules are due: fields, zones, and changes of the clocks."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aqtra.scheduler.cron import BadCron, Cron

BERLIN = ZoneInfo("Europe/Berlin")
NEW_YORK = ZoneInfo("America/New_York")
LORD_HOWE = ZoneInfo("Australia/Lord_Howe")
"""Half an hour is what its clocks change by."""


def times(expression: str, start: str, count: int, zone: ZoneInfo = BERLIN) -> list[str]:
    """On the wall of the zone."""
    upcoming = Cron(expression, zone).upcoming(datetime.fromisoformat(start), count)
    return [time.astimezone(zone).isoformat() for time in upcoming]


def test_five_fields_go_by_the_wall_clock_of_the_zone() -> None:
    found = times("30 7 * * mon-fri", "2026-06-05T06:00Z", 2)
    assert found == ["2026-06-08T07:30:00+02:00", "2026-06-09T07:30:00+02:00"]


def test_six_fields_begin_with_seconds() -> None:
    assert times("*/20 0 12 * * *", "2026-01-01T11:00:10Z", 2, ZoneInfo("UTC")) == [
        "2026-01-01T12:00:00+00:00",
        "2026-01-01T12:00:20+00:00",
    ]


def test_seven_fields_end_with_the_year() -> None:
    assert times("0 0 0 1 1 * 2030", "2026-01-01T00:00Z", 5, ZoneInfo("UTC")) == ["2030-01-01T00:00:00+00:00"]


def test_question_marks_of_other_schedulers_are_read() -> None:
    assert times("0 0 12 ? * MON", "2026-01-01T00:00Z", 1, ZoneInfo("UTC")) == ["2026-01-05T12:00:00+00:00"]


@pytest.mark.parametrize(
    "expression",
    ["", "* * * *", "* * * * * * * *", "@daily", "61 * * * *", "a b c d e", "H * * * *", "R R * * *", "*/0 * * * *"],
)
def test_what_is_no_expression_is_refused(expression: str) -> None:
    with pytest.raises(BadCron):
        Cron(expression, BERLIN)


def test_an_endless_expression_is_refused_before_it_is_read() -> None:
    with pytest.raises(BadCron):
        Cron(",".join(["1"] * 1_000_000) + " * * * *", BERLIN)


@pytest.mark.parametrize("expression", ["0 0 31 2 *", "0 0 0 1 1 * 2020"])
def test_a_time_that_never_comes_is_none(expression: str) -> None:
    assert Cron(expression, BERLIN).after(datetime(2026, 1, 1, tzinfo=UTC)) is None


def test_a_time_in_the_gap_comes_once_when_it_is_over() -> None:
    assert times("30 2 * * *", "2026-03-28T12:00Z", 2) == ["2026-03-29T03:00:00+02:00", "2026-03-30T02:30:00+02:00"]


def test_several_times_in_the_gap_come_once_together() -> None:
    found = times("0,30,45 2 * * *", "2026-03-28T12:00Z", 2)
    assert found == ["2026-03-29T03:00:00+02:00", "2026-03-30T02:00:00+02:00"]


def test_a_time_in_the_fold_comes_once() -> None:
    assert times("30 2 * * *", "2026-10-24T12:00Z", 2) == ["2026-10-25T02:30:00+02:00", "2026-10-26T02:30:00+01:00"]


def test_every_hour_goes_by_the_time_that_passes() -> None:
    assert times("30 * * * *", "2026-10-24T23:00Z", 4) == [
        "2026-10-25T01:30:00+02:00",
        "2026-10-25T02:30:00+02:00",
        "2026-10-25T02:30:00+01:00",
        "2026-10-25T03:30:00+01:00",
    ]
    assert times("0 * * * *", "2026-03-29T00:30Z", 2) == ["2026-03-29T03:00:00+02:00", "2026-03-29T04:00:00+02:00"]


def test_clocks_may_change_by_half_an_hour() -> None:
    found = times("45 * * * *", "2026-04-04T14:00Z", 3, LORD_HOWE)
    assert found == ["2026-04-05T01:45:00+11:00", "2026-04-05T01:45:00+10:30", "2026-04-05T02:45:00+10:30"]


@given(
    st.sampled_from(["* * * * *", "*/7 * * * *", "30 2 * * *", "0 */3 * * *", "15 1,2,3 * * sun", "0 0 1 * *"]),
    st.sampled_from([BERLIN, NEW_YORK, LORD_HOWE, ZoneInfo("UTC")]),
    st.datetimes(datetime(2024, 1, 1), datetime(2028, 1, 1)),  # noqa: DTZ001
)
def test_the_next_time_is_always_later_and_does_not_depend_on_when_one_asks(
    expression: str, zone: ZoneInfo, wall: datetime
) -> None:
    cron, start = Cron(expression, zone), wall.replace(tzinfo=UTC)
    following = cron.after(start)
    assert following is not None
    assert following > start
    assert cron.after(following - timedelta(microseconds=1)) == following
    between = start + (following - start) / 2
    assert cron.after(between) == following
