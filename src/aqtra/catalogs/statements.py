"""The statements over single entries of one component, compiled once per published version.

Each is one statement: it checks, writes links, notes the change, and lets PostgreSQL build the answer.
"""

from collections.abc import Callable, Collection
from typing import Final

from aqtra.catalogs import history
from aqtra.catalogs.columns import FILE
from aqtra.catalogs.encrypted import blind_index
from aqtra.catalogs.history import ChangeKind
from aqtra.catalogs.links import delete_links, insert_links, list_given, with_unseen
from aqtra.catalogs.model import Field, Model
from aqtra.catalogs.projection import Projection, columns, entry_select
from aqtra.catalogs.sqltext import column, sql_type, table
from aqtra.catalogs.written import Writer, written
from aqtra.kernel.policy import Verb

_KEPT_STATEMENTS: Final = 64
_Key = tuple[str | bool, ...]


class EntryStatements:
    """SQL text by operation. The comment of each says what its parameters are.

    Where a file is among the values written, one parameter follows all others: whether files of the library may be
    used (boolean).
    """

    def __init__(self, model: Model) -> None:
        self._model = model
        self._table = table(model.table)
        self._fields = tuple(model.data.values())
        self._kept: dict[_Key, bytes] = {}
        self.get = self._get().encode()
        self.insert = self._insert().encode()
        self.mark = self._mark(tracked=True).encode()
        self.mark_untracked = self._mark(tracked=False).encode()
        self.restore = self._restore().encode()
        self.lock = f"SELECT t.id FROM {self._table} t WHERE t.id = $1::bigint FOR UPDATE".encode()

    def update(self, names: tuple[str, ...], *, tracked: bool = True) -> bytes:
        """Parameters: id, user, expected version or null, then the values of `names` in their order.

        One row: the entry or null, the version found or null, whether another change came between: then nothing was
        done and the statement may be sent again.
        """
        return self._keep(("update", tracked, *names), lambda: self._update(names, tracked=tracked))

    def upsert(self, names: tuple[str, ...], *, may_create: bool, tracked: bool = True) -> bytes:
        """Parameters: user, then the values of `names` in their order; all key properties are among them.

        One row: the entry, or null when nothing was done (no such entry, or another change came between); whether
        there is an entry with the key; whether it was created.
        """
        return self._keep(
            ("upsert", may_create, tracked, *names),
            lambda: self._upsert(names, may_create=may_create, tracked=tracked),
        )

    def lock_key(self) -> bytes:
        """Parameters: one value per key property. Waits for others who change the entry that has them."""
        key = tuple(field.name for field in self._model.key_fields())
        return (self._select(self._equal(key)) + " FOR UPDATE").encode()

    def lookup(self, properties: tuple[str, ...]) -> bytes:
        """Parameters: one value per property. The first entry that has them all."""
        return (self._select(self._equal(properties)) + " ORDER BY t.id LIMIT 1").encode()

    def _equal(self, properties: tuple[str, ...]) -> str:
        return " AND ".join(_equals(self._field(name), number) for number, name in enumerate(properties, 1))

    def uses_files(self, names: Collection[str]) -> bool:
        """Whether a statement that writes these fields takes the parameter about the library."""
        return any(field.kind == FILE for field in self._fields if field.name in names)

    def _keep(self, key: _Key, compose: Callable[[], str]) -> bytes:
        found = self._kept.get(key)
        if found is None:
            if len(self._kept) >= _KEPT_STATEMENTS:
                self._kept.clear()
            found = self._kept[key] = compose().encode()
        return found

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
            f"WHERE {condition} AND {self._model.readable('t')}"
        )

    def _entry(self, alias: str, given: dict[str, str]) -> str:
        return entry_select(Projection.whole(self._model), alias, given)

    def _insert(self) -> str:
        """Parameters: name, user, then a value for every field of the data in the model's order."""
        placed = {field.name: f"${number}" for number, field in enumerate(self._fields, 3)}
        links = [
            f"links_{number} AS ({insert_links(field, placed[field.name], self._model.sight)})"
            for number, field in enumerate(self._arrays(placed))
        ]
        entry = f"{self._insert_into(placed | {'name': '$1'}, '$2')} RETURNING {self._all_columns()}"
        return (
            f"WITH {', '.join([f'entry AS ({entry})', *links])} "
            f"SELECT row_to_json(e) FROM (SELECT {self._entry('entry', self._given(placed))} FROM entry) e"
        )

    def _insert_into(self, placed: dict[str, str], user: str, condition: str = "") -> str:
        writer = self._writer(placed, user)
        own = [field for field in map(self._field, placed) if not field.is_array]
        into = ["created_at", "updated_at", "created_by", "changed_by", *(column(field.location) for field in own)]
        values = ["statement_timestamp()", "statement_timestamp()", f"{user}::bigint", f"{user}::bigint"]
        values += [written(field, placed[field.name], writer) for field in own]
        return f"INSERT INTO {self._table} AS t ({', '.join(into)}) SELECT {', '.join(values)}{condition}"

    def _update(self, names: tuple[str, ...], *, tracked: bool) -> str:
        placed = {name: f"${number}" for number, name in enumerate(names, 4)}
        parts = [self._found("t.id = $1::bigint", names, Verb.UPDATE)]
        unchanged, raced = "($3::integer IS NULL OR t.version = $3::integer)", "false"
        if self._arrays(placed):
            # After waiting for another change, `found` is the entry as that left it, but links are seen as they were
            # before: what would be kept or removed of them is not known.
            parts.append(self._seen("t.id = $1::bigint"))
            unchanged += f" AND {_IN_STEP}"
            raced = f"NOT {_IN_STEP}"
        changed = self._change(placed, "$2", unchanged)
        parts += self._whole(placed)
        parts += [f"entry AS ({changed})", *self._links(placed), *self._notes(placed, tracked=tracked)]
        return f"WITH {', '.join(parts)} {self._answer(placed)}, (SELECT {raced} FROM found)"

    def _upsert(self, names: tuple[str, ...], *, may_create: bool, tracked: bool) -> str:
        placed = {name: f"${number}" for number, name in enumerate(names, 2)}
        key = " AND ".join(
            f"{column(field.location, 't')} = {placed[field.name]}::{sql_type(field.kind)}"
            for field in self._model.key_fields()
        )
        parts = [self._found(key, names, Verb.UPDATE)]
        unchanged = "true"
        if self._arrays(placed):
            parts.append(self._seen(key))
            unchanged = _IN_STEP
        parts += self._whole(placed)
        parts.append(f"changed AS ({self._change(placed, '$1', unchanged)})")
        # Another session may be creating the same entry: this waits for it, makes nothing, and is sent again.
        absent = " WHERE NOT EXISTS (SELECT FROM found) ON CONFLICT DO NOTHING"
        created = self._insert_into(placed, "$1", absent if may_create else " WHERE false")
        parts.append(f"created AS ({created} RETURNING {self._all_columns()})")
        parts.append("entry AS (SELECT * FROM changed UNION ALL SELECT * FROM created)")
        parts += [*self._links(placed), *self._notes(placed, tracked=tracked)]
        entry = self._entry("entry", self._given(placed))
        return (
            f"WITH {', '.join(parts)} SELECT (SELECT row_to_json(e) FROM (SELECT {entry} FROM entry) e), "
            "EXISTS (SELECT FROM found), EXISTS (SELECT FROM created)"
        )

    def _change(self, placed: dict[str, str], user: str, condition: str) -> str:
        writer = self._writer(placed, user, row="found")
        changes = [f"changed_by = {user}::bigint", "updated_at = statement_timestamp()", "version = t.version + 1"]
        changes += [
            f"{column(field.location)} = {written(field, placed[field.name], writer)}"
            for field in map(self._field, placed)
            if not field.is_array
        ]
        return (
            f"UPDATE {self._table} t SET {', '.join(changes)} FROM found WHERE t.id = found.id AND {condition} "
            f"RETURNING {self._all_columns()}"
        )

    def _mark(self, *, tracked: bool) -> str:
        """Parameters: id, user, expected version or null. One row: the entry or null, the version found or null."""
        changes = "marked_at = statement_timestamp(), changed_by = $2::bigint, version = t.version + 1"
        noted = f", noted AS ({history.note(self._model.key, ChangeKind.MARKED)})" if tracked else ""
        return (
            f"WITH {self._found('t.id = $1::bigint', (), Verb.DELETE)}, "
            f"entry AS (UPDATE {self._table} t SET {changes} FROM found "
            "WHERE t.id = found.id AND ($3::integer IS NULL OR t.version = $3::integer) "
            f"RETURNING {self._all_columns()}){noted} {self._answer({})}"
        )

    def _restore(self) -> str:
        """Parameters: id, user. One row with the id when it was marked."""
        changes = "marked_at = NULL, updated_at = statement_timestamp(), changed_by = $2::bigint"
        return (
            f"WITH entry AS (UPDATE {self._table} t SET {changes}, version = t.version + 1 "
            "WHERE t.id = $1::bigint AND t.marked_at IS NOT NULL RETURNING t.id, t.version, t.changed_by), "
            f"noted AS ({history.note(self._model.key, ChangeKind.RESTORED)}) SELECT id FROM entry"
        )

    def _answer(self, placed: dict[str, str]) -> str:
        entry = self._entry("entry", self._given(placed))
        return f"SELECT (SELECT row_to_json(e) FROM (SELECT {entry} FROM entry) e), (SELECT version FROM found)"

    def _found(self, condition: str, names: Collection[str], verb: Verb) -> str:
        own = [column(field.location, "t") for field in map(self._field, names) if not field.is_array]
        return (
            f"found AS MATERIALIZED (SELECT {', '.join(['t.id', 't.version', *own])} FROM {self._table} t "
            f"WHERE {condition} AND {self._allowed(verb)} FOR UPDATE)"
        )

    def _seen(self, condition: str) -> str:
        return (
            f"seen AS MATERIALIZED (SELECT t.id, t.version FROM {self._table} t "
            f"WHERE {condition} AND {self._allowed(Verb.UPDATE)})"
        )

    def _allowed(self, verb: Verb) -> str:
        return self._model.sight.allows(self._model.key, verb, "t")

    def _links(self, placed: dict[str, str]) -> list[str]:
        parts: list[str] = []
        for field in self._arrays(placed):
            asked, whole = placed[field.name], self._stored(field, placed)
            for written_links in (
                insert_links(field, whole, self._model.sight, replace=True, asked=None if asked == whole else asked),
                delete_links(field, whole),
            ):
                parts.append(f"links_{len(parts)} AS ({written_links})")
        return parts

    def _whole(self, placed: dict[str, str]) -> list[str]:
        """The lists as they will be: who sees only a part of one leaves the rest in it."""
        return [
            f"list_{place.removeprefix('$')} AS MATERIALIZED "
            f"(SELECT {with_unseen(field, place, '(SELECT id FROM found)')} AS members)"
            for field in self._arrays(placed)
            if field.visible is not None
            for place in [placed[field.name]]
        ]

    def _stored(self, field: Field, placed: dict[str, str]) -> str:
        place = placed[field.name]
        return place if field.visible is None else f"(SELECT members FROM list_{place.removeprefix('$')})"

    def _notes(self, placed: dict[str, str], *, tracked: bool) -> list[str]:
        if not tracked or not placed:
            return []
        fields = list(map(self._field, placed))
        lists = {field.name: list_given(field, self._stored(field, placed)) for field in self._arrays(placed)}
        return [f"noted AS ({history.note_updates(self._model.key, fields, lists)})"]

    def _writer(self, placed: dict[str, str], user: str, row: str | None = None) -> Writer:
        highest = max((int(place.removeprefix("$")) for place in (user, *placed.values())), default=0)
        return Writer(self._model.key, self._model.sight, user, f"${highest + 1}", row)

    def _all_columns(self) -> str:
        return columns((*Projection.whole(self._model).system, *self._fields), "t")

    def _arrays(self, names: Collection[str]) -> list[Field]:
        return [field for field in self._fields if field.is_array and field.name in names]

    def _given(self, placed: dict[str, str]) -> dict[str, str]:
        return {field.name: list_given(field, placed[field.name]) for field in self._arrays(placed)}


def _equals(field: Field, number: int) -> str:
    stored, place = column(field.location, "t"), f"${number}::{sql_type(field.kind)}"
    return f"{stored} = {place}" if field.sealed is None else f"{blind_index(stored)} = ANY ({place}[])"


_IN_STEP: Final = "EXISTS (SELECT FROM seen WHERE seen.id = found.id AND seen.version = found.version)"
