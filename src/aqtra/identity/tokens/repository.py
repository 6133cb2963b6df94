"""SQL of API tokens."""

from datetime import datetime, timedelta
from typing import Any, Final

from psycopg.rows import dict_row

from aqtra.identity.tokens.models import ApiToken, Order, Owner, Presented
from aqtra.identity.tokens.opaque import Kind
from aqtra.infra.database import Connection
from aqtra.kernel.scopes import Scope, Scopes

_COLUMNS: Final = """
    token.id, token.account_id, token.name, token.hint, token.scopes, token.components, token.created_by,
    token.created_at, token.expires_at, token.last_used_at
"""
_LIVE: Final = "token.revoked_at IS NULL AND (token.expires_at IS NULL OR token.expires_at > %(now)s)"


async def insert(
    conn: Connection,
    account_id: int,
    order: Order,
    *,
    hint: str,
    token_hash: bytes,
    created_by: int | None,
    now: datetime,
    expires_at: datetime | None,
) -> ApiToken:
    cursor = conn.cursor(row_factory=dict_row)
    await cursor.execute(
        f"""
        INSERT INTO identity.api_token AS token
            (account_id, name, hint, token_hash, scopes, components, created_by, created_at, expires_at)
        VALUES (%(account)s, %(name)s, %(hint)s, %(hash)s, %(scopes)s, %(components)s, %(by)s, %(now)s, %(expires)s)
        RETURNING {_COLUMNS}
        """,
        {
            "account": account_id,
            "name": order.name,
            "hint": hint,
            "hash": token_hash,
            **columns_of(order.scopes),
            "by": created_by,
            "now": now,
            "expires": expires_at,
        },
    )
    row = await cursor.fetchone()
    assert row is not None
    return _token(row)


async def owner_named(conn: Connection, user_name: str) -> Owner | None:
    """The account of a user name; case does not matter."""
    cursor = await conn.execute(
        "SELECT id, kind FROM identity.account WHERE lower(user_name) = lower(%s)", (user_name,)
    )
    row = await cursor.fetchone()
    return None if row is None else Owner(row[0], Kind.SERVICE if row[1] == "service" else Kind.PERSONAL)


async def listed(conn: Connection, account_id: int) -> list[ApiToken]:
    """The account's tokens that were not revoked, expired ones too; the newest first."""
    cursor = conn.cursor(row_factory=dict_row)
    await cursor.execute(
        f"""SELECT {_COLUMNS} FROM identity.api_token token
            WHERE account_id = %s AND revoked_at IS NULL ORDER BY id DESC""",
        (account_id,),
    )
    return [_token(row) for row in await cursor.fetchall()]


async def count_live(conn: Connection, account_id: int, now: datetime) -> int:
    """Two requests at once count one after the other: the account is locked until the transaction ends."""
    await conn.execute("SELECT FROM identity.account WHERE id = %s FOR NO KEY UPDATE", (account_id,))
    cursor = await conn.execute(
        f"SELECT count(*) FROM identity.api_token token WHERE account_id = %(account)s AND {_LIVE}",
        {"account": account_id, "now": now},
    )
    row = await cursor.fetchone()
    return int(row[0]) if row else 0


async def presented(conn: Connection, token_hash: bytes, now: datetime) -> Presented | None:
    """The live token of a hash, if its account is active."""
    cursor = conn.cursor(row_factory=dict_row)
    await cursor.execute(
        f"""
        SELECT {_COLUMNS}, account.user_name, account.kind, account.password_change_required
        FROM identity.api_token token JOIN identity.account ON account.id = token.account_id
        WHERE token.token_hash = %(hash)s AND {_LIVE} AND account.active
        """,
        {"hash": token_hash, "now": now},
    )
    row = await cursor.fetchone()
    if row is None:
        return None
    return Presented(_token(row), row["user_name"], row["kind"] == "service", row["password_change_required"])


async def touch(conn: Connection, token_id: int, now: datetime, every: timedelta) -> None:
    """Notes a use, unless one was noted a short while ago."""
    await conn.execute(
        """UPDATE identity.api_token SET last_used_at = %(now)s
           WHERE id = %(id)s AND (last_used_at IS NULL OR last_used_at < %(before)s)""",
        {"id": token_id, "now": now, "before": now - every},
    )


async def revoke(conn: Connection, account_id: int, token_id: int, now: datetime) -> bool:
    """False when the account has no such token, or it was revoked before."""
    cursor = await conn.execute(
        """UPDATE identity.api_token SET revoked_at = %s
           WHERE id = %s AND account_id = %s AND revoked_at IS NULL""",
        (now, token_id, account_id),
    )
    return cursor.rowcount == 1


def columns_of(scopes: Scopes) -> dict[str, Any]:
    """The values of the columns `scopes` and `components`."""
    components = None if scopes.components is None else sorted(scopes.components)
    return {"scopes": sorted(scope.value for scope in scopes.names), "components": components}


def scopes_of(row: dict[str, Any]) -> Scopes:
    """What `columns_of` has written."""
    components = None if row["components"] is None else frozenset(row["components"])
    return Scopes(frozenset(Scope(name) for name in row["scopes"]), components)


def _token(row: dict[str, Any]) -> ApiToken:
    return ApiToken(
        id=row["id"],
        account_id=row["account_id"],
        name=row["name"],
        hint=row["hint"],
        scopes=scopes_of(row),
        created_by=row["created_by"],
        created_at=row["created_at"],
        expires_at=row["expires_at"],
        last_used_at=row["last_used_at"],
    )
