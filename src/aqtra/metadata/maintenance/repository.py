"""SQL of maintenance: its rows are the lock, the lease and the record.

Only a worker may change tables. It never does so beside a publication: each is refused while the other is open, and
both ask under the same lock, that of the live version.
"""

from datetime import datetime
from typing import Any, Final

from psycopg.rows import class_row
from psycopg.types.json import Jsonb

from aqtra.infra.database import Connection
from aqtra.kernel.principal import Principal
from aqtra.metadata.maintenance.models import MaintenanceKind, MaintenanceRow, MaintenanceRunning
from aqtra.metadata.names import shown_name

# A worker that has not renewed its lease for this long is taken for dead. The database's clock counts.
LEASE_SECONDS: Final = 30
_LEASE: Final = f"clock_timestamp() + make_interval(secs => {LEASE_SECONDS})"
_COLUMNS: Final = "id, kind, state, requested_by_name AS requested_by, requested_at, ended_at, result, error"


async def refuse_beside(conn: Connection) -> None:
    """Under the lock of the live version. Raises MaintenanceRunning while a job is open."""
    cursor = await conn.execute("SELECT id, requested_by_name FROM metadata.maintenance WHERE ended_at IS NULL")
    row = await cursor.fetchone()
    if row is not None:
        raise MaintenanceRunning(f"maintenance {row[0]} is changing tables", id=row[0], user=row[1] or "")


async def insert(conn: Connection, kind: MaintenanceKind, by: Principal, at: datetime) -> MaintenanceRow:
    """A job that waits for a worker."""
    found = await _one(
        conn,
        "INSERT INTO metadata.maintenance (kind, requested_by, requested_by_name, requested_at) "
        f"VALUES (%s, %s, %s, %s) RETURNING {_COLUMNS}",
        (kind.value, by.user_id, shown_name(by), at),
    )
    assert found is not None
    return found


async def get(conn: Connection, job_id: int) -> MaintenanceRow | None:
    return await _one(conn, f"SELECT {_COLUMNS} FROM metadata.maintenance WHERE id = %s", (job_id,))


async def latest(conn: Connection) -> list[MaintenanceRow]:
    """The last job of each kind."""
    cursor = conn.cursor(row_factory=class_row(MaintenanceRow))
    await cursor.execute(f"SELECT DISTINCT ON (kind) {_COLUMNS} FROM metadata.maintenance ORDER BY kind, id DESC")
    return await cursor.fetchall()


async def claim(conn: Connection, job_id: int) -> MaintenanceRow | None:
    """Takes a job that waits; None when there is nothing to take."""
    return await _one(
        conn,
        f"UPDATE metadata.maintenance SET state = 'running', lease_until = {_LEASE} "
        f"WHERE id = %s AND state = 'queued' RETURNING {_COLUMNS}",
        (job_id,),
    )


async def renew(conn: Connection, job_id: int) -> bool:
    """Prolongs the lease; False when the job was given up."""
    cursor = await conn.execute(
        f"UPDATE metadata.maintenance SET lease_until = {_LEASE} WHERE id = %s AND state = 'running'", (job_id,)
    )
    return cursor.rowcount == 1


async def complete(conn: Connection, job_id: int, result: dict[str, Any], at: datetime) -> None:
    """Ends it, unless it was given up."""
    await conn.execute(
        "UPDATE metadata.maintenance SET state = 'completed', ended_at = %s, result = %s "
        "WHERE id = %s AND state = 'running'",
        (at, Jsonb(result), job_id),
    )


async def fail(conn: Connection, job_id: int, error: dict[str, Any], at: datetime) -> None:
    """Ends it, unless it was given up."""
    await conn.execute(
        "UPDATE metadata.maintenance SET state = 'failed', ended_at = %s, error = %s "
        "WHERE id = %s AND state = 'running'",
        (at, Jsonb(error), job_id),
    )


async def give_up(conn: Connection, error: dict[str, Any], at: datetime) -> None:
    """Fails the job whose worker is gone."""
    await conn.execute(
        "UPDATE metadata.maintenance SET state = 'failed', ended_at = %s, error = %s "
        "WHERE state = 'running' AND lease_until < clock_timestamp()",
        (at, Jsonb(error)),
    )


async def waiting(conn: Connection) -> list[int]:
    """Jobs that no worker has taken."""
    cursor = await conn.execute("SELECT id FROM metadata.maintenance WHERE state = 'queued'")
    return [row[0] for row in await cursor.fetchall()]


async def _one(conn: Connection, statement: str, values: tuple[Any, ...]) -> MaintenanceRow | None:
    cursor = conn.cursor(row_factory=class_row(MaintenanceRow))
    await cursor.execute(statement.encode(), values)
    return await cursor.fetchone()
