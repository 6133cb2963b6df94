"""Between the event loop and threads: streams read by synchronous code, and synchronous work looked at ahead."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Iterator
from pathlib import Path
from typing import Protocol, TypeVar

from aqtra.bulk.limits import CHUNK_BYTES, PORTION_BYTES

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


async def portions(stream: AsyncIterator[bytes], size: int = PORTION_BYTES) -> AsyncGenerator[bytes, None]:
    """The stream in larger pieces, the next of which is read while one is worked on.

    Raises what the stream raises, behind all that came before.
    """
    failure: list[Exception] = []

    async def following() -> bytes:
        parts: list[bytes] = []
        try:
            while not failure and sum(map(len, parts)) < size and (chunk := await anext(stream, None)) is not None:
                parts.append(chunk)
        except Exception as error:
            failure.append(error)
        return b"".join(parts)

    ahead = asyncio.create_task(following())
    try:
        while portion := await ahead:
            ahead = asyncio.create_task(following())
            yield portion
        if failure:
            raise failure[0]
    finally:
        # The stream is not closed while it is read.
        await asyncio.wait({ahead})


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
