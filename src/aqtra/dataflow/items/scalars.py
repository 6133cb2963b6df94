"""Lossless conversion of single JSON values to the types of flows.md 4.

This is the one place that says what fits a type. Whole columns are converted in `columns`, which uses
faster means where they give the same answer and comes here otherwise.
"""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time, tzinfo
from decimal import Decimal, InvalidOperation
from typing import Any
from uuid import UUID

from aqtra.dataflow.items.types import Kind

INTEGER_MINIMUM = -(2**63)
INTEGER_MAXIMUM = 2**63 - 1
NUMBER_DIGITS = 38
# Beyond this, digits of an exponent such as 1e999999999 would fill the memory before they are counted.
EXPONENT_LIMIT = 10_000

_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,6})?", re.ASCII)
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_INSTANT = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|z|[+-]\d{2}:?\d{2})?", re.ASCII)
_TIME = re.compile(r"\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?", re.ASCII)
_URI = re.compile(r"[^\s\x00-\x1f<>\"{}|\\^`]+")
_FRACTION = re.compile(r"\.(\d{6})(0*)(?=$|[Zz+-])")
_LONG_FRACTION = re.compile(r"\.\d{7,}")


class Unfit(ValueError):
    """The value cannot become the type without loss."""


def convert(value: Any, kind: Kind, zone: tzinfo = UTC) -> Any:
    """`value`, decoded from JSON, as the Python value that stands for `kind`.

    Numbers become canonical decimal text, instants aware datetimes in UTC; objects, arrays and anys stay
    as they are. None stays None. Raises Unfit.
    """
    if value is None:
        return None
    return _CONVERTERS[kind](value, zone)


def canonical_number(value: int | Decimal | str | float) -> str:
    """Decimal text without exponent, plus sign or superfluous leading zeros. Raises Unfit beyond 38 digits."""
    text = value.strip() if isinstance(value, str) else str(value)
    if not _NUMBER.fullmatch(text):
        raise Unfit("not a number")
    try:
        number = Decimal(text)
    except InvalidOperation as error:
        raise Unfit("not a number") from error
    if abs(number.adjusted()) > EXPONENT_LIMIT:
        raise Unfit("a number may have 38 digits")
    if not number:
        number = abs(number)
    plain = format(number, "f")
    if len(plain.lstrip("-").replace(".", "").lstrip("0")) > NUMBER_DIGITS or -_exponent(number) > NUMBER_DIGITS:
        raise Unfit("a number may have 38 digits")
    return plain


def _exponent(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0


def _string(value: Any, _zone: tzinfo) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | Decimal | float):
        return canonical_number(value)
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    raise Unfit("not a text")


def _integer(value: Any, _zone: tzinfo) -> int:
    if isinstance(value, bool) or not isinstance(value, int | str | Decimal | float):
        raise Unfit("not a whole number")
    number = value if isinstance(value, int) else Decimal(canonical_number(value))
    if number != int(number):
        raise Unfit("not a whole number")
    if not INTEGER_MINIMUM <= number <= INTEGER_MAXIMUM:
        raise Unfit("a whole number has 64 bits at most")
    return int(number)


def _number(value: Any, _zone: tzinfo) -> str:
    if isinstance(value, bool) or not isinstance(value, int | str | Decimal | float):
        raise Unfit("not a number")
    return canonical_number(value)


def _boolean(value: Any, _zone: tzinfo) -> bool:
    if isinstance(value, bool):
        return value
    if isinstance(value, str):
        value = {"true": 1, "false": 0, "1": 1, "0": 0}.get(value.strip().lower())
    if isinstance(value, int | Decimal | float) and value in (0, 1):
        return bool(value)
    raise Unfit("neither true nor false")


def _uuid(value: Any, _zone: tzinfo) -> str:
    if isinstance(value, UUID):
        return str(value)
    try:
        return str(UUID(value)) if isinstance(value, str) else _refuse("not a UUID")
    except ValueError as error:
        raise Unfit("not a UUID") from error


def _uri(value: Any, _zone: tzinfo) -> str:
    if isinstance(value, str) and _URI.fullmatch(value):
        return value
    raise Unfit("not an address")


def _date(value: Any, _zone: tzinfo) -> date:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, str) and (_DATE.fullmatch(value) or _INSTANT.fullmatch(value)):
        try:
            return date.fromisoformat(value[:10])
        except ValueError as error:
            raise Unfit("no such day") from error
    raise Unfit("not a date")


def _instant(value: Any, zone: tzinfo) -> datetime:
    if isinstance(value, datetime):
        found = value
    elif isinstance(value, str) and _INSTANT.fullmatch(value):
        try:
            found = datetime.fromisoformat(_microseconds(value))
        except ValueError as error:
            raise Unfit("no such date and time") from error
    else:
        raise Unfit("not a date and time")
    try:
        return (found if found.tzinfo else found.replace(tzinfo=zone)).astimezone(UTC)
    except OverflowError as error:
        raise Unfit("outside the years 1 to 9999") from error


def _time(value: Any, _zone: tzinfo) -> time:
    if isinstance(value, time):
        return value
    if isinstance(value, str) and _TIME.fullmatch(value):
        try:
            return time.fromisoformat(_microseconds(value))
        except ValueError as error:
            raise Unfit("no such time of day") from error
    raise Unfit("not a time of day")


def _catalog(value: Any, zone: tzinfo) -> int | None:
    """An entry id, or the id of an entry object; an entry that is not stored yet refers to nothing."""
    if isinstance(value, Mapping):
        if "id" not in value:
            raise Unfit("not an entry")
        return None if value["id"] is None else _integer(value["id"], zone)
    return _integer(value, zone)


def _array(value: Any, _zone: tzinfo) -> list[Any]:
    if isinstance(value, list | tuple):
        return list(value)
    raise Unfit("not an array")


def _object(value: Any, _zone: tzinfo) -> dict[str, Any]:
    if isinstance(value, Mapping):
        return dict(value)
    raise Unfit("not an object")


def _microseconds(text: str) -> str:
    """Zeros beyond the sixth digit of a fraction are dropped; other digits there would be lost."""
    cut = _FRACTION.sub(r".\1", text)
    if _LONG_FRACTION.search(cut):
        raise Unfit("finer than a microsecond")
    return cut


def _refuse(reason: str) -> str:
    raise Unfit(reason)


_CONVERTERS: dict[Kind, Callable[[Any, tzinfo], Any]] = {
    Kind.STRING: _string,
    Kind.INTEGER: _integer,
    Kind.NUMBER: _number,
    Kind.BOOLEAN: _boolean,
    Kind.UUID: _uuid,
    Kind.URI: _uri,
    Kind.DATE: _date,
    Kind.DATE_TIME: _instant,
    Kind.TIME: _time,
    Kind.CATALOG: _catalog,
    Kind.ARRAY: _array,
    Kind.OBJECT: _object,
    Kind.ANY: lambda value, _zone: value,
}
