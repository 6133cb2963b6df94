"""Long calculations: in a thread of their own, with the same results, and waited for whatever happens."""

import asyncio
import threading
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aqtra.dataflow import driving
from aqtra.dataflow.aside import aside
from aqtra.dataflow.context import Cancellation, StepContext
from aqtra.dataflow.items.table import Table
from aqtra.dataflow.models import PayloadKind, RunState, Trigger
from tests.unit.dataflow.running import Behaviour, answer, entry, numbers, run, step
from tests.unit.dataflow.test_slices import CHAINS, ITEMS, RAW, answering, cut, planned, sliced, told

AT_ONCE = patch.object(driving, "LONG_BYTES", 1)
"""Every calculation with items is a long one."""


@settings(deadline=None, max_examples=8)
@given(ITEMS, st.integers(1, 4))
@pytest.mark.parametrize("chain", CHAINS)
def test_a_run_tells_the_same_when_its_calculations_are_long(chain: str, items: Any, size: int) -> None:
    steps = planned(RAW, *CHAINS[chain], answering("answer", "x"))
    whole = told(run(*steps, payload=items, payload_kind=PayloadKind.RAW_MODEL))
    with cut(size), AT_ONCE:
        assert told(run(*steps, payload=items, payload_kind=PayloadKind.RAW_MODEL)) == whole


def noting(threads: list[int]) -> Behaviour:
    async def notes(table: Table, _ctx: StepContext) -> Table:
        threads.append(threading.get_ident())
        return table

    return notes


@pytest.mark.parametrize("make", [step, sliced])
def test_only_long_calculations_leave_the_thread_of_the_loop(make: Any) -> None:
    few: list[int] = []
    many: list[int] = []
    run(entry("a", 1, 2), make("b", noting(few), "a"))
    run(entry("a", *range(driving.LONG_BYTES // 8)), make("b", noting(many), "a"))
    here = threading.get_ident()
    assert (set(few), here in many, len(many)) == ({here}, False, 1)


def test_what_a_long_calculation_raises_is_its_error() -> None:
    async def fails(_table: Table, _ctx: StepContext) -> Table:
        raise ZeroDivisionError

    with AT_ONCE:
        outcome = run(entry("a", 1), step("b", fails, "a"), answer("c", "b"))
    assert outcome.error is not None
    assert (outcome.state, outcome.error.code, outcome.error.step_id) == (RunState.FAILED, "internal_error", "b")


def test_a_long_calculation_can_be_cancelled_from_the_loop() -> None:
    """The loop goes on beside it: it is the loop that cancels."""
    cancellation, loops = Cancellation(), []

    async def first(_table: Table, _ctx: StepContext) -> Table:
        loops.append(asyncio.get_running_loop())
        return numbers(1)

    async def lasts(_table: Table, ctx: StepContext) -> Table:
        loops[0].call_soon_threadsafe(cancellation.ask)
        while True:
            ctx.check_cancelled()

    with AT_ONCE:
        outcome = run(step("a", first, trigger=Trigger.USER_CALL), step("b", lasts, "a"), cancellation=cancellation)
    assert (outcome.state, [log.step_id for log in outcome.steps]) == (RunState.CANCELLED, ["a", "b"])


def test_whoever_gives_up_waiting_waits_for_the_thread() -> None:
    begun, may_end, ended = threading.Event(), threading.Event(), threading.Event()

    async def lasts() -> None:
        begun.set()
        assert may_end.wait(10)
        ended.set()

    async def gives_up() -> None:
        waiting = asyncio.create_task(aside(lasts()))
        await asyncio.to_thread(begun.wait, 10)
        waiting.cancel()
        await asyncio.sleep(0)
        assert not waiting.done()
        may_end.set()
        with pytest.raises(asyncio.CancelledError):
            await waiting
        assert ended.is_set()

    asyncio.run(gives_up())


def test_a_calculation_that_waits_is_a_mistake() -> None:
    async def waits() -> None:
        await asyncio.sleep(0)

    with pytest.raises(RuntimeError, match="waits for nothing"):
        asyncio.run(aside(waits()))
