"""Entries marked for deletion: which there are, their removal for good, and their return.

For administrators; the routes see to that. Every verb belongs in a transaction of the caller, who tells open grids
of what was restored after the commit.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final, NamedTuple
from uuid import UUID

from psycopg.errors import DeadlockDetected, ForeignKeyViolation

from aqtra.catalogs.deletion_plan import kept_by_others
from aqtra.catalogs.errors import ConcurrentUpdate
from aqtra.catalogs.history import TABLE, ChangeKind
from aqtra.catalogs.model import Model
from aqtra.catalogs.projection import display_name
from aqtra.catalogs.references import (
    SHOWN,
    EntryKey,
    ReferenceField,
    Uses,
    all_models,
    pairs_among,
    reference_fields,
    uses_of,
)
from aqtra.catalogs.repository import fetch
from aqtra.catalogs.sqltext import literal, table, table_of
from aqtra.catalogs.statements import EntryStatements
from aqtra.catalogs.subject import act_as
from aqtra.catalogs.violations import refusals_named
from aqtra.infra.database import Connection
from aqtra.kernel.errors import AqtraError
from aqtra.kernel.principal import PLATFORM, Principal
from aqtra.metadata.definitions import Definitions
from aqtra.metadata.layout import USER_INFO_KEY

# For each removed entry the database looks through every table that may refer to it.
_REMOVAL_MILLISECONDS: Final = 600_000


@dataclass(frozen=True, slots=True)
class Marked:
    """An entry marked for deletion, by whom, and what refers to it."""

    model: Model
    id: int
    name: str
    at: datetime
    by: int | None
    by_name: str | None
    uses: tuple[Uses, ...]


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why an entry stays as it is. `reason`: not_found, not_marked, referenced, or the code of an error."""

    entry: EntryKey
    reason: str
    uses: tuple[Uses, ...] = ()


@dataclass
class Outcome:
    """What was done, and what was not."""

    done: list[EntryKey] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)


class _Pair(NamedTuple):
    field: ReferenceField
    owner: EntryKey
    target: EntryKey


