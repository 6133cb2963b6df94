"""A way to the database whose work never happened: one transaction that is rolled back at its end."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, cast

from psycopg import Rollback
from psycopg_pool import AsyncConnectionPool

from aqtra.infra.database import Connection, Database


class _Savepoints:
    """What a Database asks of its pool, on one connection: every piece of work is a savepoint, one after another.

    A task that holds the connection gets it again; another one waits.
    """

    def __init__(self, conn: Connection) -> None:
        self._conn = conn
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
                async with self._conn.transaction():
                    yield self._conn
            finally:
                self._holder = None

    async def check(self) -> None:
        """Nothing else waits in this pool."""

    def get_stats(self) -> dict[str, int]:
        return {}


@asynccontextmanager
async def rolled_back(db: Database) -> AsyncIterator[Database]:
    """A Database for work that sees itself and leaves nothing behind, but for the numbers of sequences."""
    async with db.connection() as conn, conn.transaction():
        yield Database(cast(AsyncConnectionPool[Connection], _Savepoints(conn)))
        raise Rollback
