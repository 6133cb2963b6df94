"""SQL of rotations: the row is the lock, the lease, the progress and the record."""

from datetime import datetime
from typing import Any, Final

from psycopg.rows import class_row
from psycopg.types.json import Jsonb

from aqtra.custody.errors import RotationRunning
from aqtra.custody.models import RotationRow
from aqtra.infra.database import Connection
from aqtra.kernel.principal import Principal
from aqtra.metadata.names import shown_name

# A worker that has not renewed its lease for this long is taken for dead. The database's clock counts.
LEASE_SECONDS: Final = 30
_LEASE: Final = f"clock_timestamp() + make_interval(secs => {LEASE_SECONDS})"
_COLUMNS: Final = (
    "id, version, deep, state, requested_by_name AS requested_by, requested_at, ended_at, lease, total, done, "
    "damaged, error"
)
_HELD: Final = "id = %(id)s AND lease = %(lease)s AND state IN ('running', 'cancelling')"


async def insert(conn: Connection, version: int, deep: bool, by: Principal | None, at: datetime) -> RotationRow:
    """A rotation that waits for a worker. Raises RotationRunning while another is open."""
    await conn.execute("LOCK TABLE infra.key_rotation IN SHARE ROW EXCLUSIVE MODE")
    running = await _one(conn, f"SELECT {_COLUMNS} FROM infra.key_rotation WHERE ended_at IS NULL", {})
    if running is not None:
        raise RotationRunning("keys are being rotated", id=running.id, user=running.requested_by or "")
    row = await _one(
        conn,
        "INSERT INTO infra.key_rotation (version, deep, requested_by, requested_by_name, requested_at) "
        f"VALUES (%(version)s, %(deep)s, %(by)s, %(name)s, %(at)s) RETURNING {_COLUMNS}",
        {
            "version": version,
            "deep": deep,
            "by": by and by.user_id,
            "name": by and shown_name(by),
            "at": at,
        },
    )
    assert row is not None
    return row


async def get(conn: Connection, rotation_id: int) -> RotationRow | None:
    return await _one(conn, f"SELECT {_COLUMNS} FROM infra.key_rotation WHERE id = %(id)s", {"id": rotation_id})


async def latest(conn: Connection) -> RotationRow | None:
    return await _one(conn, f"SELECT {_COLUMNS} FROM infra.key_rotation ORDER BY id DESC LIMIT 1", {})


async def claim(conn: Connection, rotation_id: int) -> RotationRow | None:
    """Takes one that waits, or whose worker is gone; None when there is nothing to take."""
    return await _one(
        conn,
        f"UPDATE infra.key_rotation SET lease = lease + 1, lease_until = {_LEASE}, "
        "state = CASE state WHEN 'queued' THEN 'running' ELSE state END "
        "WHERE id = %(id)s AND (state = 'queued' OR (state IN ('running', 'cancelling') "
        f"AND lease_until < clock_timestamp())) RETURNING {_COLUMNS}",
        {"id": rotation_id},
    )


async def renew(conn: Connection, row: RotationRow) -> bool:
    """Prolongs the lease; False when it must stop: cancelled, or another worker has it."""
    found = await _one(
        conn,
        f"UPDATE infra.key_rotation SET lease_until = {_LEASE} WHERE {_HELD} RETURNING {_COLUMNS}",
        {"id": row.id, "lease": row.lease},
    )
    return found is not None and found.state == "running"


async def note(conn: Connection, row: RotationRow, done: int, damaged: int) -> None:
    """Adds to the progress."""
    await conn.execute(
        f"UPDATE infra.key_rotation SET done = done + %(done)s, damaged = %(damaged)s WHERE {_HELD}".encode(),
        {"id": row.id, "lease": row.lease, "done": done, "damaged": damaged},
    )


async def set_total(conn: Connection, row: RotationRow, remaining: int) -> None:
    await conn.execute(
        f"UPDATE infra.key_rotation SET total = done + %(remaining)s WHERE {_HELD}".encode(),
        {"id": row.id, "lease": row.lease, "remaining": remaining},
    )


async def end(conn: Connection, row: RotationRow, state: str, at: datetime, error: dict[str, Any] | None) -> None:
    """Ends it, unless another worker has it by now."""
    await conn.execute(
        f"UPDATE infra.key_rotation SET state = %(state)s, ended_at = %(at)s, error = %(error)s WHERE {_HELD}".encode(),
        {"id": row.id, "lease": row.lease, "state": state, "at": at, "error": error and Jsonb(error)},
    )


async def ask_to_cancel(conn: Connection, rotation_id: int, at: datetime) -> bool:
    """One that waits ends at once, a running one between two batches. False when it has ended."""
    cursor = await conn.execute(
        "UPDATE infra.key_rotation SET ended_at = CASE state WHEN 'queued' THEN %s END, "
        "state = CASE state WHEN 'queued' THEN 'cancelled' ELSE 'cancelling' END "
        "WHERE id = %s AND ended_at IS NULL",
        (at, rotation_id),
    )
    return cursor.rowcount == 1


async def waiting(conn: Connection) -> list[int]:
    """Those that no living worker has."""
    cursor = await conn.execute(
        "SELECT id FROM infra.key_rotation WHERE state = 'queued' "
        "OR (state IN ('running', 'cancelling') AND lease_until < clock_timestamp())"
    )
    return [row[0] for row in await cursor.fetchall()]


async def _one(conn: Connection, statement: str, values: dict[str, Any]) -> RotationRow | None:
    cursor = conn.cursor(row_factory=class_row(RotationRow))
    await cursor.execute(statement.encode(), values)
    return await cursor.fetchone()
