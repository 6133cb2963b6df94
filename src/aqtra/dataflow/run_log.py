"""Puts runs that have ended into the log, with what was recorded of them."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any, Final

import structlog

from aqtra.dataflow import repository
from aqtra.dataflow.models import Outcome
from aqtra.dataflow.repository_leases import LEASE
from aqtra.dataflow.tracing import repository as recordings
from aqtra.infra.container import Services
from aqtra.infra.database import Connection, DatabaseUnavailable

log = structlog.get_logger("aqtra.dataflow")
_Write = Callable[[Connection, Outcome], Awaitable[bool]]
_PAUSE_SECONDS: Final = 0.5
_LATER: set[asyncio.Task[Any]] = set()
"""Outcomes that wait for the database; the set keeps their tasks from being collected."""


class RunLog:
    """The log of one installation. An outcome that went in together with what its run wrote is left alone."""

    def __init__(self, services: Services) -> None:
        self._services = services

    async def add(self, outcome: Outcome) -> None:
        """A run that nobody has stored before. Its caller does not wait for a database that is away."""
        if outcome.logged:
            return
        try:
            await self._write(self.insert, outcome)
        except DatabaseUnavailable:
            later = asyncio.create_task(self._keep_trying(self.insert, outcome))
            _LATER.add(later)
            later.add_done_callback(_LATER.discard)

    async def finish(self, outcome: Outcome) -> None:
        """A stored run; one that was given up meanwhile stays as it is."""
        if not outcome.logged and not await self._keep_trying(self.update, outcome):
            log.warning("a run ended after it was given up", run_id=str(outcome.run.id))

    async def _keep_trying(self, write: _Write, outcome: Outcome) -> bool:
        """As long as the lease of a run lasts: a database that restarts must not make a run look lost."""
        with suppress(TimeoutError):
            async with asyncio.timeout(LEASE.total_seconds()):
                while True:
                    with suppress(DatabaseUnavailable):
                        return await self._write(write, outcome)
                    await asyncio.sleep(_PAUSE_SECONDS)
        log.error("a run is not in the log", run_id=str(outcome.run.id), state=outcome.state.value)
        return False

    async def _write(self, write: _Write, outcome: Outcome) -> bool:
        if not outcome.recorded:
            # Both ways to write it are one statement: a transaction would go to the database twice more.
            async with self._services.db.connection() as conn:
                return await write(conn, outcome)
        async with self._services.db.transaction() as conn:
            return await write(conn, outcome)

    async def insert(self, conn: Connection, outcome: Outcome) -> bool:
        """In a transaction of the caller, if it was recorded. Always True, as nobody else has the run."""
        await repository.log_ended(conn, outcome)
        await self._keep_recorded(conn, outcome)
        return True

    async def update(self, conn: Connection, outcome: Outcome) -> bool:
        """In a transaction of the caller, if it was recorded.

        False when the run was given up, or begun again by another worker.
        """
        finished = await repository.finish(conn, self._services.sealer, outcome)
        if finished:
            await self._keep_recorded(conn, outcome)
        return finished

    async def _keep_recorded(self, conn: Connection, outcome: Outcome) -> None:
        if outcome.recorded:
            await recordings.insert(conn, self._services.sealer, outcome)