class Deletion:
    """The marked entries of all components, those withdrawn included."""

    def __init__(self, conn: Connection, models: Mapping[UUID, Model]) -> None:
        self._conn = conn
        self._models = models
        self._referring = reference_fields(models.values())

    @classmethod
    async def open(cls, conn: Connection, definitions: Definitions) -> "Deletion":
        # What refers to an entry keeps it, whoever may see that.
        await act_as(conn, PLATFORM)
        return cls(conn, await all_models(conn, definitions))

    async def marked(self, component: UUID | None, top: int, skip: int) -> tuple[int, list[Marked]]:
        """How many there are, and a page of them, latest first."""
        models = [model for key, model in self._models.items() if component in (None, key)]
        if not models:
            return 0, []
        every = " UNION ALL ".join(map(_marked_of, models))
        counted = await self._conn.execute(f"SELECT count(*) FROM ({every}) marked".encode())
        row = await counted.fetchone()
        order = "ORDER BY marked_at DESC, component, id"
        cursor = await self._conn.execute(
            f"SELECT marked.*, known.name FROM ({every} {order} LIMIT %s OFFSET %s) marked "
            f"LEFT JOIN {table_of(USER_INFO_KEY)} known ON known.id = marked.changed_by "
            "ORDER BY marked.marked_at DESC, marked.component, marked.id".encode(),
            (top, skip),
        )
        page = [(EntryKey(*found[:2]), found[2:]) for found in await cursor.fetchall()]
        uses = await self._uses([entry for entry, _ in page])
        return (row[0] if row else 0), [
            Marked(self._models[entry.component], entry.id, name, at, by, by_name, uses[entry])
            for entry, (name, at, by, by_name) in page
        ]

    async def remove(self, chosen: Collection[EntryKey], by: Principal) -> Outcome:
        """Removes marked entries with their history, unless others refer to them that do not go along."""
        await self._conn.execute(f"SET LOCAL statement_timeout = {_REMOVAL_MILLISECONDS}")
        outcome = Outcome()
        versions = await self._locked(chosen, outcome)
        uses = await self._uses(versions, leaving=versions)
        pairs = await self._pairs(versions)
        referred = [entry for entry, found in uses.items() if found]
        keepers = kept_by_others(versions, referred, [(pair.owner, pair.target) for pair in pairs])
        for entry, owners in keepers.items():
            among = [pair for pair in pairs if pair.target == entry and pair.owner in owners]
            outcome.refused.append(Refusal(entry, "referenced", uses[entry] + _as_uses(among)))
        leaving = {entry: version for entry, version in versions.items() if entry not in keepers}
        try:
            async with self._conn.transaction():
                await self._delete(leaving, by)
        except ForeignKeyViolation:
            # Something that no version knows refers to one of them.
            outcome.refused += [Refusal(entry, "referenced") for entry in leaving]
        else:
            outcome.done += leaving
        return outcome

    async def restore(self, chosen: Collection[EntryKey], by: Principal) -> Outcome:
        """Takes the mark away, unless another entry has the key by now or a newer rule refuses the entry."""
        outcome = Outcome()
        user = None if by.user_id is None else str(by.user_id)
        marked = await self._locked(chosen, outcome)
        statements = {key: EntryStatements(self._models[key]).restore for key in _by_component(marked)}
        for entry in sorted(marked):
            try:
                async with self._conn.transaction():
                    with refusals_named(self._models[entry.component]):
                        await fetch(self._conn, statements[entry.component], (str(entry.id), user), repeated=False)
            except AqtraError as error:
                outcome.refused.append(Refusal(entry, error.code))
            except DeadlockDetected:
                # Somebody writes this key and waits for one that returned just before.
                outcome.refused.append(Refusal(entry, ConcurrentUpdate.code))
            else:
                outcome.done.append(entry)
        return outcome

    async def _locked(self, chosen: Collection[EntryKey], outcome: Outcome) -> dict[EntryKey, int]:
        """Versions of those that are marked, locked; the others are refused."""
        versions: dict[EntryKey, int] = {}
        unmarked: set[EntryKey] = set()
        for component, ids in sorted(_by_component(chosen).items()):
            if component not in self._models:
                continue
            # In one order, so that two administrators wait for each other instead of failing.
            cursor = await self._conn.execute(
                f"SELECT id, version, marked_at IS NOT NULL FROM {table(self._models[component].table)} "
                "WHERE id = ANY(%s) ORDER BY id FOR UPDATE".encode(),
                (ids,),
            )
            for entry_id, version, is_marked in await cursor.fetchall():
                entry = EntryKey(component, entry_id)
                if is_marked:
                    versions[entry] = version
                else:
                    unmarked.add(entry)
        outcome.refused += [
            Refusal(entry, "not_marked" if entry in unmarked else "not_found")
            for entry in dict.fromkeys(chosen)
            if entry not in versions
        ]
        return versions

    async def _uses(
        self, entries: Collection[EntryKey], *, leaving: Collection[EntryKey] = ()
    ) -> dict[EntryKey, tuple[Uses, ...]]:
        found: dict[EntryKey, list[Uses]] = {entry: [] for entry in entries}
        going = _by_component(leaving)
        for component, ids in _by_component(entries).items():
            for referring in self._referring.get(component, ()):
                for entry_id, uses in await uses_of(self._conn, referring, ids, going.get(referring.model.key, ())):
                    found[EntryKey(component, entry_id)].append(uses)
        return {entry: tuple(uses) for entry, uses in found.items()}

    async def _pairs(self, entries: Collection[EntryKey]) -> list[_Pair]:
        """Who of the entries refers to whom of them."""
        found: list[_Pair] = []
        ids = _by_component(entries)
        for component, targets in ids.items():
            for referring in self._referring.get(component, ()):
                source = referring.model.key
                if source in ids:
                    pairs = await pairs_among(self._conn, referring, ids[source], targets)
                    found += [_Pair(referring, EntryKey(source, o), EntryKey(component, t)) for o, t in pairs]
        return found

    async def _delete(self, leaving: Mapping[EntryKey, int], by: Principal) -> None:
        ids = _by_component(leaving)
        if not ids:
            return
        for component, owners in ids.items():
            # Before their targets go: rows that go with their owner would go too late.
            for own in self._models[component].data.values():
                if own.is_array:
                    await self._run(f"DELETE FROM {table(own.location)} WHERE owner_id = ANY(%s)", owners)
        # Entries may refer to each other: within one statement the order does not matter.
        deletes = ", ".join(
            f"gone_{number} AS (DELETE FROM {table(self._models[component].table)} WHERE id = ANY(%s))"
            for number, component in enumerate(ids)
        )
        await self._run(f"WITH {deletes} SELECT", *ids.values())
        for component, entries in ids.items():
            await self._run(f"DELETE FROM {TABLE} WHERE component = %s AND entry_id = ANY(%s)", component, entries)
            await self._run(
                f"INSERT INTO {TABLE} (component, entry_id, version, kind, at, by) "
                "SELECT %s, id, version, %s, statement_timestamp(), %s "
                "FROM unnest(%s::bigint[], %s::integer[]) AS gone(id, version)",
                component,
                ChangeKind.REMOVED.value,
                by.user_id,
                entries,
                [leaving[EntryKey(component, entry_id)] for entry_id in entries],
            )

    async def _run(self, statement: str, *parameters: Any) -> None:
        await self._conn.execute(statement.encode(), parameters)


def _marked_of(model: Model) -> str:
    return (
        f"SELECT {literal(str(model.key))}::uuid AS component, t.id, {display_name('t', model.title)} AS name, "
        f"t.marked_at, t.changed_by FROM {table(model.table)} t WHERE t.marked_at IS NOT NULL"
    )


def _by_component(entries: Iterable[EntryKey]) -> dict[UUID, list[int]]:
    found: dict[UUID, list[int]] = defaultdict(list)
    for component, entry_id in entries:
        found[component].append(entry_id)
    return found


def _as_uses(pairs: Iterable[_Pair]) -> tuple[Uses, ...]:
    """Pairs among the chosen entries, all of them marked, one item for each property."""
    owners: dict[ReferenceField, list[int]] = defaultdict(list)
    for pair in pairs:
        owners[pair.field].append(pair.owner.id)
    return tuple(Uses(kept, len(ids), tuple(ids[:SHOWN]), marked=True) for kept, ids in owners.items())
