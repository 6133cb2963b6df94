"""Celery task that deletes files nobody needs any more."""

from aqtra.composition import Platform
from aqtra.files.orphans import COLLECT_TASK, collect
from aqtra.infra.queue import celery_app
from aqtra.workers.runtime import runtime


@celery_app.task(name=COLLECT_TASK)  # type: ignore[untyped-decorator, no-untyped-call]
def collect_files(_: str) -> None:
    """One round. Lost and doubled messages are harmless."""

    async def work(platform: Platform) -> None:
        await collect(platform.services)

    runtime.run(work)
