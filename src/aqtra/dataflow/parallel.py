"""Several awaited pieces of work at once, with results in order."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import TypeVar

T = TypeVar("T")


async def in_order(work: Sequence[Callable[[], Awaitable[T]]], width: int) -> list[T]:
    """Does at most `width` pieces at once; results have the order of the work.

    After a failure nothing new starts and what is under way ends (flows.md 6); then the failure that stands first is
    raised, so the same one is told however long each piece took.
    """
    results: dict[int, T] = {}
    failures: dict[int, Exception] = {}
    waiting = iter(range(len(work)))

    async def take() -> None:
        while not failures and (position := next(waiting, None)) is not None:
            try:
                results[position] = await work[position]()
            except Exception as failure:
                failures[position] = failure

    async with asyncio.TaskGroup() as group:
        for _ in range(min(width, len(work))):
            group.create_task(take())
    if failures:
        raise failures[min(failures)]
    return [results[position] for position in range(len(work))]
