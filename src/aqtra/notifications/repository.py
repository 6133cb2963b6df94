"""SQL of the messages behind the bell. Every statement names the account they belong to."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from psycopg.rows import class_row

from aqtra.infra.database import Connection


@dataclass(frozen=True, slots=True)
class SealedMessage:
    """A row as it lies there."""

    id: UUID
    sealed: bytes = field(repr=False)
    created_at: datetime
    read_at: datetime | None


async def insert(conn: Connection, rows: Iterable[dict[str, Any]]) -> None:
    async with conn.cursor() as cursor:
        await cursor.executemany(
            "INSERT INTO notification.message (id, account_id, sealed, run_id, created_at) "
            "VALUES (%(id)s, %(account)s, %(sealed)s, %(run)s, %(now)s)",
            rows,
        )


async def page(conn: Connection, account: int, *, unread: bool, top: int, skip: int) -> list[SealedMessage]:
    """The latest first."""
    cursor = conn.cursor(row_factory=class_row(SealedMessage))
    await cursor.execute(
        """
        SELECT id, sealed, created_at, read_at FROM notification.message
        WHERE account_id = %s AND (NOT %s OR read_at IS NULL) ORDER BY position DESC LIMIT %s OFFSET %s
        """,
        (account, unread, top, skip),
    )
    return await cursor.fetchall()


async def counts(conn: Connection, account: int) -> tuple[int, int]:
    """How many there are, and how many of them are unread."""
    cursor = await conn.execute(
        "SELECT count(*), count(*) FILTER (WHERE read_at IS NULL) FROM notification.message WHERE account_id = %s",
        (account,),
    )
    row = await cursor.fetchone()
    return (0, 0) if row is None else (row[0], row[1])


async def unread(conn: Connection, account: int) -> int:
    cursor = await conn.execute(
        "SELECT count(*) FROM notification.message WHERE account_id = %s AND read_at IS NULL", (account,)
    )
    row = await cursor.fetchone()
    return 0 if row is None else int(row[0])


async def mark_read(conn: Connection, account: int, message: UUID, now: datetime) -> bool:
    """Whether the account has this message; one that was read keeps its time."""
    cursor = await conn.execute(
        "UPDATE notification.message SET read_at = coalesce(read_at, %s) WHERE id = %s AND account_id = %s",
        (now, message, account),
    )
    return cursor.rowcount > 0


async def mark_all_read(conn: Connection, account: int, now: datetime) -> int:
    cursor = await conn.execute(
        "UPDATE notification.message SET read_at = %s WHERE account_id = %s AND read_at IS NULL", (now, account)
    )
    return cursor.rowcount


async def insert_push(conn: Connection, push_id: UUID, sealed: bytes, now: datetime) -> None:
    await conn.execute(
        "INSERT INTO notification.push (id, sealed, created_at) VALUES (%s, %s, %s)", (push_id, sealed, now)
    )


async def push(conn: Connection, push_id: UUID) -> tuple[bytes, datetime] | None:
    cursor = await conn.execute("SELECT sealed, created_at FROM notification.push WHERE id = %s", (push_id,))
    row = await cursor.fetchone()
    return None if row is None else (row[0], row[1])


async def forget(conn: Connection, read_before: datetime, before: datetime, pushed_before: datetime) -> None:
    await conn.execute("DELETE FROM notification.push WHERE created_at < %s", (pushed_before,))
    await conn.execute(
        "DELETE FROM notification.message WHERE created_at < %s OR created_at < %s AND read_at IS NOT NULL",
        (before, read_before),
    )
