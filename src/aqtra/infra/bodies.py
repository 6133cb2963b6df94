"""JSON bodies. What no part of the platform could keep or send back is refused here, with its place."""

import json
from collections.abc import Callable, Iterator
from decimal import Decimal, InvalidOperation
from math import isfinite
from typing import Any, Final

from aqtra.kernel.errors import BadRequest, ValidationFailed

# Python's parser gives up near its own limit of recursion, serialisers of plain values at 254.
MAX_DEPTH: Final = 900
MAX_VALUE_DEPTH: Final = 200

Place = tuple[str | int, ...]


class BadJson(BadRequest):
    """The body is not the JSON that is expected."""

    code = "bad_json"


def read_json(body: bytes, *, exact: bool = False, unique: bool = False) -> Any:
    """The value of a body in UTF-8. `exact` is for values of entries: fractions become decimals.

    `unique`: a member that stands twice in its object is refused; else the last one counts.

    Raises BadJson, and ValidationFailed for text that PostgreSQL cannot keep: NUL characters, lone surrogates.
    """
    parse_float: Callable[[str], Any] = Decimal if exact else _finite
    try:
        pairs = _unique if unique else None
        value = json.loads(body.decode(), parse_float=parse_float, parse_constant=_no_constant, object_pairs_hook=pairs)
    except (ValueError, RecursionError, InvalidOperation) as error:
        # ValueError covers broken UTF-8, broken JSON and integers of thousands of digits.
        raise BadJson.of_field("body", "syntax", f"not valid JSON: {_reason(error)}") from error
    # Most bodies are flat and hold no escapes: they need no second look.
    deepest = MAX_VALUE_DEPTH if exact else MAX_DEPTH
    if body.count(b"[") + body.count(b"{") > deepest or b"\\u" in body:
        _check(value, deepest)
    return value


def _check(value: Any, deepest: int) -> None:
    # Not recursive: the body decides how deep it goes.
    waiting: list[tuple[Place, Any]] = [((), value)]
    while waiting:
        place, found = waiting.pop()
        if len(place) > deepest:
            raise BadJson.of_field("body", "syntax", f"nested deeper than {deepest}", maximum=deepest)
        for text in _texts(found):
            if "\0" in text or not _is_unicode(text):
                raise ValidationFailed.of_field(
                    ".".join(map(str, place)) or "body", "type", "the text has characters that cannot be stored"
                )
        waiting += [((*place, key), inner) for key, inner in _members(found)]


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from value


def _members(value: Any) -> Iterator[tuple[str | int, Any]]:
    if isinstance(value, dict):
        yield from value.items()
    elif isinstance(value, list):
        yield from enumerate(value)


def _is_unicode(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a member stands twice")
    return found


def _finite(text: str) -> float:
    number = float(text)
    if not isfinite(number):
        raise ValueError(f"{text[:20]} is out of range")
    return number


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is no JSON number")


def _reason(error: Exception) -> str:
    if isinstance(error, InvalidOperation):
        return "a number is out of range"
    return "nested too deep" if isinstance(error, RecursionError) else str(error)
