"""SQL of mail that waits."""

from datetime import datetime
from uuid import UUID

from psycopg.rows import class_row

from aqtra.infra.database import Connection
from aqtra.infra.mail.models import WaitingMail


async def insert(conn: Connection, mail_id: UUID, sealed: bytes, now: datetime, give_up_at: datetime) -> None:
    await conn.execute(
        "INSERT INTO identity.mail (id, sealed, created_at, due_at, give_up_at) VALUES (%s, %s, %s, %s, %s)",
        (mail_id, sealed, now, now, give_up_at),
    )


async def claim(conn: Connection, mail_id: UUID, now: datetime, lease_until: datetime) -> WaitingMail | None:
    """Takes a mail that is due, or was lost by its worker; None when another has it or it has ended."""
    cursor = conn.cursor(row_factory=class_row(WaitingMail))
    await cursor.execute(
        """
        UPDATE identity.mail SET state = 'sending', attempts = attempts + 1, lease_until = %(lease)s
        WHERE id = %(id)s AND due_at <= %(now)s
          AND (state = 'queued' OR state = 'sending' AND lease_until < %(now)s)
        RETURNING id, sealed, attempts, give_up_at
        """,
        {"id": mail_id, "now": now, "lease": lease_until},
    )
    return await cursor.fetchone()


async def finish(conn: Connection, mail: WaitingMail, now: datetime, *, reason: str | None = None) -> None:
    """Ends as sent, or as failed with a reason. The words are forgotten."""
    await conn.execute(
        """
        UPDATE identity.mail SET state = %s, sealed = NULL, lease_until = NULL, ended_at = %s, reason = %s
        WHERE id = %s AND state = 'sending' AND attempts = %s
        """,
        ("sent" if reason is None else "failed", now, reason, mail.id, mail.attempts),
    )


async def postpone(conn: Connection, mail: WaitingMail, due_at: datetime, reason: str) -> None:
    await conn.execute(
        """
        UPDATE identity.mail SET state = 'queued', lease_until = NULL, due_at = %s, reason = %s
        WHERE id = %s AND state = 'sending' AND attempts = %s
        """,
        (due_at, reason, mail.id, mail.attempts),
    )


async def due(conn: Connection, now: datetime, limit: int) -> list[UUID]:
    """Mail to ring for: due again, forgotten by a lost doorbell, or lost by a worker."""
    cursor = await conn.execute(
        """
        SELECT id FROM identity.mail
        WHERE ended_at IS NULL AND due_at <= %(now)s AND (state = 'queued' OR lease_until < %(now)s)
        ORDER BY due_at LIMIT %(limit)s
        """,
        {"now": now, "limit": limit},
    )
    return [row[0] for row in await cursor.fetchall()]


async def forget(conn: Connection, before: datetime) -> None:
    await conn.execute("DELETE FROM identity.mail WHERE ended_at < %s", (before,))
