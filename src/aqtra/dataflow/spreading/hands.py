"""The parts of one run in PostgreSQL: put there for whoever has time, and collected in order.

The worker of the run takes parts like the others: where it is alone, it does all of them.
"""

import asyncio
from collections.abc import AsyncGenerator, Iterator
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final, Protocol

from aqtra.dataflow.context import Cancellation
from aqtra.dataflow.errors import RunDamaged, RunGivenUp
from aqtra.dataflow.metrics import PARTS_LOST
from aqtra.dataflow.models import RunInfo
from aqtra.dataflow.spreading import repository
from aqtra.dataflow.spreading.models import PartResult, TakenPart
from aqtra.dataflow.spreading.packing import pack_table, unpack_result
from aqtra.infra.container import Services
from aqtra.infra.crypto import NotAuthentic, UnknownKey
from aqtra.infra.database import DatabaseUnavailable
from aqtra.infra.outbox import ring_after_commit
from aqtra.infra.sealed import PART_ITEMS, PART_RESULT

if TYPE_CHECKING:
    from aqtra.dataflow.items.table import Table

PART_TASK: Final = "aqtra.run_dataflow_part"
AHEAD: Final = 32
"""Parts that wait, are worked on or wait to be collected: as much of a stream is in the database."""
_PAUSE_SECONDS: Final = 0.1


class Worker(Protocol):
    """Does parts of one run."""

    async def work(self, part: TakenPart) -> PartResult:
        """What comes of a part. Raises Cancelled."""
        ...

    async def store(self, part: TakenPart, result: PartResult) -> None:
        """For whoever collects it; nothing when nobody does any more."""
        ...


class Hands:
    """Hands parts of a run out. Use for one attempt of one run."""

    def __init__(
        self,
        services: Services,
        run: RunInfo,
        definitions: int,
        worker: Worker,
        cancellation: Cancellation,
    ) -> None:
        """`definitions`: the version of the platform by which the run is planned. `worker`: that of this process."""
        self._services = services
        self._run = run
        self._definitions = definitions
        self._worker = worker
        self._cancellation = cancellation
        self._sent = 0

    async def __call__(self, step_id: str, parts: "Iterator[tuple[int, Table]]") -> AsyncGenerator[PartResult, None]:
        """What comes of each part, in order. Raises Cancelled, RunGivenUp, RunDamaged, DatabaseUnavailable."""
        try:
            # Of an attempt whose worker was lost.
            await self._forget()
            collected = self._sent
            while True:
                self._cancellation.check()
                await self._send(step_id, parts, AHEAD - (self._sent - collected))
                if collected == self._sent:
                    return
                result = await self._collected(collected) or await self._own_turn(collected)
                if result is not None:
                    collected += 1
                    yield result
        finally:
            await self._forget()

    async def _send(self, step_id: str, parts: "Iterator[tuple[int, Table]]", room: int) -> None:
        """Puts as many parts there as there is room for, each with its doorbell."""
        for _ in range(room):
            found = next(parts, None)
            if found is None:
                return
            first, table = found
            async with self._services.db.transaction() as conn:
                await repository.insert(conn, [self._row(step_id, first, pack_table(table))])
                await ring_after_commit(conn, PART_TASK, str(self._run.id))
            self._sent += 1

    def _row(self, step_id: str, first: int, content: bytes) -> dict[str, Any]:
        place = PART_ITEMS.place(self._run.id, self._run.attempt, self._sent)
        return {
            "run_id": self._run.id,
            "number": self._sent,
            "attempt": self._run.attempt,
            "step_id": step_id,
            "first": first,
            "definitions": self._definitions,
            "sealed": self._services.sealer.seal(content, place),
        }

    async def _collected(self, number: int) -> PartResult | None:
        async with self._services.db.connection() as conn:
            sealed = await repository.collect(conn, self._run.id, self._run.attempt, number)
        if sealed is None:
            return None
        try:
            return unpack_result(
                self._services.sealer.open(sealed, PART_RESULT.place(self._run.id, self._run.attempt, number))
            )
        except (NotAuthentic, UnknownKey) as error:
            raise RunDamaged("what came of a part of this run cannot be opened") from error

    async def _own_turn(self, awaited: int) -> PartResult | None:
        """Does a part that nobody has taken, else waits a little. The result, if it is that of the part awaited."""
        now = self._services.clock.now()
        async with self._services.db.transaction() as conn:
            part = await repository.take(conn, self._run.id, self._definitions, now)
        if part is None:
            await self._settle()
            await asyncio.sleep(_PAUSE_SECONDS)
            return None
        result = await self._worker.work(part)
        if part.number != awaited:
            await self._worker.store(part, result)
            return None
        # Of one worker alone nothing comes this way but what it is given.
        async with self._services.db.connection() as conn:
            await repository.drop(conn, part)
        return result

    async def _settle(self) -> None:
        """Lets lost parts be taken again: steps that act are cut only in flows that are safe to repeat."""
        now = self._services.clock.now()
        async with self._services.db.transaction() as conn:
            lost = await repository.release_lost(conn, self._run.id, self._run.attempt, now)
            for _ in range(lost):
                await ring_after_commit(conn, PART_TASK, str(self._run.id))
            given_up = await repository.is_given_up(conn, self._run.id, self._run.attempt, now)
        PARTS_LOST.inc(lost + given_up)
        if given_up:
            raise RunGivenUp(f"{repository.ATTEMPTS} workers of the same part of this run were lost")

    async def _forget(self) -> None:
        # What stays, the sweeper takes away.
        with suppress(DatabaseUnavailable):
            async with self._services.db.connection() as conn:
                await repository.clear(conn, self._run.id, self._run.attempt)
