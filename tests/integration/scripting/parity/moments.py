"""Dates, times and instants."""

import calendar
from datetime import UTC, date, datetime, time, timedelta, timezone


def case_read():
    return [
        datetime.fromisoformat("2026-03-09T08:05:00+02:00").astimezone(UTC),
        date.fromisoformat("2024-02-29") + timedelta(days=366),
        time.fromisoformat("23:59:59.5"),
        datetime.strptime("09.03.2026 08:05", "%d.%m.%Y %H:%M").replace(tzinfo=UTC),
    ]


def case_written():
    moment = datetime(2026, 3, 9, 8, 5, tzinfo=timezone(timedelta(hours=-3)))
    return [moment.isoformat(), moment.strftime("%d.%m.%Y %H:%M %A %B"), str(timedelta(days=1, minutes=5))]


def case_between():
    return [(date(2026, 3, 1) - date(2026, 2, 1)).days, (date(2026, 1, 1)).isocalendar()[1], date(2026, 1, 1).weekday()]


def case_months():
    return [calendar.monthrange(2024, 2), calendar.isleap(1900)]


def case_mixed_clocks():
    return datetime(2026, 1, 1) < datetime(2026, 1, 1, tzinfo=UTC)


def case_no_day():
    return date.fromisoformat("2026-02")
