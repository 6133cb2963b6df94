"""Several awaited pieces of work at once, with results in order."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import TypeVar

from aqtra.dataflow.errors import at_item

T = TypeVar("T")


async def in_order(work: Sequence[Callable[[], Awaitable[T]]], width: int) -> list[T]:
    """Does at most `width` pieces at once; results have the order of the work.

    After a failure nothing new starts and what is under way ends (flows.md 6); then the failure that stands first is
    raised, so the same one is told however long each piece took.
    """
    return await _numbered(len(work), lambda position: work[position](), width)


async def for_items(count: int, work: Callable[[int], Awaitable[T]], width: int, check: Callable[[], None]) -> list[T]:
    """As `in_order`, for the items below `count`. `check` is called before each. Raises ItemFailed."""

    async def one(index: int) -> T:
        check()
        with at_item(index):
            return await work(index)

    return await _numbered(count, one, width)


async def _numbered(count: int, work: Callable[[int], Awaitable[T]], width: int) -> list[T]:
    results: dict[int, T] = {}
    failures: dict[int, Exception] = {}
    waiting = iter(range(count))

    async def take() -> None:
        while not failures and (position := next(waiting, None)) is not None:
            try:
                results[position] = await work(position)
            except Exception as failure:
                failures[position] = failure

    async with asyncio.TaskGroup() as group:
        for _ in range(min(width, count)):
            group.create_task(take())
    if failures:
        raise failures[min(failures)]
    return [results[position] for position in range(count)]
