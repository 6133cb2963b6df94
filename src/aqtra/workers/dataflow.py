"""Celery tasks that run a stored dataflow run, and store what runs have queued."""

from uuid import UUID

from aqtra.composition import Platform
from aqtra.dataflow.bus.service import STORE_TASK, Bus
from aqtra.dataflow.leases import RUN_TASK
from aqtra.dataflow.service import Runs
from aqtra.dataflow.spreading.hands import PART_TASK
from aqtra.infra.queue import celery_app
from aqtra.workers.runtime import runtime


@celery_app.task(name=RUN_TASK)  # type: ignore[untyped-decorator, no-untyped-call]
def run_dataflow(run_id: str) -> None:
    """Runs it unless it has been taken. Safe to call twice: one worker takes it."""

    async def work(platform: Platform) -> None:
        await Runs(platform.services, platform.definitions).run_stored(UUID(run_id))

    runtime.run(work)


@celery_app.task(name=PART_TASK)  # type: ignore[untyped-decorator, no-untyped-call]
def run_dataflow_part(run_id: str) -> None:
    """Does one part of a run, if one waits. Lost and doubled messages are harmless: whoever has the run does parts."""

    async def work(platform: Platform) -> None:
        await Runs(platform.services, platform.definitions).do_part(UUID(run_id))

    runtime.run(work)


@celery_app.task(name=STORE_TASK)  # type: ignore[untyped-decorator, no-untyped-call]
def store_over_bus(run_id: str) -> None:
    """Stores what a run has queued. Lost and doubled messages are harmless."""

    async def work(platform: Platform) -> None:
        await Bus(platform.services).store(UUID(run_id))

    runtime.run(work)
