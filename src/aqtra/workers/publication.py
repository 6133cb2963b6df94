"""Celery tasks that run publications."""

from typing import Any

from celery.signals import worker_ready

from aqtra.catalogs.ddl.settle import settle
from aqtra.composition import Platform
from aqtra.infra.queue import QUEUE, celery_app
from aqtra.metadata.publication.service import PUBLISH_TASK
from aqtra.workers.runtime import runtime
from aqtra.workplace.publishing import publication_runner

RECOVER_TASK = "publication.recover"


@celery_app.task(name=PUBLISH_TASK)  # type: ignore[untyped-decorator, no-untyped-call]
def publish(publication_id: str) -> None:
    """Runs it, or rolls it back when another worker had begun it. Lost and doubled messages are harmless."""

    async def work(platform: Platform) -> None:
        await publication_runner(platform.services).run(int(publication_id))
        await settle(platform.services)

    runtime.run(work)


@celery_app.task(name=RECOVER_TASK)  # type: ignore[untyped-decorator, no-untyped-call]
def recover() -> None:
    """Ends what a killed worker left."""

    async def work(platform: Platform) -> None:
        await publication_runner(platform.services).recover()
        await settle(platform.services)

    runtime.run(work)


@worker_ready.connect  # type: ignore[untyped-decorator]
def recover_at_start(**_: Any) -> None:
    """Every worker looks once when it starts; later losses are found by the gateway's sweeper."""
    celery_app.send_task(RECOVER_TASK, queue=QUEUE)  # type: ignore[no-untyped-call]
