"""Celery task that rotates encryption keys."""

from aqtra.composition import Platform
from aqtra.custody.rotation import ROTATE_TASK, run
from aqtra.infra.queue import celery_app
from aqtra.workers.runtime import runtime


@celery_app.task(name=ROTATE_TASK)  # type: ignore[untyped-decorator, no-untyped-call]
def rotate_keys(rotation_id: str) -> None:
    """Runs it unless a living worker has it. Lost and doubled messages are harmless."""

    async def work(platform: Platform) -> None:
        await run(platform.services, int(rotation_id))

    runtime.run(work)
