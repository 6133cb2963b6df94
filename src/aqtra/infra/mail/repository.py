"""SQL of mail that waits."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from psycopg.rows import class_row, dict_row

from aqtra.infra.database import Connection
from aqtra.infra.mail.models import Delivery, WaitingMail


async def insert(conn: Connection, mail_id: UUID, sealed: bytes, now: datetime, give_up_at: datetime) -> None:
    await conn.execute(
        "INSERT INTO identity.mail (id, sealed, created_at, due_at, give_up_at) VALUES (%s, %s, %s, %s, %s)",
        (mail_id, sealed, now, now, give_up_at),
    )


async def insert_body(conn: Connection, body_id: UUID, sealed: bytes, now: datetime) -> None:
    await conn.execute(
        "INSERT INTO identity.mail_body (id, sealed, created_at) VALUES (%s, %s, %s)", (body_id, sealed, now)
    )


async def insert_many(conn: Connection, rows: Iterable[dict[str, Any]]) -> None:
    """Mails that share a body."""
    async with conn.cursor() as cursor:
        await cursor.executemany(
            """
            INSERT INTO identity.mail (id, sealed, created_at, due_at, give_up_at, body_id, account_id, run_id)
            VALUES (%(id)s, %(sealed)s, %(now)s, %(now)s, %(give_up_at)s, %(body)s, %(account)s, %(run)s)
            """,
            rows,
        )


async def claim(conn: Connection, mail_id: UUID, now: datetime, lease_until: datetime) -> WaitingMail | None:
    """Takes a mail that is due, or was lost by its worker; None when another has it or it has ended."""
    cursor = conn.cursor(row_factory=class_row(WaitingMail))
    await cursor.execute(
        """
        UPDATE identity.mail SET state = 'sending', attempts = attempts + 1, lease_until = %(lease)s
        WHERE id = %(id)s AND due_at <= %(now)s
          AND (state = 'queued' OR state = 'sending' AND lease_until < %(now)s)
        RETURNING id, sealed, attempts, give_up_at, run_id, body_id,
                  (SELECT sealed FROM identity.mail_body WHERE mail_body.id = mail.body_id) AS body
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
    if mail.body_id is not None:
        await _forget_bodies(conn, mail.body_id)


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
    await _forget_bodies(conn)


async def _forget_bodies(conn: Connection, body_id: UUID | None = None) -> None:
    """Of one mail, or of all: those that no mail waits to be sent with. Two that end at once leave it to the sweep."""
    await conn.execute(
        """
        DELETE FROM identity.mail_body WHERE (%(id)s::uuid IS NULL OR id = %(id)s) AND NOT EXISTS (
            SELECT FROM identity.mail WHERE mail.body_id = mail_body.id AND ended_at IS NULL)
        """,
        {"id": body_id},
    )


async def deliveries(conn: Connection, limit: int) -> list[Delivery]:
    """The latest mails of runs."""
    cursor = conn.cursor(row_factory=class_row(Delivery))
    await cursor.execute(
        """
        SELECT mail.id, run_id, account.user_name, state, attempts, mail.created_at, ended_at, reason
        FROM identity.mail LEFT JOIN identity.account ON account.id = mail.account_id
        WHERE run_id IS NOT NULL ORDER BY mail.created_at DESC, mail.id LIMIT %s
        """,
        (limit,),
    )
    return await cursor.fetchall()


async def saved_server(conn: Connection) -> dict[str, Any] | None:
    cursor = conn.cursor(row_factory=dict_row)
    await cursor.execute(
        "SELECT sender, host, port, security, user_name, sealed_password, changed_at, changed_by FROM notification.smtp"
    )
    return await cursor.fetchone()


async def save_server(conn: Connection, row: dict[str, Any]) -> None:
    await conn.execute(
        """
        INSERT INTO notification.smtp
            (id, sender, host, port, security, user_name, sealed_password, changed_at, changed_by)
        VALUES (1, %(sender)s, %(host)s, %(port)s, %(security)s, %(user_name)s, %(sealed_password)s, %(changed_at)s,
                %(changed_by)s)
        ON CONFLICT (id) DO UPDATE SET sender = excluded.sender, host = excluded.host, port = excluded.port,
            security = excluded.security, user_name = excluded.user_name, sealed_password = excluded.sealed_password,
            changed_at = excluded.changed_at, changed_by = excluded.changed_by
        """,
        row,
    )


async def delete_server(conn: Connection) -> bool:
    cursor = await conn.execute("DELETE FROM notification.smtp")
    return cursor.rowcount > 0
