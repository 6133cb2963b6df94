"""Writes the content of a file anew, under a key of its own that nobody has had before."""

import hashlib
from uuid import UUID

from aqtra.files import replaced_repository, repository
from aqtra.files.errors import FileDamaged
from aqtra.files.repository import Stored
from aqtra.files.storage import Sealed, storage_of
from aqtra.infra.container import Services


async def renew_content(services: Services, file_id: UUID) -> bool:
    """Streams: at most two parts are held in memory. Readers go on, also those that have begun.

    False when there was nothing to do: the file was deleted or changed meanwhile. Raises FileDamaged,
    EncryptionKeyMissing, BlobStoreUnavailable.
    """
    async with services.db.connection() as conn:
        stored = await repository.stored(conn, file_id)
    if stored is None:
        return False
    storage, salts = storage_of(services), list[bytes]()
    try:
        new = await _written(services, stored, salts)
        async with services.db.transaction() as conn:
            switched = await replaced_repository.switch(conn, stored, new, services.clock.now())
    except BaseException:
        await storage.delete(file_id, salts)
        raise
    if not switched:
        await storage.delete(file_id, salts)
    return switched


async def _written(services: Services, stored: Stored, salts: list[bytes]) -> Sealed:
    storage, old, digest = storage_of(services), stored.sealed, hashlib.sha256()
    key = storage.new_key(old.id)
    for part in range(old.parts):
        start = part * old.part_size
        content = b"".join([chunk async for chunk in storage.read(old, start, start + old.length(part))])
        digest.update(content)
        salts.append(await storage.write(old.id, key, part, content, last=part == old.parts - 1))
    if digest.digest() != stored.sha256:
        raise FileDamaged("the stored content is not the one that was registered")
    return Sealed(old.id, old.size, old.part_size, b"".join(salts), key)
