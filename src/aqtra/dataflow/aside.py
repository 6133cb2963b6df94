"""Long calculations in a thread: meanwhile the event loop is there for others, and Polars needs no interpreter."""

import asyncio
from collections.abc import Coroutine
from typing import Any, Final, TypeVar

Result = TypeVar("Result")

LONG_BYTES: Final = 128 * 1024
"""From so many bytes of items on it pays: the way to a thread and back takes some tenths of a millisecond."""


async def aside(calculation: Coroutine[Any, Any, Result]) -> Result:
    """What a coroutine gives that waits for nothing, calculated in a thread.

    Whoever gives up waiting still waits for the thread: it cannot be stopped, and reads what would be taken away.
    """
    thread = asyncio.create_task(asyncio.to_thread(_finished, calculation))
    try:
        return await asyncio.shield(thread)
    finally:
        if not thread.done():
            await asyncio.wait({thread})
            if not thread.cancelled():
                thread.exception()


def _finished(calculation: Coroutine[Any, Any, Result]) -> Result:
    try:
        calculation.send(None)
    except StopIteration as done:
        result: Result = done.value
        return result
    calculation.close()
    raise RuntimeError("a calculation waits for nothing")
