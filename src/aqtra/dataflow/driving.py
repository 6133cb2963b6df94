"""How a step is given its stream: as a whole, slice by slice, or as it asks itself; and which steps run as one.

However a stream is cut, what comes out is the same: items, their order, the error that ends the run and its place.
"""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Iterator, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, TypeVar

from aqtra.dataflow.aside import LONG_BYTES, aside
from aqtra.dataflow.context import Cancelled, RunContext, StepContext
from aqtra.dataflow.errors import TooManyItems, shifted
from aqtra.dataflow.models import RunWarning
from aqtra.dataflow.plan import PlannedStep
from aqtra.dataflow.ports import NONE
from aqtra.dataflow.step import Replay
from aqtra.dataflow.variables import enforced
from aqtra.kernel.clock import Clock

if TYPE_CHECKING:
    from aqtra.dataflow.items.table import Table
    from aqtra.dataflow.items.types import ItemModel
    from aqtra.dataflow.streams import Stream

Segment = tuple[PlannedStep, ...]
_Made = TypeVar("_Made")


def segments(steps: Sequence[PlannedStep], active: frozenset[str], *, together: bool) -> list[Segment]:
    """The active steps in order. `together`: those that nothing need be kept between are in one segment.

    That are neighbours of which the second only calculates, item by item, on what the first gives to nobody else.
    """
    counts = readers(steps, active)
    found: list[list[PlannedStep]] = []
    for step in steps:
        if step.id not in active:
            continue
        before = found[-1][-1].id if found and together else ""
        if calculates(step) and [one for one in sources(step) if one in active] == [before] and counts[before] == 1:
            found[-1].append(step)
        else:
            found.append([step])
    return [tuple(segment) for segment in found]


def readers(steps: Sequence[PlannedStep], active: frozenset[str]) -> dict[str, int]:
    """How often the stream of each step is read."""
    counts: dict[str, int] = {}
    for step in steps:
        for source in sources(step) if step.id in active else ():
            counts[source] = counts.get(source, 0) + 1
    return counts


def sources(step: PlannedStep) -> Iterator[str]:
    """All steps a step reads, once for every time it does."""
    return (source for port in step.sources for source in port)


def calculates(step: PlannedStep) -> bool:
    """Whether it does nothing but calculate, item by item."""
    return step.type.sliced and _is_calculation(step)


def _is_calculation(step: PlannedStep) -> bool:
    """Whether a step needs nothing but its items."""
    return step.type.capabilities == NONE and step.type.replay is Replay.PURE


@dataclass
class Progress:
    """One step of a run, as far as it has come."""

    step: PlannedStep
    started_at: datetime
    items_in: int = 0
    items_out: int = 0
    parts: int | None = None
    """Into how many parts its items were cut; None for a step that one worker did."""


