"""SQL of sign-ins under way, and of assertions that were used."""

from datetime import datetime
from uuid import UUID

from aqtra.infra.database import Connection


async def insert_attempt(
    conn: Connection, state: bytes, provider_id: UUID, browser: bytes, sealed: bytes, *, now: datetime, until: datetime
) -> None:
    """Keeps an attempt, and drops those that nobody came back from."""
    await conn.execute("DELETE FROM identity.sign_in_attempt WHERE expires_at <= %s", (now,))
    await conn.execute(
        """
        INSERT INTO identity.sign_in_attempt (state_hash, provider_id, browser_hash, secret, expires_at)
        VALUES (%s, %s, %s, %s, %s)
        """,
        (state, provider_id, browser, sealed, until),
    )


async def take_attempt(
    conn: Connection, state: bytes, provider_id: UUID, browser: bytes, now: datetime
) -> bytes | None:
    """The sealed attempt, which is gone then. One of another browser is left alone."""
    cursor = await conn.execute(
        """
        DELETE FROM identity.sign_in_attempt
        WHERE state_hash = %s AND provider_id = %s AND browser_hash = %s AND expires_at > %s RETURNING secret
        """,
        (state, provider_id, browser, now),
    )
    row = await cursor.fetchone()
    return bytes(row[0]) if row else None


async def use_assertion(
    conn: Connection, provider_id: UUID, assertion: bytes, *, now: datetime, until: datetime
) -> bool:
    """Notes that an assertion was used; False when it was before."""
    await conn.execute("DELETE FROM identity.saml_assertion WHERE expires_at <= %s", (now,))
    cursor = await conn.execute(
        """
        INSERT INTO identity.saml_assertion (provider_id, assertion_hash, expires_at)
        VALUES (%s, %s, %s) ON CONFLICT DO NOTHING
        """,
        (provider_id, assertion, until),
    )
    return cursor.rowcount == 1
