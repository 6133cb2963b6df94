"""SQL of runs in the hands of workers: leases, and what becomes of runs whose lease ended."""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from aqtra.infra.database import Connection

LEASE: Final = timedelta(seconds=30)
ATTEMPTS: Final = 3
"""Of a run that is safe to repeat: one that takes its worker down with it must end some time."""

_LOST: Final = "state = 'running' AND lease_until < %(now)s AND (%(id)s::uuid IS NULL OR id = %(id)s)"
# Its caller learns of the loss only if it is final, so the warning is for the log.
_REPEAT_LOST: Final = f"""
    UPDATE dataflow.run SET state = 'queued', started_at = NULL, lease_until = NULL, attempt = attempt + 1,
           warnings = warnings || jsonb_build_array(jsonb_build_object('code', 'worker_lost', 'hidden', true,
                   'message', format('the worker of attempt %%s was lost; the run was queued again', attempt)))
    WHERE {_LOST} AND is_repeatable AND attempt < %(attempts)s AND sealed_payload IS NOT NULL AND NOT cancel_requested
    RETURNING id
"""
_FAIL_LOST: Final = f"""
    UPDATE dataflow.run SET state = 'failed', ended_at = %(now)s, sealed_payload = NULL, lease_until = NULL,
           error = jsonb_build_object('code', 'worker_lost', 'status', 500, 'runId', id, 'traceId', trace_id,
                   'message', CASE WHEN is_atomic THEN 'the worker of this run was lost; nothing it wrote stays'
                              ELSE 'the worker of this run was lost; what it had written before stays' END)
    WHERE {_LOST}
"""


async def renew(conn: Connection, run_id: UUID, now: datetime, attempt: int = 1) -> bool:
    """Prolongs the lease. False when the run must stop: cancelled, or no longer this worker's."""
    cursor = await conn.execute(
        "UPDATE dataflow.run SET lease_until = %s WHERE id = %s AND state = 'running' AND attempt = %s "
        "RETURNING cancel_requested",
        (now + LEASE, run_id, attempt),
    )
    row = await cursor.fetchone()
    return row is not None and not row[0]


async def repeat_lost(conn: Connection, now: datetime, run_id: UUID | None = None) -> list[UUID]:
    """Lets runs wait again whose worker stopped renewing, if that is safe and was not tried too often."""
    cursor = await conn.execute(_REPEAT_LOST, {"now": now, "id": run_id, "attempts": ATTEMPTS})
    return [row[0] for row in await cursor.fetchall()]


async def fail_lost(conn: Connection, now: datetime, run_id: UUID | None = None) -> None:
    """Ends runs whose worker stopped renewing. They are not run again: what they wrote may be stored."""
    await conn.execute(_FAIL_LOST, {"now": now, "id": run_id})


async def waiting_since(conn: Connection, before: datetime) -> list[UUID]:
    """Runs that no worker has taken."""
    cursor = await conn.execute("SELECT id FROM dataflow.run WHERE state = 'queued' AND created_at < %s", (before,))
    return [row[0] for row in await cursor.fetchall()]
