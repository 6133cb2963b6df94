"""Steps that are done in parts, by whoever and in whatever order, tell the same as by one worker."""

import random
from collections.abc import AsyncGenerator, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aqtra.dataflow.context import TIMES, RunContext, StepContext
from aqtra.dataflow.driving import Segment
from aqtra.dataflow.items.table import Table
from aqtra.dataflow.models import Limits, RunInfo, Trigger
from aqtra.dataflow.plan import PlannedStep
from aqtra.dataflow.ports import Capabilities
from aqtra.dataflow.spreading.chain import SpreadChain
from aqtra.dataflow.spreading.models import PartResult
from aqtra.dataflow.spreading.packing import pack_result, pack_table, unpack_result, unpack_table
from aqtra.dataflow.spreading.working import worked
from aqtra.dataflow.streams import Stream
from aqtra.kernel.clock import SystemClock
from aqtra.kernel.principal import ANONYMOUS
from tests.unit.dataflow.running import KEY, Behaviour, answer, context_of, entry, run, step
from tests.unit.dataflow.test_slices import cut, doubled, odd_ones, refusing, sliced, told

ABOUT = RunInfo(KEY, KEY, KEY, "Flow", 1, Trigger.USER_CALL, ANONYMOUS, "trace", datetime.now(UTC))


class Workers:
    """Do every segment that begins with a step that may be given slices, in parts and in an order drawn by lot."""

    def __init__(self, size: int, seed: int, limits: Limits | None = None) -> None:
        self._size = size
        self._random = random.Random(seed)
        self._limits = limits or Limits()
        self.parts = 0

    def chain(self, segment: Segment, inputs: tuple[Stream, ...], shared: RunContext) -> SpreadChain | None:
        if not segment[0].type.sliced or not len(inputs[0]):
            return None

        async def hand(_step_id: str, parts: Iterator[tuple[int, Table]]) -> AsyncGenerator[PartResult, None]:
            sent = [(first, pack_table(table)) for first, table in parts]
            results: dict[int, bytes] = {}
            for number in self._random.sample(range(len(sent)), len(sent)):
                first, content = sent[number]
                context = context_of(ABOUT, self._limits)
                result = await worked(segment, unpack_table(content), first, context, SystemClock())
                results[number] = pack_result(result)
            self.parts += len(sent)
            for number in range(len(sent)):
                yield unpack_result(results[number])

        return SpreadChain(segment, inputs[0], shared, SystemClock(), hand, self._size)


def reading(step_id: str, behaviour: Behaviour, source: str) -> PlannedStep:
    """A step that begins a segment."""
    made = sliced(step_id, behaviour, source)
    return replace(made, type=replace(made.type, capabilities=Capabilities(reads=True)))


async def counted(table: Table, ctx: StepContext) -> Table:
    small = (table.frame["n"] < 5).arg_true()
    if len(small):
        ctx.warn_times("small", f"{TIMES} numbers are small", len(small), int(small[0]))
    return table


async def crashing(table: Table, _ctx: StepContext) -> Table:
    if 6 in table.frame["n"]:
        raise ZeroDivisionError
    return table


async def repeated(table: Table, _ctx: StepContext) -> Table:
    """Every item twice."""
    import polars as pl

    return table.taken(pl.Series([index // 2 for index in range(2 * len(table))], dtype=pl.UInt32))


BEHAVIOURS: dict[str, Behaviour] = {"double": doubled, "odd": odd_ones, "count": counted, "crash": crashing}
BEHAVIOURS |= {f"no {number}": refusing(number) for number in (3, 4, 8)}


@settings(deadline=None, max_examples=60)
@given(
    st.lists(st.integers(0, 12), max_size=14),
    st.lists(st.tuples(st.sampled_from([*BEHAVIOURS]), st.booleans()), max_size=5),
    st.integers(1, 5),
    st.integers(1, 6),
    st.integers(),
)
def test_a_run_tells_the_same_whoever_does_its_parts(
    found: list[int], kinds: list[tuple[str, bool]], size: int, slice_items: int, seed: int
) -> None:
    steps = [entry("s", *found)]
    for number, (kind, begins) in enumerate(kinds):
        make = reading if begins else sliced
        steps.append(make(f"s{number}", BEHAVIOURS[kind], steps[-1].id))
    steps.append(answer("answer", steps[-1].id))
    whole = told(run(*steps))
    with cut(slice_items):
        assert told(run(*steps, spreading=Workers(size, seed))) == whole


def test_the_log_says_in_how_many_parts_a_step_was_done() -> None:
    workers = Workers(2, 0)
    outcome = run(entry("a", *range(5)), reading("b", doubled, "a"), sliced("c", odd_ones, "b"), spreading=workers)
    assert [(log.step_id, log.parts) for log in outcome.steps] == [("a", None), ("b", 3), ("c", 3)]
    assert workers.parts == 3


@pytest.mark.parametrize("limit", [11, 12])
def test_items_are_counted_over_all_parts(limit: int) -> None:
    steps = [entry("a", *range(6)), reading("b", repeated, "a"), sliced("c", doubled, "b")]
    limits = Limits(items=limit)
    outcome = run(*steps, limits=limits, spreading=Workers(2, 0, limits))
    assert told(outcome) == told(run(*steps, limits=limits))
    assert (outcome.error is None) is (limit == 12)


def test_a_step_that_fails_later_does_not_hide_one_before_it() -> None:
    steps = [entry("a", *range(9)), reading("b", doubled, "a"), sliced("c", refusing(16), "b")]
    steps.append(sliced("d", refusing(2), "c"))
    outcome = run(*steps, spreading=Workers(2, 0))
    assert outcome.error is not None
    assert (outcome.error.step_id, outcome.error.item_index) == ("c", 8)


def test_steps_that_need_all_items_are_given_what_all_parts_made() -> None:
    seen: list[Any] = []

    async def looks(table: Table, _ctx: StepContext) -> Table:
        seen.append(table.frame["n"].to_list())
        return table

    run(entry("a", *range(5)), reading("b", doubled, "a"), step("c", looks, "b"), spreading=Workers(2, 7))
    assert seen == [[0, 2, 4, 6, 8]]
