"""Functions of expressions: what they take and give, and how they are calculated.

What is null stays null, as in a database, unless a function is about that. The browser has the same functions in
`web/packages/runtime/src/expressions/functions.ts`.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, ROUND_HALF_UP, Context, Decimal
from functools import reduce
from typing import Any, Final, Literal

Type = Literal["any", "null", "number", "text", "boolean", "date", "datetime", "time", "reference", "list"]

EXACT: Final = Context(prec=100_000, Emax=999_999, Emin=-999_999, rounding=ROUND_HALF_EVEN)
"""Room for every sum and product that an expression of allowed length can make."""
QUOTIENT: Final = Context(prec=28, Emax=999_999, Emin=-999_999, rounding=ROUND_HALF_EVEN)
MOST_DECIMALS: Final = 100
FURTHEST_DAYS: Final = 4_000_000


class NotCalculable(ValueError):
    """The values do not go together, which a check could not know before."""


@dataclass(frozen=True, slots=True)
class Signature:
    """Types of the arguments, and of the result; "same": that of the first argument.

    `optional` counts arguments at the end that may be left out; `more` allows the last one again and again.
    """

    takes_types: tuple[Type, ...]
    gives: Type | Literal["same"]
    about: str
    optional: int = 0
    more: bool = False
    of_null: bool = False
    """It is asked about null as well."""

    def takes(self, count: int) -> bool:
        most = count if self.more else len(self.takes_types)
        return len(self.takes_types) - self.optional <= count <= most

    def type_at(self, place: int) -> Type:
        return self.takes_types[min(place, len(self.takes_types) - 1)]

    def count_told(self) -> str:
        least, most = len(self.takes_types) - self.optional, len(self.takes_types)
        if self.more:
            return f"{least} values or more"
        return f"{most} value{'' if most == 1 else 's'}" if least == most else f"{least} to {most} values"


SIGNATURES: Final[Mapping[str, Signature]] = {
    "is_empty": Signature(("any",), "boolean", "nothing, blank text or an empty list", of_null=True),
    "coalesce": Signature(("any",), "same", "the first of the values that is not nothing", more=True, of_null=True),
    "len": Signature(("any",), "number", "characters of a text, or elements of a list"),
    "lower": Signature(("text",), "text", "in small letters"),
    "upper": Signature(("text",), "text", "in capital letters"),
    "trim": Signature(("text",), "text", "without blanks at both ends"),
    "starts_with": Signature(("text", "text"), "boolean", "whether the text begins with the other"),
    "ends_with": Signature(("text", "text"), "boolean", "whether the text ends with the other"),
    "text": Signature(("any",), "text", "the value as text"),
    "round": Signature(("number", "number"), "number", "to so many decimals, halves away from 0", optional=1),
    "floor": Signature(("number",), "number", "the whole number below"),
    "ceil": Signature(("number",), "number", "the whole number above"),
    "abs": Signature(("number",), "number", "without its sign"),
    "min": Signature(("any",), "same", "the smallest of the values", more=True),
    "max": Signature(("any",), "same", "the largest of the values", more=True),
    "today": Signature((), "date", "the day of whoever looks"),
    "now": Signature((), "datetime", "this moment"),
    "year": Signature(("date",), "number", "year of a date"),
    "month": Signature(("date",), "number", "month of a date, 1 to 12"),
    "day": Signature(("date",), "number", "day of the month of a date"),
    "weekday": Signature(("date",), "number", "1 for Monday to 7 for Sunday"),
    "add_days": Signature(("date", "number"), "date", "so many days later"),
    "days_between": Signature(("date", "date"), "number", "days from the first date to the second"),
}


def plain(number: Decimal) -> Decimal:
    """The one spelling each value has: no exponent, no zeros at the end of a fraction, no negative zero."""
    if number == 0:
        return Decimal(0)
    cut = number.normalize(EXACT)
    return cut.quantize(Decimal(1), context=EXACT) if int(cut.as_tuple().exponent) > 0 else cut


def written(value: Any) -> str:
    """A value as text. Moments are ISO 8601 in UTC."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return format(plain(value), "f")
    if isinstance(value, str):
        return value
    if isinstance(value, datetime):
        return value.isoformat(timespec="milliseconds").replace("+00:00", "Z")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, Mapping):
        return str(value.get("name") or "")
    raise NotCalculable("a list is no text")


