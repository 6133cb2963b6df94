"""Rebuild database references: every foreign key that the live models ask for, compared with rows and database.

Nothing that an entry says is changed. Values that lead nowhere are listed; constraints that are missing or were never
compared with the rows are made whole.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from psycopg.errors import LockNotAvailable

from aqtra.catalogs.ddl import row_checks, statements
from aqtra.catalogs.ddl.places import places_of
from aqtra.catalogs.ddl.shape import Reference, shape_of
from aqtra.catalogs.errors import TablesBusy
from aqtra.infra.container import Services
from aqtra.infra.database import Connection
from aqtra.metadata.definitions import definitions_of
from aqtra.metadata.documents import ComponentDocument, ComponentKind
from aqtra.metadata.releases.models import PublishedComponent

LISTED: Final = 20
"""Entries that are listed for one broken reference."""
# A constraint locks two tables for a moment; nobody waits longer than this behind us.
_LOCK_MILLISECONDS: Final = 1_000
_STATEMENT_MILLISECONDS: Final = 600_000


@dataclass(frozen=True, slots=True)
class Broken:
    """Entries whose reference leads to an entry or file that does not exist."""

    component: ComponentDocument
    property: str
    count: int
    entries: tuple[int, ...]


@dataclass
class Rebuilt:
    """How many references were checked, how many constraints were made whole, and what is broken."""

    checked: int = 0
    repaired: int = 0
    broken: list[Broken] = field(default_factory=list)


async def rebuild_references(services: Services) -> Rebuilt:
    """Checks all live components. Nobody may be publishing meanwhile. Raises TablesBusy."""
    definitions = definitions_of(services)
    async with services.owner_db.connection() as conn:
        rebuilt = Rebuilt()
        for published in definitions.snapshot().values():
            for reference in _references(published):
                try:
                    async with conn.transaction():
                        await conn.execute(f"SET LOCAL lock_timeout = {_LOCK_MILLISECONDS}")
                        await conn.execute(f"SET LOCAL statement_timeout = {_STATEMENT_MILLISECONDS}")
                        await _rebuild(conn, published.document, reference, rebuilt)
                except LockNotAvailable as error:
                    raise TablesBusy("entries are being written without pause; try again in a moment") from error
    return rebuilt


def _references(published: PublishedComponent) -> Iterable[Reference]:
    document, layout = published.document, published.table
    if document.kind is ComponentKind.MULTICOMPONENT or not layout.table:
        return ()
    shape = shape_of(document, places_of(document, layout))
    return (*statements.user_references(shape.table), *shape.references.values())


async def _rebuild(conn: Connection, document: ComponentDocument, reference: Reference, rebuilt: Rebuilt) -> None:
    rebuilt.checked += 1
    offending = row_checks.refers(reference).offending
    cursor = await conn.execute(
        f"SELECT count(*), (array_agg(id ORDER BY id))[1:{LISTED}] FROM ({offending}) offending".encode()
    )
    row = await cursor.fetchone()
    assert row is not None
    count, entries = row
    if count:
        rebuilt.broken.append(Broken(document, _name(document, reference), count, tuple(entries)))
    is_valid = await _is_valid(conn, reference)
    if is_valid:
        return
    change, validation = statements.add_reference(reference)
    if is_valid is None:
        for statement in change.run:
            await conn.execute(statement.encode(), prepare=False)
    if not count:
        await conn.execute(validation.run.encode(), prepare=False)
    if is_valid is None or not count:
        rebuilt.repaired += 1


async def _is_valid(conn: Connection, reference: Reference) -> bool | None:
    """Whether the constraint was compared with all rows; None when there is none."""
    cursor = await conn.execute(
        "SELECT convalidated FROM pg_constraint WHERE conrelid = ('catalogs.' || quote_ident(%s))::regclass "
        "AND contype = 'f' AND conname = %s",
        (reference.table, reference.name),
    )
    row = await cursor.fetchone()
    return None if row is None else bool(row[0])


def _name(document: ComponentDocument, reference: Reference) -> str:
    return next((prop.name for prop in document.properties if prop.id == reference.property_id), reference.column)
