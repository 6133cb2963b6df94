"""`.Add`, `.Remove`, `.Count`, `.Contains` and `.ToString()` of values that have no such members in Python."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any
from uuid import UUID

from System.dates import DateTime

Members = Mapping[str, Callable[[Any], Any]]


def _text(value: Any) -> Callable[[], str]:
    bound: Callable[[], str] = value.__str__
    return bound


def _moment(value: date) -> Callable[[str], str]:
    return lambda pattern="": DateTime.of(value).ToString(pattern) if pattern else value.isoformat()


def _without(values: Any) -> Callable[[Any], bool]:
    """Tells whether there was something to remove, as there; it is no error if there was not."""

    def remove(held: Any) -> bool:
        found = held in values
        if isinstance(values, dict):
            values.pop(held, None)
        elif found:
            values.remove(held)
        return found

    return remove


_HOLDING: Members = {"Contains": lambda value: value.__contains__, "ToString": _text}
_COLLECTION: Members = {**_HOLDING, "Count": len, "Remove": _without}
_KINDS: tuple[tuple[type | tuple[type, ...], Members], ...] = (
    (list, {**_COLLECTION, "Add": lambda value: value.append}),
    (dict, {**_COLLECTION, "Add": lambda value: value.__setitem__, "ContainsKey": lambda value: value.__contains__}),
    (str, _HOLDING),
    ((datetime, date), {"ToString": _moment}),
    ((int, float, Decimal, UUID, time), {"ToString": _text}),
)
NAMES = frozenset(name for _, members in _KINDS for name in members)


def member(value: Any, name: str) -> Any:
    """`value.<name>`; of plain values also what old scripts know of them. What a class has itself comes first."""
    for kind, members in _KINDS:
        if isinstance(value, kind):
            if name in members and not hasattr(type(value), name):
                return members[name](value)
            break
    return getattr(value, name)
