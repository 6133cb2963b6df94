"""SQL of families and refresh tokens."""

from datetime import datetime
from typing import Any, Final
from uuid import UUID

from psycopg.rows import dict_row

from aqtra.identity.tokens.grants.models import Family
from aqtra.identity.tokens.repository import columns_of, scopes_of
from aqtra.infra.database import Connection
from aqtra.kernel.scopes import Scopes

_COLUMNS: Final = """
    family.id, family.account_id, family.scopes, family.components, family.expires_at,
    account.password_change_required
"""
_SEEN: Final = "sha256(convert_to(account.password_hash, 'UTF8'))"
# A family ends with its time, its account, the password it was opened with, and the service token it came from.
_LIVE: Final = f"""
    family.revoked_at IS NULL AND family.expires_at > %(now)s AND account.active
    AND family.password_seen IS NOT DISTINCT FROM {_SEEN}
    AND (family.api_token_id IS NULL OR EXISTS (
        SELECT FROM identity.api_token token WHERE token.id = family.api_token_id AND token.revoked_at IS NULL
        AND (token.expires_at IS NULL OR token.expires_at > %(now)s)))
"""


async def open_family(
    conn: Connection,
    family_id: UUID,
    account_id: int,
    scopes: Scopes,
    *,
    api_token: int | None,
    now: datetime,
    expires_at: datetime,
) -> Family:
    """A new family; those whose time has passed are forgotten."""
    await conn.execute("DELETE FROM identity.token_family WHERE expires_at <= %s", (now,))
    cursor = conn.cursor(row_factory=dict_row)
    await cursor.execute(
        f"""
        WITH family AS (
            INSERT INTO identity.token_family
                (id, account_id, api_token_id, scopes, components, password_seen, created_at, expires_at)
            SELECT %(id)s, account.id, %(token)s, %(scopes)s, %(components)s, {_SEEN}, %(now)s, %(expires)s
            FROM identity.account WHERE account.id = %(account)s
            RETURNING *
        )
        SELECT {_COLUMNS} FROM family JOIN identity.account ON account.id = family.account_id
        """,
        {
            "id": family_id,
            "account": account_id,
            "token": api_token,
            **columns_of(scopes),
            "now": now,
            "expires": expires_at,
        },
    )
    row = await cursor.fetchone()
    assert row is not None
    return _family(row)


async def live(conn: Connection, family_id: UUID, now: datetime) -> Family | None:
    cursor = conn.cursor(row_factory=dict_row)
    await cursor.execute(
        f"""SELECT {_COLUMNS} FROM identity.token_family family
            JOIN identity.account ON account.id = family.account_id
            WHERE family.id = %(id)s AND {_LIVE}""",
        {"id": family_id, "now": now},
    )
    row = await cursor.fetchone()
    return None if row is None else _family(row)


async def insert_refresh(
    conn: Connection, token_hash: bytes, family_id: UUID, *, now: datetime, expires_at: datetime
) -> None:
    await conn.execute(
        "INSERT INTO identity.refresh_token (token_hash, family_id, issued_at, expires_at) VALUES (%s, %s, %s, %s)",
        (token_hash, family_id, now, expires_at),
    )


async def use_refresh(conn: Connection, token_hash: bytes, now: datetime) -> Family | None:
    """Uses a refresh token up. Of many at once, one gets the family."""
    cursor = conn.cursor(row_factory=dict_row)
    await cursor.execute(
        f"""UPDATE identity.refresh_token refresh SET used_at = %(now)s
            FROM identity.token_family family JOIN identity.account ON account.id = family.account_id
            WHERE refresh.token_hash = %(hash)s AND refresh.used_at IS NULL AND refresh.expires_at > %(now)s
              AND family.id = refresh.family_id AND {_LIVE}
            RETURNING {_COLUMNS}""",
        {"hash": token_hash, "now": now},
    )
    row = await cursor.fetchone()
    return None if row is None else _family(row)


async def of_refresh(conn: Connection, token_hash: bytes, now: datetime) -> Family | None:
    """The family of a refresh token that could still be used."""
    cursor = conn.cursor(row_factory=dict_row)
    await cursor.execute(
        f"""SELECT {_COLUMNS} FROM identity.refresh_token refresh
            JOIN identity.token_family family ON family.id = refresh.family_id
            JOIN identity.account ON account.id = family.account_id
            WHERE refresh.token_hash = %(hash)s AND refresh.used_at IS NULL AND refresh.expires_at > %(now)s
              AND {_LIVE}""",
        {"hash": token_hash, "now": now},
    )
    row = await cursor.fetchone()
    return None if row is None else _family(row)


async def revoke_reused(conn: Connection, token_hash: bytes, now: datetime) -> int | None:
    """Ends the family of a refresh token that was used before; the account, None when there is nothing to end."""
    cursor = await conn.execute(
        """UPDATE identity.token_family family SET revoked_at = %(now)s FROM identity.refresh_token refresh
           WHERE refresh.token_hash = %(hash)s AND refresh.used_at IS NOT NULL
             AND family.id = refresh.family_id AND family.revoked_at IS NULL
           RETURNING family.account_id""",
        {"hash": token_hash, "now": now},
    )
    row = await cursor.fetchone()
    return int(row[0]) if row else None


async def revoke(conn: Connection, family_id: UUID, now: datetime) -> None:
    await conn.execute(
        "UPDATE identity.token_family SET revoked_at = %s WHERE id = %s AND revoked_at IS NULL", (now, family_id)
    )


async def revoke_all(conn: Connection, account_id: int, now: datetime) -> None:
    """Ends every family of an account: remote log-out."""
    await conn.execute(
        "UPDATE identity.token_family SET revoked_at = %s WHERE account_id = %s AND revoked_at IS NULL",
        (now, account_id),
    )


def _family(row: dict[str, Any]) -> Family:
    return Family(
        id=row["id"],
        account_id=row["account_id"],
        scopes=scopes_of(row),
        expires_at=row["expires_at"],
        password_change_required=row["password_change_required"],
    )
