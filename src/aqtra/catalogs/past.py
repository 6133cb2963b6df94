"""The change history of one entry as people read it."""

from collections.abc import Iterable
from typing import Any, Final, NamedTuple

import orjson

from aqtra.catalogs import history
from aqtra.catalogs.compiled import Seen
from aqtra.catalogs.errors import EntryNotFound
from aqtra.catalogs.model import Model
from aqtra.catalogs.models import EntryEvent, EntryHistory, PropertyChange
from aqtra.catalogs.odata.options import RawOptions, read_options
from aqtra.catalogs.repository import fetch
from aqtra.catalogs.unseen import hide_unseen
from aqtra.infra.database import Connection
from aqtra.metadata.documents import SYSTEM_FIELDS
from aqtra.metadata.releases import repository as releases

OPTIONS: Final = frozenset({"$top", "$skip"})


class _Known(NamedTuple):
    name: str
    title: str


_NAME: Final = next(_Known(field.name, field.title) for field in SYSTEM_FIELDS if field.name == "name")


async def read_history(
    conn: Connection, seen: Seen, model: Model, users: Model, entry_id: int, options: RawOptions
) -> EntryHistory:
    """One page. Raises EntryNotFound, BadQuery."""
    page = read_options(options, OPTIONS)
    statement = history.select_history(model, users)
    row = await fetch(conn, statement, (str(entry_id), str(page.top), str(page.skip)), subject=seen.subject(model.key))
    if row is None or row[0] is None or row[1] is None:
        raise EntryNotFound("there is no such entry")
    notes: list[dict[str, Any]] = orjson.loads(row[1])
    hidden = model.sight.hidden(model.key)
    known = {history.NAME: _NAME}
    known |= {prop.id: _Known(prop.name, prop.title or prop.name) for prop in model.document.properties}
    for note in notes:
        _leave_out(note, hidden)
    targets = {prop: field.target for prop, field in model.by_property.items() if prop and field.target is not None}
    gone = {key for note in notes for key in note["before"] or () if key not in known}
    if gone:
        lost = await releases.last_properties(conn, model.key, gone)
        known |= {key: _Known(last.name, last.title or last.name) for key, last in lost.items()}
        targets |= {key: last.component for key, last in lost.items() if last.component is not None}
    await hide_unseen(conn, seen, notes, targets)
    return EntryHistory.model_validate(
        {"@odata.count": int(row[0]), "value": [_event(note, known) for note in notes]},
    )


def _leave_out(note: dict[str, Any], hidden: frozenset[str]) -> None:
    for side in ("before", "after"):
        note[side] = {key: value for key, value in (note[side] or {}).items() if key not in hidden}


def _event(note: dict[str, Any], known: dict[str, _Known]) -> EntryEvent:
    before, after = note["before"] or {}, note["after"] or {}
    changes = [_change(key, before.get(key), after.get(key), known) for key in _in_order(before, known)]
    return EntryEvent(version=note["version"], kind=note["kind"], at=note["at"], by=note["by"], changes=changes)


def _in_order(changed: Iterable[str], known: dict[str, _Known]) -> list[str]:
    places = {key: place for place, key in enumerate(known)}
    return sorted(changed, key=lambda key: (places.get(key, len(places)), key))


def _change(key: str, before: Any, after: Any, known: dict[str, _Known]) -> PropertyChange:
    # Of a component that was brought in without its earlier versions only the id may be known.
    name, title = known.get(key, _Known(key, key))
    return PropertyChange(property=name, title=title, before=before, after=after)
