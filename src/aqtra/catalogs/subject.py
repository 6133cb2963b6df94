"""Whom the database answers to. Row policies see nothing for a session that does not say.

The subject holds for one transaction, or for one statement outside of any, and never stays on a connection.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

from aqtra.infra.database import Connection
from aqtra.kernel.principal import PLATFORM, Principal

SET: Final = b"SELECT set_config('aqtra.subject', $1, true)"


async def act_as(conn: Connection, principal: Principal) -> None:
    """For the rest of the transaction."""
    await conn.execute("SELECT set_config('aqtra.subject', %s, true)", (principal.subject,))


@asynccontextmanager
async def as_platform(conn: Connection) -> AsyncIterator[None]:
    """Within it, every entry is seen: for what keeps the data whole, never for what is shown to somebody."""
    async with conn.transaction():
        cursor = await conn.execute("SELECT current_setting('aqtra.subject', true)")
        before = await cursor.fetchone()
        await act_as(conn, PLATFORM)
        yield
        await conn.execute("SELECT set_config('aqtra.subject', %s, true)", (before[0] or "" if before else "",))
