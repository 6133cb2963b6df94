"""Makes a backup: database and contents of one moment, streamed and sealed; the manifest last."""

import hashlib
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final
from uuid import UUID

import psycopg
import structlog
from psycopg import AsyncConnection

from aqtra import __version__
from aqtra.custody.backup import repository
from aqtra.custody.backup.manifest import NAME, ContentFacts, Manifest, seal_manifest
from aqtra.custody.backup.programs import find_program, output_of
from aqtra.custody.backup.streams import Place, write_stream
from aqtra.custody.errors import BackupFailed
from aqtra.files.blobs import BlobMissing, BlobStore, open_store
from aqtra.files.errors import BlobStoreUnavailable
from aqtra.files.freeze import freeze
from aqtra.files.storage import object_key, split_salts, storage_of
from aqtra.infra.container import Services
from aqtra.infra.crypto import new_key
from aqtra.infra.key_check import check_keys
from aqtra.infra.settings import required

CONTENTS: Final = "contents"
_ARGUMENTS: Final = ("--format=custom", "--compress=4", "--no-owner", "--no-tablespaces", "--no-password")

log = structlog.get_logger("aqtra.backup")


@dataclass(frozen=True, slots=True)
class Made:
    """A backup that is whole."""

    id: UUID
    address: str
    size: int
    files: int
    rows: int


@dataclass(slots=True)
class _Counted:
    objects: int = 0
    size: int = 0


async def make_backup(services: Services, target: str, programs: Sequence[Path]) -> Made:
    """Writes a backup into a new folder below `target`, which others may be in.

    Raises BackupFailed, KeysRefused, DatabaseUnavailable. What was written of one that failed is deleted, and could not
    be taken for one anyway.
    """
    await check_keys(services)
    started, backup = services.clock.now(), services.ids.uuid()
    name = f"{started:%Y-%m-%dT%H-%M-%SZ}-{backup.hex[:8]}"
    key = new_key()
    try:
        store = open_store(target, services.settings)
        place = Place(store, name, backup, key)
        manifest = await _write_all(services, place, programs, started)
        wrapped = services.keys.wrap(key, backup)
        await store.put(place.object(NAME), seal_manifest(manifest, backup, key, wrapped))
    except BaseException as error:
        await _discard(target, name, services)
        if isinstance(error, BlobStoreUnavailable | psycopg.Error | BlobMissing):
            raise BackupFailed(f"the backup could not be made: {error}") from error
        raise
    size = manifest.database.size + manifest.contents.size
    async with services.db.transaction() as conn:
        ended = services.clock.now()
        await repository.remember(conn, backup, f"{target.rstrip('/')}/{name}", started, ended, size, wrapped.version)
    return Made(backup, f"{target.rstrip('/')}/{name}", size, manifest.contents.objects, sum(manifest.rows.values()))


async def _write_all(services: Services, place: Place, programs: Sequence[Path], started: datetime) -> Manifest:
    address = required(services.settings.database_owner_url, "database_owner_url")
    async with await AsyncConnection.connect(address, autocommit=True) as conn:
        # Before the moment begins: what belongs to it is not deleted until it is written.
        await freeze(conn)
        snapshot = await repository.begin_moment(conn)
        major = conn.info.server_version // 10000
        dump = find_program("pg_dump", major, programs)
        revision = await repository.revision(conn)
        if revision is None:
            raise BackupFailed("the database is empty")
        database = await write_stream(
            place, "database", output_of(dump, [*_ARGUMENTS, f"--snapshot={snapshot}"], address)
        )
        counted = _Counted()
        index = await write_stream(place, "index", _contents(conn, storage_of(services).blobs, place, counted))
        return Manifest(
            aqtra=__version__,
            schema_revision=revision,
            postgresql=major,
            created_at=started,
            key_versions=await repository.key_fingerprints(conn),
            rows=await repository.row_counts(conn),
            database=database,
            contents=ContentFacts(objects=counted.objects, size=counted.size, index=index),
        )


async def _contents(
    conn: AsyncConnection[Any], source: BlobStore, place: Place, counted: _Counted
) -> AsyncIterator[bytes]:
    """Copies every object of the moment; the lines of the index."""
    async for file_id, salts in repository.contents(conn):
        for salt in split_salts(salts):
            key = object_key(file_id, salt)
            try:
                content = await source.whole(key)
            except BlobMissing:
                # It was missing before: the backup tells what there was, `aqtra doctor` what there is not.
                log.warning("content is missing", object=key)
                continue
            await place.store.put(place.object(f"{CONTENTS}/{key}"), content)
            counted.objects += 1
            counted.size += len(content)
            yield f"{key} {len(content)} {hashlib.sha256(content).hexdigest()}\n".encode()


async def _discard(target: str, name: str, services: Services) -> None:
    """Of a backup that failed nothing need be left; where that fails too, it has no manifest."""
    try:
        await open_store(f"{target.rstrip('/')}/{name}", services.settings).clear()
    except (BlobStoreUnavailable, BlobMissing) as error:
        log.warning("parts of a failed backup are left", backup=name, reason=str(error))
