"""Runs compiled statements. What PostgreSQL answers is handed on as bytes."""

from collections.abc import Sequence
from typing import Any

from psycopg import AsyncRawCursor
from psycopg.pq.abc import PGresult

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
        await _execute(conn, cursor, statement, parameters, repeated=repeated, subject=subject)
        result = cursor.pgresult
        return _row(result, 0) if result is not None and result.ntuples else None


async def fetch_all(
    conn: Connection, statement: bytes, parameters: Sequence[str | None], *, subject: str | None = None
) -> list[Row]:
    """All rows, otherwise as `fetch`."""
    async with AsyncRawCursor(conn) as cursor:
        await _execute(conn, cursor, statement, parameters, repeated=False, subject=subject)
        result = cursor.pgresult
        return [] if result is None else [_row(result, number) for number in range(result.ntuples)]


async def _execute(
    conn: Connection,
    cursor: AsyncRawCursor[Any],
    statement: bytes,
    parameters: Sequence[str | None],
    *,
    repeated: bool,
    subject: str | None,
) -> None:
    prepare = True if repeated else None
    if subject is None:
        await cursor.execute(statement, parameters, prepare=prepare)
        return
    async with conn.pipeline(), AsyncRawCursor(conn) as told:
        await told.execute(SET, (subject,), prepare=True)
        await cursor.execute(statement, parameters, prepare=prepare)


def _row(result: PGresult, number: int) -> Row:
    return tuple([result.get_value(number, column) for column in range(result.nfields)])


async def check(conn: Connection, statement: bytes) -> None:
    """Lets PostgreSQL parse and type a statement without running it."""
    await conn.execute(b"PREPARE aqtra_check AS " + statement, prepare=False)
    await conn.execute("DEALLOCATE aqtra_check", prepare=False)
