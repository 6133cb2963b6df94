"""What `aqtra doctor` says of the audit trail. Changes nothing."""

import asyncio
from collections.abc import Iterator

import psycopg
from pydantic import SecretStr

from aqtra.cli.examination.models import Patient, Result, Verdict
from aqtra.identity.audit.trail import (
    CheckpointUnreadable,
    Verification,
    checkpoints_path,
    keys_of,
    read_checkpoints,
    verify,
)
from aqtra.infra.container import open_services
from aqtra.infra.keys import encryption_keys_path
from aqtra.kernel.errors import AqtraError

NAMED = 5


def examine_audit(patient: Patient) -> Iterator[Result]:
    """The whole chain, against the checkpoints of the data folder."""
    settings = patient.settings
    if patient.database_url is None or patient.redis_url is None:
        return
    if settings.encryption_keys is None and not encryption_keys_path(settings).is_file():
        # Nothing was sealed yet, and keys are not for the doctor to make.
        return
    addresses = {"database_url": SecretStr(patient.database_url), "redis_url": SecretStr(patient.redis_url)}
    try:
        known = read_checkpoints(checkpoints_path(settings))
    except FileNotFoundError:
        known = []
    except (OSError, CheckpointUnreadable) as error:
        yield Result("audit trail", Verdict.BAD, str(error), "Restore the file from a copy.")
        return

    async def look() -> Verification:
        async with open_services(settings.model_copy(update=addresses)) as services, services.db.connection() as conn:
            return await verify(conn, keys_of(settings), known)

    try:
        found = asyncio.run(look())
    except (AqtraError, psycopg.Error, ValueError):
        # No database, an older one, or broken keys: the checks before have said it.
        return
    if found.findings:
        named = ", ".join(f"{finding.damage.value} at {finding.position}" for finding in found.findings[:NAMED])
        more = f" and {len(found.findings) - NAMED} more" if len(found.findings) > NAMED else ""
        advice = "Somebody changed the trail in the database: see the runbook Audit trail."
        yield Result("audit trail", Verdict.BAD, f"{named}{more}", advice)
    else:
        yield Result("audit trail", Verdict.GOOD, f"{found.checked} records, unchanged; {len(known)} checkpoints")