def _rounded(number: Decimal, decimals: Decimal = Decimal(0)) -> Decimal:
    places = int(decimals)
    if places != decimals or abs(places) > MOST_DECIMALS:
        raise NotCalculable(f"a number is rounded to a whole number of decimals, at most {MOST_DECIMALS}")
    return plain(number.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP, context=EXACT))


def _whole(rounding: str) -> Callable[[Decimal], Decimal]:
    return lambda number: plain(number.to_integral_value(rounding=rounding, context=EXACT))


def _length(value: Any) -> Decimal:
    if not isinstance(value, str | list):
        raise NotCalculable("only texts and lists have a length")
    return Decimal(len(value))


def _is_empty(value: Any) -> bool:
    return value is None or value == [] or (isinstance(value, str) and value.strip() == "")


def _coalesce(*values: Any) -> Any:
    return next((value for value in values if value is not None), None)


def _extreme(keeps_second: Callable[[int], bool]) -> Callable[..., Any]:
    return lambda *values: reduce(lambda one, other: other if keeps_second(order(one, other)) else one, values)


def order(left: Any, right: Any) -> int:
    """Negative, zero or positive. Texts by code point. Raises NotCalculable."""
    for kind in (Decimal, str, datetime):
        if isinstance(left, kind) and isinstance(right, kind):
            return int(left > right) - int(left < right)  # type: ignore[operator]
    if type(left) is type(right) and not isinstance(left, bool | list | dict):
        return int(left > right) - int(left < right)
    raise NotCalculable(f"{_kind(left)} and {_kind(right)} have no order")


def _kind(value: Any) -> str:
    return {bool: "yes or no", str: "text", Decimal: "a number", list: "a list", dict: "an entry"}.get(
        type(value), "a date or time"
    )


def _later(day: date, days: Decimal) -> date:
    count = int(days)
    if count != days or abs(count) > FURTHEST_DAYS:
        raise NotCalculable("days are counted in whole numbers, and not beyond the calendar")
    try:
        return day + timedelta(days=count)
    except OverflowError as error:
        raise NotCalculable("this lies beyond the calendar") from error


# What `today` and `now` give is given to the calculation.
FUNCTIONS: Final[Mapping[str, Callable[..., Any]]] = {
    "is_empty": _is_empty,
    "coalesce": _coalesce,
    "len": _length,
    "lower": str.lower,
    "upper": str.upper,
    "trim": str.strip,
    "starts_with": str.startswith,
    "ends_with": str.endswith,
    "text": written,
    "round": _rounded,
    "floor": _whole(ROUND_FLOOR),
    "ceil": _whole(ROUND_CEILING),
    "abs": lambda number: plain(number.copy_abs()),
    "min": _extreme(lambda found: found > 0),
    "max": _extreme(lambda found: found < 0),
    "year": lambda day: Decimal(day.year),
    "month": lambda day: Decimal(day.month),
    "day": lambda day: Decimal(day.day),
    "weekday": lambda day: Decimal(day.isoweekday()),
    "add_days": _later,
    "days_between": lambda first, last: Decimal((last - first).days),
}


def called(name: str, arguments: Sequence[Any]) -> Any:
    """Raises NotCalculable."""
    signature = SIGNATURES[name]
    if not signature.of_null and any(argument is None for argument in arguments):
        return None
    for place, argument in enumerate(arguments):
        _require(name, signature.type_at(place), argument)
    return FUNCTIONS[name](*arguments)


_PYTHON: Final[Mapping[Type, type]] = {"number": Decimal, "text": str, "date": date}


def _require(name: str, wanted: Type, argument: Any) -> None:
    kind = _PYTHON.get(wanted)
    if kind is not None and (not isinstance(argument, kind) or (kind is date and isinstance(argument, datetime))):
        raise NotCalculable(f"{name} takes {'a date' if wanted == 'date' else f'a {wanted}'}")
