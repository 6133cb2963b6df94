"""SQL of sessions, and of passwords that wait for a second factor."""

from datetime import datetime
from typing import Any
from uuid import UUID

from psycopg.rows import class_row, dict_row

from aqtra.identity.models import OpenSession
from aqtra.infra.database import Connection


async def insert_session(
    conn: Connection,
    token_hash: bytes,
    account_id: int,
    *,
    created_at: datetime,
    expires_at: datetime,
    address: str | None,
    user_agent: str | None,
    method: str,
) -> None:
    """Opens a session. Who opens one has just proved who they are."""
    await conn.execute(
        """
        INSERT INTO identity.session
            (token_hash, account_id, created_at, last_seen_at, proved_at, expires_at, address, user_agent, method)
        VALUES (%(hash)s, %(account)s, %(now)s, %(now)s, %(now)s, %(expires)s, %(address)s, %(agent)s, %(method)s)
        """,
        {
            "hash": token_hash,
            "account": account_id,
            "now": created_at,
            "expires": expires_at,
            "address": address,
            "agent": user_agent,
            "method": method,
        },
    )


async def session(conn: Connection, token_hash: bytes, now: datetime, idle_since: datetime) -> dict[str, Any] | None:
    """The live session of a token with its account."""
    cursor = conn.cursor(row_factory=dict_row)
    await cursor.execute(
        """
        SELECT account.id, account.user_name, account.display_name, account.password_change_required,
               session.expires_at, session.last_seen_at, session.method, viewing.session_id AS viewing,
               account.email_code OR EXISTS (SELECT FROM identity.passkey WHERE account_id = account.id)
                   OR EXISTS (SELECT FROM identity.totp
                              WHERE account_id = account.id AND confirmed_at IS NOT NULL) AS has_factor
        FROM identity.session JOIN identity.account ON account.id = session.account_id
        LEFT JOIN identity.viewing ON viewing.session_id = session.id
        WHERE session.token_hash = %s AND session.expires_at > %s AND session.last_seen_at > %s AND account.active
        """,
        (token_hash, now, idle_since),
    )
    return await cursor.fetchone()


async def seen(conn: Connection, token_hash: bytes, now: datetime) -> None:
    await conn.execute(
        "UPDATE identity.session SET last_seen_at = %s WHERE token_hash = %s AND last_seen_at < %s",
        (now, token_hash, now),
    )


async def proved_since(conn: Connection, token_hash: bytes, since: datetime) -> bool:
    """Whether the owner of a session has proved lately who they are."""
    cursor = await conn.execute(
        "SELECT 1 FROM identity.session WHERE token_hash = %s AND proved_at >= %s", (token_hash, since)
    )
    return await cursor.fetchone() is not None


async def proved(conn: Connection, token_hash: bytes, now: datetime) -> None:
    await conn.execute("UPDATE identity.session SET proved_at = %s WHERE token_hash = %s", (now, token_hash))


async def raised(conn: Connection, token_hash: bytes, account_id: int, method: str, now: datetime) -> bool:
    """Whether a session of the account was found: it counts as opened with a second factor from now on."""
    cursor = await conn.execute(
        "UPDATE identity.session SET proved_at = %s, method = %s WHERE token_hash = %s AND account_id = %s",
        (now, method, token_hash, account_id),
    )
    return cursor.rowcount == 1


async def owner(conn: Connection, token_hash: bytes) -> int | None:
    cursor = await conn.execute("SELECT account_id FROM identity.session WHERE token_hash = %s", (token_hash,))
    row = await cursor.fetchone()
    return int(row[0]) if row else None


async def sessions(
    conn: Connection, account_id: int, current: bytes | None, now: datetime, idle_since: datetime
) -> list[OpenSession]:
    """The open sessions of an account, that in use first, then the most lately seen."""
    cursor = conn.cursor(row_factory=class_row(OpenSession))
    await cursor.execute(
        """
        SELECT id, created_at, last_seen_at, expires_at, address, user_agent, method,
               coalesce(token_hash = %s, false) AS current
        FROM identity.session WHERE account_id = %s AND expires_at > %s AND last_seen_at > %s
        ORDER BY current DESC, last_seen_at DESC, id DESC LIMIT 200
        """,
        (current, account_id, now, idle_since),
    )
    return await cursor.fetchall()


