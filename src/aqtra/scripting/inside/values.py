"""Items as scripts see them, and what scripts leave as JSON.

Numbers are int, or float where that has all their digits, else Decimal. Moments are ISO 8601 text, ids are text; what
scripts put there may be `datetime`, `date`, `time`, `UUID` or `Decimal` as well.
"""

import json
from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from typing import Any
from uuid import UUID

Shape = Any
"""Where numbers stand in a value: "number", {"member": shape, …}, [shape]; null where there are none."""
Converter = Callable[[Any], Any]


def number(text: str | int | float | None) -> int | float | Decimal | None:
    """A number of an item, which travels as text."""
    if text is None or not isinstance(text, str):
        return text
    try:
        return int(text)
    except ValueError:
        return exact(text)


def exact(text: str) -> float | Decimal:
    """A float where it is written with the same digits, as almost all that people write are."""
    decimal, binary = Decimal(text), float(text)
    try:
        return binary if Decimal(repr(binary)) == decimal else decimal
    except InvalidOperation:
        return decimal


def converter(shape: Shape) -> Converter | None:
    """What makes numbers of a value numbers, in place; None where there are none."""
    if shape == "number":
        return number
    if isinstance(shape, list):
        return _each(converter(shape[0]))
    if isinstance(shape, dict):
        return _members([(name, inner) for name, held in shape.items() if (inner := converter(held))])
    return None


def _each(inner: Converter | None) -> Converter | None:
    return inner and (lambda values: values and [inner(value) for value in values])


def _members(inside: list[tuple[str, Converter]]) -> Converter | None:
    if not inside:
        return None

    def convert(value: Any) -> Any:
        if value:
            for name, inner in inside:
                if name in value:
                    value[name] = inner(value[name])
        return value

    return convert


def read(text: str | bytes) -> Any:
    """JSON in which numbers keep their digits."""
    return json.loads(text, parse_float=exact)


def write(value: Any) -> bytes:
    """Raises TypeError, ValueError, RecursionError for what no item can hold."""
    return json.dumps(value, allow_nan=False, default=_plain).encode()


def _plain(value: Any) -> Any:
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, Decimal):
        if not value.is_finite():
            raise ValueError(f"{value} is no number of an item")
        # JSON's numbers are read as floats by many; what they would round stays text.
        short = float(value)
        return short if Decimal(repr(short)) == value else str(value)
    if isinstance(value, set | frozenset):
        return list(value)
    raise TypeError(f"an item cannot hold a value of the type {type(value).__name__}")
