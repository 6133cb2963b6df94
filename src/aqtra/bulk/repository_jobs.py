"""SQL of jobs and of the rows they refused."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import orjson
from psycopg.rows import dict_row

from aqtra.bulk.limits import ATTEMPTS, LEASE, SHOWN_ERRORS
from aqtra.bulk.models import Counts, Format, Job, JobError, JobKind, JobState, RowError
from aqtra.infra.database import Connection
from aqtra.kernel.scopes import Scopes, stored

_COLUMNS: Final = """
    id, kind, component, requested_by, domain, scopes, format, parameters, state, rows_done, rows_total, created,
    updated, refused, line_done, error, source_file, result_file, report_file, lease, created_at, started_at, ended_at
"""
_ROWS_AT_ONCE: Final = 2_000
_OPEN: Final = "('queued', 'running', 'cancelling')"
# What a lost worker had counted and never committed.
_NOTHING_STORED: Final = "kind = 'import' AND parameters -> 'options' ->> 'on_error' = 'stop'"
_ENDED: Final = f"""
    ended_at = %(now)s, lease_until = NULL, created = CASE WHEN {_NOTHING_STORED} THEN 0 ELSE created END,
    updated = CASE WHEN {_NOTHING_STORED} THEN 0 ELSE updated END
"""


@dataclass(frozen=True, slots=True)
class JobRow:
    """A job with what only the server needs."""

    job: Job
    domain: str | None
    scopes: str | None
    line_done: int
    source_file: UUID | None
    result_file: UUID | None
    report_file: UUID | None
    lease: int


async def insert(
    conn: Connection,
    *,
    job_id: UUID,
    kind: JobKind,
    component: UUID,
    requested_by: int | None,
    domain: str | None,
    scopes: Scopes | None,
    format_: Format,
    parameters: dict[str, Any],
    source_file: UUID | None,
    now: datetime,
) -> JobRow:
    """A job that waits for a worker."""
    found = await _one(
        conn,
        f"""INSERT INTO bulk.job (id, kind, component, requested_by, domain, scopes, format, parameters, state,
                                  source_file, created_at)
            VALUES (%s, %s, %s, %s, %s, %s, %s, %s, 'queued', %s, %s) RETURNING {_COLUMNS}""",
        (
            job_id,
            kind.value,
            component,
            requested_by,
            domain,
            stored(scopes),
            format_,
            orjson.dumps(parameters).decode(),
            source_file,
            now,
        ),
    )
    assert found is not None
    return found


async def count_open(conn: Connection, user_id: int | None) -> int:
    """Jobs of a user that wait or run. Two requests at once count one after the other."""
    await conn.execute(
        "SELECT pg_advisory_xact_lock(hashtextextended('bulk.job', coalesce(%s::bigint, 0)))", (user_id,)
    )
    cursor = await conn.execute(
        f"SELECT count(*) FROM bulk.job WHERE requested_by IS NOT DISTINCT FROM %s AND state IN {_OPEN}", (user_id,)
    )
    row = await cursor.fetchone()
    return int(row[0]) if row else 0


async def get(conn: Connection, job_id: UUID) -> JobRow | None:
    return await _one(conn, f"SELECT {_COLUMNS} FROM bulk.job WHERE id = %s", (job_id,))


async def listed(
    conn: Connection, *, component: UUID | None, user_id: int | None, everybodys: bool, most: int
) -> list[JobRow]:
    """The newest first."""
    cursor = conn.cursor(row_factory=dict_row)
    await cursor.execute(
        f"""SELECT {_COLUMNS} FROM bulk.job
            WHERE (%(component)s::uuid IS NULL OR component = %(component)s)
              AND (%(everybodys)s OR requested_by = %(user)s)
            ORDER BY created_at DESC, id LIMIT %(most)s""",
        {"component": component, "everybodys": everybodys, "user": user_id, "most": most},
    )
    return [_row(row) for row in await cursor.fetchall()]


async def claim(conn: Connection, job_id: UUID, now: datetime) -> JobRow | None:
    """Takes a job that waits or whose worker was lost; None when there is nothing to take."""
    return await _one(
        conn,
        f"""UPDATE bulk.job SET state = 'running', lease = lease + 1, lease_until = %(until)s,
                   started_at = coalesce(started_at, %(now)s)
            WHERE id = %(id)s AND (state = 'queued' OR (state = 'running' AND lease_until < %(now)s))
            RETURNING {_COLUMNS}""",
        {"id": job_id, "now": now, "until": now + LEASE},
    )


async def renew(conn: Connection, job_id: UUID, lease: int, now: datetime) -> bool:
    """Prolongs the lease; False when the job is another worker's by now."""
    cursor = await conn.execute(
        """UPDATE bulk.job SET lease_until = %s WHERE id = %s AND lease = %s AND state IN ('running', 'cancelling')""",
        (now + LEASE, job_id, lease),
    )
    return cursor.rowcount == 1


async def note(
    conn: Connection, job_id: UUID, lease: int, counts: Counts, line_done: int, now: datetime
) -> JobState | None:
    """How far the job is; the state it is in, None when it is another worker's."""
    cursor = await conn.execute(
        """UPDATE bulk.job SET rows_done = %(rows_done)s, rows_total = %(rows_total)s, created = %(created)s,
                  updated = %(updated)s, refused = %(refused)s, line_done = %(line_done)s, lease_until = %(until)s
           WHERE id = %(id)s AND lease = %(lease)s AND state IN ('running', 'cancelling') RETURNING state""",
        {"id": job_id, "lease": lease, "line_done": line_done, "until": now + LEASE, **counts.model_dump()},
    )
    row = await cursor.fetchone()
    return JobState(row[0]) if row else None


