"""Values as the API writes them in JSON."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any
from uuid import UUID

from tests.oracle.world import Component, Field, Row, World

SAFE = 2**53 - 1


def shown(field: Field, value: Any) -> Any:
    """The JSON of one field's value; lists are never null."""
    if field.is_list:
        kind = field.items or "integer"
        return [_scalar(kind, item, safe=field.items is None) for item in value or []]
    return _scalar(field.kind, value, safe=field.safe)


def _scalar(kind: str, value: Any, *, safe: bool) -> Any:
    match value:
        case None:
            return None
        case Decimal():
            return format(value, "f")
        case datetime():
            return instant_text(value)
        case date() | time():
            return value.isoformat()
        case UUID():
            return str(value)
        case int() if kind == "integer" and not isinstance(value, bool) and not safe and abs(value) > SAFE:
            return str(value)
        case _:
            return value


def instant_text(value: datetime) -> str:
    """In UTC, with as many digits of the second as it has."""
    moment = value.astimezone(UTC)
    fraction = f".{moment.microsecond:06}".rstrip("0") if moment.microsecond else ""
    return f"{moment:%Y-%m-%dT%H:%M:%S}".rjust(19, "0") + f"{fraction}+00:00"


def reference(component: Component, row: Row | None) -> dict[str, Any] | None:
    """A reference as people see it."""
    return None if row is None else {"id": row.id, "name": component.shown_name(row)}


def entry(
    world: World,
    component: Component,
    row: Row,
    names: frozenset[str] | None = None,
    expanded: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """One entry: the fields in `names` (None: all) with those in `expanded` given ready."""

    def of(field: Field) -> Any:
        if expanded and field.name in expanded:
            return expanded[field.name]
        return shown(field, row.value(field.name))

    wanted = {field.name: of(field) for field in component.all_fields() if names is None or field.name in names}
    system = {name: value for name, value in wanted.items() if name in row.system}
    return system | {"data": {name: value for name, value in wanted.items() if name not in row.system}}
