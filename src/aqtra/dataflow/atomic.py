"""Atomic runs: what a run and the flows it calls write is stored all together, or not at all (ADR 46).

The log of a run that succeeds is a part of its transaction: it says so exactly when everything is stored, and a run
that was given up, or begun again by another worker, can no longer store anything.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from typing import Final
from weakref import WeakKeyDictionary

from psycopg import Rollback

from aqtra.catalogs.changes import hold_news
from aqtra.dataflow.errors import RunGivenUp
from aqtra.dataflow.models import ErrorReport, Limits, Outcome, RunInfo, RunState, RunWarning
from aqtra.dataflow.run_log import RunLog
from aqtra.infra.container import Services
from aqtra.infra.database import ACQUIRE_SECONDS, Connection, Database, DatabaseUnavailable
from aqtra.infra.one_transaction import stored_at_once
from aqtra.kernel.errors import AqtraError
from aqtra.metadata.definitions import share_definitions


@dataclass
class Unit:
    """An atomic run under way: its way to the database, and the runs of called flows that have ended in it."""

    services: Services
    called: list[Outcome] = field(default_factory=list)


_NOTHING_STAYS: Final = RunWarning(code="rolled_back", message="the run is atomic: nothing it wrote stays")
Work = Callable[[Unit], Awaitable[Outcome]]
Log = Callable[[Connection, Outcome], Awaitable[bool]]
"""Writes an outcome into the log; False when the run is no longer this process's."""


class AtomicRuns:
    """Runs flows in one transaction each."""

    def __init__(self, services: Services, limits: Limits, log: RunLog) -> None:
        self._services = services
        self._limits = limits
        self._log = log

    async def run(self, run: RunInfo, work: Work, log: Log) -> Outcome:
        """Raises DatabaseUnavailable when it cannot be begun."""
        unit = Unit(self._services)
        outcome: Outcome | None = None
        try:
            async with _turn(self._services), self._begun() as services:
                unit.services = services
                outcome = await work(unit)
                await self._log_together(outcome, unit, log)
        except AqtraError as error:
            if outcome is None:
                raise
            outcome = replace(self._failed(run, error), steps=outcome.steps, warnings=outcome.warnings)
        if outcome.error is None:
            hold_news(unit.services.db).tell(self._services)
            return replace(outcome, logged=True)
        for called in unit.called:
            await self._log.add(_taken_back(called))
        return replace(outcome, warnings=(*outcome.warnings, _NOTHING_STAYS))

    @asynccontextmanager
    async def _begun(self) -> AsyncIterator[Services]:
        limits = self._limits
        async with stored_at_once(
            self._services.db, lock_seconds=limits.lock_wait, idle_seconds=limits.atomic_time
        ) as db:
            share_definitions(self._services, db)
            hold_news(db)
            yield replace(self._services, db=db)

    async def _log_together(self, outcome: Outcome, unit: Unit, log: Log) -> None:
        """Raises Rollback, for a run that failed, and RunGivenUp."""
        if outcome.error is not None:
            raise Rollback
        async with unit.services.db.connection() as conn:
            for called in unit.called:
                await self._log.insert(conn, called)
            if not await log(conn, outcome):
                raise RunGivenUp("the run was given up before it ended; nothing it wrote stays")

    def _failed(self, run: RunInfo, error: AqtraError) -> Outcome:
        """How a run ends that has done its work and could not store it."""
        return Outcome(run, RunState.FAILED, self._services.clock.now(), error=ErrorReport.of(error, run))


def _taken_back(called: Outcome) -> Outcome:
    """A called flow's run, after the run that called it has failed."""
    if called.error is not None:
        return called
    report = ErrorReport(
        code="rolled_back",
        status=409,
        message="the atomic run that called this one failed; nothing it wrote stays",
        run_id=called.run.id,
        trace_id=called.run.trace_id,
    )
    return replace(called, state=RunState.FAILED, items=b"[]", actions=(), error=report)


_TURNS: WeakKeyDictionary[Database, asyncio.Semaphore] = WeakKeyDictionary()


@asynccontextmanager
async def _turn(services: Services) -> AsyncIterator[None]:
    """An atomic run holds a connection all the time: half of the pool stays for what is asked besides."""
    turns = _TURNS.get(services.db)
    if turns is None:
        turns = _TURNS.setdefault(services.db, asyncio.Semaphore(max(1, services.settings.database_pool_size // 2)))
    try:
        async with asyncio.timeout(ACQUIRE_SECONDS):
            await turns.acquire()
    except TimeoutError as error:
        raise DatabaseUnavailable("too many atomic runs at once; try again shortly") from error
    try:
        yield
    finally:
        turns.release()
