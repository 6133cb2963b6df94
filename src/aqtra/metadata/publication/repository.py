"""SQL of publications: their rows are the lock, the lease and the journal."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from psycopg import sql
from psycopg.rows import class_row, dict_row
from psycopg.types.json import Jsonb

from aqtra.infra.database import Connection
from aqtra.infra.outbox import notify
from aqtra.kernel.principal import Principal
from aqtra.metadata.documents import ComponentDocument
from aqtra.metadata.documents.storing import storable
from aqtra.metadata.names import shown_name
from aqtra.metadata.publication.errors import LeaseLost
from aqtra.metadata.publication.machine import Progress
from aqtra.metadata.publication.models import (
    STAGE_NAMES,
    Publication,
    PublicationStage,
    PublicationState,
    PublishedTitle,
    StageState,
)

ACTIVE = "state IN ('running', 'rolling_back')"
UNHELD = "(lease_until IS NULL OR lease_until < clock_timestamp())"
# A worker that has not renewed its lease for this long is taken for dead. The database's clock counts.
LEASE_SECONDS = 30


@dataclass(frozen=True)
class Claimed:
    """A publication as the process that holds its lease sees it."""

    id: int
    version: int
    lease: int
    progress: Progress
    workspace: dict[str, Any]
    documents: tuple[ComponentDocument, ...]
    withdrawn: frozenset[UUID]
    returns_to: int | None


@dataclass(frozen=True, slots=True)
class Frozen:
    """What a publication does with one component. Without version and document it withdraws it."""

    key: UUID
    saved_version: int | None = None
    document: ComponentDocument | None = None


async def insert(
    conn: Connection,
    version: int,
    chosen: Sequence[Frozen],
    by: Principal,
    at: datetime,
    *,
    returns_to: int | None = None,
) -> int:
    """Takes the lock and freezes the selection. Raises UniqueViolation when the lock is held."""
    cursor = await conn.execute(
        """
        INSERT INTO metadata.publication (state, version, started_by, started_by_name, started_at, returns_to)
        VALUES ('running', %s, %s, %s, %s, %s) RETURNING id
        """,
        (version, by.user_id, shown_name(by), at, returns_to),
    )
    row = await cursor.fetchone()
    assert row is not None
    publication_id = int(row[0])
    async with conn.cursor() as many:
        await many.executemany(
            """
            INSERT INTO metadata.publication_stage (publication_id, number, name, state)
            VALUES (%s, %s, %s, 'pending')
            """,
            [(publication_id, number, name) for number, name in enumerate(STAGE_NAMES, 1)],
        )
        await many.executemany(
            """
            INSERT INTO metadata.publication_component
                (publication_id, component_key, position, saved_version, document)
            VALUES (%s, %s, %s, %s, %s)
            """,
            [
                (
                    publication_id,
                    component.key,
                    place,
                    component.saved_version,
                    None if component.document is None else storable(component.document),
                )
                for place, component in enumerate(chosen)
            ],
        )
    return publication_id


async def active(conn: Connection) -> Publication | None:
    """The publication that holds the lock."""
    return await _one(conn, f"WHERE {ACTIVE}")


async def latest(conn: Connection) -> Publication | None:
    """The publication that holds the lock, else the last one."""
    return await _one(conn, f"ORDER BY {ACTIVE} DESC, id DESC LIMIT 1")


async def publication(conn: Connection, publication_id: int) -> Publication | None:
    return await _one(conn, "WHERE id = %s", publication_id)


async def stalled(conn: Connection) -> list[int]:
    """Active publications that nobody works on: never begun, or their worker is gone."""
    cursor = await conn.execute(f"SELECT id FROM metadata.publication WHERE {ACTIVE} AND {UNHELD}")
    return [row[0] for row in await cursor.fetchall()]


async def claim(conn: Connection, publication_id: int) -> Claimed | None:
    """Takes the lease with a new fencing token; None when it has ended or somebody alive holds it."""
    cursor = conn.cursor(row_factory=dict_row)
    await cursor.execute(
        f"""
        UPDATE metadata.publication
        SET lease = lease + 1, lease_until = clock_timestamp() + make_interval(secs => {LEASE_SECONDS})
        WHERE id = %s AND {ACTIVE} AND {UNHELD}
        RETURNING id, version, lease, state, stage, reset_requested, undo_failed, workspace, returns_to
        """,
        (publication_id,),
    )
    row = await cursor.fetchone()
    if row is None:
        return None
    return Claimed(
        id=row["id"],
        version=row["version"],
        lease=row["lease"],
        progress=await _progress(conn, row),
        workspace=row["workspace"],
        documents=await _documents(conn, publication_id),
        withdrawn=await _withdrawn(conn, publication_id),
        returns_to=row["returns_to"],
    )


async def renew(conn: Connection, publication_id: int, lease: int) -> bool:
    """Prolongs a lease; False when it was lost or the publication has ended."""
    cursor = await conn.execute(
        f"""
        UPDATE metadata.publication SET lease_until = clock_timestamp() + make_interval(secs => {LEASE_SECONDS})
        WHERE id = %s AND lease = %s AND {ACTIVE}
        """,
        (publication_id, lease),
    )
    return cursor.rowcount == 1


async def fence(conn: Connection, publication_id: int, lease: int) -> None:
    """Raises LeaseLost unless the lease is held; a take-over then waits for this transaction.

    The lock is the weakest that a change of `lease`, a key column, conflicts with; renewing does not.
    """
    cursor = await conn.execute(
        f"SELECT 1 FROM metadata.publication WHERE id = %s AND lease = %s AND {ACTIVE} FOR KEY SHARE",
        (publication_id, lease),
    )
    if await cursor.fetchone() is None:
        raise LeaseLost(f"publication {publication_id} is not ours any more")


async def save(
    conn: Connection,
    publication_id: int,
    lease: int,
    progress: Progress,
    workspace: dict[str, Any],
    *,
    at: datetime,
    errors: dict[int, str] | None = None,
) -> None:
    """Journals the progress under the lease and tells every screen at commit. Raises LeaseLost."""
    ended = not progress.state.is_active
    errors = errors or {}
    cursor = await conn.execute(
        f"""
        UPDATE metadata.publication SET state = %s, stage = %s, undo_failed = %s, workspace = %s,
               finished_at = %s, error = coalesce(error, %s)
        WHERE id = %s AND lease = %s AND {ACTIVE}
        """,
        (
            progress.state.value,
            progress.stage,
            progress.undo_failed,
            Jsonb(workspace),
            at if ended else None,
            next(iter(errors.values()), None),
            publication_id,
            lease,
        ),
    )
    if cursor.rowcount == 0:
        raise LeaseLost(f"publication {publication_id} is not ours any more")
    await _save_stages(conn, publication_id, progress, errors)
    await notify(conn, "publication", {"id": publication_id})


async def request_reset(conn: Connection, publication_id: int) -> None:
    """Takes the publication away from whoever works on it, to be rolled back by the next one.

    Raises LockNotAvailable while a stage is in the middle of a transaction.
    """
    await conn.execute("SET LOCAL lock_timeout = '5s'")
    await conn.execute(
        f"""
        UPDATE metadata.publication SET reset_requested = true, lease = lease + 1, lease_until = NULL
        WHERE id = %s AND {ACTIVE}
        """,
        (publication_id,),
    )
    await notify(conn, "publication", {"id": publication_id})


async def progress_of(conn: Connection, publication_id: int) -> Progress | None:
    cursor = conn.cursor(row_factory=dict_row)
    await cursor.execute(
        "SELECT id, state, stage, reset_requested, undo_failed FROM metadata.publication WHERE id = %s",
        (publication_id,),
    )
    row = await cursor.fetchone()
    return await _progress(conn, row) if row else None


async def column_has_data(conn: Connection, table: str, column: str) -> bool:
    """Whether any entry has a value there."""
    query = sql.SQL("SELECT EXISTS (SELECT 1 FROM {} WHERE {} IS NOT NULL)").format(
        sql.Identifier("catalogs", table), sql.Identifier(column)
    )
    cursor = await conn.execute(query)
    row = await cursor.fetchone()
    return bool(row and row[0])


async def table_has_rows(conn: Connection, table: str) -> bool:
    query = sql.SQL("SELECT EXISTS (SELECT 1 FROM {})").format(sql.Identifier("catalogs", table))
    cursor = await conn.execute(query)
    row = await cursor.fetchone()
    return bool(row and row[0])


async def _save_stages(conn: Connection, publication_id: int, progress: Progress, errors: dict[int, str]) -> None:
    async with conn.cursor() as cursor:
        await cursor.executemany(
            """
            UPDATE metadata.publication_stage SET state = %s, error = coalesce(%s, error)
            WHERE publication_id = %s AND number = %s
            """,
            [
                (state.value, errors.get(number), publication_id, number)
                for number, state in enumerate(progress.stages, 1)
            ],
        )


async def _progress(conn: Connection, row: dict[str, Any]) -> Progress:
    stages = await _stages(conn, row["id"])
    return Progress(
        state=PublicationState(row["state"]),
        stages=tuple(StageState(stage.state) for stage in stages),
        stage=row["stage"],
        reset=row["reset_requested"],
        undo_failed=row["undo_failed"],
    )


async def _stages(conn: Connection, publication_id: int) -> tuple[PublicationStage, ...]:
    cursor = conn.cursor(row_factory=class_row(PublicationStage))
    await cursor.execute(
        "SELECT number, name, state, error FROM metadata.publication_stage WHERE publication_id = %s ORDER BY number",
        (publication_id,),
    )
    return tuple(await cursor.fetchall())


async def _documents(conn: Connection, publication_id: int) -> tuple[ComponentDocument, ...]:
    cursor = await conn.execute(
        """
        SELECT document FROM metadata.publication_component
        WHERE publication_id = %s AND document IS NOT NULL ORDER BY position
        """,
        (publication_id,),
    )
    return tuple(ComponentDocument.model_validate(row[0]) for row in await cursor.fetchall())


async def _withdrawn(conn: Connection, publication_id: int) -> frozenset[UUID]:
    cursor = await conn.execute(
        "SELECT component_key FROM metadata.publication_component WHERE publication_id = %s AND document IS NULL",
        (publication_id,),
    )
    return frozenset([row[0] for row in await cursor.fetchall()])


async def _one(conn: Connection, suffix: str, *parameters: Any) -> Publication | None:
    cursor = conn.cursor(row_factory=dict_row)
    await cursor.execute(
        f"""
        SELECT id, state, stage, started_by_name AS started_by, started_at, finished_at, version, returns_to, error
        FROM metadata.publication {suffix}
        """,
        parameters,
    )
    row = await cursor.fetchone()
    if row is None:
        return None
    return Publication(**row, components=await titles(conn, row["id"]), stages=await _stages(conn, row["id"]))


async def titles(conn: Connection, publication_id: int) -> tuple[PublishedTitle, ...]:
    """The components of a publication; one that is withdrawn by the title it had last."""
    cursor = conn.cursor(row_factory=class_row(PublishedTitle))
    await cursor.execute(
        """
        SELECT component_key AS key, document IS NULL AS withdrawn,
               coalesce(document, (SELECT release.document FROM metadata.release
                                   WHERE release.component_key = chosen.component_key AND release.document IS NOT NULL
                                   ORDER BY release.version DESC LIMIT 1)) -> 'settings' ->> 'title' AS title
        FROM metadata.publication_component AS chosen WHERE publication_id = %s ORDER BY position
        """,
        (publication_id,),
    )
    return tuple(await cursor.fetchall())
