"""SQL of what may be done a few times only."""

from datetime import datetime

from aqtra.infra.database import Connection


async def hold(conn: Connection, digest: str) -> None:
    """Until the transaction ends, tries of the same digest come one after the other."""
    await conn.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", (digest,))


async def counted(conn: Connection, digest: str, now: datetime) -> tuple[int, datetime | None]:
    """How many count still, and when the first of them is forgotten."""
    cursor = await conn.execute(
        "SELECT count(*), min(expires_at) FROM identity.attempt WHERE digest = %s AND expires_at > %s", (digest, now)
    )
    row = await cursor.fetchone()
    assert row is not None
    return int(row[0]), row[1]


async def insert(conn: Connection, digest: str, expires_at: datetime) -> None:
    await conn.execute("INSERT INTO identity.attempt (digest, expires_at) VALUES (%s, %s)", (digest, expires_at))


async def prolong(conn: Connection, digest: str, expires_at: datetime) -> None:
    """All that count go on counting until then: the limit was reached."""
    await conn.execute("UPDATE identity.attempt SET expires_at = %s WHERE digest = %s", (expires_at, digest))


async def forget(conn: Connection, digest: str) -> None:
    await conn.execute("DELETE FROM identity.attempt WHERE digest = %s", (digest,))
