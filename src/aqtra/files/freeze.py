"""While a backup is made no content is deleted: it may belong to the moment that the backup keeps.

Rows are deleted as ever; what they leave in the store is found by the collection of orphans afterwards.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

from psycopg import AsyncConnection

from aqtra.infra.database import Database

_LOCK: Final = 7210002


@asynccontextmanager
async def deletable(db: Database) -> AsyncIterator[bool]:
    """Held while objects are deleted; False while a backup is made. Raises DatabaseUnavailable."""
    async with db.transaction() as conn:
        cursor = await conn.execute("SELECT pg_try_advisory_xact_lock_shared(%s)", (_LOCK,))
        row = await cursor.fetchone()
        yield bool(row and row[0])


async def freeze(conn: AsyncConnection[tuple[object, ...]]) -> None:
    """Until the connection ends nothing is deleted; deletions under way are waited for."""
    await conn.execute("SELECT pg_advisory_lock(%s)", (_LOCK,))
