"""What tests of stored content ask a platform for."""

import asyncio
import os
from collections.abc import AsyncIterator, Awaitable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, TypeVar
from uuid import UUID

from aqtra.files.service import read_stream, store_stream
from aqtra.files.storage import Storage, storage_of
from aqtra.infra.container import Services
from aqtra.kernel.clock import SystemClock

Result = TypeVar("Result")


class Later:
    """A clock that is ahead."""

    def __init__(self, ahead: timedelta) -> None:
        self._ahead = ahead

    def now(self) -> datetime:
        return SystemClock().now() + self._ahead


async def pieces(content: bytes, size: int) -> AsyncIterator[bytes]:
    """The content as a stream of pieces."""
    for start in range(0, len(content), size):
        yield content[start : start + size]


def noise(size: int) -> bytes:
    return os.urandom(size)


class FilePlatform:
    """Services and the loop they live on."""

    def __init__(self, services: Services, runner: asyncio.Runner) -> None:
        self.services = services
        self._runner = runner

    def run(self, work: Awaitable[Result]) -> Result:
        async def wait() -> Result:
            return await work

        return self._runner.run(wait())

    @property
    def storage(self) -> Storage:
        return storage_of(self.services)

    def after(self, **ahead: float) -> Services:
        """The same services at a later time."""
        return replace(self.services, clock=Later(timedelta(**ahead)))

    def store(self, content: bytes, *, name: str = "a.bin", kind: Any = "library", **options: Any) -> UUID:
        stream = pieces(content, 100_000)
        return self.run(store_stream(self.services, name, "application/octet-stream", stream, kind=kind, **options))

    def read(self, file_id: UUID, start: int = 0, end: int | None = None) -> bytes:
        async def all_of_it() -> bytes:
            return b"".join([chunk async for chunk in read_stream(self.services, file_id, start, end)])

        return self.run(all_of_it())

    def objects(self) -> dict[str, int]:
        """Key and size of everything in the store."""

        async def all_of_it() -> dict[str, int]:
            return {blob.key: blob.size async for batch in self.storage.blobs.all() for blob in batch}

        return self.run(all_of_it())

    def object(self, key: str) -> bytes:
        return self.run(self.storage.blobs.get(key, 0, self.objects()[key]))

    def put(self, key: str, content: bytes) -> None:
        self.run(self.storage.blobs.put(key, content))

    def sql(self, statement: str, *parameters: Any) -> list[tuple[Any, ...]]:
        async def work() -> list[tuple[Any, ...]]:
            async with self.services.db.connection() as conn:
                cursor = await conn.execute(statement.encode(), parameters or None)
                return await cursor.fetchall() if cursor.description else []

        return self.run(work())