async def delete_session_by_id(conn: Connection, account_id: int, session_id: int) -> bool:
    cursor = await conn.execute(
        "DELETE FROM identity.session WHERE account_id = %s AND id = %s", (account_id, session_id)
    )
    return cursor.rowcount == 1


async def delete_session(conn: Connection, token_hash: bytes) -> tuple[int, UUID | None, bytes | None] | None:
    """Ends one session; account, provider and what was sealed for it. None when there was none."""
    cursor = await conn.execute(
        "DELETE FROM identity.session WHERE token_hash = %s RETURNING account_id, provider_id, provider_proof",
        (token_hash,),
    )
    row = await cursor.fetchone()
    return (int(row[0]), row[1], bytes(row[2]) if row[2] is not None else None) if row else None


async def set_entrance(conn: Connection, token_hash: bytes, provider_id: UUID, sealed: bytes) -> None:
    """Notes the provider that a session was entered by."""
    await conn.execute(
        "UPDATE identity.session SET provider_id = %s, provider_proof = %s WHERE token_hash = %s",
        (provider_id, sealed, token_hash),
    )


async def delete_sessions(conn: Connection, account_id: int, *, keep: bytes | None = None) -> None:
    """Ends all sessions of an account, except perhaps the one in use, and all sign-ins that are half done."""
    await conn.execute(
        "DELETE FROM identity.session WHERE account_id = %s AND token_hash IS DISTINCT FROM %s",
        (account_id, keep),
    )
    await conn.execute("DELETE FROM identity.pending_sign_in WHERE account_id = %s", (account_id,))


async def delete_expired(conn: Connection, now: datetime, idle_since: datetime) -> None:
    """Forgets sessions, half sign-ins, questions, links, codes and tries whose time is over."""
    await conn.execute("DELETE FROM identity.session WHERE expires_at <= %s OR last_seen_at <= %s", (now, idle_since))
    for table in ("pending_sign_in", "challenge", "link", "one_time_code", "attempt"):
        await conn.execute(f"DELETE FROM identity.{table} WHERE expires_at <= %s", (now,))


# -- sign-ins that wait for a second factor ---------------------------------------------------------------------


async def insert_pending(conn: Connection, token_hash: bytes, account_id: int, expires_at: datetime) -> None:
    await conn.execute(
        "INSERT INTO identity.pending_sign_in (token_hash, account_id, expires_at) VALUES (%s, %s, %s)",
        (token_hash, account_id, expires_at),
    )


async def pending(conn: Connection, token_hash: bytes, now: datetime) -> dict[str, Any] | None:
    cursor = conn.cursor(row_factory=dict_row)
    await cursor.execute(
        """
        SELECT account_id, code_hash, code_sent_at, codes_sent FROM identity.pending_sign_in
        WHERE token_hash = %s AND expires_at > %s
        """,
        (token_hash, now),
    )
    return await cursor.fetchone()


async def delete_pending(conn: Connection, token_hash: bytes) -> bool:
    """Whether there was one: of two answers at once only one opens a session."""
    cursor = await conn.execute("DELETE FROM identity.pending_sign_in WHERE token_hash = %s", (token_hash,))
    return cursor.rowcount == 1


async def code_sent_since(conn: Connection, account_id: int, since: datetime) -> bool:
    """Whether a code went to the account lately, whichever sign-in asked for it."""
    cursor = await conn.execute(
        "SELECT 1 FROM identity.pending_sign_in WHERE account_id = %s AND code_sent_at > %s LIMIT 1",
        (account_id, since),
    )
    return await cursor.fetchone() is not None


async def set_pending_code(conn: Connection, token_hash: bytes, code_hash: str | None, now: datetime) -> None:
    """A new code replaces the one before; None: it was used."""
    await conn.execute(
        """
        UPDATE identity.pending_sign_in
        SET code_hash = %s, code_sent_at = %s, codes_sent = codes_sent + 1 WHERE token_hash = %s
        """,
        (code_hash, now, token_hash),
    )
