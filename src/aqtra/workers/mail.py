"""Celery task that sends a mail that waits."""

from uuid import UUID

from aqtra.composition import Platform
from aqtra.infra.mail.service import SEND_TASK, Mailer
from aqtra.infra.queue import celery_app
from aqtra.workers.runtime import runtime


@celery_app.task(name=SEND_TASK)  # type: ignore[untyped-decorator, no-untyped-call]
def send_mail(mail_id: str) -> None:
    """Sends it unless it has been taken. Lost and doubled messages are harmless."""

    async def work(platform: Platform) -> None:
        await Mailer(platform.services).send(UUID(mail_id))

    runtime.run(work)
