"""What nobody needs any more: expired uploads, files no entry refers to, content without rows. Found and deleted.

Rows go first, content after the commit: a crash leaves content without rows, which the next round finds.
"""

from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass
from typing import Final
from uuid import UUID

import structlog

from aqtra.catalogs.files import forget_file, unreferenced_files
from aqtra.files import replaced_repository, repository, uploads_repository
from aqtra.files.blobs import StoredBlob
from aqtra.files.errors import EncryptionKeyMissing, FileDamaged
from aqtra.files.limits import IMPORT_LIFE, UNREFERENCED_LIFE, UPLOAD_LIFE
from aqtra.files.service import delete_files
from aqtra.files.storage import object_key, split_salts, storage_of
from aqtra.infra.container import Services
from aqtra.infra.queue import ring

log = structlog.get_logger("aqtra.files")

COLLECT_TASK: Final = "files.collect"
EVERY_SECONDS: Final = 3600
_BATCH: Final = 500
_TURN: Final = "aqtra:files:collected"


@dataclass(frozen=True, slots=True)
class Collected:
    """How much one round deleted, and how many keys it renewed."""

    uploads: int = 0
    files: int = 0
    objects: int = 0
    renewed_keys: int = 0


async def ring_hourly(services: Services) -> None:
    """Asks a worker for a round, once an hour whatever the number of processes that ask."""
    if await services.redis.set(_TURN, 1, nx=True, ex=EVERY_SECONDS):
        await ring(COLLECT_TASK, "hourly")


async def collect(services: Services) -> Collected:
    """One round. Repeatable at any time and by several processes at once."""
    collected = Collected(
        uploads=await _expired_uploads(services),
        files=await _unreferenced(services) + await _old_imports(services) + await _without_content(services),
        # Before the store is asked, which may fail.
        renewed_keys=await _renew_keys(services),
        objects=await _replaced(services) + await _unknown_objects(services),
    )
    if collected != Collected():
        log.info("files collected", **{name: getattr(collected, name) for name in Collected.__slots__})
    return collected


async def _replaced(services: Services) -> int:
    """Objects whose contents were written anew so long ago that nobody reads them any more."""
    done = 0
    async with services.db.connection() as conn:
        old = await replaced_repository.before(conn, services.clock.now() - UPLOAD_LIFE)
    for number, file_id, salts in old:
        keys = [object_key(file_id, salt) for salt in split_salts(salts)]
        if not await storage_of(services).delete_objects(keys):
            break
        async with services.db.connection() as conn:
            await replaced_repository.forget(conn, number)
        done += len(keys)
    return done


async def _expired_uploads(services: Services) -> int:
    storage, done = storage_of(services), 0
    while True:
        async with services.db.transaction() as conn:
            expired = await uploads_repository.expired(conn, services.clock.now(), _BATCH)
            parts = await uploads_repository.salts_of(conn, expired)
            for upload_id in expired:
                await uploads_repository.delete(conn, upload_id)
        for upload_id, salt in parts:
            await storage.delete(upload_id, [salt])
        done += len(expired)
        if len(expired) < _BATCH:
            return done


async def _unreferenced(services: Services) -> int:
    """Files of properties that no entry has referred to for a while. The first look only notes them."""
    now, after, done = services.clock.now(), None, 0
    while True:
        async with services.db.connection() as conn:
            page = await repository.of_properties(conn, after, _BATCH)
            unreferenced = await unreferenced_files(conn, [file_id for file_id, _ in page])
            noted = {file_id: since for file_id, since in page if since is not None}
            await repository.mark_unreferenced(conn, list(unreferenced - noted.keys()), now)
            await repository.mark_referenced(conn, list(noted.keys() - unreferenced))
        due = [file_id for file_id in unreferenced & noted.keys() if noted[file_id] <= now - UNREFERENCED_LIFE]
        done += await _delete_unless_referenced(services, due)
        if len(page) < _BATCH:
            return done
        after = page[-1][0]


async def _delete_unless_referenced(services: Services, files: Iterable[UUID]) -> int:
    """One by one: an entry that took a file meanwhile keeps it."""
    storage, done = storage_of(services), 0
    for file_id in files:
        async with services.db.transaction() as conn:
            stored = await repository.stored(conn, file_id)
            if not await forget_file(conn, file_id):
                continue
        if stored is not None:
            await storage.delete(file_id, stored.salts)
            done += 1
    return done


async def _old_imports(services: Services) -> int:
    async with services.db.connection() as conn:
        old = await repository.imports_before(conn, services.clock.now() - IMPORT_LIFE)
    return await delete_files(services, old)


async def _without_content(services: Services) -> int:
    """Files that were deleted while entries referred to them, and no longer are referred to."""
    async with services.db.transaction() as conn:
        empty = await repository.without_content(conn)
        unreferenced = await unreferenced_files(conn, empty)
        return sum([await forget_file(conn, file_id) for file_id in unreferenced])


@dataclass(frozen=True, slots=True)
class Objects:
    """A batch of the store: how many objects belong to something, and the keys of those that belong to nothing."""

    known: int
    unknown: tuple[str, ...]


async def sorted_objects(services: Services) -> AsyncIterator[Objects]:
    """The whole store. What is too young to tell, or somebody else's, is neither known nor unknown."""
    # What is written for a job is registered at its end.
    before = services.clock.now() - UPLOAD_LIFE
    async for batch in storage_of(services).blobs.all():
        places = {blob: place for blob in batch if (place := _place(blob))}
        async with services.db.connection() as conn:
            salts = await repository.known_salts(conn, list({file_id for file_id, _ in places.values()}))
        unknown = [blob for blob, (file_id, salt) in places.items() if salt not in salts.get(file_id, ())]
        yield Objects(len(places) - len(unknown), tuple(blob.key for blob in unknown if blob.modified_at < before))


async def _unknown_objects(services: Services) -> int:
    done = 0
    async for objects in sorted_objects(services):
        if not await storage_of(services).delete_objects(objects.unknown):
            # A backup is being made, and may need what was deleted since.
            break
        done += len(objects.unknown)
    return done


def _place(blob: StoredBlob) -> tuple[UUID, bytes] | None:
    """The file and salt that a key names; None for what somebody else put there."""
    try:
        _, file_id, salt = blob.key.split("/")
        return UUID(file_id), bytes.fromhex(salt)
    except ValueError:
        return None


async def _renew_keys(services: Services) -> int:
    """Wraps keys anew with the newest key of the keyring; content stays as it is."""
    storage, done, after = storage_of(services), 0, None
    while True:
        async with services.db.connection() as conn:
            older = await repository.wrapped_with_others(conn, storage.keys.newest, after, _BATCH)
            for file_id, key in older:
                try:
                    await repository.set_key(conn, file_id, key, storage.rewrap(file_id, key))
                    done += 1
                except (FileDamaged, EncryptionKeyMissing) as error:
                    log.warning("key not renewed", file=str(file_id), reason=error.message)
        if len(older) < _BATCH:
            return done
        after = older[-1][0]
