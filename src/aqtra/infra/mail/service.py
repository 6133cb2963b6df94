"""Verbs of mail: put in line, send what is due, wake up what was forgotten."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

import structlog

from aqtra.infra.container import Services
from aqtra.infra.database import Connection
from aqtra.infra.egress import egress_of
from aqtra.infra.mail import repository
from aqtra.infra.mail.models import Addressee, Mail, MailBody, NotNow, Undeliverable, WaitingMail
from aqtra.infra.mail.server import mail_server, saved_server
from aqtra.infra.mail.smtp import SmtpServer
from aqtra.infra.outbox import ring_after_commit
from aqtra.infra.queue import ring
from aqtra.infra.sealed import MAIL_BODY

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

    async def available(self, conn: Connection | None = None) -> bool:
        """Whether the installation has a mail server."""
        if self._services.settings.smtp_host is not None:
            return True
        if conn is not None:
            return await saved_server(conn) is not None
        async with self._services.db.connection() as own:
            return await saved_server(own) is not None

    async def enqueue(self, conn: Connection, mail: Mail) -> None:
        """Sends after the commit of the caller's transaction, and only then."""
        mail_id, now = self._services.ids.uuid(), self._services.clock.now()
        sealed = self._sealed(mail_id, mail.pack())
        await repository.insert(conn, mail_id, sealed, now, now + mail.useful_for)
        await ring_after_commit(conn, SEND_TASK, str(mail_id))

    async def enqueue_for(self, conn: Connection, body: MailBody, addressees: Sequence[Addressee]) -> None:
        """The same to each of them, after the commit of the caller's transaction. The body is kept once."""
        if not addressees:
            return
        now, ids = self._services.clock.now(), self._services.ids
        body_id, mails = ids.uuid(), [(ids.uuid(), addressee) for addressee in addressees]
        sealed = self._services.sealer.seal(body.pack(), MAIL_BODY.place(body_id))
        await repository.insert_body(conn, body_id, sealed, now)
        common = {"now": now, "give_up_at": now + body.useful_for, "body": body_id, "run": body.run}
        await repository.insert_many(
            conn,
            (
                {**common, "id": mail_id, "account": one.account, "sealed": self._sealed(mail_id, one.pack())}
                for mail_id, one in mails
            ),
        )
        for mail_id, _ in mails:
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
        async with self._services.db.connection() as conn:
            server = await mail_server(self._services, conn)
        if server is None:
            raise Undeliverable("no mail server is set")
        await SmtpServer(server, self._services.clock, egress_of(self._services)).send(self._opened(waiting))

    def _opened(self, waiting: WaitingMail) -> Mail:
        open_sealed = self._services.sealer.open
        body = None
        if waiting.body_id is not None:
            if waiting.body is None:
                raise Undeliverable("its text is gone")
            body = open_sealed(waiting.body, MAIL_BODY.place(waiting.body_id))
        return Mail.unpack(open_sealed(waiting.sealed, _place(waiting.id)), body)

    def _sealed(self, mail_id: UUID, packed: bytes) -> bytes:
        return self._services.sealer.seal(packed, _place(mail_id))

    async def _postpone(self, waiting: WaitingMail, reason: str) -> None:
        due_at = self._services.clock.now() + wait_after(waiting.attempts)
        if due_at >= waiting.give_up_at:
            await self._finish(waiting, reason)
            return
        log.warning("mail not sent yet", reason=reason, **_told(waiting))
        async with self._services.db.transaction() as conn:
            await repository.postpone(conn, waiting, due_at, reason)

    async def _finish(self, waiting: WaitingMail, reason: str | None) -> None:
        if reason is not None:
            log.error("mail not sent", reason=reason, **_told(waiting))
        elif waiting.run_id is not None:
            log.info("mail sent", **_told(waiting))
        ended_at: datetime = self._services.clock.now()
        async with self._services.db.transaction() as conn:
            await repository.finish(conn, waiting, ended_at, reason=reason)


def wait_after(attempts: int) -> timedelta:
    """Doubles with every attempt, up to an hour."""
    doublings: int = min(attempts - 1, 16)
    return min(FIRST_WAIT * (1 << doublings), LONGEST_WAIT)


def _told(waiting: WaitingMail) -> dict[str, object]:
    """What the log says of a mail: nothing of its words, nobody's address."""
    told: dict[str, object] = {"mail": str(waiting.id), "attempts": waiting.attempts}
    return told if waiting.run_id is None else {**told, "run_id": str(waiting.run_id)}


def _place(mail_id: UUID) -> str:
    return f"identity.mail.sealed:{mail_id}"
