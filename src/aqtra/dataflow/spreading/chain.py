"""The steps of a segment, done in parts by whoever has time, and what comes of them in the order of the stream."""

from collections.abc import AsyncGenerator, AsyncIterator, Callable, Iterator
from contextlib import aclosing
from typing import TYPE_CHECKING

from aqtra.dataflow.context import RunContext
from aqtra.dataflow.driving import Progress, Segment, in_order
from aqtra.dataflow.errors import TooManyItems
from aqtra.dataflow.spreading.cutting import ranges
from aqtra.dataflow.spreading.models import FailedElsewhere, PartResult, Told
from aqtra.kernel.clock import Clock

if TYPE_CHECKING:
    from aqtra.dataflow.items.table import Table
    from aqtra.dataflow.streams import Stream

Hand = Callable[[str, "Iterator[tuple[int, Table]]"], "AsyncGenerator[PartResult, None]"]
"""Has the steps that begin with this one done for each part, which comes after so many items; results in order."""


class SpreadChain:
    """As `driving.Chain`, and as it tells it: counts, warnings and the failure are those of one worker."""

    def __init__(
        self, segment: Segment, stream: "Stream", shared: RunContext, clock: Clock, hand: Hand, size: int
    ) -> None:
        self._segment = segment
        self._stream = stream
        self._shared = shared
        self._hand = hand
        self._size = size
        self._steps = [Progress(step, clock.now(), parts=0) for step in segment]
        self._steps[0].items_in = len(stream)
        self._failure: tuple[Progress, Exception] | None = None
        self.running = self._steps[0]
        self.done: list[Progress] = []

    async def tables(self, _simulated: "Table | None" = None) -> "AsyncGenerator[Table, None]":
        """What comes out at the end. Of several steps that fail the first one is told, and of it the first item."""
        told = len(self._shared.warnings)
        try:
            results = self._hand(self._segment[0].id, self._parts())
            async with aclosing(results), aclosing(self._joined(results)) as tables:
                async for table in tables:
                    yield table
            self.done, self.running = self._steps, self._steps[-1]
            if self._failure is not None:
                self.running, error = self._failure
                self.running.items_in = self._steps[-1].items_out
                raise error
        finally:
            in_order(self._shared.warnings, told, self._segment, self.running.step)

    def _parts(self) -> "Iterator[tuple[int, Table]]":
        from aqtra.dataflow.items.table import Table

        for before, table in self._stream.numbered():
            for found in ranges(len(table), self._size):
                yield before + found.start, Table(table.frame.slice(found.start, len(found)), table.model)

    async def _joined(self, results: AsyncIterator[PartResult]) -> "AsyncGenerator[Table, None]":
        with self._shared.deferred.all_or_none():
            async for result in results:
                self._add(result)
                if self._failure is not None and self._failure[0] is self.running:
                    # The first step failed: what comes behind can no longer be told of.
                    raise self._failure[1]
                if self._failure is None and result.table is not None:
                    yield result.table

    def _add(self, result: PartResult) -> None:
        """The next part in order."""
        report, left = result.report, len(self._steps)
        before = [0, *(progress.items_in for progress in self._steps[1:])]
        failed = left if report.failure is None else report.failure.step
        places = {step.id: place for place, step in enumerate(self._segment[:left])}
        for told in report.told:
            place = places.get(told.warning.step_id or "", left)
            if place < left:
                self._note(told, before[place])
        for progress, (items_in, items_out) in zip(list(self._steps), report.counts, strict=False):
            self._count(progress, items_in, items_out)
        if report.failure is not None and failed < len(self._steps):
            self._fail(self._steps[failed], FailedElsewhere(report.failure, before[failed]))
        if self._steps:
            self._shared.deferred.take_over(result.shapes, result.pieces)

    def _note(self, told: Told, before: int) -> None:
        place = told.warning.item_index
        warning = told.warning.model_copy(update={"item_index": None if place is None else place + before})
        if told.times is None:
            self._shared.warn(warning)
        else:
            self._shared.warn_times(warning, told.times)

    def _count(self, progress: Progress, items_in: int, items_out: int) -> None:
        head, limit = self._segment[0], self._shared.limits.items
        progress.parts = (progress.parts or 0) + 1
        progress.items_in += 0 if progress.step is head else items_in
        progress.items_out += items_out
        if progress.items_out > limit and progress in self._steps:
            self._fail(progress, TooManyItems(f"{progress.step.name} produced more than {limit} items"))

    def _fail(self, progress: Progress, error: Exception) -> None:
        """The steps before it go on; what comes of it and the later ones is no longer of interest."""
        self._failure = (progress, error)
        del self._steps[self._steps.index(progress) :]
