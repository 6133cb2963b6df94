"""What `aqtra doctor` says of stored files: store and content. Changes nothing."""

import asyncio
from collections.abc import Iterator

import psycopg
from pydantic import SecretStr

from aqtra.cli.examination.models import Patient, Result, Verdict
from aqtra.files.errors import BlobStoreUnavailable, EncryptionKeyMissing
from aqtra.files.inspection import Inspection, inspect
from aqtra.infra.container import open_services
from aqtra.infra.logging import configure_logging
from aqtra.infra.settings import LogLevel, Settings
from aqtra.kernel.errors import AqtraError


def examine_files(patient: Patient) -> Iterator[Result]:
    """The store with everything in it."""
    settings = patient.settings
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
