"""Reads a backup: opens its manifest, and proves every part of it before anything is done with it."""

import hashlib
from collections.abc import AsyncIterator
from dataclasses import dataclass

from aqtra.custody.backup.making import CONTENTS
from aqtra.custody.backup.manifest import NAME, Manifest, open_manifest
from aqtra.custody.backup.streams import Place, read_stream
from aqtra.custody.errors import BackupUnreadable
from aqtra.files.blobs import BlobMissing, open_store
from aqtra.files.errors import BlobStoreUnavailable
from aqtra.infra.crypto import Keyring
from aqtra.infra.settings import Settings


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup whose manifest has opened."""

    place: Place
    manifest: Manifest

    def database(self) -> AsyncIterator[bytes]:
        """pg_dump's file. Raises BackupUnreadable."""
        return read_stream(self.place, "database", self.manifest.database)

    async def contents(self) -> AsyncIterator[tuple[str, bytes]]:
        """Key and sealed bytes of every content, each compared with the index. Raises BackupUnreadable."""
        found = 0
        async for line in _lines(read_stream(self.place, "index", self.manifest.contents.index)):
            key, size, digest = line.split(" ")
            try:
                content = await self.place.store.whole(self.place.object(f"{CONTENTS}/{key}"))
            except BlobMissing:
                raise BackupUnreadable(f"the content {key} is missing") from None
            if len(content) != int(size) or hashlib.sha256(content).hexdigest() != digest:
                raise BackupUnreadable(f"the content {key} is damaged")
            found += 1
            yield key, content
        if found != self.manifest.contents.objects:
            raise BackupUnreadable("contents are missing from its index")


async def open_backup(source: str, keys: Keyring, settings: Settings) -> Backup:
    """Raises BackupUnreadable."""
    parent, _, name = source.rstrip("/").rpartition("/")
    try:
        store = open_store(parent, settings)
        backup, key, manifest = open_manifest(await store.whole(f"{name}/{NAME}"), keys)
    except BlobMissing:
        raise BackupUnreadable("there is no backup, or one that was never finished: it has no manifest") from None
    except BlobStoreUnavailable as error:
        raise BackupUnreadable(f"it cannot be reached: {error.message}") from error
    return Backup(Place(store, name, backup, key), manifest)


async def verify(backup: Backup) -> None:
    """Reads and proves all of it. Raises BackupUnreadable."""
    try:
        async for _ in backup.database():
            pass
        async for _ in backup.contents():
            pass
    except BlobStoreUnavailable as error:
        raise BackupUnreadable(f"it cannot be read: {error.message}") from error


async def _lines(pieces: AsyncIterator[bytes]) -> AsyncIterator[str]:
    rest = b""
    async for piece in pieces:
        *whole, rest = (rest + piece).split(b"\n")
        for line in whole:
            yield line.decode()
