"""SQL of service accounts."""

from typing import Any, Final

from psycopg.errors import UniqueViolation
from psycopg.rows import dict_row

from aqtra.identity.errors import UserNameTaken
from aqtra.identity.tokens.accounts.models import ServiceAccount
from aqtra.infra.database import Connection

_SELECT: Final = """
    SELECT account.id, account.user_name, account.display_name, account.active, account.created_at,
           ARRAY(SELECT role.name FROM identity.account_role JOIN identity.role ON role.id = role_id
                 WHERE account_id = account.id ORDER BY role.name) AS roles,
           (SELECT count(*) FROM identity.api_token token
            WHERE token.account_id = account.id AND token.revoked_at IS NULL) AS tokens
    FROM identity.account WHERE account.kind = 'service'
"""


async def listed(conn: Connection) -> list[ServiceAccount]:
    cursor = conn.cursor(row_factory=dict_row)
    await cursor.execute(f"{_SELECT} ORDER BY lower(account.user_name)")
    return [_account(row) for row in await cursor.fetchall()]


async def get(conn: Connection, account_id: int) -> ServiceAccount | None:
    cursor = conn.cursor(row_factory=dict_row)
    await cursor.execute(f"{_SELECT} AND account.id = %s", (account_id,))
    row = await cursor.fetchone()
    return None if row is None else _account(row)


async def by_name(conn: Connection, user_name: str) -> ServiceAccount | None:
    cursor = conn.cursor(row_factory=dict_row)
    await cursor.execute(f"{_SELECT} AND lower(account.user_name) = lower(%s)", (user_name,))
    row = await cursor.fetchone()
    return None if row is None else _account(row)


async def insert(conn: Connection, user_name: str, display_name: str) -> int:
    """Raises UserNameTaken, whoever has the name."""
    try:
        cursor = await conn.execute(
            "INSERT INTO identity.account (user_name, display_name, kind) VALUES (%s, %s, 'service') RETURNING id",
            (user_name, display_name),
        )
    except UniqueViolation as error:
        raise UserNameTaken.of_field("user_name", "unique", "this user name is taken") from error
    row = await cursor.fetchone()
    assert row is not None
    return int(row[0])


async def update(conn: Connection, account_id: int, *, display_name: str | None, active: bool | None) -> bool:
    """False when there is no such service account."""
    cursor = await conn.execute(
        """UPDATE identity.account SET display_name = coalesce(%s, display_name), active = coalesce(%s, active)
           WHERE id = %s AND kind = 'service'""",
        (display_name, active, account_id),
    )
    return cursor.rowcount == 1


async def roles(conn: Connection) -> list[str]:
    """The names of all roles."""
    cursor = await conn.execute("SELECT DISTINCT name FROM identity.role ORDER BY name")
    return [row[0] for row in await cursor.fetchall()]


async def set_roles(conn: Connection, account_id: int, names: tuple[str, ...]) -> None:
    """Replaces the account's roles by those of these names that exist."""
    await conn.execute(
        "DELETE FROM identity.account_role WHERE account_id = %s AND context_component IS NULL", (account_id,)
    )
    await conn.execute(
        """INSERT INTO identity.account_role (account_id, role_id)
           SELECT %s, role.id FROM identity.role WHERE role.name = ANY(%s)""",
        (account_id, list(names)),
    )


def _account(row: dict[str, Any]) -> ServiceAccount:
    return ServiceAccount(**{**row, "roles": tuple(row["roles"])})
