"""Runs compiled statements. What PostgreSQL answers is handed on as bytes."""

from collections.abc import Sequence

from psycopg import AsyncRawCursor

from aqtra.catalogs.subject import SET
from aqtra.infra.database import Connection

Row = tuple[bytes | None, ...]


async def fetch(
    conn: Connection,
    statement: bytes,
    parameters: Sequence[str | None],
    *,
    repeated: bool = True,
    subject: str | None = None,
) -> Row | None:
    """The first row, every column as the server sent it; None without rows.

    `repeated` statements are prepared at once; others when they come again. `subject`: whom the database answers to,
    told in the same round trip and the same transaction.
    """
    async with AsyncRawCursor(conn) as cursor:
        if subject is None:
            await cursor.execute(statement, parameters, prepare=True if repeated else None)
        else:
            async with conn.pipeline(), AsyncRawCursor(conn) as told:
                await told.execute(SET, (subject,), prepare=True)
                await cursor.execute(statement, parameters, prepare=True if repeated else None)
        result = cursor.pgresult
        if result is None or result.ntuples == 0:
            return None
        return tuple([result.get_value(0, column) for column in range(result.nfields)])


async def check(conn: Connection, statement: bytes) -> None:
    """Lets PostgreSQL parse and type a statement without running it."""
    await conn.execute(b"PREPARE aqtra_check AS " + statement, prepare=False)
    await conn.execute("DEALLOCATE aqtra_check", prepare=False)
