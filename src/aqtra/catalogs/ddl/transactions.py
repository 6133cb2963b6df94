"""The transactions of a migration: short, fenced, and never in the way of others for long."""

import asyncio
import random
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Final

from psycopg.errors import DeadlockDetected, LockNotAvailable

from aqtra.catalogs.errors import TablesBusy
from aqtra.infra.database import Connection, Database
from aqtra.kernel.errors import Unavailable

# Requests queue behind a lock that waits: it gives up soon and comes again.
LOCK_MILLISECONDS: Final = 300
PAUSE_SECONDS: Final = 0.2
# Locks of the kind that `statements.lock` takes hold up neither readers nor writers. Vacuum gives way after 1 s.
PATIENT_SECONDS: Final = 20
# Longer than any request lasts; beyond it the publication gives way to the people at work.
BUSY_SECONDS: Final = 60

# The operator class of the text indexes is found by the search path, wherever its extension was installed.
_SETTINGS: Final = ("search_path = catalogs, public", "statement_timeout = 0")


@dataclass(frozen=True, slots=True)
class Transactions:
    """Where the steps of one publication run. `fence` raises LeaseLost when they must not any more."""

    db: Database
    publication_id: int
    fence: Callable[[Connection], Awaitable[None]]

    @asynccontextmanager
    async def fenced(self) -> AsyncIterator[Connection]:
        async with self.db.transaction() as conn:
            await self.fence(conn)
            for setting in _SETTINGS:
                await conn.execute(f"SET LOCAL {setting}")
            yield conn

    async def change(self, statements: Sequence[str], then: Callable[[Connection], Awaitable[None]]) -> None:
        """All statements and `then` in one transaction, tried again while tables are busy. Raises TablesBusy."""

        async def attempt() -> None:
            async with self.fenced() as conn:
                for statement in statements:
                    await _limit_wait(conn, statement)
                    await conn.execute(statement.encode(), prepare=False)
                await then(conn)

        await patiently(attempt)

    async def alone(self, *statements: str) -> None:
        """Statements each of which runs for itself, because it must or because it is long. Raises TablesBusy."""

        async def attempt() -> None:
            # The fence is a transaction of its own, idle and without a snapshot, so nothing waits for it.
            async with self.fenced(), self.db.connection() as conn:
                for setting in (
                    *_SETTINGS,
                    f"lock_timeout = '{BUSY_SECONDS}s'",
                    "client_connection_check_interval = 1000",
                ):
                    await conn.execute(f"SET {setting}")
                try:
                    for statement in statements:
                        await conn.execute(statement.encode(), prepare=False)
                finally:
                    if not conn.broken:
                        await conn.execute("RESET ALL")

        await patiently(attempt)


async def patiently(attempt: Callable[[], Awaitable[None]]) -> None:
    """Tries again while others hold what is needed. Raises TablesBusy in the end."""
    loop = asyncio.get_running_loop()
    deadline = loop.time() + BUSY_SECONDS
    while True:
        try:
            return await attempt()
        except Unavailable as error:
            if not isinstance(error.__cause__, LockNotAvailable | DeadlockDetected):
                raise
            if loop.time() > deadline:
                raise TablesBusy("entries are being written without pause; publish again in a moment") from error
        await asyncio.sleep(PAUSE_SECONDS * random.uniform(0.5, 1.5))  # noqa: S311 - spreads attempts, hides nothing


async def _limit_wait(conn: Connection, statement: str) -> None:
    patient = statement.startswith("LOCK TABLE")
    await conn.execute(f"SET LOCAL lock_timeout = '{PATIENT_SECONDS * 1000 if patient else LOCK_MILLISECONDS}'")
