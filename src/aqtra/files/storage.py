"""Sealed content of files: writes parts, reads any range of bytes, deletes. Knows no rows and no rights."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from functools import partial
from typing import Final
from uuid import UUID
from weakref import WeakKeyDictionary

import structlog

from aqtra.files.blobs import BlobMissing, BlobStore, open_blobs
from aqtra.files.errors import BlobStoreUnavailable, EncryptionKeyMissing, FileDamaged
from aqtra.files.freeze import deletable
from aqtra.infra.container import Services
from aqtra.infra.crypto import (
    CHUNK,
    SALT_BYTES,
    SEALED_CHUNK,
    Keyring,
    NotAuthentic,
    PartCipher,
    UnknownKey,
    WrappedKey,
    new_key,
    new_salt,
    sealed_size,
)
from aqtra.infra.database import Database, DatabaseUnavailable

log = structlog.get_logger("aqtra.files")

THUMBNAIL_PART: Final = 2**32 - 1
"""Number under which a file's thumbnail is sealed: no part of a file reaches it."""


@dataclass(frozen=True, slots=True)
class Sealed:
    """What it takes to open the content of one file."""

    id: UUID
    size: int
    part_size: int
    salts: bytes
    key: WrappedKey

    @property
    def parts(self) -> int:
        return -(-self.size // self.part_size)

    def salt(self, part: int) -> bytes:
        return self.salts[part * SALT_BYTES : (part + 1) * SALT_BYTES]

    def length(self, part: int) -> int:
        """Bytes of content in a part."""
        return min(self.part_size, self.size - part * self.part_size)


def split_salts(salts: bytes) -> list[bytes]:
    return [salts[start : start + SALT_BYTES] for start in range(0, len(salts), SALT_BYTES)]


def object_key(file_id: UUID, salt: bytes) -> str:
    """Opaque, and spread over 256 folders."""
    return f"{file_id.hex[:2]}/{file_id}/{salt.hex()}"


class Storage:
    """The keyring and the blob store of a process."""

    def __init__(
        self, blobs: BlobStore, keys: Keyring, deletable: Callable[[], AbstractAsyncContextManager[bool]] | None = None
    ) -> None:
        """`deletable`: held while objects are deleted; tells whether they may be now."""
        self.blobs = blobs
        self.keys = keys
        self._deletable = deletable or _always

    def new_key(self, file_id: UUID) -> WrappedKey:
        """A key for a new file."""
        return self.keys.wrap(new_key(), file_id)

    def rewrap(self, file_id: UUID, key: WrappedKey) -> WrappedKey:
        """The same key under the newest one of the keyring. Raises FileDamaged, EncryptionKeyMissing."""
        return self.keys.wrap(self._unwrap(file_id, key), file_id)

    async def write(self, file_id: UUID, key: WrappedKey, part: int, content: bytes, *, last: bool) -> bytes:
        """Seals and stores a part; the salt that it can be read with. Raises BlobStoreUnavailable and as `rewrap`."""
        salt = new_salt()
        cipher = PartCipher(self._unwrap(file_id, key), salt, file_id, part)
        sealed = await asyncio.to_thread(cipher.seal, content, last=last)
        await self.blobs.put(object_key(file_id, salt), sealed)
        return salt

    async def read(self, file: Sealed, start: int = 0, end: int | None = None) -> AsyncIterator[bytes]:
        """The content from `start` up to `end`; at most one part is held in memory.

        Raises FileDamaged before a byte of the damaged part is given out, EncryptionKeyMissing, BlobStoreUnavailable.
        """
        if len(file.salts) != file.parts * SALT_BYTES:
            log.error("stored content is damaged", file=str(file.id), reason="its size is not that of its parts")
            raise FileDamaged("the stored content is damaged")
        stop = file.size if end is None else min(end, file.size)
        key = self._unwrap(file.id, file.key)
        for part in range(start // file.part_size, -(-stop // file.part_size)):
            offset = part * file.part_size
            chunks = await self._read_part(
                PartCipher(key, file.salt(part), file.id, part),
                object_key(file.id, file.salt(part)),
                (max(start - offset, 0), min(stop - offset, file.length(part))),
                file.length(part),
                last=part == file.parts - 1,
            )
            for chunk in chunks:
                yield chunk

    async def read_thumbnail(self, file: Sealed, salt: bytes, size: int) -> bytes:
        """Raises as `read`."""
        cipher = PartCipher(self._unwrap(file.id, file.key), salt, file.id, THUMBNAIL_PART)
        return b"".join(await self._read_part(cipher, object_key(file.id, salt), (0, size), size, last=True))

    async def delete(self, file_id: UUID, salts: Sequence[bytes]) -> None:
        """Deletes objects that no row names any more. What a failing store keeps is left to the sweeper."""
        try:
            async with self._deletable() as may:
                if may:
                    await self.blobs.delete([object_key(file_id, salt) for salt in salts])
        except (BlobStoreUnavailable, DatabaseUnavailable) as error:
            log.warning("content is left to the sweeper", file=str(file_id), reason=error.message)

    async def delete_objects(self, keys: Sequence[str]) -> bool:
        """Deletes objects of no file; False when that has to wait. Raises BlobStoreUnavailable, DatabaseUnavailable."""
        async with self._deletable() as may:
            if may:
                await self.blobs.delete(keys)
            return may

    async def _read_part(
        self, cipher: PartCipher, key: str, wanted: tuple[int, int], length: int, *, last: bool
    ) -> list[bytes]:
        start, end = wanted
        first, behind = start // CHUNK, -(-end // CHUNK)
        final = -(-length // CHUNK) - 1
        try:
            sealed = await self.blobs.get(key, first * SEALED_CHUNK, min(behind * SEALED_CHUNK, sealed_size(length)))
            opened = cipher.open(sealed, first, final if last else None)
            chunks = await asyncio.to_thread(list, opened)
        except (BlobMissing, NotAuthentic) as error:
            log.error("stored content is damaged", object=key, reason=str(error))
            raise FileDamaged("the stored content is damaged") from error
        chunks[-1] = chunks[-1][: end - (behind - 1) * CHUNK]
        chunks[0] = chunks[0][start - first * CHUNK :]
        return chunks

    def _unwrap(self, file_id: UUID, key: WrappedKey) -> bytes:
        try:
            return self.keys.unwrap(key, file_id)
        except UnknownKey as error:
            raise EncryptionKeyMissing("the key of this file is not configured", version=key.version) from error
        except NotAuthentic as error:
            raise FileDamaged("the key of this file is damaged") from error


@asynccontextmanager
async def _always() -> AsyncIterator[bool]:
    yield True


_OF_PROCESS: WeakKeyDictionary[Database, Storage] = WeakKeyDictionary()


def storage_of(services: Services) -> Storage:
    """The storage of this process; the same object at every call.

    Raises BlobStoreUnavailable, EncryptionKeyMissing.
    """
    found = _OF_PROCESS.get(services.db)
    if found is None:
        opened = Storage(open_blobs(services.settings), _keyring(services), partial(deletable, services.db))
        found = _OF_PROCESS.setdefault(services.db, opened)
    return found


def _keyring(services: Services) -> Keyring:
    try:
        return services.keys
    except ValueError as error:
        log.error("the encryption keys cannot be read", reason=str(error))
        raise EncryptionKeyMissing(f"the encryption keys cannot be read: {error}") from error
