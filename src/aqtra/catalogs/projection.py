"""An entry as JSON, made by PostgreSQL: one shape everywhere.

{"id", "name", "createdDate", "updateDate", "creatorSubject", "changeAuthor", "version", "data": {…}}
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from aqtra.catalogs.access import readable
from aqtra.catalogs.limits import SAFE_INTEGER
from aqtra.catalogs.model import SYSTEM_SHOWN, Field, Model
from aqtra.catalogs.sqltext import column, literal, output_name, table, table_of

TitleOf = Callable[[UUID], str]
_NO_DATA: Final = "'{}'::json"


@dataclass(frozen=True, slots=True)
class Projection:
    """The fields to show, and the names of those shown as {id, name} instead of an id."""

    system: tuple[Field, ...]
    data: tuple[Field, ...]
    expanded: frozenset[str] = frozenset()

    @classmethod
    def whole(cls, model: Model) -> "Projection":
        return cls(SYSTEM_SHOWN, tuple(model.data.values()))


def entry_select(projection: Projection, alias: str, title_of: TitleOf, given: Mapping[str, str] | None = None) -> str:
    """The select list of one entry. `given` holds ready JSON expressions by field name."""

    def shown(field: Field) -> str:
        if given and field.name in given:
            expression = given[field.name]
        elif field.name in projection.expanded and field.target is not None:
            expression = _expanded(field, alias, title_of(field.target))
        else:
            expression = _value(field, alias)
        return f"{expression} AS {output_name(field.name)}"

    system = [shown(field) for field in projection.system]
    if not projection.data:
        return ", ".join([*system, f"{_NO_DATA} AS data"])
    # No property is called _d: names begin with a letter.
    data = ", ".join(shown(field) for field in projection.data)
    return ", ".join([*system, f"(SELECT _d FROM (SELECT {data}) _d) AS data"])


def columns(fields: tuple[Field, ...], alias: str) -> str:
    """The columns that `entry_select` reads, for an inner select."""
    return ", ".join(column(field.location, alias) for field in fields if not field.is_array)


def _value(field: Field, alias: str) -> str:
    if field.is_array:
        return (
            f"coalesce((SELECT json_agg(link.target_id ORDER BY link.position) FROM {table(field.location)} link "
            f"WHERE link.owner_id = {alias}.id), '[]')"
        )
    expression = column(field.location, alias)
    if field.kind == "number":
        return f"{expression}::text"
    if field.kind == "integer" and not field.always_safe:
        safe = f"{expression} BETWEEN -{SAFE_INTEGER} AND {SAFE_INTEGER}"
        return f"CASE WHEN {safe} THEN to_json({expression}) ELSE to_json({expression}::text) END"
    return expression


def _expanded(field: Field, alias: str, title: str) -> str:
    assert field.target is not None
    target = table_of(field.target)
    shown = f"SELECT target.id, {display_name('target', title)} AS name"
    if field.is_array:
        return (
            f"coalesce((SELECT json_agg((SELECT x FROM ({shown}) x) ORDER BY link.position) "
            f"FROM {table(field.location)} link JOIN {target} target ON target.id = link.target_id "
            f"AND {readable('target')} WHERE link.owner_id = {alias}.id), '[]')"
        )
    reference = column(field.location, alias)
    return f"(SELECT x FROM ({shown} FROM {target} target WHERE target.id = {reference} AND {readable('target')}) x)"


def display_name(alias: str, title: str) -> str:
    """What references show: the entry's name, or its component's title and number (studio.md 5.1)."""
    return f"coalesce(nullif({alias}.name, ''), {literal(f'{title} #')} || {alias}.id)"
