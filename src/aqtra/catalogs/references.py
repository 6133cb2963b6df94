"""Who refers to entries: the reference properties of all components, those withdrawn included, and what they hold."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Final, NamedTuple
from uuid import UUID

from aqtra.catalogs.model import Field, Model
from aqtra.catalogs.sqltext import column, table
from aqtra.infra.database import Connection
from aqtra.metadata.definitions import Definitions
from aqtra.metadata.releases import repository as releases

SHOWN: Final = 5
"""Referring entries that are listed by id."""


class EntryKey(NamedTuple):
    """One entry of the platform."""

    component: UUID
    id: int


@dataclass(frozen=True, slots=True)
class ReferenceField:
    """A catalog, or an array of references, of one component."""

    model: Model
    field: Field

    @property
    def target(self) -> UUID:
        assert self.field.target is not None
        return self.field.target

    def rows(self) -> str:
        """A relation (owner, target, marked): which entry refers to which, and whether it is marked itself."""
        own = table(self.model.table)
        if not self.field.is_array:
            held = column(self.field.location)
            return f"SELECT id AS owner, {held} AS target, marked_at IS NOT NULL AS marked FROM {own}"
        return (
            "SELECT link.owner_id AS owner, link.target_id AS target, owner.marked_at IS NOT NULL AS marked "
            f"FROM {table(self.field.location)} link JOIN {own} owner ON owner.id = link.owner_id"
        )


@dataclass(frozen=True, slots=True)
class Uses:
    """How often one property refers to an entry, from entries that are all marked or all not."""

    field: ReferenceField
    count: int
    entries: tuple[int, ...]
    marked: bool


async def all_models(conn: Connection, definitions: Definitions) -> dict[UUID, Model]:
    """Every component that has a table, by key."""
    live = definitions.snapshot()
    published = [*live.values(), *await releases.withdrawn(conn, live)]
    models = [Model(one) for one in published if one.table.table]
    return {model.key: model for model in models if model.has_entries}


def reference_fields(models: Iterable[Model]) -> dict[UUID, list[ReferenceField]]:
    """Every property that refers to entries, by the component these belong to."""
    found: dict[UUID, list[ReferenceField]] = defaultdict(list)
    for model in models:
        for field in model.data.values():
            if field.target is not None and field.items is None:
                found[field.target].append(ReferenceField(model, field))
    return found


async def uses_of(
    conn: Connection, field: ReferenceField, targets: Collection[int], leaving: Collection[int] = ()
) -> Iterator[tuple[int, Uses]]:
    """Who refers to `targets` by this property, besides the entries `leaving` and an entry that refers to itself."""
    own = " AND owner <> target" if field.model.key == field.target else ""
    cursor = await conn.execute(
        f"SELECT target, marked, count(DISTINCT owner), (array_agg(DISTINCT owner ORDER BY owner))[1:{SHOWN}] "
        f"FROM ({field.rows()}) held WHERE target = ANY(%s) AND NOT owner = ANY(%s){own} "
        "GROUP BY target, marked ORDER BY target, marked".encode(),
        (list(targets), list(leaving)),
    )
    rows = await cursor.fetchall()
    return ((row[0], Uses(field, row[2], tuple(row[3]), row[1])) for row in rows)


async def pairs_among(
    conn: Connection, field: ReferenceField, owners: Collection[int], targets: Collection[int]
) -> list[tuple[int, int]]:
    """Which of `owners` refer to which of `targets` by this property."""
    cursor = await conn.execute(
        f"SELECT DISTINCT owner, target FROM ({field.rows()}) held "
        "WHERE target = ANY(%s) AND owner = ANY(%s) ORDER BY 1, 2".encode(),
        (list(targets), list(owners)),
    )
    return await cursor.fetchall()
