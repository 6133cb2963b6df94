"""Functions and arithmetic, as the docstring of the filter compiler tells them."""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Context, Decimal
from typing import Any

from tests.oracle import text

PLACES = Decimal(1).scaleb(-20)
# Two numbers of 38 digits, twenty more places and the product of several of them.
EXACT = Context(prec=2_000, Emin=-10_000, Emax=10_000)
LATER = datetime(2500, 1, 1, tzinfo=UTC)
"""`now()` is compared with instants that are clearly before or after it only, so any later one will do."""


def called(name: str, arguments: list[Any]) -> Any:
    """Functions of null are null; an empty text as an answer is null."""
    if any(argument is None for argument in arguments):
        return None
    answer = _FUNCTIONS[name](*arguments)
    return None if answer == "" else answer


def computed(operator: str, left: Any, right: Any) -> Any:
    if left is None or right is None:
        return None
    whole = isinstance(left, int) and isinstance(right, int)
    if operator in ("div", "divby", "mod") and right == 0:
        return None
    answer = _number(operator, Decimal(left), Decimal(right), whole)
    return int(answer) if whole and operator != "divby" else answer


def quotient(left: Decimal, right: Decimal) -> Decimal:
    """With twenty places after the point, half away from zero; in whole numbers, so that nothing is rounded twice."""
    (top, top_over), (bottom, bottom_over) = left.copy_abs().as_integer_ratio(), right.copy_abs().as_integer_ratio()
    doubled = top * bottom_over * 2 * 10**20 // (bottom * top_over)
    rounded = Decimal((doubled + 1) // 2).scaleb(-20, EXACT)
    return rounded.copy_negate() if (left < 0) != (right < 0) else rounded


def _number(operator: str, left: Decimal, right: Decimal, whole: bool) -> Decimal:
    match operator:
        case "add":
            return EXACT.add(left, right)
        case "sub":
            return EXACT.subtract(left, right)
        case "mul":
            return EXACT.multiply(left, right)
        case "mod":
            return EXACT.remainder(left, right)
        case "div" if whole:
            return EXACT.divide_int(left, right)
        case _:
            return quotient(left, right)


def _rounded(rounding: str) -> Callable[[Any], Any]:
    def work(value: Any) -> Any:
        return value if isinstance(value, int) else value.quantize(Decimal(1), rounding, EXACT)

    return work


def _index(whole: str, part: str) -> int:
    return whole.find(part)


def _substring(whole: str, start: int, count: int | None = None) -> str:
    begin = max(start, 0)
    return whole[begin:] if count is None else whole[begin : begin + max(count, 0)]


def _in_utc(value: datetime | date | time) -> Any:
    return value.astimezone(UTC) if isinstance(value, datetime) else value


def _date(value: datetime) -> date:
    return value.astimezone(UTC).date()


def _time(value: datetime) -> time:
    return value.astimezone(UTC).time().replace(microsecond=0)


def _day(value: datetime | date) -> date:
    return _date(value) if isinstance(value, datetime) else value


def _week(value: datetime | date) -> date:
    day = _day(value)
    return day - timedelta(days=day.weekday())


def _quarter(value: datetime | date) -> date:
    day = _day(value)
    return day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1)


def _matcher(found: Callable[[str, str], bool]) -> Callable[[str, str], bool]:
    return lambda whole, part: found(text.lower(whole), text.lower(part))


_FUNCTIONS: Mapping[str, Callable[..., Any]] = {
    "contains": _matcher(lambda whole, part: part in whole),
    "startswith": _matcher(str.startswith),
    "endswith": _matcher(str.endswith),
    "tolower": text.lower,
    "toupper": text.upper,
    "trim": text.trimmed,
    "length": len,
    "concat": lambda left, right: left + right,
    "indexof": _index,
    "substring": _substring,
    "year": lambda value: _in_utc(value).year,
    "month": lambda value: _in_utc(value).month,
    "day": lambda value: _in_utc(value).day,
    "hour": lambda value: _in_utc(value).hour,
    "minute": lambda value: _in_utc(value).minute,
    "second": lambda value: _in_utc(value).second,
    "date": _date,
    "time": _time,
    "startofyear": lambda value: _day(value).replace(month=1, day=1),
    "startofquarter": _quarter,
    "startofmonth": lambda value: _day(value).replace(day=1),
    "startofweek": _week,
    "startofday": _day,
    "now": lambda: LATER,
    "round": _rounded(ROUND_HALF_UP),
    "floor": _rounded(ROUND_FLOOR),
    "ceiling": _rounded(ROUND_CEILING),
}
