"""SQL of identity."""

from datetime import datetime

from psycopg.errors import UniqueViolation
from psycopg.rows import class_row

from aqtra.identity.errors import UserNameTaken
from aqtra.identity.models import Account
from aqtra.infra.database import Connection

ACCOUNT = """id, user_name, display_name, email, active, password_hash, password_change_required, failures,
    locked_until, handle, email_code"""


async def account_by_name(conn: Connection, user_name: str) -> Account | None:
    """The account of somebody who signs in by name; case does not matter. Service accounts do not sign in."""
    cursor = conn.cursor(row_factory=class_row(Account))
    await cursor.execute(
        f"SELECT {ACCOUNT} FROM identity.account WHERE lower(user_name) = lower(%s) AND kind = 'person'", (user_name,)
    )
    return await cursor.fetchone()


async def account_by_id(conn: Connection, account_id: int, *, hold: bool = False) -> Account | None:
    """`hold`: until the end of the transaction, so that what is decided on it comes one after the other."""
    cursor = conn.cursor(row_factory=class_row(Account))
    suffix = " FOR NO KEY UPDATE" if hold else ""
    await cursor.execute(f"SELECT {ACCOUNT} FROM identity.account WHERE id = %s{suffix}", (account_id,))
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


async def rename(conn: Connection, account_id: int, user_name: str, display_name: str) -> None:
    """Raises UserNameTaken."""
    try:
        async with conn.transaction():
            await conn.execute(
                "UPDATE identity.account SET user_name = %s, display_name = %s WHERE id = %s",
                (user_name, display_name, account_id),
            )
    except UniqueViolation as error:
        raise UserNameTaken.of_field("user_name", "unique", "this user name is taken") from error


async def set_password(conn: Connection, account_id: int, password_hash: str, *, change_required: bool) -> None:
    await conn.execute(
        """
        UPDATE identity.account SET password_hash = %s, password_change_required = %s, failures = 0, locked_until = NULL
        WHERE id = %s
        """,
        (password_hash, change_required, account_id),
    )


async def set_hash(conn: Connection, account_id: int, password_hash: str) -> None:
    """The same password, hashed with today's costs."""
    await conn.execute("UPDATE identity.account SET password_hash = %s WHERE id = %s", (password_hash, account_id))


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
