"""Files as other packages of the server reach them: streams by id. Whoever calls has checked the rights."""

import hashlib
from collections.abc import AsyncIterator, Collection
from uuid import UUID

from aqtra.catalogs.files import Kind, RegisteredFile, forget_file, register_file
from aqtra.files import repository
from aqtra.files.errors import FileNotFound
from aqtra.files.limits import PART_SIZE
from aqtra.files.repository import Stored
from aqtra.files.storage import Sealed, Storage, storage_of
from aqtra.infra.container import Services
from aqtra.infra.crypto import WrappedKey


async def store_stream(
    services: Services,
    name: str,
    content_type: str,
    chunks: AsyncIterator[bytes],
    *,
    kind: Kind,
    component: UUID | None = None,
    created_by: int | None = None,
    file_id: UUID | None = None,
) -> UUID:
    """Writes a file from chunks of any size; at most two parts are held in memory. `file_id`: one that it has already.

    Nothing is registered, and what was stored is deleted, when `chunks` raises. Raises BlobStoreUnavailable.
    """
    storage, file_id = storage_of(services), file_id or services.ids.uuid()
    writing = _Writing(storage, file_id, storage.new_key(file_id))
    try:
        async for chunk in chunks:
            await writing.add(chunk)
        sealed = await writing.end()
    except BaseException:
        # Cancelled or failed: nobody will ever ask for it.
        await storage.delete(file_id, writing.salts)
        raise
    file = RegisteredFile(
        id=file_id,
        name=name,
        size=sealed.size,
        content_type=content_type,
        created_at=services.clock.now(),
        created_by=created_by,
        kind=kind,
        component=component,
    )
    # Cut off here, nobody knows whether it was committed: if not, the sweeper finds content without a row.
    async with services.db.transaction() as conn:
        await register_file(conn, file)
        await repository.insert(conn, sealed, writing.digest.digest(), None)
    return file_id


async def stored_file(services: Services, file_id: UUID) -> Stored:
    """A file with what opens its content. Raises FileNotFound."""
    async with services.db.connection() as conn:
        found = await repository.stored(conn, file_id)
    if found is None:
        raise FileNotFound("there is no such file")
    return found


async def read_stream(
    services: Services, file_id: UUID, start: int = 0, end: int | None = None
) -> AsyncIterator[bytes]:
    """The content from `start` up to `end` in chunks of up to 64 KiB.

    Raises FileNotFound, FileDamaged, EncryptionKeyMissing, BlobStoreUnavailable.
    """
    found = await stored_file(services, file_id)
    async for chunk in storage_of(services).read(found.sealed, start, end):
        yield chunk


async def delete_files(services: Services, files: Collection[UUID]) -> int:
    """Deletes content for good, and the files themselves unless entries refer to them. How many had content.

    Rows go first: what is left of the content after a crash is found by the collection of orphans.
    """
    async with services.db.transaction() as conn:
        found = await repository.all_stored(conn, list(files), lock="FOR UPDATE OF file")
        for stored in found:
            await repository.delete(conn, stored.file.id)
        for file_id in files:
            await forget_file(conn, file_id)
    storage = storage_of(services)
    for stored in found:
        await storage.delete(stored.file.id, stored.salts)
    return len(found)


class _Writing:
    """Cuts a stream into parts. A part is written when the next has begun: only then it is known not to be the last."""

    def __init__(self, storage: Storage, file_id: UUID, key: WrappedKey) -> None:
        self._storage = storage
        self._id = file_id
        self._key = key
        self._waiting = bytearray()
        self._size = 0
        self.salts: list[bytes] = []
        self.digest = hashlib.sha256()

    async def add(self, chunk: bytes) -> None:
        self.digest.update(chunk)
        self._size += len(chunk)
        self._waiting += chunk
        while len(self._waiting) > PART_SIZE:
            await self._write(bytes(self._waiting[:PART_SIZE]), last=False)
            del self._waiting[:PART_SIZE]

    async def end(self) -> Sealed:
        if self._waiting:
            await self._write(bytes(self._waiting), last=True)
        return Sealed(self._id, self._size, PART_SIZE, b"".join(self.salts), self._key)

    async def _write(self, content: bytes, *, last: bool) -> None:
        self.salts.append(await self._storage.write(self._id, self._key, len(self.salts), content, last=last))
