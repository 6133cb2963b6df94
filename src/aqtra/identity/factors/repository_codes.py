"""SQL of one-time codes that flows issue."""

from datetime import datetime
from typing import Any

from psycopg.rows import dict_row

from aqtra.infra.database import Connection


async def replace_code(conn: Connection, account_id: int, client: str, code_hash: str, expires_at: datetime) -> None:
    """The one active code of an account and client. Of an account that there is not, nothing is kept."""
    await conn.execute(
        """
        INSERT INTO identity.one_time_code (account_id, client, code_hash, expires_at)
        SELECT account.id, %s, %s, %s FROM identity.account WHERE account.id = %s
        ON CONFLICT (account_id, client) DO UPDATE
        SET code_hash = EXCLUDED.code_hash, expires_at = EXCLUDED.expires_at, wrong = 0, used = false
        """,
        (client, code_hash, expires_at, account_id),
    )


async def held_code(conn: Connection, account_id: int, client: str) -> dict[str, Any] | None:
    """Held until the end of the transaction: of two uses at once only one counts."""
    cursor = conn.cursor(row_factory=dict_row)
    await cursor.execute(
        "SELECT code_hash, wrong, used, expires_at FROM identity.one_time_code "
        "WHERE account_id = %s AND client = %s FOR UPDATE",
        (account_id, client),
    )
    return await cursor.fetchone()


async def use_code(conn: Connection, account_id: int, client: str) -> None:
    await conn.execute(
        "UPDATE identity.one_time_code SET used = true WHERE account_id = %s AND client = %s", (account_id, client)
    )


async def count_wrong(conn: Connection, account_id: int, client: str) -> None:
    await conn.execute(
        "UPDATE identity.one_time_code SET wrong = wrong + 1 WHERE account_id = %s AND client = %s",
        (account_id, client),
    )
