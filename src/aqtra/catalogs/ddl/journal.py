"""The way back of a publication: one row for each step, written with the step or before it."""

from collections.abc import Sequence

import structlog
from psycopg.errors import IntegrityError

from aqtra.catalogs.ddl.transactions import Transactions
from aqtra.infra.database import Connection

logger = structlog.get_logger("aqtra.migration")


class Journal:
    """Counts and stores the steps of one publication."""

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions
        self._number = 0

    async def make(self, run: Sequence[str], undo: Sequence[str], undo_alone: Sequence[str] = ()) -> None:
        """Runs statements in one transaction with the row that takes them back. Raises TablesBusy."""
        self._number += 1

        async def record(conn: Connection) -> None:
            await conn.execute(
                "INSERT INTO catalogs.migration_step (publication_id, number, undo, undo_alone) "
                "VALUES (%s, %s, %s, %s)",
                (self._transactions.publication_id, self._number, list(undo), list(undo_alone)),
            )

        await self._transactions.change(run, record)


async def forget_completed(conn: Connection) -> list[int]:
    """Removes the rows of publications that are live; the others that have ended and left something behind."""
    await conn.execute(
        "DELETE FROM catalogs.migration_step step USING metadata.publication publication "
        "WHERE publication.id = step.publication_id AND publication.state = 'completed'"
    )
    cursor = await conn.execute(
        "SELECT DISTINCT step.publication_id FROM catalogs.migration_step step "
        "JOIN metadata.publication publication ON publication.id = step.publication_id "
        "WHERE publication.state NOT IN ('running', 'rolling_back') ORDER BY 1 DESC"
    )
    return [row[0] for row in await cursor.fetchall()]


async def take_back(transactions: Transactions, publication_id: int) -> None:
    """Undoes the steps of a publication, the last first; nothing when there is nothing. Repeatable at any point."""
    while (found := await _last(transactions, publication_id)) is not None:
        number, undo, undo_alone = found

        async def forget(conn: Connection, number: int = number) -> None:
            await conn.execute(
                "DELETE FROM catalogs.migration_step WHERE publication_id = %s AND number = %s",
                (publication_id, number),
            )

        if not undo_alone:
            await transactions.change(undo, forget)
            continue
        await transactions.change(undo, _nothing_more)
        for statement in undo_alone:
            try:
                await transactions.alone(statement)
            except IntegrityError as error:
                # Rows that break a rule which comes back stay: the rule binds them when they are changed next.
                logger.warning("rows break a rule that was put back", publication=publication_id, error=str(error))
        await transactions.change((), forget)


async def _nothing_more(_: Connection) -> None:
    """The row stays until the statements that follow have run."""


async def _last(transactions: Transactions, publication_id: int) -> tuple[int, list[str], list[str]] | None:
    async with transactions.fenced() as conn:
        cursor = await conn.execute(
            "SELECT number, undo, undo_alone FROM catalogs.migration_step "
            "WHERE publication_id = %s ORDER BY number DESC LIMIT 1",
            (publication_id,),
        )
        return await cursor.fetchone()
