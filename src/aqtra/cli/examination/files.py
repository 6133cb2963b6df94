"""What `aqtra doctor` says of stored files: keys, store, content. Changes nothing."""

import asyncio
from collections.abc import Iterator

import psycopg
from pydantic import SecretStr

from aqtra.cli.examination.models import Patient, Result, Verdict
from aqtra.files.errors import BlobStoreUnavailable, EncryptionKeyMissing
from aqtra.files.inspection import Inspection, inspect
from aqtra.infra.container import open_services
from aqtra.infra.keys import encryption_keys_path
from aqtra.infra.logging import configure_logging
from aqtra.infra.settings import LogLevel, Settings
from aqtra.kernel.errors import AqtraError


def examine_files(patient: Patient) -> Iterator[Result]:
    """Encryption keys, then the store with everything in it."""
    settings = patient.settings
    path = encryption_keys_path(settings)
    if settings.encryption_keys is not None:
        yield Result("encryption keys", Verdict.GOOD, "configured")
    elif not path.is_file():
        # Neither keys nor content: both are made with the first file, and that is not for the doctor to do.
        yield Result("encryption keys", Verdict.GOOD, "will be made with the first file")
        return
    elif path.stat().st_mode & 0o077:
        yield Result("encryption keys", Verdict.BAD, f"{path} can be read by others", f"Run: chmod 600 {path}")
    else:
        advice = "Back it up apart from the database and the files: without it no file can be opened."
        yield Result("encryption keys", Verdict.GOOD, str(path), advice)
    if patient.database_url is None or patient.redis_url is None:
        return
    addresses = {"database_url": SecretStr(patient.database_url), "redis_url": SecretStr(patient.redis_url)}
    yield from _content(settings.model_copy(update=addresses))


def _content(settings: Settings) -> Iterator[Result]:
    async def look() -> Inspection:
        async with open_services(settings) as services:
            return await inspect(services)

    # What fails is said in the report.
    configure_logging("doctor", LogLevel.NONE)
    try:
        found = asyncio.run(look())
    except BlobStoreUnavailable as error:
        yield Result("files", Verdict.BAD, error.message, "Check AQTRA_BLOB_URL, and the rights of its folder or keys.")
        return
    except EncryptionKeyMissing as error:
        yield Result("files", Verdict.BAD, error.message, "Restore them from the backup.")
        return
    except (AqtraError, psycopg.Error):
        # No database, or an older one: the checks before have said it.
        return
    yield _judged(found)


def _judged(found: Inspection) -> Result:
    if found.unknown_keys:
        versions = ", ".join(map(str, found.unknown_keys))
        advice = "Add it to AQTRA_ENCRYPTION_KEYS again."
        return Result("files", Verdict.BAD, f"the key {versions} is missing", advice)
    if found.missing:
        advice = "Restore them from the backup of the file storage."
        return Result("files", Verdict.BAD, f"{found.missing} objects are missing", advice)
    waiting = {
        "expired uploads": found.expired_uploads,
        "files no entry refers to": found.unreferenced,
        "objects without a file": found.orphans,
    }
    kinds = ", ".join(f"{count} {kind}" for kind, count in waiting.items() if count)
    words = f"{found.files} files, {found.size >> 20} MB"
    return Result("files", Verdict.GOOD, f"{words}; to be deleted within a day: {kinds}" if kinds else words)
