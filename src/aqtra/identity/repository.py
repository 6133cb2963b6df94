"""SQL of identity."""

from datetime import datetime
from typing import Any

from psycopg.errors import UniqueViolation
from psycopg.rows import class_row, dict_row

from aqtra.identity.errors import UserNameTaken
from aqtra.identity.models import Account
from aqtra.infra.database import Connection

ACCOUNT = "id, user_name, display_name, email, active, password_hash, password_change_required, failures, locked_until"


async def account_by_name(conn: Connection, user_name: str) -> Account | None:
    """The account of somebody who signs in by name; case does not matter. Service accounts do not sign in."""
    cursor = conn.cursor(row_factory=class_row(Account))
    await cursor.execute(
        f"SELECT {ACCOUNT} FROM identity.account WHERE lower(user_name) = lower(%s) AND kind = 'person'", (user_name,)
    )
    return await cursor.fetchone()


async def account_by_id(conn: Connection, account_id: int) -> Account | None:
    cursor = conn.cursor(row_factory=class_row(Account))
    await cursor.execute(f"SELECT {ACCOUNT} FROM identity.account WHERE id = %s", (account_id,))
    return await cursor.fetchone()


async def accounts(conn: Connection) -> list[Account]:
    """Those of people."""
    cursor = conn.cursor(row_factory=class_row(Account))
    await cursor.execute(f"SELECT {ACCOUNT} FROM identity.account WHERE kind = 'person' ORDER BY id")
    return await cursor.fetchall()


async def count_accounts(conn: Connection) -> int:
    """How many people have one."""
    cursor = await conn.execute("SELECT count(*) FROM identity.account WHERE kind = 'person'")
    row = await cursor.fetchone()
    return int(row[0]) if row else 0


async def insert_account(
    conn: Connection,
    user_name: str,
    display_name: str,
    password_hash: str,
    *,
    change_required: bool,
    role: str,
) -> int:
    """Creates an account with one role. Raises UserNameTaken."""
    try:
        cursor = await conn.execute(
            """
            WITH created AS (
                INSERT INTO identity.account (user_name, display_name, password_hash, password_change_required)
                VALUES (%s, %s, %s, %s) RETURNING id
            ), granted AS (
                INSERT INTO identity.account_role (account_id, role_id)
                SELECT created.id, role.id FROM created, identity.role WHERE role.name = %s
            )
            SELECT id FROM created
            """,
            (user_name, display_name, password_hash, change_required, role),
        )
    except UniqueViolation as error:
        raise UserNameTaken.of_field("user_name", "unique", "this user name is taken") from error
    row = await cursor.fetchone()
    assert row is not None
    return int(row[0])


async def set_password(conn: Connection, account_id: int, password_hash: str, *, change_required: bool) -> None:
    await conn.execute(
        """
        UPDATE identity.account SET password_hash = %s, password_change_required = %s, failures = 0, locked_until = NULL
        WHERE id = %s
        """,
        (password_hash, change_required, account_id),
    )


async def record_failure(conn: Connection, account_id: int, limit: int, lock_until: datetime) -> None:
    """Counts a failed sign-in; at the limit the account is locked and the count starts anew."""
    await conn.execute(
        """
        UPDATE identity.account SET
            locked_until = CASE WHEN failures + 1 >= %(limit)s THEN %(until)s ELSE locked_until END,
            failures = CASE WHEN failures + 1 >= %(limit)s THEN 0 ELSE failures + 1 END
        WHERE id = %(id)s
        """,
        {"id": account_id, "limit": limit, "until": lock_until},
    )


async def clear_failures(conn: Connection, account_id: int) -> None:
    await conn.execute(
        "UPDATE identity.account SET failures = 0, locked_until = NULL WHERE id = %s AND failures > 0",
        (account_id,),
    )


async def insert_session(
    conn: Connection,
    token_hash: bytes,
    account_id: int,
    *,
    created_at: datetime,
    expires_at: datetime,
    address: str | None,
    user_agent: str | None,
) -> None:
    await conn.execute(
        """
        INSERT INTO identity.session (token_hash, account_id, created_at, expires_at, address, user_agent)
        VALUES (%s, %s, %s, %s, %s, %s)
        """,
        (token_hash, account_id, created_at, expires_at, address, user_agent),
    )


async def session(conn: Connection, token_hash: bytes, now: datetime) -> dict[str, Any] | None:
    """The live session of a token with its account."""
    cursor = conn.cursor(row_factory=dict_row)
    await cursor.execute(
        """
        SELECT account.id, account.user_name, account.display_name, account.password_change_required,
               session.expires_at
        FROM identity.session JOIN identity.account ON account.id = session.account_id
        WHERE session.token_hash = %s AND session.expires_at > %s AND account.active
        """,
        (token_hash, now),
    )
    return await cursor.fetchone()


async def rights_of(conn: Connection, account_id: int) -> frozenset[str]:
    """Rights of routes, which built-in roles give; they hold in System only."""
    cursor = await conn.execute(
        """
        SELECT DISTINCT granted.name
        FROM identity.account_role JOIN identity.role ON role.id = role_id, unnest(role.rights) AS granted(name)
        WHERE account_id = %s AND context_component IS NULL
        """,
        (account_id,),
    )
    return frozenset([row[0] for row in await cursor.fetchall()])


async def delete_session(conn: Connection, token_hash: bytes) -> int | None:
    """Ends one session; the account's id, or None when there was none."""
    cursor = await conn.execute(
        "DELETE FROM identity.session WHERE token_hash = %s RETURNING account_id", (token_hash,)
    )
    row = await cursor.fetchone()
    return int(row[0]) if row else None


async def delete_sessions(conn: Connection, account_id: int, *, keep: bytes | None = None) -> None:
    """Ends all sessions of an account, except perhaps the one in use."""
    await conn.execute(
        "DELETE FROM identity.session WHERE account_id = %s AND token_hash IS DISTINCT FROM %s",
        (account_id, keep),
    )


async def delete_expired_sessions(conn: Connection, now: datetime) -> None:
    await conn.execute("DELETE FROM identity.session WHERE expires_at <= %s", (now,))
