"""PostgreSQL: one pool per process and role, one transaction at the edge of a request or task."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from psycopg import AsyncConnection, OperationalError
from psycopg.errors import QueryCanceled
from psycopg_pool import AsyncConnectionPool, PoolTimeout

from aqtra.kernel.errors import TimedOut, Unavailable

Connection = AsyncConnection[Any]

# Statements repeat by design (one shape per operation and component), so they are prepared at second use.
PREPARE_THRESHOLD = 1
ACQUIRE_SECONDS = 10.0
# The pool doubles its pauses between attempts; after this long it starts anew with the next request, so that a
# database that comes back after minutes is not waited for as long again.
RECONNECT_SECONDS = 5.0
STATEMENT_SECONDS = 30


class DatabaseUnavailable(Unavailable):
    """The database cannot be reached or is too busy."""

    code = "database_unavailable"


class StatementTimedOut(TimedOut):
    """A statement took longer than the setting `query_seconds` allows."""


class Database:
    """A pool of connections of one role."""

    def __init__(self, pool: AsyncConnectionPool[Connection]) -> None:
        self._pool = pool
        self._cleaning: asyncio.Task[None] | None = None

    @classmethod
    @asynccontextmanager
    async def open(
        cls,
        url: str,
        *,
        min_size: int = 1,
        max_size: int = 12,
        checked: bool = False,
        statement_seconds: int = STATEMENT_SECONDS,
    ) -> AsyncIterator["Database"]:
        """Opens a pool; connections are made when first needed. No statement lasts longer than `statement_seconds`.

        `checked` costs a round trip each time and never hands out a connection that has died meanwhile.
        """
        pool: AsyncConnectionPool[Connection] = AsyncConnectionPool(
            url,
            min_size=min_size,
            max_size=max_size,
            timeout=ACQUIRE_SECONDS,
            reconnect_timeout=RECONNECT_SECONDS,
            open=False,
            check=AsyncConnectionPool.check_connection if checked else None,
            kwargs={
                "autocommit": True,
                "prepare_threshold": PREPARE_THRESHOLD,
                "options": f"-c timezone=UTC -c statement_timeout={statement_seconds * 1000}",
            },
        )
        await pool.open()
        database = cls(pool)
        try:
            yield database
        finally:
            if database._cleaning is not None:
                database._cleaning.cancel()
            await pool.close()

    @asynccontextmanager
    async def connection(self) -> AsyncIterator[Connection]:
        """A connection in autocommit mode, for single statements."""
        try:
            async with self._pool.connection() as conn:
                try:
                    yield conn
                except OperationalError:
                    if conn.broken:
                        self._clean_up()
                    raise
        except QueryCanceled as error:
            raise StatementTimedOut(
                "the database took longer than a statement may (query_seconds)", setting="query_seconds"
            ) from error
        except (PoolTimeout, OperationalError) as error:
            raise DatabaseUnavailable("the database does not answer; try again shortly") from error

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Connection]:
        """A connection inside one transaction: committed at the end, rolled back on any error."""
        async with self.connection() as conn, conn.transaction():
            yield conn

    def _clean_up(self) -> None:
        """The server went away under one connection: whatever waits in the pool is dead too."""
        if self._cleaning is None or self._cleaning.done():
            self._cleaning = asyncio.create_task(self._pool.check())

    @property
    def pool(self) -> AsyncConnectionPool[Connection]:
        """For other ways to the same database."""
        return self._pool

    def statistics(self) -> dict[str, int]:
        """Counters of the pool, as psycopg_pool names them."""
        return self._pool.get_stats()
