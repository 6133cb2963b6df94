"""Celery task that runs a stored dataflow run."""

from uuid import UUID

from aqtra.composition import Platform
from aqtra.dataflow.service import RUN_TASK, Runs
from aqtra.infra.queue import celery_app
from aqtra.workers.runtime import runtime


@celery_app.task(name=RUN_TASK)  # type: ignore[untyped-decorator, no-untyped-call]
def run_dataflow(run_id: str) -> None:
    """Runs it unless it has been taken. Safe to call twice: a run that was taken is never run again."""

    async def work(platform: Platform) -> None:
        await Runs(platform.services, platform.definitions).run_stored(UUID(run_id))

    runtime.run(work)
