"""SQL of the bus."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from psycopg.rows import class_row, dict_row

from aqtra.dataflow.bus.models import DeadLetter, Message, Rejection
from aqtra.infra.database import Connection

_INSERT: Final = """
    INSERT INTO dataflow.bus_message (id, run_id, flow_name, step_id, item, component, principal_id, principal_name,
                                      is_platform, scopes, sealed_payload, queued_at, due_at)
    VALUES (%(id)s, %(run_id)s, %(flow_name)s, %(step_id)s, %(item)s, %(component)s, %(principal_id)s,
            %(principal_name)s, %(is_platform)s, %(scopes)s, %(sealed)s, %(now)s, %(now)s)
    ON CONFLICT (id) DO NOTHING
"""


async def insert(conn: Connection, rows: Iterable[dict[str, Any]]) -> None:
    """Messages in their order; those that are there already stay as they are."""
    async with conn.cursor() as cursor:
        await cursor.executemany(_INSERT, rows)


async def take(conn: Connection, run_id: UUID, now: datetime) -> Message | None:
    """The first waiting message of a run, locked for this transaction.

    None when there is none, when it is not due yet, or when another worker has it: later ones do not overtake it.
    """
    cursor = conn.cursor(row_factory=class_row(Message))
    await cursor.execute(
        """
        SELECT id, run_id, step_id, item, component, principal_id, is_platform, scopes, sealed_payload AS sealed,
               attempts
        FROM dataflow.bus_message
        WHERE id = (SELECT id FROM dataflow.bus_message WHERE run_id = %(run_id)s AND state = 'waiting'
                    ORDER BY position LIMIT 1)
          AND state = 'waiting' AND due_at <= %(now)s
        FOR UPDATE SKIP LOCKED
        """,
        {"run_id": run_id, "now": now},
    )
    return await cursor.fetchone()


async def stored(conn: Connection, message: Message, entry_id: int, now: datetime) -> None:
    """In the transaction that creates the entry."""
    await conn.execute(
        "UPDATE dataflow.bus_message SET state = 'stored', sealed_payload = NULL, entry_id = %s, ended_at = %s, "
        "attempts = attempts + 1, error = NULL WHERE id = %s",
        (entry_id, now, message.id),
    )


async def postpone(conn: Connection, message: Message, due_at: datetime, error: Rejection) -> None:
    """After an attempt; does nothing when another worker has counted it."""
    await conn.execute(
        "UPDATE dataflow.bus_message SET attempts = attempts + 1, due_at = %s, error = %s "
        "WHERE id = %s AND state = 'waiting' AND attempts = %s",
        (due_at, error.model_dump_json(), message.id, message.attempts),
    )


async def bury(conn: Connection, message: Message, now: datetime, error: Rejection) -> bool:
    """Makes it a dead letter; False when another worker was first."""
    cursor = await conn.execute(
        "UPDATE dataflow.bus_message SET state = 'dead', attempts = attempts + 1, ended_at = %s, error = %s "
        "WHERE id = %s AND state = 'waiting' AND attempts = %s",
        (now, error.model_dump_json(), message.id, message.attempts),
    )
    return cursor.rowcount == 1


async def due(conn: Connection, before: datetime, limit: int) -> list[UUID]:
    """Runs to ring for: forgotten by a lost doorbell, lost by a worker, or due for another attempt."""
    cursor = await conn.execute(
        "SELECT DISTINCT run_id FROM dataflow.bus_message WHERE state = 'waiting' AND due_at <= %s LIMIT %s",
        (before, limit),
    )
    return [row[0] for row in await cursor.fetchall()]


async def forget(conn: Connection, stored_before: datetime, dead_before: datetime) -> None:
    await conn.execute(
        "DELETE FROM dataflow.bus_message WHERE state = 'stored' AND ended_at < %s OR state = 'dead' AND ended_at < %s",
        (stored_before, dead_before),
    )


async def dead_letters(conn: Connection, top: int, skip: int) -> tuple[int, list[DeadLetter]]:
    """How many there are, and a page of them, the latest first."""
    cursor = conn.cursor(row_factory=dict_row)
    await cursor.execute(
        """
        SELECT count(*) OVER () AS total, id, run_id, flow_name, step_id, item, component, principal_name, attempts,
               queued_at, ended_at, error
        FROM dataflow.bus_message WHERE state = 'dead' ORDER BY position DESC LIMIT %s OFFSET %s
        """,
        (top, skip),
    )
    rows = await cursor.fetchall()
    if not rows:
        counted = await conn.execute("SELECT count(*) FROM dataflow.bus_message WHERE state = 'dead'")
        row = await counted.fetchone()
        return (row[0] if row else 0), []
    total = rows[0]["total"]
    kept = [{name: value for name, value in row.items() if name != "total"} for row in rows]
    return total, [DeadLetter(**{**row, "error": Rejection.model_validate(row["error"])}) for row in kept]


async def revive(conn: Connection, letters: Sequence[UUID], now: datetime) -> list[tuple[UUID, UUID]]:
    """Lets dead letters wait again, in their old place; those that were dead, with their runs."""
    cursor = await conn.execute(
        "UPDATE dataflow.bus_message SET state = 'waiting', attempts = 0, due_at = %s, ended_at = NULL "
        "WHERE id = ANY(%s) AND state = 'dead' RETURNING id, run_id",
        (now, list(letters)),
    )
    return [(row[0], row[1]) for row in await cursor.fetchall()]


async def discard(conn: Connection, letters: Sequence[UUID]) -> list[UUID]:
    """Deletes dead letters; those that were there."""
    cursor = await conn.execute(
        "DELETE FROM dataflow.bus_message WHERE id = ANY(%s) AND state = 'dead' RETURNING id", (list(letters),)
    )
    return [row[0] for row in await cursor.fetchall()]
