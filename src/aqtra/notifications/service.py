"""Delivering: a notice to people, over its channel. All of it is rows of one transaction, or nothing is."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import structlog

from aqtra.identity.repository_people import Person
from aqtra.infra.container import Services
from aqtra.infra.database import Connection
from aqtra.infra.mail.message import LONGEST_SUBJECT, one_line
from aqtra.infra.mail.models import Addressee, Attachment, MailBody
from aqtra.infra.mail.service import Mailer
from aqtra.notifications import inbox, live
from aqtra.notifications.errors import ChannelNotConfigured
from aqtra.notifications.models import Channel, Notice, Reach

log = structlog.get_logger("aqtra.notifications")

LONGEST_BODY: Final = 200_000
"""Characters of a message in the application: it is read in a corner of the screen."""


class Notifier:
    """Messages of one installation."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._mailer = Mailer(services)

    async def check(self, channel: Channel, conn: Connection) -> None:
        """Raises ChannelNotConfigured."""
        if channel is Channel.SMTP and not await self._mailer.available(conn):
            raise ChannelNotConfigured("there is no mail server: save one in SMTP settings", channel=channel.value)

    async def send(self, conn: Connection, notice: Notice, people: Sequence[Person]) -> Reach:
        """Hands over, to be delivered after the commit. Each once; who is not active gets nothing.

        Raises ChannelNotConfigured.
        """
        await self.check(notice.channel, conn)
        active = {person.id: person for person in people if person.active}
        notice = replace(notice, subject=one_line(notice.subject, LONGEST_SUBJECT))
        if notice.channel is Channel.SMTP:
            reach = await self._mail(conn, notice, list(active.values()))
        else:
            reach = await self._push(conn, _readable(notice), list(active))
        told = {} if notice.run is None else {"run_id": str(notice.run)}
        log.info("notification handed over", channel=notice.channel.value, people=reach.reached, **told)
        return reach

    async def _mail(self, conn: Connection, notice: Notice, people: Sequence[Person]) -> Reach:
        addressees = [Addressee(person.id, person.email) for person in people if person.email]
        attachments = tuple(Attachment(one.name, one.format.content_type, one.content) for one in notice.attachments)
        body = MailBody(notice.subject, notice.text, notice.html, attachments, run=notice.run)
        await self._mailer.enqueue_for(conn, body, addressees)
        return Reach(len(addressees), len(people) - len(addressees))

    async def _push(self, conn: Connection, notice: Notice, accounts: Sequence[int]) -> Reach:
        if not accounts:
            return Reach(0)
        stored = notice.channel is Channel.MAIL
        if stored:
            ids = await inbox.put(self._services, conn, notice, accounts)
        else:
            ids = dict.fromkeys(accounts, self._services.ids.uuid())
        await live.tell(self._services, conn, ids, notice.subject, notice.text, stored=stored)
        return Reach(len(accounts))


def _readable(notice: Notice) -> Notice:
    """What is too long for a corner of the screen is cut; markup that was cut would be none, so the text stays."""
    html = notice.html if notice.html is None or len(notice.html) <= LONGEST_BODY else None
    text = notice.text if len(notice.text) <= LONGEST_BODY else notice.text[: LONGEST_BODY - 1] + "…"
    return replace(notice, text=text, html=html)
