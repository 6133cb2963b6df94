"""An entry as JSON, made by PostgreSQL: one shape everywhere.

{"id", "name", "createdDate", "updateDate", "creatorSubject", "changeAuthor", "version", "data": {…}}

Numbers are text without a digit lost, integers that JavaScript would round are text too; dates, times and instants are
ISO 8601, instants in UTC; a reference is the entry's id, a file its id. An array is a list of ids, or of values written
like single ones, empty rather than missing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from aqtra.catalogs.encrypted import token
from aqtra.catalogs.limits import SAFE_INTEGER
from aqtra.catalogs.model import SYSTEM_SHOWN, Field, Model
from aqtra.catalogs.sqltext import column, literal, output_name, table, table_of

_NO_DATA: Final = "'{}'::json"


@dataclass(frozen=True, slots=True)
class Projection:
    """The fields to show. Without `has_data` the member `data` is left out."""

    system: tuple[Field, ...]
    data: tuple[Field, ...]
    has_data: bool = True

    @classmethod
    def whole(cls, model: Model) -> "Projection":
        return cls(SYSTEM_SHOWN, tuple(model.data.values()))


def entry_select(projection: Projection, alias: str, given: Mapping[str, str] | None = None) -> str:
    """The select list of one entry. `given` holds ready JSON expressions by field name."""

    def shown(field: Field) -> str:
        expression = given[field.name] if given and field.name in given else _value(field, alias)
        return f"{expression} AS {output_name(field.name)}"

    system = [shown(field) for field in projection.system]
    if not projection.has_data:
        return ", ".join(system)
    if not projection.data:
        return ", ".join([*system, f"{_NO_DATA} AS data"])
    # No property is called _d: names begin with a letter.
    data = ", ".join(shown(field) for field in projection.data)
    return ", ".join([*system, f"(SELECT _d FROM (SELECT {data}) _d) AS data"])


def columns(fields: tuple[Field, ...], alias: str) -> str:
    """The columns that `entry_select` reads, for an inner select."""
    return ", ".join(column(field.location, alias) for field in fields if not field.is_array)


def json_value(kind: str, expression: str, *, always_safe: bool = False) -> str:
    """A value of a property type as the API writes it."""
    if kind == "number":
        return f"{expression}::text"
    if kind == "integer" and not always_safe:
        safe = f"{expression} BETWEEN -{SAFE_INTEGER} AND {SAFE_INTEGER}"
        return f"CASE WHEN {safe} THEN to_json({expression}) ELSE to_json({expression}::text) END"
    return expression


def _value(field: Field, alias: str) -> str:
    if field.sealed is not None:
        return token(field.sealed, column(field.location, alias))
    if not field.is_array:
        return json_value(field.kind, column(field.location, alias), always_safe=field.always_safe)
    element = "link.target_id" if field.items is None else json_value(field.items, "link.value")
    return (
        f"coalesce((SELECT json_agg({element} ORDER BY link.position) FROM {elements(field)} "
        f"WHERE link.owner_id = {alias}.id), '[]')"
    )


def elements(field: Field) -> str:
    """The rows `link` of a list, without references that the reader does not see."""
    rows = f"{table(field.location)} link"
    if field.visible is None or field.target is None:
        return rows
    return f"{rows} JOIN {table_of(field.target)} target ON target.id = link.target_id AND {field.visible}"


def display_name(alias: str, title: str) -> str:
    """What references show: the entry's name, or its component's title and number (studio.md 5.1)."""
    return f"coalesce(nullif({alias}.name, ''), {literal(f'{title} #')} || {alias}.id)"
