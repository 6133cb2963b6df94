"""Verbs of mail: put in line, send what is due, wake up what was forgotten."""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

import structlog

from aqtra.infra.container import Services
from aqtra.infra.database import Connection
from aqtra.infra.mail import repository
from aqtra.infra.mail.models import Mail, NotNow, Undeliverable, WaitingMail
from aqtra.infra.mail.smtp import SmtpServer
from aqtra.infra.outbox import ring_after_commit
from aqtra.infra.queue import ring

log = structlog.get_logger("aqtra.mail")
SEND_TASK: Final = "aqtra.send_mail"

# Longer than a server may take to answer, so that a mail is not sent twice.
LEASE: Final = timedelta(minutes=5)
FIRST_WAIT: Final = timedelta(seconds=15)
LONGEST_WAIT: Final = timedelta(hours=1)
KEEP: Final = timedelta(days=30)
SWEPT_AT_ONCE: Final = 100


class Mailer:
    """Mail of one installation."""

    def __init__(self, services: Services) -> None:
        self._services = services

    @property
    def available(self) -> bool:
        """Whether the installation has a mail server."""
        return self._services.settings.smtp_host is not None

    async def enqueue(self, conn: Connection, mail: Mail) -> None:
        """Sends after the commit of the caller's transaction, and only then."""
        mail_id, now = self._services.ids.uuid(), self._services.clock.now()
        sealed = self._services.sealer.seal(mail.pack(), _place(mail_id))
        await repository.insert(conn, mail_id, sealed, now, now + mail.useful_for)
        await ring_after_commit(conn, SEND_TASK, str(mail_id))

    async def send(self, mail_id: UUID) -> None:
        """Sends a mail that is due. Does nothing for one that another worker has, or that has ended."""
        now = self._services.clock.now()
        async with self._services.db.transaction() as conn:
            waiting = await repository.claim(conn, mail_id, now, now + LEASE)
        if waiting is None:
            return
        try:
            await self._deliver(waiting)
        except NotNow as error:
            await self._postpone(waiting, str(error))
        except Undeliverable as error:
            await self._finish(waiting, str(error))
        else:
            await self._finish(waiting, None)

    async def sweep(self) -> None:
        """Rings for what is due, forgets what ended long ago. Repeatable at any time, by several processes at once."""
        now = self._services.clock.now()
        async with self._services.db.transaction() as conn:
            await repository.forget(conn, now - KEEP)
            waiting = await repository.due(conn, now - FIRST_WAIT, SWEPT_AT_ONCE)
        for mail_id in waiting:
            await ring(SEND_TASK, str(mail_id))

    async def _deliver(self, waiting: WaitingMail) -> None:
        if self._services.clock.now() >= waiting.give_up_at:
            raise Undeliverable("no longer of use")
        mail = Mail.unpack(self._services.sealer.open(waiting.sealed, _place(waiting.id)))
        await SmtpServer(self._services.settings, self._services.clock).send(mail)

    async def _postpone(self, waiting: WaitingMail, reason: str) -> None:
        due_at = self._services.clock.now() + wait_after(waiting.attempts)
        if due_at >= waiting.give_up_at:
            await self._finish(waiting, reason)
            return
        log.warning("mail not sent yet", mail=str(waiting.id), attempts=waiting.attempts, reason=reason)
        async with self._services.db.transaction() as conn:
            await repository.postpone(conn, waiting, due_at, reason)

    async def _finish(self, waiting: WaitingMail, reason: str | None) -> None:
        if reason is not None:
            log.error("mail not sent", mail=str(waiting.id), attempts=waiting.attempts, reason=reason)
        ended_at: datetime = self._services.clock.now()
        async with self._services.db.transaction() as conn:
            await repository.finish(conn, waiting, ended_at, reason=reason)


def wait_after(attempts: int) -> timedelta:
    """Doubles with every attempt, up to an hour."""
    doublings: int = min(attempts - 1, 16)
    return min(FIRST_WAIT * (1 << doublings), LONGEST_WAIT)


def _place(mail_id: UUID) -> str:
    return f"identity.mail.sealed:{mail_id}"
