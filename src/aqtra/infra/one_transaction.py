"""Ways to the database that are one transaction on one connection: taken back at its end, or stored all at once."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from typing import Any, cast

from psycopg import Rollback
from psycopg.errors import DeadlockDetected, LockNotAvailable, SerializationFailure
from psycopg_pool import AsyncConnectionPool

from aqtra.infra.database import Connection, Database
from aqtra.kernel.errors import Conflict


class ConcurrentChange(Conflict):
    """Others change the same rows, and one of the two transactions had to give way."""

    code = "concurrent_update"


class _Savepoints:
    """What a Database asks of its pool, on one connection: every piece of work is a savepoint, one after another.

    A task that holds the connection gets it again; another one waits.
    """

    def __init__(self, conn: Connection, pool: AsyncConnectionPool[Connection]) -> None:
        self._conn = conn
        self._pool = pool
        self._turn = asyncio.Lock()
        self._holder: asyncio.Task[Any] | None = None

    @asynccontextmanager
    async def connection(self) -> AsyncIterator[Connection]:
        task = asyncio.current_task()
        if self._holder is task:
            async with self._conn.transaction():
                yield self._conn
            return
        async with self._turn:
            self._holder = task
            try:
                with _conflicts_named():
                    async with self._conn.transaction():
                        yield self._conn
            finally:
                self._holder = None

    async def check(self) -> None:
        """The connection broke: those that lie in its pool are dead too."""
        await self._pool.check()

    def get_stats(self) -> dict[str, int]:
        return {}


@asynccontextmanager
async def rolled_back(db: Database) -> AsyncIterator[Database]:
    """A Database for work that sees itself and leaves nothing behind, but for the numbers of sequences."""
    async with db.connection() as conn:
        with suppress(Rollback):
            async with conn.transaction():
                yield _bound(db, conn)
                raise Rollback


@asynccontextmanager
async def stored_at_once(db: Database, *, lock_seconds: float, idle_seconds: float) -> AsyncIterator[Database]:
    """A Database for work that sees itself, and that others see at its end, all or nothing.

    Raise `psycopg.Rollback` inside to take it back. Waits at most `lock_seconds` for rows that others change, and is
    ended by the server when its process asks nothing for `idle_seconds`: whoever hangs holds no locks.
    Raises ConcurrentChange, DatabaseUnavailable.
    """
    async with db.connection() as conn:
        # A connection that broke lets the wish to roll back pass.
        with _conflicts_named(), suppress(Rollback):
            async with conn.transaction():
                await conn.execute(
                    "SELECT set_config('lock_timeout', %s, true), "
                    "set_config('idle_in_transaction_session_timeout', %s, true)",
                    (f"{round(lock_seconds * 1000)}ms", f"{round(idle_seconds * 1000)}ms"),
                )
                yield _bound(db, conn)


def _bound(db: Database, conn: Connection) -> Database:
    return Database(cast(AsyncConnectionPool[Connection], _Savepoints(conn, db.pool)))


@contextmanager
def _conflicts_named() -> Iterator[None]:
    try:
        yield
    except (DeadlockDetected, SerializationFailure, LockNotAvailable) as error:
        raise ConcurrentChange("others are changing the same entries; try again") from error
