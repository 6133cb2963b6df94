"""Streams of any length as sealed objects of 8 MiB: written and read with one part in memory.

Each part is sealed for the backup, the stream and its number; the last one says that it is the last. A part that is
missing, moved, damaged or of another backup does not open.
"""

import asyncio
import hashlib
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Final
from uuid import UUID, uuid5

from pydantic import BaseModel, ConfigDict

from aqtra.custody.errors import BackupUnreadable
from aqtra.files.blobs import BlobMissing, BlobStore
from aqtra.infra.crypto import SALT_BYTES, SEALED_CHUNK, NotAuthentic, PartCipher, new_salt

PART: Final = 8 * 1024 * 1024


class StreamFacts(BaseModel):
    """What a whole stream is; `sha256` is that of its content."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    parts: int
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where streams of one backup lie, and what seals them."""

    store: BlobStore
    prefix: str
    backup: UUID
    key: bytes

    def object(self, name: str) -> str:
        return f"{self.prefix}/{name}"

    def cipher(self, stream: str, salt: bytes, number: int) -> PartCipher:
        return PartCipher(self.key, salt, uuid5(self.backup, stream), number)


async def write_stream(place: Place, name: str, chunks: AsyncIterator[bytes]) -> StreamFacts:
    """Raises BlobStoreUnavailable and what `chunks` raises."""
    digest, waiting = hashlib.sha256(), bytearray()
    parts = size = 0

    async def write(content: bytes, *, last: bool) -> None:
        nonlocal parts
        salt = new_salt()
        sealed = await asyncio.to_thread(place.cipher(name, salt, parts).seal, content, last=last)
        await place.store.put(place.object(f"{name}/{parts:06}"), salt + sealed)
        parts += 1

    async for chunk in chunks:
        digest.update(chunk)
        size += len(chunk)
        waiting += chunk
        # Only when more has come it is known not to be the last.
        while len(waiting) > PART:
            await write(bytes(waiting[:PART]), last=False)
            del waiting[:PART]
    if waiting:
        await write(bytes(waiting), last=True)
    return StreamFacts(parts=parts, size=size, sha256=digest.hexdigest())


async def read_stream(place: Place, name: str, facts: StreamFacts) -> AsyncIterator[bytes]:
    """The content, part by part. Raises BackupUnreadable before anything of a bad part, BlobStoreUnavailable."""
    digest, size = hashlib.sha256(), 0
    for number in range(facts.parts):
        key = place.object(f"{name}/{number:06}")
        try:
            found = await place.store.whole(key)
            content = await asyncio.to_thread(_opened, place, name, number, found, number == facts.parts - 1)
        except BlobMissing:
            raise BackupUnreadable(f"{name} is cut short: part {number} of {facts.parts} is missing") from None
        except NotAuthentic:
            raise BackupUnreadable(f"part {number} of {name} is damaged, or belongs elsewhere") from None
        digest.update(content)
        size += len(content)
        yield content
    if (digest.hexdigest(), size) != (facts.sha256, facts.size):
        raise BackupUnreadable(f"{name} is not what was written")


def _opened(place: Place, name: str, number: int, found: bytes, last: bool) -> bytes:
    salt, sealed = found[:SALT_BYTES], memoryview(found)[SALT_BYTES:]
    cipher = place.cipher(name, salt, number)
    chunks = -(-len(sealed) // SEALED_CHUNK)
    return b"".join(cipher.open(bytes(sealed), 0, chunks - 1 if last else None))
