"""Celery task that changes tables on request of the Maintenance screen."""

from aqtra.composition import Platform
from aqtra.infra.queue import celery_app
from aqtra.studio.maintenance.jobs import MAINTENANCE_TASK, run
from aqtra.workers.runtime import runtime


@celery_app.task(name=MAINTENANCE_TASK)  # type: ignore[untyped-decorator, no-untyped-call]
def run_maintenance(job_id: str) -> None:
    """Runs it unless it has been taken. Lost and doubled messages are harmless."""

    async def work(platform: Platform) -> None:
        await run(platform.services, int(job_id))

    runtime.run(work)
