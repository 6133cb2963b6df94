"""The statements over single entries of one component, compiled once per published version.

Each is one statement: it checks, writes links, and lets PostgreSQL build the answer.
"""

from collections.abc import Collection
from typing import Final

from aqtra.catalogs.access import readable
from aqtra.catalogs.model import Field, Model
from aqtra.catalogs.projection import Projection, columns, entry_select
from aqtra.catalogs.sqltext import column, sql_type, table, table_of

# Foreign keys refuse it: no entry has it. So a target out of sight is refused exactly like a missing one.
_NOBODY: Final = -1
_KEPT_UPDATES: Final = 64


class EntryStatements:
    """SQL text by operation. The comment of each says what its parameters are."""

    def __init__(self, model: Model) -> None:
        self._model = model
        self._table = table(model.table)
        self._fields = tuple(model.data.values())
        self._updates: dict[tuple[str, ...], bytes] = {}
        self.get = self._get().encode()
        self.insert = self._insert().encode()
        self.mark = self._mark().encode()

    def update(self, written: tuple[str, ...]) -> bytes:
        """Parameters: id, user, expected version or null, then the values of `written`.

        `written` names fields in the order of the parameters. One row: the entry or null, the version found or null.
        """
        found = self._updates.get(written)
        if found is None:
            if len(self._updates) >= _KEPT_UPDATES:
                self._updates.clear()
            found = self._updates[written] = self._update(written).encode()
        return found

    def lookup(self, properties: tuple[str, ...]) -> bytes:
        """Parameters: one value per property. The first entry that has them all."""
        conditions = [
            f"{column(field.location, 't')} = ${number}::{sql_type(field.kind)}"
            for number, field in enumerate(map(self._field, properties), 1)
        ]
        return (self._select(" AND ".join(conditions)) + " ORDER BY t.id LIMIT 1").encode()

    def _field(self, name: str) -> Field:
        field = self._model.field(name)
        assert field is not None
        return field

    def _get(self) -> str:
        """Parameters: id."""
        return self._select("t.id = $1::bigint")

    def _select(self, condition: str) -> str:
        shown = self._entry("t", {})
        return (
            f"SELECT (SELECT row_to_json(e) FROM (SELECT {shown}) e) FROM {self._table} t "
            f"WHERE {condition} AND {readable('t')}"
        )

    def _entry(self, alias: str, given: dict[str, str]) -> str:
        # Nothing is expanded here, so no title is ever asked for.
        return entry_select(Projection.whole(self._model), alias, lambda _: "", given)

    def _insert(self) -> str:
        """Parameters: name, user, then a value for every field of the data in the model's order."""
        placed = {field.name: f"${number}" for number, field in enumerate(self._fields, 3)}
        own = [field for field in self._fields if not field.is_array]
        into = ["name", "created_at", "updated_at", "created_by", "changed_by"]
        into += [column(field.location) for field in own]
        values = ["$1::text", "statement_timestamp()", "statement_timestamp()", "$2::bigint", "$2::bigint"]
        values += [_written(field, placed[field.name]) for field in own]
        links = [
            f", {_link_name(number)} AS ({_insert_links(field, placed[field.name])})"
            for number, field in enumerate(self._arrays(placed))
        ]
        return (
            f"WITH entry AS (INSERT INTO {self._table} AS t ({', '.join(into)}) VALUES ({', '.join(values)}) "
            f"RETURNING {self._all_columns()}){''.join(links)} "
            f"SELECT row_to_json(e) FROM (SELECT {self._entry('entry', self._given(placed))} FROM entry) e"
        )

    def _update(self, written: tuple[str, ...]) -> str:
        placed = {name: f"${number}" for number, name in enumerate(written, 4)}
        changes = ["changed_by = $2::bigint", "updated_at = statement_timestamp()", "version = t.version + 1"]
        links: list[str] = []
        for name, place in placed.items():
            field = self._field(name)
            if field.is_array:
                links.append(f", {_link_name(len(links))} AS ({_insert_links(field, place, replace=True)})")
                links.append(f", {_link_name(len(links))} AS ({_delete_links(field, place)})")
            else:
                changes.append(f"{column(field.location)} = {_written(field, place)}")
        return (
            f"WITH {self._found()}, entry AS (UPDATE {self._table} t SET {', '.join(changes)} {self._unchanged()} "
            f"RETURNING {self._all_columns()}){''.join(links)} "
            f"{self._answer(placed)}"
        )

    def _mark(self) -> str:
        """Parameters: id, user, expected version or null. One row: the entry or null, the version found or null."""
        changes = "marked_at = statement_timestamp(), changed_by = $2::bigint, version = t.version + 1"
        return (
            f"WITH {self._found()}, entry AS (UPDATE {self._table} t SET {changes} {self._unchanged()} "
            f"RETURNING {self._all_columns()}) {self._answer({})}"
        )

    def _answer(self, placed: dict[str, str]) -> str:
        entry = self._entry("entry", self._given(placed))
        return f"SELECT (SELECT row_to_json(e) FROM (SELECT {entry} FROM entry) e), (SELECT version FROM found)"

    def _found(self) -> str:
        return (
            f"found AS MATERIALIZED (SELECT t.id, t.version FROM {self._table} t "
            f"WHERE t.id = $1::bigint AND {readable('t')} FOR UPDATE)"
        )

    @staticmethod
    def _unchanged() -> str:
        return "FROM found WHERE t.id = found.id AND ($3::integer IS NULL OR t.version = $3::integer)"

    def _all_columns(self) -> str:
        return columns((*Projection.whole(self._model).system, *self._fields), "t")

    def _arrays(self, names: Collection[str]) -> list[Field]:
        return [field for field in self._fields if field.is_array and field.name in names]

    def _given(self, placed: dict[str, str]) -> dict[str, str]:
        """Links written by a statement are not visible to its own select: their parameter is shown instead."""
        return {
            field.name: f"to_json(coalesce({placed[field.name]}::bigint[], '{{}}'))" for field in self._arrays(placed)
        }


def _link_name(number: int) -> str:
    return f"links_{number}"


def _written(field: Field, place: str) -> str:
    value = f"{place}::{sql_type(field.kind)}"
    if not field.is_reference or field.target is None:
        return value
    target = f"SELECT target.id FROM {table_of(field.target)} target WHERE target.id = {value}"
    return f"coalesce(({target} AND {readable('target')}), CASE WHEN {value} IS NOT NULL THEN {_NOBODY} END)"


def _insert_links(field: Field, place: str, *, replace: bool = False) -> str:
    assert field.target is not None
    link = table(field.location)
    replacing = (
        " ON CONFLICT (owner_id, position) DO UPDATE SET target_id = excluded.target_id "
        "WHERE link.target_id <> excluded.target_id"
    )
    return (
        f"INSERT INTO {link} AS link (owner_id, position, target_id) "
        f"SELECT entry.id, listed.position, coalesce(target.id, {_NOBODY}) "
        f"FROM entry, unnest({place}::bigint[]) WITH ORDINALITY AS listed(id, position) "
        f"LEFT JOIN {table_of(field.target)} target ON target.id = listed.id AND {readable('target')}"
        f"{replacing if replace else ''}"
    )


def _delete_links(field: Field, place: str) -> str:
    return (
        f"DELETE FROM {table(field.location)} link USING entry WHERE link.owner_id = entry.id "
        f"AND link.position > coalesce(cardinality({place}::bigint[]), 0)"
    )
