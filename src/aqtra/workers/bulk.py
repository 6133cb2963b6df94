"""Celery task that runs a stored import or export."""

from typing import Any
from uuid import UUID

from celery.signals import worker_ready

from aqtra.bulk.running import JobRunner
from aqtra.bulk.scratch import sweep
from aqtra.bulk.service import JOB_TASK
from aqtra.composition import Platform
from aqtra.infra.queue import celery_app
from aqtra.infra.settings import get_settings
from aqtra.workers.runtime import runtime


@celery_app.task(name=JOB_TASK)  # type: ignore[untyped-decorator, no-untyped-call]
def run_bulk_job(job_id: str) -> None:
    """Runs it unless it has been taken. Lost and doubled messages are harmless."""

    async def work(platform: Platform) -> None:
        await JobRunner(platform.services).run(UUID(job_id))

    runtime.run(work)


@worker_ready.connect  # type: ignore[untyped-decorator]
def sweep_at_start(**_: Any) -> None:
    """What killed workers of this machine left."""
    sweep(get_settings().data_dir)
