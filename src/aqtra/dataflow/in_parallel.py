"""Slow work on items, several at once, with results in the order of the items."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from aqtra.dataflow.errors import ItemFailed
from aqtra.kernel.errors import AqtraError

Result = TypeVar("Result")


async def in_parallel(
    count: int, work: Callable[[int], Awaitable[Result]], *, at_once: int, check: Callable[[], None]
) -> list[Result]:
    """`work` of every index below `count`. `check` is called before each.

    After the first failure nothing new starts, and what is in progress finishes. Raises ItemFailed for the first
    item, in their order, that failed; what is no named error is raised as it is.
    """
    results: dict[int, Result] = {}
    failures: dict[int, Exception] = {}
    waiting = iter(range(count))

    async def worker() -> None:
        for index in waiting:
            if failures:
                return
            try:
                check()
                results[index] = await work(index)
            except Exception as error:
                failures[index] = error

    async with asyncio.TaskGroup() as group:
        for _ in range(min(at_once, count)):
            group.create_task(worker())
    if failures:
        index = min(failures)
        cause = failures[index]
        if isinstance(cause, AqtraError):
            raise ItemFailed(cause, index) from cause
        raise cause
    return [results[index] for index in range(count)]