class Chain:
    """The steps of one segment at work. Use once.

    `running` is what the run is at, and `done` holds the steps that have ended well, once the chain has ended.
    """

    def __init__(self, segment: Segment, inputs: "tuple[Stream, ...]", shared: RunContext, clock: Clock) -> None:
        self._segment = segment
        self._inputs = inputs
        self._shared = shared
        self._steps = [Progress(step, clock.now()) for step in segment]
        self._failure: tuple[Progress, Exception] | None = None
        self._steps[0].items_in = sum(len(stream) for stream in inputs)
        self._begun = False
        self.running = self._steps[0]
        self.done: list[Progress] = []

    async def tables(self, simulated: "Table | None" = None) -> "AsyncGenerator[Table, None]":
        """What comes out at the end: at least one table. `simulated`: what the first step is taken to have made.

        Of several steps that fail the first one is told, wherever its item is: when one has failed, those before it go
        on to the end of the stream.
        """
        told = len(self._shared.warnings)
        try:
            async with aclosing(_given(simulated) if simulated is not None else self._made()) as made:
                async for table in made:
                    async with aclosing(self._taken_on(table)) as taken:
                        async for last in taken:
                            yield last
            self.done, self.running = self._steps, self._steps[-1]
            if self._failure is not None:
                self.running, error = self._failure
                # However early it failed, it was given what the step before it has made.
                self.running.items_in = self._steps[-1].items_out
                raise error
        finally:
            in_order(self._shared.warnings, told, self._segment, self.running.step)

    async def _taken_on(self, table: "Table") -> "AsyncGenerator[Table, None]":
        """What the other steps make of what the first one has made."""
        head, rest = self._steps[0], self._steps[1:]
        whole = self._checked(head, table, [stream.model for stream in self._inputs])
        for part in _cut(whole) if rest else (whole,):
            if self._begun:
                await self._others_turn()
            self._begun = True
            if (last := await self._through(part)) is not None:
                self.running = self._steps[-1]
                yield last
                self.running = head

    async def _others_turn(self) -> None:
        """Between slices, whoever cancels the run can. Raises Cancelled."""
        await asyncio.sleep(0)
        self._shared.cancellation.check()

    async def _made(self) -> "AsyncGenerator[Table, None]":
        """What the first step makes of its streams."""
        step = self._steps[0].step
        kind, inputs = step.type, self._inputs
        if kind.stream is not None and inputs:
            made = kind.stream(inputs[0], step.settings, StepContext(self._shared, step.id, kind.capabilities))
            is_long = _is_calculation(step) and inputs[0].size >= LONG_BYTES
            async with aclosing(made):
                while (table := await _following(made, is_long=is_long)) is not None:
                    yield table
        elif kind.sliced and inputs:
            for before, part in inputs[0].numbered():
                yield await self._of_slice(step, part, before)
        elif _is_calculation(step) and sum(stream.size for stream in inputs) >= LONG_BYTES:
            yield await aside(self._of_whole(step))
        else:
            yield await self._of_whole(step)

    async def _through(self, part: "Table") -> "Table | None":
        """One slice through the steps after the first; None when one of them fails, or has failed before."""
        for place, progress in enumerate(self._steps[1:], 1):
            self.running = progress
            before, model = progress.items_in, part.model
            progress.items_in += len(part)
            try:
                part = self._checked(progress, await self._of_slice(progress.step, part, before), [model])
            except Cancelled:
                raise
            except Exception as failure:
                self._failure = (progress, failure)
                del self._steps[place:]
                break
        self.running = self._steps[0]
        return None if self._failure is not None else part

    async def _of_whole(self, step: PlannedStep) -> "Table":
        from aqtra.dataflow.items.table import Table

        tables = tuple(stream.whole() for stream in self._inputs)
        ctx = StepContext(self._shared, step.id, step.type.capabilities, tables)
        return await step.type.run(tables[0] if tables else Table.empty(), step.settings, ctx)

    async def _of_slice(self, step: PlannedStep, part: "Table", before: int) -> "Table":
        ctx = StepContext(self._shared, step.id, step.type.capabilities, (part,), before)
        made = step.type.run(part, step.settings, ctx)
        with shifted(before):
            if _is_calculation(step) and part.frame.estimated_size() >= LONG_BYTES:
                return await aside(_awaited(made))
            return await made

    def _checked(self, progress: Progress, table: "Table", inputs: "list[ItemModel]") -> "Table":
        """The table with its variables as they promise to be. Raises TooManyItems, TypeMismatch."""
        before, step, limit = progress.items_out, progress.step, self._shared.limits.items
        progress.items_out += len(table)
        if progress.items_out > limit:
            raise TooManyItems(f"{step.name} produced more than {limit} items")
        if step.type.retypes:
            return table
        with shifted(before):
            return enforced(table, self._shared.run.zone, inputs)


def in_order(warnings: list[RunWarning], told: int, segment: Segment, last: PlannedStep) -> None:
    """Warnings from `told` on stand in the order of the steps, whichever slice they came with.

    `last`: the step that failed, after which comes nothing, or the last one.
    """
    if len(segment) > 1:
        later = warnings[told:]
        warnings[told:] = [
            warning for step in segment[: segment.index(last) + 1] for warning in later if warning.step_id == step.id
        ]


async def _following(made: "AsyncGenerator[Table, None]", *, is_long: bool) -> "Table | None":
    following = anext(made, None)
    return await (aside(_awaited(following)) if is_long else following)


async def _awaited(made: Awaitable[_Made]) -> _Made:
    return await made


async def _given(table: "Table") -> "AsyncGenerator[Table, None]":
    yield table


def _cut(table: "Table") -> "Iterator[Table]":
    from aqtra.dataflow.streams import SLICE_ITEMS

    return iter((table,)) if len(table) <= SLICE_ITEMS else table.slices(SLICE_ITEMS)
