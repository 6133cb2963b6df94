"""What cells of references mean: entries found by id, name or key, all of a batch in one query per column."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

import polars as pl
from psycopg import AsyncRawCursor

from aqtra.bulk.columns import Column
from aqtra.bulk.models import ImportOptions
from aqtra.bulk.repository_references import QUERIES
from aqtra.bulk.rows import Checked
from aqtra.catalogs.compiled import Seen
from aqtra.catalogs.conversion import Refused, convert
from aqtra.catalogs.encoding import encode, encode_list
from aqtra.catalogs.errors import ComponentWithoutKey
from aqtra.catalogs.model import Field, Model
from aqtra.infra.bodies import read_json
from aqtra.infra.database import Connection
from aqtra.kernel.errors import AqtraError

_NOBODY: Final = ("reference", "there is no such entry")
_SEVERAL: Final = ("ambiguous", "several entries have this name")
_NO_KEY: Final = ("type", "a key is expected: one value, or a JSON list with one value per part")

Wanted = tuple[str, ...]
"""What one reference is looked up by: an id, a name, or the parts of a key."""
Found = Mapping[Wanted, int | None]
"""The entry; None where there are several."""


@dataclass(frozen=True, slots=True)
class Target:
    """The component that a column refers to; None as model: nothing that the writer could refer to."""

    model: Model | None
    key: tuple[Field, ...] = ()


class References:
    """Looks up the references of one file."""

    def __init__(self, columns: Sequence[Column], options: ImportOptions, seen: Seen) -> None:
        """Raises ComponentWithoutKey when references are matched by a key that is not there."""
        self._by = options.match_references_by
        self._seen = seen
        self._columns = [
            (column, self._target(column.field.target)) for column in columns if column.field.target is not None
        ]

    async def resolve(self, conn: Connection, checked: Checked) -> None:
        """Puts ids in the place of what was given, and refuses rows whose entries are not there."""
        for found, target in self._columns:
            if found.field.is_array:
                await self._lists(conn, checked, found, target)
            elif self._by == "id":
                await self._ids(conn, checked, found, target)
            else:
                await self._singles(conn, checked, found, target)

    def _target(self, key: UUID | None) -> Target:
        assert key is not None
        try:
            model = self._seen.readable(key)
        except AqtraError:
            return Target(None)
        parts = tuple(model.key_fields())
        if self._by == "key" and not parts:
            raise ComponentWithoutKey(f"{model.title} has no primary key", component=str(key))
        return Target(model, parts)

    async def _ids(self, conn: Connection, checked: Checked, found: Column, target: Target) -> None:
        texts = checked.texts[found.position]
        wanted = [(text,) for text in texts.drop_nulls().unique()]
        known = pl.Series([key for (key,) in await self._find(conn, target, wanted)], dtype=pl.String)
        for place in (~texts.is_in(known.implode())).arg_true():
            if texts[place] is not None and place not in checked.refused:
                checked.refuse(place, found, *_NOBODY)

    async def _singles(self, conn: Connection, checked: Checked, found: Column, target: Target) -> None:
        cells = checked.lists.pop(found.position)
        wanted = [self._wanted(cell, target) for cell in cells]
        known = await self._find(conn, target, {one for one in wanted if isinstance(one, tuple)})
        ids: list[str | None] = []
        for place, one in enumerate(wanted):
            entry = _entry_of(one, known)
            if isinstance(entry, tuple):
                checked.refuse(place, found, *entry)
            ids.append(str(entry) if isinstance(entry, int) else None)
        checked.texts[found.position] = pl.Series(ids, dtype=pl.String)

    async def _lists(self, conn: Connection, checked: Checked, found: Column, target: Target) -> None:
        cells = checked.lists[found.position]
        by_id = self._by == "id"
        wanted = [[(str(cell),) if by_id else self._wanted(cell, target) for cell in listed] for listed in cells]
        known = await self._find(conn, target, {one for listed in wanted for one in listed if isinstance(one, tuple)})
        for place, listed in enumerate(wanted):
            entries = [_entry_of(one, known) if one is not None else _NOBODY for one in listed]
            broken = next((entry for entry in entries if isinstance(entry, tuple)), None)
            if broken is None and len(set(entries)) < len(entries):
                broken = ("unique", "an entry stands twice in the list")
            if broken is not None:
                checked.refuse(place, found, *broken)
                entries = []
            cells[place] = entries

    def _wanted(self, cell: Any, target: Target) -> "Wanted | _Broken | None":
        try:
            if cell is None or cell == "":
                return None
            if self._by == "name":
                return (convert("string", cell),)
            parts = _parts(cell, len(target.key))
            texts = [
                encode(part.kind, convert(part.kind, value)) for part, value in zip(target.key, parts, strict=True)
            ]
        except Refused as refused:
            return _Broken(refused.rule, refused.message)
        if target.model is None or None in texts:
            return _Broken(*_NOBODY)
        return tuple(text or "" for text in texts)

    async def _find(self, conn: Connection, target: Target, wanted: Any) -> Found:
        if target.model is None or not wanted:
            return {}
        parts = list(zip(*wanted, strict=True))
        source = QUERIES[self._by](target.model, target.key)
        async with AsyncRawCursor(conn) as cursor:
            await cursor.execute(source.encode(), [encode_list("string", part) for part in parts], prepare=False)
            rows = await cursor.fetchall()
        return {tuple(row[:-2]): row[-2] if row[-1] == 1 else None for row in rows}


@dataclass(frozen=True, slots=True)
class _Broken:
    rule: str
    message: str


def _entry_of(one: "Wanted | _Broken | None", known: Found) -> int | tuple[str, str] | None:
    """The id, what is wrong, or None where nothing was given."""
    match one:
        case None:
            return None
        case _Broken():
            return one.rule, one.message
    if one not in known:
        return _NOBODY
    return known[one] or _SEVERAL


def _parts(cell: Any, count: int) -> list[Any]:
    """The parts of a key: the cell itself, or for several a list, in text files as JSON. Raises Refused."""
    if count == 1:
        return [cell]
    listed = cell
    if isinstance(cell, str):
        try:
            listed = read_json(cell.encode(errors="surrogateescape"), exact=True)
        except AqtraError:
            raise Refused(*_NO_KEY) from None
    if not isinstance(listed, list) or len(listed) != count:
        raise Refused(*_NO_KEY)
    return listed
