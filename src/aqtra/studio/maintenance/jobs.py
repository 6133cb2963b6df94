"""What changes tables is done by a worker, as the owner of the database: asked for, run, swept."""

from functools import partial
from typing import Any, Final

import structlog
from pydantic import BaseModel

from aqtra.bulk.errors import WorkersLost
from aqtra.bulk.models import JobError
from aqtra.catalogs.ddl.contract import remove_retired
from aqtra.catalogs.rebuilding import rebuild_references
from aqtra.identity import audit
from aqtra.identity.audit.models import Outcome
from aqtra.infra.container import Services
from aqtra.infra.leases import renewing
from aqtra.infra.outbox import ring_after_commit
from aqtra.infra.queue import ring
from aqtra.kernel.errors import AqtraError
from aqtra.kernel.principal import PLATFORM, Principal
from aqtra.metadata.maintenance import repository as maintenance
from aqtra.metadata.maintenance.models import MaintenanceKind, MaintenanceRow
from aqtra.metadata.publication.service import refuse_beside_publication
from aqtra.metadata.releases import repository as releases
from aqtra.studio.maintenance.models import RebuiltReferences, RetiredProperties

MAINTENANCE_TASK: Final = "maintenance.run"
# Several renewals fit into one lease, so that a single slow one does not lose it.
_RENEW_SECONDS: Final = maintenance.LEASE_SECONDS / 6

log = structlog.get_logger("aqtra.maintenance")


async def start(services: Services, kind: MaintenanceKind, by: Principal) -> MaintenanceRow:
    """Asks a worker to do it. Raises PublicationRunning, MaintenanceRunning."""
    async with services.db.transaction() as conn:
        await releases.current_version(conn, lock=True)
        await refuse_beside_publication(conn)
        await maintenance.refuse_beside(conn)
        job = await maintenance.insert(conn, kind, by, services.clock.now())
        await ring_after_commit(conn, MAINTENANCE_TASK, str(job.id))
        await audit.record(conn, "maintenance.started", by, f"maintenance:{job.id}", kind=kind.value)
    return job


async def run(services: Services, job_id: int) -> None:
    """Runs it to its end. Does nothing when it was taken already: a doubled message is harmless."""
    async with services.db.transaction() as conn:
        job = await maintenance.claim(conn, job_id)
    if job is None:
        return
    log.info("maintenance was started", job=job.id, kind=job.kind)
    async with renewing(services.db, _RENEW_SECONDS, partial(maintenance.renew, job_id=job.id), job=job.id):
        try:
            done = await _work(services, job)
        except AqtraError as error:
            log.warning("maintenance failed", job=job.id, code=error.code, error=error.message)
            await _fail(services, job, error)
        except Exception:
            # It must end whatever happens; what happened stands in the log.
            log.exception("maintenance failed", job=job.id)
            await _fail(services, job, AqtraError("an internal error; its details are in the log"))
        else:
            async with services.db.transaction() as conn:
                await maintenance.complete(conn, job.id, _stored(done), services.clock.now())
                await audit.record(conn, "maintenance.ended", PLATFORM, f"maintenance:{job.id}", kind=job.kind)
            log.info("maintenance was ended", job=job.id)


async def sweep_maintenance(services: Services) -> None:
    """Fails what a lost worker had begun, rings again for what none has taken. Repeatable at any time."""
    lost = WorkersLost("the worker was lost; what it had done stays, and it may be started again")
    async with services.db.transaction() as conn:
        await maintenance.give_up(conn, _stored(JobError.of(lost)), services.clock.now())
        waiting = await maintenance.waiting(conn)
    for job_id in waiting:
        await ring(MAINTENANCE_TASK, str(job_id))


async def _work(services: Services, job: MaintenanceRow) -> BaseModel:
    if MaintenanceKind(job.kind) is MaintenanceKind.REFERENCES:
        return RebuiltReferences.of(await rebuild_references(services))
    return RetiredProperties.of(await remove_retired(services))


async def _fail(services: Services, job: MaintenanceRow, error: AqtraError) -> None:
    async with services.db.transaction() as conn:
        await maintenance.fail(conn, job.id, _stored(JobError.of(error)), services.clock.now())
        target, failed = f"maintenance:{job.id}", Outcome.FAILED
        await audit.record(conn, "maintenance.ended", PLATFORM, target, outcome=failed, kind=job.kind, error=error.code)


def _stored(model: BaseModel) -> dict[str, Any]:
    return model.model_dump(mode="json")
