"""Carries plans out in many short transactions, each of which can be taken back by itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

import structlog
from psycopg.errors import CheckViolation, ForeignKeyViolation, IntegrityError, UniqueViolation

from aqtra.catalogs.ddl import journal, statements
from aqtra.catalogs.ddl.existing import unvalidated_checks
from aqtra.catalogs.ddl.journal import Journal
from aqtra.catalogs.ddl.plan import MigrationPlan
from aqtra.catalogs.ddl.refusals import Offence, ask, refuse
from aqtra.catalogs.ddl.row_checks import RowCheck
from aqtra.catalogs.ddl.shape import Reference
from aqtra.catalogs.ddl.steps import BuildIndex, Change, Step, TakeOver, Validate
from aqtra.catalogs.ddl.transactions import LOCK_MILLISECONDS, Transactions, patiently
from aqtra.catalogs.errors import ExistingEntriesRefuse
from aqtra.metadata.documents import ComponentDocument

logger = structlog.get_logger("aqtra.migration")
# Rows of one transaction: so few that nobody waits noticeably for one of them.
BATCH_ROWS = 1_000
_BROKEN = (CheckViolation, ForeignKeyViolation, UniqueViolation)


@dataclass(frozen=True)
class Migration:
    """One component's plan, with the documents that names are taken from."""

    old: ComponentDocument | None
    new: ComponentDocument
    plan: MigrationPlan


async def carry_out(
    transactions: Transactions, migrations: Sequence[Migration], indexes: Sequence[BuildIndex] = ()
) -> None:
    """Makes all changes of a publication; `indexes` that are there already stay.

    Raises ExistingEntriesRefuse when entries break a new rule, TablesBusy when a table stays in use.
    """
    await _clear(transactions)
    await _ask_rows(transactions, migrations)
    executor = _Executor(transactions, migrations)
    for migration in migrations:
        await executor.run(migration.plan.structure)
    await executor.refer()
    for migration in migrations:
        await executor.run(migration.plan.loosen)
    await executor.run(indexes)


async def _clear(transactions: Transactions) -> None:
    """What an earlier publication could not take back is taken back now: plans begin at what is live."""
    async with transactions.fenced() as conn:
        left = await journal.forget_completed(conn)
    for publication_id in left:
        await journal.take_back(transactions, publication_id)


async def _ask_rows(transactions: Transactions, migrations: Sequence[Migration]) -> None:
    offences: list[Offence] = []
    for migration in migrations:
        for check in migration.plan.checks:
            async with transactions.fenced() as conn:
                offences += await ask(conn, migration.old, migration.new, check)
    refuse(offences)


class _Executor:
    """The steps of one publication."""

    def __init__(self, transactions: Transactions, migrations: Sequence[Migration]) -> None:
        self._transactions = transactions
        self._migrations = migrations
        self._journal = Journal(transactions)

    async def run(self, steps: Sequence[Step]) -> None:
        for step in steps:
            try:
                await self._run(step)
            except _BROKEN as error:
                # Written after the rows were asked.
                await self._explain(error)
                # What the driver says would show the row.
                raise ExistingEntriesRefuse(
                    f"entries that were just written stand against {error.diag.constraint_name}; publish again"
                ) from None

    async def refer(self) -> None:
        """References lead to tables that are all there by now."""
        new = {migration.plan.layout.table for migration in self._migrations if migration.plan.is_new}
        at_once: list[Reference] = []
        for migration in self._migrations:
            for reference in migration.plan.references:
                if migration.plan.is_new and reference.target in new:
                    at_once.append(reference)
                    continue
                change, validation = statements.add_reference(reference)
                await self.run((change, Validate(validation.run, optional=migration.plan.tolerant)))
        if at_once:
            await self.run((statements.refer_at_once(at_once),))

    async def _run(self, step: Step) -> None:
        match step:
            case Change():
                await self._journal.make(step.run, step.undo, step.undo_alone)
            case Validate():
                await self._validate(step)
            case BuildIndex():
                await self._build(step)
            case TakeOver():
                await self._take_over(step)

    async def _validate(self, step: Validate) -> None:
        try:
            await self._transactions.alone(step.run)
        except IntegrityError:
            if not step.optional:
                raise
            logger.info("existing rows break a rule; it binds them when they are changed", statement=step.run)

    async def _build(self, step: BuildIndex) -> None:
        if await self._is_there(step.name):
            return
        await self._journal.make((), (), (step.undo,))
        # One that was cut off is there but not used; also that of an attempt that waited too long.
        await self._transactions.alone(step.undo, step.run)

    async def _is_there(self, index: str) -> bool:
        async with self._transactions.fenced() as conn:
            cursor = await conn.execute(
                "SELECT 1 FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid "
                "WHERE relnamespace = 'catalogs'::regnamespace AND relname = %s AND indisvalid",
                (index,),
            )
            return await cursor.fetchone() is not None

    async def _take_over(self, step: TakeOver) -> None:
        """Rules that older rows may break would refuse the new column's values too: they stand aside meanwhile."""
        async with self._transactions.fenced() as conn:
            aside = await unvalidated_checks(conn, step.table)
        if aside:
            dropped, made = statements.put_aside(step.table, aside)
            await self._journal.make(dropped, (*dropped, *made))
        await self._fill(step)
        if aside:
            await self._journal.make(made, dropped)

    async def _fill(self, step: TakeOver) -> None:
        last: int | None = 0

        async def batch() -> None:
            nonlocal last
            async with self._transactions.fenced() as conn:
                cursor = await conn.execute(step.end_of_batch.encode(), (last, BATCH_ROWS))
                row = await cursor.fetchone()
                end = row[0] if row else None
                if end is not None:
                    # Rows of the batch are held meanwhile: rather let go and come again than wait for one of them.
                    await conn.execute(f"SET LOCAL lock_timeout = {LOCK_MILLISECONDS}")
                    await conn.execute(step.run.encode(), (last, end), prepare=False)
            last = end

        while last is not None:
            await patiently(batch)

    async def _explain(self, error: IntegrityError) -> None:
        """Raises ExistingEntriesRefuse when the rows that break the rule are still there."""
        for migration, check in self._checks():
            if (check.table, check.name) != (error.diag.table_name, error.diag.constraint_name):
                continue
            async with self._transactions.fenced() as conn:
                refuse(await ask(conn, migration.old, migration.new, check))

    def _checks(self) -> list[tuple[Migration, RowCheck]]:
        return list(chain.from_iterable([(m, check) for check in m.plan.checks] for m in self._migrations))
