"""One table of conversions for all write paths: JSON and Python values → the value of a property type (flows.md 4).

Nothing is rounded and nothing is guessed: what cannot be converted without loss is refused.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, time
from decimal import Decimal
from itertools import islice
from typing import Any, Final, TypeVar
from uuid import UUID

from aqtra.catalogs.limits import ARRAY_LENGTH, DIGITS

Parsed = TypeVar("Parsed")


class Refused(ValueError):
    """The value does not fit. `rule` is the broken rule, `params` fill its translation."""

    def __init__(self, rule: str, message: str, **params: Any) -> None:
        super().__init__(message)
        self.rule = rule
        self.message = message
        self.params = params

    def at(self, position: int) -> "Refused":
        """The same about one value of a list, counted from 1."""
        return Refused(self.rule, f"{self.message} (value {position})", **self.params, position=position)


_INTEGER: Final = re.compile(r"[+-]?[0-9]{1,40}(\.0{1,20})?")
_NUMBER: Final = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]{1,4})?")
_DATE: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TIME: Final = re.compile(r"[0-9]{2}:[0-9]{2}(:[0-9]{2})?")
# No clock on earth is further than 14 hours from UTC.
_OFFSET: Final = r"(Z|[+-](0[0-9]|1[0-3]):[0-5][0-9]|[+-]14:00)"
_DATETIME: Final = re.compile(
    rf"[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}T[0-9]{{2}}:[0-9]{{2}}(:[0-9]{{2}}(\.[0-9]{{1,6}})?)?{_OFFSET}"
)
_LONGEST_NUMBER: Final = 400
INTEGER_RANGE: Final = (-(2**63), 2**63 - 1)


def convert(kind: str, value: Any, items: str | None = None) -> Any:
    """The value as the property type `kind` holds it; null stays null. Raises Refused.

    `items` is the type of the values of an array of values.
    """
    if value is None:
        return [] if kind == "array" else None
    if kind == "array" and items is not None:
        return _values(items, value)
    return _CONVERTERS[kind](value)


def _wrong(expected: str) -> Refused:
    return Refused("type", f"{expected} expected", expected=expected)


def _text(value: Any) -> str | None:
    match value:
        case str():
            text = value
        case bool():
            text = "true" if value else "false"
        case int():
            text = str(value)
        case float() | Decimal():
            text = format(_number(value), "f")
        case datetime() | date() | time():
            text = value.isoformat()
        case UUID():
            text = str(value)
        case _:
            raise _wrong("text")
    if "\0" in text or not _is_unicode(text):
        raise Refused("type", "the text has characters that cannot be stored", expected="text")
    # An empty text is no value: one way to say nothing, the same for forms, flows and filters.
    return text or None


def _is_unicode(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _uri(value: Any) -> str | None:
    if not isinstance(value, str):
        raise _wrong("address")
    return _text(value)


def _integer(value: Any) -> int:
    number = _whole(value)
    low, high = INTEGER_RANGE
    if number < low:
        raise Refused("minimum", f"at least {low}", minimum=str(low))
    if number > high:
        raise Refused("maximum", f"at most {high}", maximum=str(high))
    return number


def _whole(value: Any) -> int:
    match value:
        case bool():
            raise _wrong("integer")
        case int():
            return value
        case str() if _INTEGER.fullmatch(value):
            return int(value.partition(".")[0])
        case float() | Decimal():
            number = _number(value)
            if number == number.to_integral_value():
                return int(number)
    raise _wrong("integer")


def _number(value: Any) -> Decimal:
    match value:
        case bool():
            raise _wrong("number")
        case int() if abs(value) < 10**DIGITS:
            number = Decimal(value)
        case Decimal():
            number = value
        case float():
            number = Decimal(repr(value))
        case str() if len(value) <= _LONGEST_NUMBER and _NUMBER.fullmatch(value):
            number = Decimal(value)
        case _:
            raise _wrong("number")
    _, digits, exponent = number.as_tuple()
    if not isinstance(exponent, int):
        raise _wrong("number")
    if max(len(digits) + max(exponent, 0), -exponent) > DIGITS:
        raise Refused("type", f"at most {DIGITS} digits", expected="number", digits=DIGITS)
    return number


def _boolean(value: Any) -> bool:
    match value:
        case bool():
            return value
        case str() if value.lower() in ("true", "false"):
            return value.lower() == "true"
        case int() if value in (0, 1):
            return bool(value)
    raise _wrong("true or false")


def _datetime(value: Any) -> datetime:
    match value:
        case datetime():
            # The platform's zone is UTC.
            moment: datetime = value if value.tzinfo else value.replace(tzinfo=UTC)
        case str() if _DATETIME.fullmatch(value):
            moment = _parsed(datetime.fromisoformat, value)
        case _:
            raise _wrong("date and time with offset")
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        raise _no_such_moment() from None


def _no_such_moment() -> Refused:
    return Refused("type", "there is no such date or time", expected="date or time")


def _date(value: Any) -> date:
    match value:
        case datetime():
            return value.date()
        case date():
            return value
        case str() if _DATE.fullmatch(value):
            return _parsed(date.fromisoformat, value)
    raise _wrong("date")


def _time(value: Any) -> time:
    match value:
        case time() if value.tzinfo is None and not value.microsecond:
            return value
        case str() if _TIME.fullmatch(value):
            return _parsed(time.fromisoformat, value)
    raise _wrong("time")


def _parsed(parse: Callable[[str], Parsed], text: str) -> Parsed:
    try:
        return parse(text)
    except ValueError:
        raise _no_such_moment() from None


def _reference(value: Any) -> int:
    entry = value.get("id") if isinstance(value, Mapping) else value
    try:
        number = _integer(entry)
    except Refused:
        raise _wrong("entry id") from None
    if number < 1:
        raise Refused("reference", "there is no such entry")
    return number


def _references(value: Any) -> list[int]:
    found = [_reference(item) for item in _listed(value, "list of entry ids")]
    if len(set(found)) < len(found):
        raise Refused("unique", "an entry stands twice in the list")
    return found


def _values(items: str, value: Any) -> list[Any]:
    """The values in their order; one may stand there twice, but none may be missing."""
    found: list[Any] = []
    for position, raw in enumerate(_listed(value, "list of values"), 1):
        try:
            item = convert(items, raw)
            if item is None:
                raise Refused("required", "a value is required")
        except Refused as refused:
            raise refused.at(position) from None
        found.append(item)
    return found


def _listed(value: Any, expected: str) -> Sequence[Any]:
    if isinstance(value, str | bytes | Mapping) or not isinstance(value, Iterable):
        raise _wrong(expected)
    listed = list(islice(value, ARRAY_LENGTH + 1))
    if len(listed) > ARRAY_LENGTH:
        raise Refused("max_length", f"at most {ARRAY_LENGTH} entries", max_length=ARRAY_LENGTH)
    return listed


def _file(value: Any) -> UUID:
    if isinstance(value, UUID):
        return value
    try:
        return UUID(value)
    except (ValueError, TypeError, AttributeError):
        raise _wrong("file id") from None


_CONVERTERS: Final[dict[str, Callable[[Any], Any]]] = {
    "string": _text,
    "uri": _uri,
    "integer": _integer,
    "number": _number,
    "boolean": _boolean,
    "datetime": _datetime,
    "date": _date,
    "time": _time,
    "catalog": _reference,
    "array": _references,
    "file": _file,
}
