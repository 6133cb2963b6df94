"""SQL of messages that are no longer tried."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from psycopg.rows import class_row, dict_row

from aqtra.dataflow.bus.models import Rejection
from aqtra.dataflow.consuming.models import MessageLetter, WaitingLetter
from aqtra.infra.database import Connection


async def bury(conn: Connection, values: Mapping[str, Any]) -> None:
    """In the transaction that ends the message."""
    await conn.execute(
        """INSERT INTO dataflow.message_letter (id, subscription, component, flow_name, step_id, message_id,
                  sealed_payload, attempts, run_id, received_at, ended_at, error)
           VALUES (%(id)s, %(subscription)s, %(component)s, %(flow_name)s, %(step_id)s, %(message_id)s,
                   %(sealed)s, %(attempts)s, %(run_id)s, %(now)s, %(now)s, %(error)s)""",
        values,
    )


async def due(conn: Connection, subscription: UUID, now: datetime) -> WaitingLetter | None:
    """The next letter of a subscription that is to be tried again."""
    cursor = conn.cursor(row_factory=class_row(WaitingLetter))
    await cursor.execute(
        """SELECT id, message_id, sealed_payload AS sealed, attempts FROM dataflow.message_letter
           WHERE state = 'waiting' AND subscription = %s AND due_at <= %s ORDER BY due_at, position LIMIT 1""",
        (subscription, now),
    )
    return await cursor.fetchone()


async def delivered(conn: Connection, letter: UUID) -> None:
    await conn.execute("DELETE FROM dataflow.message_letter WHERE id = %s", (letter,))


async def postpone(
    conn: Connection, letter: UUID, now: datetime, error: Rejection, due_at: datetime | None, run_id: UUID | None
) -> None:
    """After an attempt. Dead again without `due_at`."""
    await conn.execute(
        """UPDATE dataflow.message_letter SET attempts = attempts + 1, due_at = %(due_at)s, ended_at = %(now)s,
                  state = CASE WHEN %(due_at)s::timestamptz IS NULL THEN 'dead' ELSE 'waiting' END,
                  error = %(error)s, run_id = coalesce(%(run_id)s, run_id)
           WHERE id = %(id)s""",
        {"id": letter, "now": now, "due_at": due_at, "error": error.model_dump_json(), "run_id": run_id},
    )


async def page(conn: Connection, top: int, skip: int) -> tuple[int, list[MessageLetter]]:
    """How many there are, and a page of them, the latest first."""
    counted = await conn.execute("SELECT count(*) FROM dataflow.message_letter WHERE state = 'dead'")
    row = await counted.fetchone()
    cursor = conn.cursor(row_factory=dict_row)
    await cursor.execute(
        """SELECT id, component, flow_name, step_id, message_id, attempts, run_id, received_at, ended_at, error
           FROM dataflow.message_letter WHERE state = 'dead' ORDER BY position DESC LIMIT %s OFFSET %s""",
        (top, skip),
    )
    rows = await cursor.fetchall()
    letters = [MessageLetter(**{**found, "error": Rejection.model_validate(found["error"])}) for found in rows]
    return (row[0] if row else 0), letters


async def revive(conn: Connection, letters: Sequence[UUID], now: datetime) -> list[UUID]:
    """Lets those wait again that are dead and whose flow still subscribes."""
    cursor = await conn.execute(
        """UPDATE dataflow.message_letter SET state = 'waiting', attempts = 0, due_at = %s
           WHERE id = ANY(%s) AND state = 'dead'
             AND EXISTS (SELECT FROM dataflow.subscription WHERE key = message_letter.subscription)
           RETURNING id""",
        (now, list(letters)),
    )
    return [row[0] for row in await cursor.fetchall()]


async def discard(conn: Connection, letters: Sequence[UUID]) -> list[UUID]:
    """Deletes dead ones; those that were there."""
    cursor = await conn.execute(
        "DELETE FROM dataflow.message_letter WHERE id = ANY(%s) AND state = 'dead' RETURNING id", (list(letters),)
    )
    return [row[0] for row in await cursor.fetchall()]


async def forget(conn: Connection, dead_before: datetime) -> None:
    await conn.execute("DELETE FROM dataflow.message_letter WHERE state = 'dead' AND ended_at < %s", (dead_before,))
