"""Celery task that answers somebody who forgot a password."""

from uuid import UUID

from aqtra.composition import Platform
from aqtra.identity.links import RESET_TASK
from aqtra.infra.queue import celery_app
from aqtra.workers.runtime import runtime


@celery_app.task(name=RESET_TASK)  # type: ignore[untyped-decorator, no-untyped-call]
def answer_reset_request(request_id: str) -> None:
    """Sends the links unless they were sent. Lost and doubled messages are harmless."""

    async def work(platform: Platform) -> None:
        await platform.identity.links.answer_request(UUID(request_id))

    runtime.run(work)
