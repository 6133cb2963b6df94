"""Slow work on items, several at once: the position of a failure is that of its item."""

import asyncio
from collections.abc import Awaitable, Callable
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aqtra.dataflow.context import Cancellation, Cancelled
from aqtra.dataflow.errors import ItemFailed
from aqtra.dataflow.parallel import for_items
from aqtra.kernel.errors import Conflict


def nothing() -> None:
    """Nobody asks to stop."""


def run(
    count: int, work: Callable[[int], Awaitable[int]], at_once: int = 8, check: Callable[[], None] = nothing
) -> list[int]:
    return asyncio.run(for_items(count, work, at_once, check))


@given(st.integers(0, 40), st.integers(1, 12), st.randoms(use_true_random=False))
def test_results_come_in_the_order_of_items_and_never_more_at_once(count: int, at_once: int, chance: Random) -> None:
    turns = [chance.randrange(4) for _ in range(count)]
    running, most = 0, 0

    async def work(index: int) -> int:
        nonlocal running, most
        running += 1
        most = max(most, running)
        for _ in range(turns[index]):
            await asyncio.sleep(0)
        running -= 1
        return index

    assert run(count, work, at_once) == list(range(count))
    assert most <= at_once


def test_the_first_item_that_failed_is_named_and_the_others_in_progress_finish() -> None:
    finished: list[int] = []

    async def work(index: int) -> int:
        if index in (1, 2):
            await asyncio.sleep(0)
            raise Conflict(f"{index} failed")
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        finished.append(index)
        return index

    with pytest.raises(ItemFailed) as raised:
        run(100, work, at_once=4)
    assert (raised.value.item_index, raised.value.cause.message) == (1, "1 failed")
    assert finished == [0, 3]


def test_a_cancellation_is_no_failure_of_an_item() -> None:
    cancellation = Cancellation()

    async def work(index: int) -> int:
        if index == 3:
            cancellation.ask()
        return index

    with pytest.raises(Cancelled):
        run(100, work, at_once=2, check=cancellation.check)


def test_a_defect_is_raised_as_it_is() -> None:
    async def work(index: int) -> int:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        run(3, work)
