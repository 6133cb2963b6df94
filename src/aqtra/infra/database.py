"""PostgreSQL: one pool per process and role, one transaction at the edge of a request or task."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from psycopg import AsyncConnection, OperationalError
from psycopg_pool import AsyncConnectionPool, PoolTimeout

from aqtra.kernel.errors import Unavailable

Connection = AsyncConnection[Any]

# Statements repeat by design (one shape per operation and component), so they are prepared at second use.
PREPARE_THRESHOLD = 1
ACQUIRE_SECONDS = 10.0
STATEMENT_MILLISECONDS = 30_000


class DatabaseUnavailable(Unavailable):
    """The database cannot be reached or is too busy."""

    code = "database_unavailable"


class Database:
    """A pool of connections of one role."""

    def __init__(self, pool: AsyncConnectionPool[Connection]) -> None:
        self._pool = pool

    @classmethod
    @asynccontextmanager
    async def open(cls, url: str, *, min_size: int = 1, max_size: int = 12) -> AsyncIterator["Database"]:
        """Opens a pool; connections are made when first needed."""
        pool: AsyncConnectionPool[Connection] = AsyncConnectionPool(
            url,
            min_size=min_size,
            max_size=max_size,
            timeout=ACQUIRE_SECONDS,
            open=False,
            kwargs={
                "autocommit": True,
                "prepare_threshold": PREPARE_THRESHOLD,
                "options": f"-c timezone=UTC -c statement_timeout={STATEMENT_MILLISECONDS}",
            },
        )
        await pool.open()
        try:
            yield cls(pool)
        finally:
            await pool.close()

    @asynccontextmanager
    async def connection(self) -> AsyncIterator[Connection]:
        """A connection in autocommit mode, for single statements."""
        try:
            async with self._pool.connection() as conn:
                yield conn
        except (PoolTimeout, OperationalError) as error:
            raise DatabaseUnavailable("the database does not answer; try again shortly") from error

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Connection]:
        """A connection inside one transaction: committed at the end, rolled back on any error."""
        async with self.connection() as conn, conn.transaction():
            yield conn

    def statistics(self) -> dict[str, int]:
        """Counters of the pool, as psycopg_pool names them."""
        return self._pool.get_stats()