async def refuse(conn: Connection, job_id: UUID, errors: Sequence[RowError]) -> None:
    """Keeps refusals for the report."""
    await conn.execute(
        """INSERT INTO bulk.refusal (job_id, line, property, rule, message, value)
           SELECT %s, r.line, r.property, r.rule, r.message, r.value
           FROM jsonb_to_recordset(%s::jsonb)
             AS r(line bigint, property text, rule text, message text, value text)""",
        (job_id, orjson.dumps([error.model_dump() for error in errors]).decode()),
    )


async def count_refusals(conn: Connection, job_id: UUID) -> int:
    cursor = await conn.execute("SELECT count(*) FROM bulk.refusal WHERE job_id = %s", (job_id,))
    row = await cursor.fetchone()
    return int(row[0]) if row else 0


async def forget_refusals(conn: Connection, job_id: UUID) -> None:
    await conn.execute("DELETE FROM bulk.refusal WHERE job_id = %s", (job_id,))


async def first_refusals(conn: Connection, job_id: UUID) -> tuple[RowError, ...]:
    """Those with the lowest lines."""
    cursor = conn.cursor(row_factory=dict_row)
    await cursor.execute(
        """SELECT line, property, rule, message, value FROM bulk.refusal WHERE job_id = %s
           ORDER BY line, id LIMIT %s""",
        (job_id, SHOWN_ERRORS),
    )
    return tuple(RowError(**row) for row in await cursor.fetchall())


async def finish(
    conn: Connection,
    job_id: UUID,
    lease: int,
    state: JobState,
    now: datetime,
    *,
    error: JobError | None = None,
    result_file: UUID | None = None,
    report_file: UUID | None = None,
    nothing_stored: bool = False,
) -> bool:
    """Ends the job; False when it is another worker's by now, or was ended with its entries already."""
    cursor = await conn.execute(
        """UPDATE bulk.job SET state = %s, ended_at = %s, error = %s, result_file = %s, report_file = %s,
                  lease_until = NULL, created = CASE WHEN %s THEN 0 ELSE created END,
                  updated = CASE WHEN %s THEN 0 ELSE updated END
           WHERE id = %s AND lease = %s AND state IN ('running', 'cancelling')""",
        (
            state.value,
            now,
            None if error is None else error.model_dump_json(),
            result_file,
            report_file,
            nothing_stored,
            nothing_stored,
            job_id,
            lease,
        ),
    )
    return cursor.rowcount == 1


async def ask_to_cancel(conn: Connection, job_id: UUID, now: datetime) -> bool:
    """A waiting job ends at once, a running one between two batches. False when it has ended."""
    cursor = await conn.execute(
        f"""UPDATE bulk.job SET state = CASE state WHEN 'queued' THEN 'cancelled' ELSE 'cancelling' END,
                   ended_at = CASE state WHEN 'queued' THEN %s::timestamptz END
            WHERE id = %s AND state IN {_OPEN}""",
        (now, job_id),
    )
    return cursor.rowcount == 1


async def lost(conn: Connection, now: datetime) -> list[UUID]:
    """Gives up on lost workers: cancelled jobs end, jobs that took too many workers fail. Those to be taken anew."""
    await conn.execute(
        f"""UPDATE bulk.job SET state = 'cancelled', {_ENDED}
           WHERE state = 'cancelling' AND lease_until < %(now)s""",
        {"now": now},
    )
    cursor = await conn.execute(
        "SELECT id FROM bulk.job WHERE state = 'running' AND lease_until < %s AND lease < %s", (now, ATTEMPTS)
    )
    return [row[0] for row in await cursor.fetchall()]


async def fail_hopeless(conn: Connection, now: datetime, error: JobError) -> None:
    """Ends the jobs that every worker was lost with."""
    await conn.execute(
        f"""UPDATE bulk.job SET state = 'failed', error = %(error)s, {_ENDED}
           WHERE state = 'running' AND lease_until < %(now)s AND lease >= %(attempts)s""",
        {"now": now, "error": error.model_dump_json(), "attempts": ATTEMPTS},
    )


async def waiting_since(conn: Connection, before: datetime) -> list[UUID]:
    """Jobs that no worker has taken."""
    cursor = await conn.execute("SELECT id FROM bulk.job WHERE state = 'queued' AND created_at < %s", (before,))
    return [row[0] for row in await cursor.fetchall()]


async def forget(conn: Connection, ended_before: datetime) -> list[tuple[UUID | None, ...]]:
    """Deletes old jobs; the files of each: source, result, report."""
    cursor = await conn.execute(
        "DELETE FROM bulk.job WHERE ended_at < %s RETURNING source_file, result_file, report_file", (ended_before,)
    )
    return list(await cursor.fetchall())


async def refusals(conn: Connection, job_id: UUID) -> AsyncIterator[list[tuple[Any, ...]]]:
    """All of them by line, some at a time. Inside a transaction."""
    async with conn.cursor(name="refusals") as cursor:
        await cursor.execute(
            "SELECT line, property, rule, message, value FROM bulk.refusal WHERE job_id = %s ORDER BY line, id",
            (job_id,),
        )
        while rows := await cursor.fetchmany(_ROWS_AT_ONCE):
            yield rows


async def _one(conn: Connection, statement: str, values: Any) -> JobRow | None:
    cursor = conn.cursor(row_factory=dict_row)
    await cursor.execute(statement, values)
    row = await cursor.fetchone()
    return None if row is None else _row(row)


def _row(row: dict[str, Any]) -> JobRow:
    own = ("domain", "scopes", "line_done", "source_file", "result_file", "report_file", "lease")
    kept = {name: row.pop(name) for name in own}
    return JobRow(
        job=Job(**row, has_result=kept["result_file"] is not None, has_report=kept["report_file"] is not None), **kept
    )
