"""Work that is done at once and answered in order."""

import asyncio
from collections.abc import Callable, Coroutine
from functools import partial
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aqtra.dataflow.parallel import in_order


@given(st.lists(st.integers(0, 5), max_size=30), st.integers(1, 8))
def test_results_have_the_order_of_the_work_and_the_width_is_kept(turns: list[int], width: int) -> None:
    busy, most = 0, 0

    async def work(position: int) -> int:
        nonlocal busy, most
        busy += 1
        most = max(most, busy)
        for _ in range(turns[position]):
            await asyncio.sleep(0)
        busy -= 1
        return position

    assert asyncio.run(in_order([partial(work, position) for position in range(len(turns))], width)) == list(
        range(len(turns))
    )
    assert most <= width


def test_the_first_failure_by_position_is_told_and_nothing_new_starts() -> None:
    started: list[int] = []

    async def fails(position: int, turns: int) -> None:
        started.append(position)
        for _ in range(turns):
            await asyncio.sleep(0)
        raise ValueError(position)

    work: list[Callable[[], Coroutine[Any, Any, None]]] = [partial(fails, 0, 5), partial(fails, 1, 1)]
    work += [partial(fails, position, 0) for position in range(2, 20)]
    with pytest.raises(ValueError, match="0"):
        asyncio.run(in_order(work, 2))
    assert started == [0, 1]
