"""SQL of links by mail, and of the requests for them."""

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from psycopg.rows import class_row, dict_row

from aqtra.identity.models import Account
from aqtra.identity.repository import ACCOUNT
from aqtra.infra.database import Connection

Purpose = Literal["password", "email"]


async def insert_request(conn: Connection, request_id: UUID, sealed: bytes, now: datetime) -> None:
    await conn.execute(
        "INSERT INTO identity.reset_request (id, sealed, created_at) VALUES (%s, %s, %s)", (request_id, sealed, now)
    )


async def take_request(conn: Connection, request_id: UUID) -> bytes | None:
    cursor = await conn.execute("DELETE FROM identity.reset_request WHERE id = %s RETURNING sealed", (request_id,))
    row = await cursor.fetchone()
    return bytes(row[0]) if row else None


async def forgotten_requests(conn: Connection, before: datetime, limit: int) -> list[UUID]:
    """Requests whose doorbell was lost."""
    cursor = await conn.execute(
        "SELECT id FROM identity.reset_request WHERE created_at < %s ORDER BY created_at LIMIT %s", (before, limit)
    )
    return [row[0] for row in await cursor.fetchall()]


async def accounts_to_reset(conn: Connection, name: str, limit: int) -> list[Account]:
    """Active accounts with a password and an address, by user name or by address."""
    cursor = conn.cursor(row_factory=class_row(Account))
    await cursor.execute(
        f"""
        SELECT {ACCOUNT} FROM identity.account
        WHERE (lower(user_name) = lower(%(name)s) OR lower(email) = lower(%(name)s))
          AND active AND email IS NOT NULL AND password_hash IS NOT NULL
        ORDER BY id LIMIT %(limit)s
        """,
        {"name": name, "limit": limit},
    )
    return await cursor.fetchall()


async def insert_link(
    conn: Connection,
    token_hash: bytes,
    account_id: int,
    purpose: Purpose,
    *,
    email: str | None,
    now: datetime,
    expires_at: datetime,
    enables: bool = False,
) -> None:
    """Of an account that there is not nothing is kept, with the same work. `enables` the account when it is opened."""
    await conn.execute(
        """
        INSERT INTO identity.link (token_hash, account_id, purpose, email, created_at, expires_at, enables)
        SELECT %s, account.id, %s, %s, %s, %s, %s FROM identity.account WHERE account.id = %s
        """,
        (token_hash, purpose, email, now, expires_at, enables, account_id),
    )


async def link_made_since(conn: Connection, account_id: int, purpose: Purpose, since: datetime) -> bool:
    cursor = await conn.execute(
        "SELECT 1 FROM identity.link WHERE account_id = %s AND purpose = %s AND created_at > %s LIMIT 1",
        (account_id, purpose, since),
    )
    return await cursor.fetchone() is not None


async def link(conn: Connection, token_hash: bytes, purpose: Purpose, now: datetime) -> dict[str, Any] | None:
    cursor = conn.cursor(row_factory=dict_row)
    await cursor.execute(
        """
        SELECT link.account_id, link.email, link.enables
        FROM identity.link JOIN identity.account ON account.id = account_id
        WHERE token_hash = %s AND purpose = %s AND expires_at > %s AND (account.active OR link.enables)
        """,
        (token_hash, purpose, now),
    )
    return await cursor.fetchone()


async def use_link(conn: Connection, token_hash: bytes) -> bool:
    """Whether it was there still: of two uses at once only one counts."""
    cursor = await conn.execute("DELETE FROM identity.link WHERE token_hash = %s", (token_hash,))
    return cursor.rowcount == 1


async def delete_links(conn: Connection, account_id: int, purpose: Purpose) -> None:
    await conn.execute("DELETE FROM identity.link WHERE account_id = %s AND purpose = %s", (account_id, purpose))


async def waiting_email(conn: Connection, account_id: int, now: datetime) -> str | None:
    """The address that waits for its confirmation."""
    cursor = await conn.execute(
        """
        SELECT email FROM identity.link WHERE account_id = %s AND purpose = 'email' AND expires_at > %s
        ORDER BY created_at DESC LIMIT 1
        """,
        (account_id, now),
    )
    row = await cursor.fetchone()
    return str(row[0]) if row else None


async def set_email(conn: Connection, account_id: int, email: str) -> None:
    """An address whose owner has proved to read it."""
    await conn.execute(
        "UPDATE identity.account SET email = %s, confirmed_email = %s WHERE id = %s", (email, email, account_id)
    )


async def enable(conn: Connection, account_id: int) -> None:
    await conn.execute("UPDATE identity.account SET active = true WHERE id = %s", (account_id,))


async def is_confirmed(conn: Connection, account_id: int) -> bool:
    """Whether the account's present address was proved."""
    cursor = await conn.execute(
        "SELECT 1 FROM identity.account WHERE id = %s AND lower(email) = lower(confirmed_email)", (account_id,)
    )
    return await cursor.fetchone() is not None
