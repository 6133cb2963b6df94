"""SQL of parts. What workers ask is about one run."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from psycopg.rows import class_row

from aqtra.dataflow.repository_leases import LEASE
from aqtra.dataflow.spreading.models import TakenPart
from aqtra.infra.database import Connection

ATTEMPTS: Final = 3
"""A part that takes its worker down with it must end some time."""

# Nothing new is begun behind an item at which the step has failed.
_TAKE: Final = """
    UPDATE dataflow.run_part SET state = 'running', tries = tries + 1, lease_until = %(lease)s
    WHERE (run_id, attempt, number) = (
        SELECT run_id, part.attempt, number FROM dataflow.run_part AS part JOIN dataflow.run ON run.id = part.run_id
        WHERE run_id = %(run)s AND part.state = 'waiting' AND definitions = %(definitions)s
              AND run.state = 'running' AND NOT run.cancel_requested AND run.attempt = part.attempt
              AND NOT EXISTS (SELECT FROM dataflow.run_part AS failed
                              WHERE failed.run_id = part.run_id AND failed.attempt = part.attempt AND failed.stops
                                    AND failed.number < part.number)
        ORDER BY number LIMIT 1 FOR UPDATE OF part SKIP LOCKED)
    RETURNING run_id, number, attempt, tries, step_id, first, sealed_items AS content
"""
_MINE: Final = """
    WHERE run_id = %(run)s AND number = %(number)s AND attempt = %(attempt)s AND tries = %(tries)s
          AND state = 'running'
"""


async def insert(conn: Connection, rows: Sequence[dict[str, Any]]) -> None:
    async with conn.cursor() as cursor:
        await cursor.executemany(
            "INSERT INTO dataflow.run_part (run_id, number, attempt, step_id, first, definitions, sealed_items) "
            "VALUES (%(run_id)s, %(number)s, %(attempt)s, %(step_id)s, %(first)s, %(definitions)s, %(sealed)s)",
            rows,
        )


async def take(conn: Connection, run_id: UUID, definitions: int, now: datetime) -> TakenPart | None:
    """The first part of a run that waits; None when there is none for who knows this version of the platform."""
    cursor = conn.cursor(row_factory=class_row(TakenPart))
    await cursor.execute(_TAKE, {"run": run_id, "definitions": definitions, "lease": now + LEASE})
    return await cursor.fetchone()


async def renew(conn: Connection, part: TakenPart, now: datetime) -> bool:
    """False when nobody waits for the part any more, or another worker has it."""
    cursor = await conn.execute(
        f"UPDATE dataflow.run_part SET lease_until = %(lease)s {_MINE}", {**_key(part), "lease": now + LEASE}
    )
    return cursor.rowcount == 1


async def finish(conn: Connection, part: TakenPart, sealed: bytes, *, stops: bool) -> bool:
    """False when somebody else has the part, or nobody wants it; then nothing is written."""
    cursor = await conn.execute(
        "UPDATE dataflow.run_part SET state = 'done', lease_until = NULL, sealed_items = NULL, "
        f"sealed_result = %(sealed)s, stops = %(stops)s {_MINE}",
        {**_key(part), "sealed": sealed, "stops": stops},
    )
    return cursor.rowcount == 1


async def drop(conn: Connection, part: TakenPart) -> None:
    """Its result is in the right hands already."""
    await conn.execute(f"DELETE FROM dataflow.run_part {_MINE}", _key(part))


async def collect(conn: Connection, run_id: UUID, attempt: int, number: int) -> bytes | None:
    """The sealed result of a part that is done, which is then forgotten."""
    cursor = await conn.execute(
        "DELETE FROM dataflow.run_part WHERE run_id = %s AND attempt = %s AND number = %s AND state = 'done' "
        "RETURNING sealed_result",
        (run_id, attempt, number),
    )
    row = await cursor.fetchone()
    return None if row is None else bytes(row[0])


async def release_lost(conn: Connection, run_id: UUID, attempt: int, now: datetime) -> int:
    """Lets parts wait again whose workers stopped renewing, unless that was tried too often; how many they are."""
    cursor = await conn.execute(
        "UPDATE dataflow.run_part SET state = 'waiting', lease_until = NULL "
        "WHERE run_id = %s AND attempt = %s AND state = 'running' AND lease_until < %s AND tries < %s",
        (run_id, attempt, now, ATTEMPTS),
    )
    return cursor.rowcount


async def is_given_up(conn: Connection, run_id: UUID, attempt: int, now: datetime) -> bool:
    """Whether a part was lost too often."""
    cursor = await conn.execute(
        "SELECT EXISTS (SELECT FROM dataflow.run_part WHERE run_id = %s AND attempt = %s AND state = 'running' "
        "AND lease_until < %s AND tries >= %s)",
        (run_id, attempt, now, ATTEMPTS),
    )
    row = await cursor.fetchone()
    return row is not None and bool(row[0])


async def clear(conn: Connection, run_id: UUID, attempt: int) -> None:
    """Nobody waits for what is left of the parts of an attempt, and of those before it."""
    await conn.execute("DELETE FROM dataflow.run_part WHERE run_id = %s AND attempt <= %s", (run_id, attempt))


async def clear_ended(conn: Connection) -> None:
    """What runs left that were lost, and are over."""
    await conn.execute(
        "DELETE FROM dataflow.run_part AS part USING dataflow.run "
        "WHERE run.id = part.run_id AND run.ended_at IS NOT NULL"
    )


async def count(conn: Connection) -> dict[str, int]:
    """How many parts are in each state, of all runs."""
    cursor = await conn.execute("SELECT state, count(*) FROM dataflow.run_part GROUP BY state")
    return dict(await cursor.fetchall())


def _key(part: TakenPart) -> dict[str, Any]:
    return {"run": part.run_id, "number": part.number, "attempt": part.attempt, "tries": part.tries}
