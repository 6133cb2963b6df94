"""Values of the language as people write them."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal
from typing import Any
from uuid import UUID

from hypothesis import strategies as st

from tests.oracle.expressions import Value, quoted
from tests.oracle.values import POOLS

Draw = Callable[[st.SearchStrategy[Any]], Any]
NULL = Value("null", None)
_ZONES = [UTC, timezone(timedelta(hours=5, minutes=45)), timezone(timedelta(hours=-12))]
_MOST_IDS = 15


def literal(draw: Draw, kind: str, *, argument: bool = False) -> Value:
    """A literal of one kind. As an `argument` of a function an empty text is a text, and nothing may be quoted."""
    if kind == "catalog":
        return _integer(draw, draw(st.integers(1, _MOST_IDS)), argument)
    values = POOLS[kind]
    if kind == "string":
        text = draw(st.one_of(st.sampled_from(values), st.sampled_from(values).map(_part), st.just("")))
        return Value(quoted(text), text if argument or text else None)
    return _WRITERS[kind](draw, draw(st.sampled_from(values)), argument)


def _part(text: str) -> str:
    return text[: max(1, len(text) // 2)]


def _integer(draw: Draw, value: int, argument: bool) -> Value:
    text = str(value)
    return Value(text if argument or draw(st.booleans()) else quoted(text), value)


def _number(draw: Draw, value: Decimal, argument: bool) -> Value:
    text = format(value, "f")
    if argument:
        # Without a point or an exponent it would be an integer.
        return Value(text if "." in text else f"{text}e0", value)
    forms = [text, quoted(text)] + ([f"{text}0"] if "." in text and len(text) < 30 else [f"{text}e0"])
    return Value(draw(st.sampled_from(forms)), value)


def _moment(draw: Draw, value: datetime, argument: bool) -> Value:
    zone = draw(st.sampled_from(_ZONES)) if 1 < value.year < 9999 else UTC
    text = value.astimezone(zone).isoformat()
    text = text.replace("+00:00", "Z") if draw(st.booleans()) else text
    return Value(text if argument or draw(st.booleans()) else quoted(text), value)


def _day(draw: Draw, value: date, argument: bool) -> Value:
    return Value(value.isoformat() if argument or draw(st.booleans()) else quoted(value.isoformat()), value)


def _time(draw: Draw, value: time, argument: bool) -> Value:
    text = value.isoformat("minutes" if not value.second and draw(st.booleans()) else "seconds")
    return Value(text if argument or draw(st.booleans()) else quoted(text), value)


def _quoted(draw: Draw, value: str, argument: bool) -> Value:
    return Value(quoted(value), value)


def _flag(draw: Draw, value: bool, argument: bool) -> Value:
    return Value(str(value).lower(), value)


def _file(draw: Draw, value: UUID, argument: bool) -> Value:
    return Value(str(value) if draw(st.booleans()) else quoted(str(value)), value)


_WRITERS: dict[str, Callable[[Draw, Any, bool], Value]] = {
    "uri": _quoted,
    "integer": _integer,
    "number": _number,
    "boolean": _flag,
    "datetime": _moment,
    "date": _day,
    "time": _time,
    "file": _file,
}
