"""What happened to entries: SQL that notes changes inside the statement that makes them, and reads them again.

Creation is told from the entry itself, so creating costs nothing. A note holds the changed fields only, by property
id (".name" for the entry's own name), with values in the API's JSON form.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final
from uuid import UUID

import orjson

from aqtra.catalogs.encrypted import blind_index
from aqtra.catalogs.links import list_stored
from aqtra.catalogs.model import Field, Model
from aqtra.catalogs.projection import display_name, json_value
from aqtra.catalogs.sqltext import column, literal, table, table_of
from aqtra.metadata.layout import USER_INFO_KEY

TABLE: Final = "catalogs.change"
NAME: Final = ".name"
"""Key of the entry's own name in a note; no id of a property has a point."""
_UNTOLD: Final = """'{"encrypted":true}'::json"""


class ChangeKind(StrEnum):
    """What was done to an entry."""

    CREATED = "created"
    UPDATED = "updated"
    MARKED = "marked"
    RESTORED = "restored"
    REMOVED = "removed"


def note_updates(
    component: UUID,
    fields: Iterable[Field],
    lists: Mapping[str, str] | None = None,
    *,
    before: str = "found",
    after: str = "entry",
) -> str:
    """An INSERT that notes the changes of one or a million entries; entries without a change get no note.

    It stands as a CTE beside the UPDATE. `before` and `after` name relations of that statement, joined by `id`: both
    have the columns of `fields` that are no arrays; `after` also version, updated_at and changed_by, as RETURNING
    gives them. `lists` holds by field name the new list of each array as a JSON expression, which may use both.
    """
    compared = [_compared(field, lists or {}, before, after) for field in fields]
    return (
        f"INSERT INTO {TABLE} (component, entry_id, version, kind, at, by, before, after) "
        f"SELECT {_uuid(component)}, {after}.id, {after}.version, {literal(ChangeKind.UPDATED)}, "
        f"{after}.updated_at, {after}.changed_by, {_object(one.member(one.was) for one in compared)}, "
        f"{_object(one.member(one.became) for one in compared)} FROM {after} JOIN {before} ON {before}.id = {after}.id "
        f"WHERE {' OR '.join(one.differs for one in compared)}"
    )


def note(component: UUID, kind: ChangeKind, *, after: str = "entry") -> str:
    """An INSERT that notes what changed no value. `after` has id, version and changed_by."""
    return (
        f"INSERT INTO {TABLE} (component, entry_id, version, kind, at, by) "
        f"SELECT {_uuid(component)}, {after}.id, {after}.version, {literal(kind)}, "
        f"statement_timestamp(), {after}.changed_by FROM {after}"
    )


def key_of(field: Field) -> str:
    """Under which key a note holds the value of a field."""
    return NAME if field.property_id is None else field.property_id


def select_history(model: Model, users: Model) -> bytes:
    """Parameters: entry id, most rows, rows left out. One row: how many there are, and the page; none: no entry.

    The newest is first. `by` is {id, name}.
    """
    own = f"component = {_uuid(model.key)} AND entry_id = $1::bigint"
    kept = f"SELECT id, version, kind, at, by, before, after FROM {TABLE} WHERE {own}"
    created = f"SELECT 0, 1, {literal(ChangeKind.CREATED)}, created_at, created_by, NULL, NULL FROM entry"
    user = f"SELECT by AS id, {display_name('known', users.title)} AS name"
    shown = (
        f"SELECT version, kind, at, CASE WHEN by IS NOT NULL THEN (SELECT u FROM ({user} FROM (SELECT by) asked "
        f"LEFT JOIN {table_of(USER_INFO_KEY)} known ON known.id = by) u) END AS by, before, after "
        f"FROM (SELECT * FROM ({kept} UNION ALL {created}) happened ORDER BY id DESC "
        "LIMIT $2::integer OFFSET $3::bigint) page ORDER BY id DESC"
    )
    return (
        f"WITH entry AS (SELECT t.created_at, t.created_by FROM {table(model.table)} t "
        f"WHERE t.id = $1::bigint AND {model.readable('t')}) "
        f"SELECT (SELECT count(*) + 1 FROM {TABLE} WHERE {own}), "
        f"coalesce((SELECT json_agg(h) FROM ({shown}) h), '[]') FROM entry"
    ).encode()


def select_visible(model: Model, rule: str) -> bytes:
    """Parameters: ids, as a list. One row: those of entries of `model` that meet `rule`, said of the row `target`."""
    found = f"SELECT target.id FROM {table(model.table)} target WHERE target.id = ANY ($1::bigint[]) AND {rule}"
    return f"SELECT coalesce(json_agg(id), '[]') FROM ({found}) visible".encode()


def _uuid(component: UUID) -> str:
    return f"{literal(str(component))}::uuid"


@dataclass(frozen=True, slots=True)
class _Compared:
    """One field before and after, as expressions of the JSON they show."""

    key: str
    was: str
    became: str
    differs: str

    def member(self, value: str) -> str:
        """The member of a JSON object, as text; null when nothing changed."""
        return f"CASE WHEN {self.differs} THEN {literal(f'{orjson.dumps(self.key).decode()}:')} || {_text(value)} END"


def _compared(field: Field, lists: Mapping[str, str], before: str, after: str) -> _Compared:
    if field.is_array:
        was, became = list_stored(field, f"{before}.id"), lists[field.name]
        return _Compared(key_of(field), was, became, f"to_jsonb({was}) <> to_jsonb({became})")
    places = [column(field.location, relation) for relation in (before, after)]
    if field.sealed is not None:
        # That it changed is told, from what to what is not: notes are kept as they are when keys are renewed.
        was, became = (f"CASE WHEN {place} IS NOT NULL THEN {_UNTOLD} END" for place in places)
        left, right = map(blind_index, places)
        return _Compared(key_of(field), was, became, f"{left} IS DISTINCT FROM {right}")
    was, became = (json_value(field.kind, place, always_safe=field.always_safe) for place in places)
    # Equal numbers may be written with more or fewer digits, and are shown as they are written.
    left, right = (was, became) if field.kind == "number" else places
    return _Compared(key_of(field), was, became, f"{left} IS DISTINCT FROM {right}")


def _object(members: Iterable[str]) -> str:
    # Put together as text: building it from jsonb values costs several times as much.
    return f"('{{' || concat_ws(',', {', '.join(members)}) || '}}')::jsonb"


def _text(value: str) -> str:
    return f"coalesce(to_json({value})::text, 'null')"
