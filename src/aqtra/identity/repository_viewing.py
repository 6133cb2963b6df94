"""SQL of sessions that view as somebody else."""

from datetime import datetime
from typing import Any

from psycopg.rows import dict_row, scalar_row

from aqtra.infra.database import Connection


async def viewed_account(conn: Connection, account_id: int) -> tuple[str, bool] | None:
    """User name of a person, and whether the account is active. Programs do not use Workplace, so there is no view."""
    cursor = await conn.execute(
        "SELECT user_name, active FROM identity.account WHERE id = %s AND kind = 'person'", (account_id,)
    )
    return await cursor.fetchone()


async def begin(conn: Connection, token_hash: bytes, account_id: int, until: datetime) -> bool:
    """Whether the session is still there."""
    cursor = await conn.execute(
        """
        INSERT INTO identity.viewing (session_id, account_id, until)
        SELECT id, %(account)s, %(until)s FROM identity.session WHERE token_hash = %(hash)s
        ON CONFLICT (session_id) DO UPDATE SET account_id = excluded.account_id, until = excluded.until
        """,
        {"hash": token_hash, "account": account_id, "until": until},
    )
    return cursor.rowcount == 1


async def end(conn: Connection, token_hash: bytes) -> int | None:
    """As whom the session viewed; None when it did not."""
    cursor = conn.cursor(row_factory=scalar_row)
    await cursor.execute(
        """
        DELETE FROM identity.viewing USING identity.session
        WHERE session.id = viewing.session_id AND session.token_hash = %s RETURNING viewing.account_id
        """,
        (token_hash,),
    )
    return await cursor.fetchone()


async def viewed(conn: Connection, session_id: int) -> dict[str, Any] | None:
    """As whom a session views, and whether that account may still sign in."""
    cursor = conn.cursor(row_factory=dict_row)
    await cursor.execute(
        """
        SELECT account.id, account.user_name, account.display_name, account.active, viewing.until
        FROM identity.viewing JOIN identity.account ON account.id = viewing.account_id
        WHERE viewing.session_id = %s
        """,
        (session_id,),
    )
    return await cursor.fetchone()
