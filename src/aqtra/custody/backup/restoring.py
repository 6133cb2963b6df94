"""Restores a backup: everything is proved before anything is touched; the database comes back whole or not at all."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import psycopg
from psycopg import AsyncConnection

from aqtra.custody.backup import repository
from aqtra.custody.backup.manifest import Manifest
from aqtra.custody.backup.programs import feed, find_program
from aqtra.custody.backup.reading import Backup, verify
from aqtra.custody.errors import BackupFailed, BackupUnreadable, RestoreRefused
from aqtra.files.blobs import open_blobs
from aqtra.files.errors import BlobStoreUnavailable
from aqtra.infra.crypto import Keyring
from aqtra.infra.migrations import known_revisions
from aqtra.infra.settings import Settings, required

_ARGUMENTS: Final = ("--single-transaction", "--exit-on-error", "--no-owner", "--no-tablespaces", "--no-password")


@dataclass(frozen=True, slots=True)
class Target:
    """Where to restore. `force`: what is there is deleted first."""

    settings: Settings
    keys: Keyring
    programs: Sequence[Path]
    force: bool = False


async def prove(backup: Backup, target: Target) -> None:
    """Everything that may stand against a restoration. Changes nothing. Raises RestoreRefused, BackupUnreadable."""
    manifest = backup.manifest
    if manifest.schema_revision not in known_revisions():
        raise RestoreRefused(
            f"the backup is of Aqtra {manifest.aqtra} (schema {manifest.schema_revision}), which is newer than this one"
        )
    _prove_keys(manifest, target.keys)
    async with await _connect(target) as conn:
        major = conn.info.server_version // 10000
        if major < manifest.postgresql:
            raise RestoreRefused(f"the backup is of PostgreSQL {manifest.postgresql}; this server is {major}")
        find_program("pg_restore", major, target.programs)
        if sessions := await repository.other_sessions(conn):
            raise RestoreRefused(f"{sessions} other sessions use the database: stop Aqtra first")
        if not target.force and (present := await repository.present_schemas(conn)):
            raise RestoreRefused(f"the database is not empty: it has {', '.join(present)}")
    await verify(backup)


async def restore(backup: Backup, target: Target) -> None:
    """Proves, then restores contents and database. Bring the schema up to date afterwards.

    Raises RestoreRefused, BackupUnreadable, BackupFailed.
    """
    await prove(backup, target)
    blobs = open_blobs(target.settings)
    address = required(target.settings.database_owner_url, "database_owner_url")
    try:
        # First: a row never names a content that is not there.
        async for key, content in backup.contents():
            await blobs.put(key, content)
        async with await _connect(target) as conn:
            if target.force:
                async with conn.transaction():
                    await repository.drop_everything(conn)
            program = find_program("pg_restore", conn.info.server_version // 10000, target.programs)
            database = conn.info.dbname
            await feed(program, [*_ARGUMENTS, f"--dbname={database}"], address, backup.database())
            await _finish(conn, backup.manifest)
    except (BlobStoreUnavailable, psycopg.Error) as error:
        raise BackupFailed(f"it could not be restored: {error}") from error


async def _finish(conn: AsyncConnection[Any], manifest: Manifest) -> None:
    found = await repository.row_counts(conn)
    if different := sorted({name for name, _ in found.items() ^ manifest.rows.items()}):
        raise BackupUnreadable(f"after the restoration rows are missing or too many in {', '.join(different[:5])}")
    async with conn.transaction():
        await repository.grant_database(conn)
        await repository.end_sessions(conn)


def _prove_keys(manifest: Manifest, keys: Keyring) -> None:
    for version, fingerprint in sorted(manifest.key_versions.items()):
        if version not in keys:
            raise RestoreRefused(f"the data need encryption key {version}, which is not there")
        if keys.fingerprint(version).hex() != fingerprint:
            raise RestoreRefused(f"encryption key {version} is another one than the data were written with")


async def _connect(target: Target) -> AsyncConnection[Any]:
    address = required(target.settings.database_owner_url, "database_owner_url")
    try:
        return await AsyncConnection.connect(address, autocommit=True)
    except psycopg.Error as error:
        raise RestoreRefused(f"the database cannot be reached: {str(error).strip()}") from error
