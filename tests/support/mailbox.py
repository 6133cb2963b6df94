"""A real mail server that keeps what it gets."""

import email
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import default
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.support.ports import free_port

ARRIVES_WITHIN = 60


@dataclass(frozen=True)
class Letter:
    """A mail that arrived."""

    to: str
    sender: str
    message: EmailMessage

    @property
    def subject(self) -> str:
        return str(self.message["subject"])

    @property
    def text(self) -> str:
        part = self.message.get_body(("plain",))
        assert part is not None
        return str(part.get_content()).replace("\r\n", "\n")

    @property
    def html(self) -> str:
        part = self.message.get_body(("html",))
        assert part is not None
        return str(part.get_content())

    @property
    def link(self) -> str:
        """The one link of the letter."""
        found = re.findall(r"https://\S+", self.text)
        assert len(found) == 1, self.text
        return str(found[0])

    @property
    def code(self) -> str:
        """The one-time code of the letter."""
        found = re.findall(r"^\d{6}$", self.text, re.MULTILINE)
        assert len(found) == 1, self.text
        return str(found[0])


class Mailbox:
    """Keeps every letter; refuses addresses when told to."""

    def __init__(self) -> None:
        self._letters: list[Letter] = []
        self._arrived = threading.Condition()
        self.refusals: dict[str, str] = {}
        self.port = free_port()

    async def handle_RCPT(self, _: SMTP, __: Session, envelope: Envelope, address: str, ___: list[str]) -> str:  # noqa: N802
        if refusal := self.refusals.get(address):
            return refusal
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _: SMTP, __: Session, envelope: Envelope) -> str:  # noqa: N802
        content = envelope.content
        assert isinstance(content, bytes)
        message = email.message_from_bytes(content, policy=default)
        assert isinstance(message, EmailMessage)
        with self._arrived:
            self._letters += [Letter(to, envelope.mail_from or "", message) for to in envelope.rcpt_tos]
            self._arrived.notify_all()
        return "250 OK"

    def to(self, address: str) -> list[Letter]:
        """What has arrived there."""
        with self._arrived:
            return [letter for letter in self._letters if letter.to == address]

    def wait(self, address: str, subject: str, *, number: int = 1) -> Letter:
        """The letter of that number with the subject, as soon as it is there."""

        def found() -> list[Letter]:
            return [letter for letter in self._letters if letter.to == address and letter.subject == subject]

        with self._arrived:
            assert self._arrived.wait_for(lambda: len(found()) >= number, ARRIVES_WITHIN), (
                f"no letter {number} {subject!r} to {address}; there are {[letter.subject for letter in self._letters]}"
            )
            return found()[number - 1]


@contextmanager
def receiving(mailbox: Mailbox | None = None, **options: Any) -> Iterator[Mailbox]:
    """A server on this machine, by default without TLS."""
    mailbox = mailbox or Mailbox()
    controller = Controller(mailbox, hostname="127.0.0.1", port=mailbox.port, **options)
    controller.start()
    try:
        yield mailbox
    finally:
        controller.stop()
