"""Between the event loop and threads: streams read by synchronous code, and synchronous work looked at ahead."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Iterator
from pathlib import Path
from typing import Protocol, TypeVar

from aqtra.bulk.limits import CHUNK_BYTES

Item = TypeVar("Item")


class Source(Protocol):
    """A file to import."""

    def chunks(self) -> AsyncGenerator[bytes, None]:
        """The content from its beginning; at every call anew."""


class PathSource:
    """A file on the disk of this machine."""

    def __init__(self, path: Path) -> None:
        self._path = path

    async def chunks(self) -> AsyncGenerator[bytes, None]:
        with self._path.open("rb") as file:
            while chunk := await asyncio.to_thread(file.read, CHUNK_BYTES):
                yield chunk


def blocking(stream: AsyncIterator[bytes], loop: asyncio.AbstractEventLoop) -> Iterator[bytes]:
    """The stream of a loop for a thread beside it. Raises what the stream raises."""

    async def following() -> bytes | None:
        return await anext(stream, None)

    while (chunk := asyncio.run_coroutine_threadsafe(following(), loop).result()) is not None:
        yield chunk


async def looked_ahead(step: Callable[[], Item | None]) -> AsyncGenerator[Item, None]:
    """What `step` returns until it returns None. It runs in a thread, one step ahead of the reader."""
    ahead = asyncio.create_task(asyncio.to_thread(step))
    try:
        while (item := await ahead) is not None:
            ahead = asyncio.create_task(asyncio.to_thread(step))
            yield item
    finally:
        # A thread cannot be stopped; what it works on must not be taken away under it.
        await asyncio.wait({ahead})
        if not ahead.cancelled():
            ahead.exception()
