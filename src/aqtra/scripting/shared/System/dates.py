"""Instants with the letters that old scripts write them with."""

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any

TimeSpan = timedelta

LETTERS = re.compile(r"yyyy|yy|MMMM|MMM|MM|M|dddd|ddd|dd|d|HH|H|hh|h|mm|m|ss|s|fff|tt")
CODES = {
    "yyyy": "%Y", "yy": "%y", "MMMM": "%B", "MMM": "%b", "MM": "%m", "dddd": "%A", "ddd": "%a", "dd": "%d",
    "HH": "%H", "hh": "%I", "mm": "%M", "ss": "%S", "tt": "%p",
}  # fmt: skip
SHORT = {"M": "month", "d": "day", "H": "hour", "m": "minute", "s": "second"}
PARSED = {**CODES, "M": "%m", "d": "%d", "H": "%H", "h": "%I", "m": "%M", "s": "%S", "fff": "%f"}


class _OfNow(type(datetime)):
    """Members of the class that are different at every moment."""

    @property
    def Now(cls) -> "DateTime":
        return DateTime.of(datetime.now().astimezone())

    @property
    def UtcNow(cls) -> "DateTime":
        return DateTime.of(datetime.now(UTC))

    @property
    def Today(cls) -> "DateTime":
        return DateTime.of(datetime.now().astimezone().replace(hour=0, minute=0, second=0, microsecond=0))


class DateTime(datetime, metaclass=_OfNow):
    """A `datetime` with the methods of its old namesake."""

    @classmethod
    def of(cls, moment: date) -> "DateTime":
        if not isinstance(moment, datetime):
            return cls(moment.year, moment.month, moment.day)
        clock = (moment.hour, moment.minute, moment.second, moment.microsecond)
        return cls(moment.year, moment.month, moment.day, *clock, tzinfo=moment.tzinfo)

    @classmethod
    def Parse(cls, value: Any) -> "DateTime":
        return cls.of(value if isinstance(value, date) else datetime.fromisoformat(str(value)))

    @classmethod
    def ParseExact(cls, text: str, pattern: str, *_: Any) -> "DateTime":
        return cls.of(datetime.strptime(text, LETTERS.sub(lambda found: PARSED[found[0]], pattern)))  # noqa: DTZ007

    def ToString(self, pattern: str = "") -> str:
        return LETTERS.sub(self._part, pattern) if pattern else self.isoformat()

    def _part(self, found: "re.Match[str]") -> str:
        letters = found[0]
        if letters in SHORT:
            return str(getattr(self, SHORT[letters]))
        if letters == "h":
            return str(self.hour % 12 or 12)
        return f"{self.microsecond // 1000:03}" if letters == "fff" else self.strftime(CODES[letters])

    def AddDays(self, days: float) -> "DateTime":
        return DateTime.of(self + timedelta(days=days))

    def AddHours(self, hours: float) -> "DateTime":
        return DateTime.of(self + timedelta(hours=hours))

    def AddMinutes(self, minutes: float) -> "DateTime":
        return DateTime.of(self + timedelta(minutes=minutes))
