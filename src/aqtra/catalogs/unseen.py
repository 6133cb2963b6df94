"""What a history holds of entries that its reader may not see: their ids are not told, only that one was there."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final
from uuid import UUID

import orjson

from aqtra.catalogs.compiled import Seen
from aqtra.catalogs.encoding import encode_list
from aqtra.catalogs.errors import NoSuchCatalog
from aqtra.catalogs.history import select_visible
from aqtra.catalogs.models import HiddenEntry
from aqtra.catalogs.repository import fetch
from aqtra.infra.database import Connection
from aqtra.kernel.policy import Verb

_HIDDEN: Final = HiddenEntry(hidden=True).model_dump()
_SIDES: Final = ("before", "after")
Note = dict[str, Any]


async def hide_unseen(conn: Connection, seen: Seen, notes: Iterable[Note], targets: Mapping[str, UUID]) -> None:
    """Puts a mark in the place of every reference to an entry out of sight. `targets`: property id → component.

    Entries that are gone for good are out of sight to whoever does not see all of their component.
    """
    held: dict[UUID, set[int]] = defaultdict(set)
    places = [(note[side], key) for note in notes for side in _SIDES for key in note[side] if key in targets]
    for values, key in places:
        held[targets[key]].update(_ids(values[key]))
    unseen = {target: ids - await _visible(conn, seen, target, ids) for target, ids in held.items()}
    for values, key in places:
        values[key] = _marked(values[key], unseen[targets[key]])


async def _visible(conn: Connection, seen: Seen, target: UUID, ids: set[int]) -> set[int]:
    try:
        model = seen.model(target)
    except NoSuchCatalog:
        # Withdrawn: nobody can tell any more whose its entries were.
        return ids if seen.principal.policy.unlimited else set()
    rule = model.sight.rule(target, Verb.READ, "target")
    if rule is None or not ids:
        return ids
    statement, asked = select_visible(model, rule), encode_list("catalog", sorted(ids))
    row = await fetch(conn, statement, (asked,), repeated=False, subject=seen.subject(target))
    assert row is not None
    assert row[0] is not None
    return set(orjson.loads(row[0]))


def _ids(value: Any) -> Iterator[int]:
    for item in value if isinstance(value, list) else [value]:
        if _is_id(item):
            yield item


def _marked(value: Any, unseen: set[int]) -> Any:
    if isinstance(value, list):
        return [_marked(item, unseen) for item in value]
    return _HIDDEN if _is_id(value) and value in unseen else value


def _is_id(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)
