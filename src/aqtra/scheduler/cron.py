"""When a cron expression is due, in the time of a zone. Pure.

Wall-clock times are worked out without offsets and then placed on the time line. What a change of the clocks skips is
made up for once, at the first moment after the gap; what they repeat happens the first time only. Expressions for every
hour go by the time that passes instead: the repeated hour is an hour like any other.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Final

from croniter import croniter  # type: ignore[import-untyped]
from croniter.croniter import CroniterBadDateError, CroniterError  # type: ignore[import-untyped]

from aqtra.kernel.errors import ValidationFailed

LONGEST: Final = 200
_YEARS: Final = 30
"""Further ahead nothing is looked for: leap days on a given weekday come every 28 years."""
_PLAIN: Final = 5
_SECOND: Final = timedelta(seconds=1)
_ANY_TIME: Final = datetime(2000, 1, 1, tzinfo=UTC)
_RANDOM: Final = frozenset("HR@")
"""What the library would draw by chance, and names for whole expressions."""


class BadCron(ValidationFailed):
    """The expression cannot be understood."""

    code = "cron_invalid"


class Cron:
    """One expression: five fields, or six and seven with seconds first and the year last."""

    def __init__(self, expression: str, zone: tzinfo) -> None:
        """Raises BadCron."""
        self._text, self._zone = " ".join(expression.split()), zone
        fields = self._text.split(" ")
        if len(expression) > LONGEST or not _PLAIN <= len(fields) <= _PLAIN + 2:
            raise BadCron("an expression has five fields, or six and seven with seconds first")
        if _RANDOM & {field[:1].upper() for field in fields}:
            raise BadCron("every field is a number, a range, a list or *")
        self._seconds = len(fields) > _PLAIN
        self._is_hourly = fields[2 if self._seconds else 1] == "*"
        try:
            self._steps(_ANY_TIME)
        except CroniterError as error:
            raise BadCron("a field holds what it may not") from error

    def after(self, instant: datetime) -> datetime | None:
        """The first time after `instant`, in UTC; None when there is none."""
        try:
            found = self._by_the_hour(instant) if self._is_hourly else self._by_the_day(instant)
        except CroniterBadDateError:
            return None
        return found.astimezone(UTC)

    def upcoming(self, instant: datetime, count: int) -> Iterator[datetime]:
        """The next times after `instant`."""
        for _ in range(count):
            following = self.after(instant)
            if following is None:
                return
            yield following
            instant = following

    def _by_the_day(self, instant: datetime) -> datetime:
        steps = self._steps(self._wall(instant))
        while True:
            wall: datetime = steps.get_next(datetime)
            placed = self._placed(wall)
            # Not after: a time of a repeated hour, which was there before.
            if placed > instant:
                return placed

    def _by_the_hour(self, instant: datetime) -> datetime:
        while True:
            wall = self._wall(instant)
            following = instant + self._wait(wall)
            if self._offset(following) == self._offset(instant):
                return following
            changed = self._change(instant, following)
            # The moment of the change itself may be a time: looked for from just before it, in the new offset.
            new = self._wall(changed)
            following = changed + self._wait(new - _SECOND) - _SECOND
            if self._offset(following) == self._offset(changed):
                return following
            instant = changed

    def _wait(self, wall: datetime) -> timedelta:
        following: datetime = self._steps(wall).get_next(datetime)
        return following - wall

    def _steps(self, wall: datetime) -> croniter:
        return croniter(self._text, wall, second_at_beginning=self._seconds, max_years_between_matches=_YEARS)

    def _wall(self, instant: datetime) -> datetime:
        return instant.astimezone(self._zone).replace(tzinfo=None, fold=0)

    def _offset(self, instant: datetime) -> timedelta | None:
        return instant.astimezone(self._zone).utcoffset()

    def _placed(self, wall: datetime) -> datetime:
        first = wall.replace(tzinfo=self._zone).astimezone(UTC)
        if self._wall(first) == wall:
            return first
        return self._change(wall.replace(tzinfo=self._zone, fold=1).astimezone(UTC), first)

    def _change(self, before: datetime, after: datetime) -> datetime:
        """The first whole second with the offset of `after`, which is another one than that of `before`."""
        low, high = before.replace(microsecond=0), after.replace(microsecond=0)
        new = self._offset(high)
        while high - low > _SECOND:
            middle = low + (high - low) // 2
            middle = middle.replace(microsecond=0)
            if self._offset(middle) == new:
                high = middle
            else:
                low = middle
        return high
