"""Carries plans out in the caller's transaction, and takes them back.

The way back is stored in the same transaction, so it is there whenever the change is.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from psycopg.errors import LockNotAvailable

from aqtra.catalogs.ddl.plan import MigrationPlan, Step
from aqtra.catalogs.ddl.row_checks import RowCheck
from aqtra.catalogs.errors import ExistingEntriesRefuse, TablesBusy
from aqtra.infra.database import Connection
from aqtra.kernel.errors import FieldError
from aqtra.metadata.documents import ComponentDocument

LISTED_ENTRIES = 20
# Longer than any request lasts; beyond it the publication gives way to the people at work.
LOCK_SECONDS = 10


@dataclass(frozen=True)
class Migration:
    """One component's plan, with the documents that names are taken from."""

    old: ComponentDocument | None
    new: ComponentDocument
    plan: MigrationPlan


async def carry_out(conn: Connection, publication_id: int, migrations: Sequence[Migration]) -> None:
    """Makes all changes of a publication, foreign keys last.

    Raises ExistingEntriesRefuse when entries break a new rule, TablesBusy when a table stays in use.
    """
    await _prepare(conn)
    undo: list[str] = []
    try:
        for migration in migrations:
            await _run(conn, migration, migration.plan.structure, undo)
        for migration in migrations:
            await _run(conn, migration, migration.plan.references, undo)
    except LockNotAvailable as error:
        raise TablesBusy("entries are being written without pause; publish again in a moment") from error
    # An earlier publication has ended one way or the other: only one runs at a time.
    await conn.execute("DELETE FROM catalogs.migration")
    await conn.execute("INSERT INTO catalogs.migration (publication_id, undo) VALUES (%s, %s)", (publication_id, undo))


async def take_back(conn: Connection, publication_id: int) -> None:
    """Undoes what `carry_out` made for this publication; nothing when there is nothing."""
    await _prepare(conn)
    cursor = await conn.execute(
        "DELETE FROM catalogs.migration WHERE publication_id = %s RETURNING undo", (publication_id,)
    )
    row = await cursor.fetchone()
    for statement in reversed(row[0] if row else []):
        await conn.execute(statement, prepare=False)


async def _prepare(conn: Connection) -> None:
    # The operator class of the text indexes is found by the search path, wherever its extension was installed.
    await conn.execute("SET LOCAL search_path = catalogs, public")
    await conn.execute("SET LOCAL statement_timeout = 0")
    await conn.execute(f"SET LOCAL lock_timeout = '{LOCK_SECONDS}s'")


async def _run(conn: Connection, migration: Migration, steps: Sequence[Step], undo: list[str]) -> None:
    for step in steps:
        if isinstance(step, RowCheck):
            await _ask(conn, migration, step)
            continue
        await conn.execute(step.run.encode(), prepare=False)
        if step.undo is not None:
            undo.append(step.undo)


async def _ask(conn: Connection, migration: Migration, check: RowCheck) -> None:
    cursor = await conn.execute(
        f"SELECT count(*), (array_agg(id ORDER BY id))[1:{LISTED_ENTRIES}] FROM ({check.offending}) offending".encode(),
        prepare=False,
    )
    row = await cursor.fetchone()
    assert row is not None
    count, ids = row
    if count:
        raise ExistingEntriesRefuse(
            "existing entries stand against what is to be published", fields=_refusals(migration, check, count, ids)
        )


def _refusals(migration: Migration, check: RowCheck, count: int, ids: list[int]) -> list[FieldError]:
    documents = [document for document in (migration.new, migration.old) if document is not None]
    titles: dict[str, str] = {}
    for document in reversed(documents):
        titles |= {prop.id: prop.name for prop in document.properties}
    component = migration.new.settings.title
    params: dict[str, Any] = {"component": component, "count": count, "entries": ids}
    listed = ", ".join(str(entry) for entry in ids)
    return [
        FieldError(
            field=f"{component}/{titles.get(prop, prop)}",
            rule=check.rule,
            message=f"{count} entries stand against the rule {check.rule} (entries {listed})",
            params={**params, "property": titles.get(prop, prop)},
        )
        for prop in check.properties
    ]
