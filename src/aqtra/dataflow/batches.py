"""From a buffer of recorded operations to transactions: batches of a size, in lanes that do not overtake themselves.

Operations on one entry share a lane, so they happen in the order in which they were recorded. The first batch that
fails keeps further ones from starting; those that run beside it end as they do.
"""

import asyncio
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aqtra.dataflow.deferred import Operation
from aqtra.kernel.errors import AqtraError

if TYPE_CHECKING:
    from aqtra.dataflow.ports import Batches


@dataclass(frozen=True, slots=True)
class Applied:
    """What was written."""

    created: int = 0
    updated: int = 0
    deleted: int = 0
    batches: int = 0

    def __add__(self, other: "Applied") -> "Applied":
        return Applied(
            self.created + other.created,
            self.updated + other.updated,
            self.deleted + other.deleted,
            self.batches + other.batches,
        )


class OperationRefused(Exception):
    """An operation breaks a rule. `index` is that of the operation."""

    def __init__(self, index: int, cause: AqtraError) -> None:
        super().__init__(cause.message)
        self.index = index
        self.cause = cause


@dataclass(frozen=True, slots=True)
class Batch:
    """Operations of one transaction. `number` counts batches from 1 in the order in which they are filled."""

    number: int
    lane: int
    operations: Sequence[Operation]


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a batch was rolled back."""

    batch: Batch
    error: Exception


def batches_of(operations: Iterable[Operation], size: int, lanes: int) -> Iterator[Batch]:
    """Cuts the operations; size 0 makes one batch of all."""
    lanes = lanes if size else 1
    waiting: list[list[Operation]] = [[] for _ in range(lanes)]
    number = 0
    for operation in operations:
        lane = _lane(operation, lanes)
        waiting[lane].append(operation)
        if len(waiting[lane]) == size:
            number += 1
            yield Batch(number, lane, waiting[lane])
            waiting[lane] = []
    for lane, rest in enumerate(waiting):
        if rest:
            number += 1
            yield Batch(number, lane, rest)


def _lane(operation: Operation, lanes: int) -> int:
    """New entries have no past, so any lane will do."""
    return (operation.index if operation.entry is None else operation.entry) % lanes


class Applying:
    """Applies batches, each lane one after the other. Use once."""

    def __init__(self, store: "Batches", lanes: int, check_cancelled: Callable[[], None]) -> None:
        self._store = store
        self._check_cancelled = check_cancelled
        # One batch at work and one ready for each lane: a buffer on disk is not read into memory at once.
        self._queues: list[asyncio.Queue[Batch | None]] = [asyncio.Queue(1) for _ in range(lanes)]
        self.applied = Applied()
        self.failure: Failure | None = None

    async def run(self, batches: Iterator[Batch]) -> None:
        """Ends when all are done, or one has failed and its neighbours have ended. Raises Cancelled."""
        stopped: Exception | None = None
        async with asyncio.TaskGroup() as group:
            for queue in self._queues:
                group.create_task(self._lane(queue))
            for batch in batches:
                if self.failure is not None or (stopped := self._asked_to_stop()) is not None:
                    break
                await self._queues[batch.lane].put(batch)
            for queue in self._queues:
                await queue.put(None)
        if stopped is not None:
            raise stopped

    def _asked_to_stop(self) -> Exception | None:
        try:
            self._check_cancelled()
        except Exception as stopped:
            return stopped
        return None

    async def _lane(self, queue: "asyncio.Queue[Batch | None]") -> None:
        while (batch := await queue.get()) is not None:
            if self.failure is None:
                await self._apply(batch)

    async def _apply(self, batch: Batch) -> None:
        try:
            # Apart from the sum: another lane may add to it meanwhile.
            done = await self._store.apply(batch.operations)
            self.applied += done + Applied(batches=1)
        except Exception as error:
            if self.failure is None or batch.number < self.failure.batch.number:
                self.failure = Failure(batch, error)
