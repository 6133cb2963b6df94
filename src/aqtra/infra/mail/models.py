"""Values of mail."""

import base64
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import orjson

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes along."""

    name: str
    content_type: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Mail:
    """A message to one person. Its words may hold links and codes, so they stay out of logs.

    `useful_for`: a code that has run out need not arrive.
    """

    to: str
    subject: str
    text: str = field(repr=False)
    html: str | None = field(repr=False)
    attachments: tuple[Attachment, ...] = ()
    useful_for: timedelta = DAY

    def pack(self) -> bytes:
        return orjson.dumps({"to": self.to, "subject": self.subject, "text": self.text, "html": self.html})

    @classmethod
    def unpack(cls, packed: bytes, body: bytes | None = None) -> "Mail":
        """`body` holds what this mail shares with others."""
        own: dict[str, Any] = orjson.loads(packed)
        shared: dict[str, Any] = orjson.loads(body) if body is not None else {}
        attachments = tuple(_attachment(packed) for packed in shared.pop("attachments", ()))
        return cls(**own, **shared, attachments=attachments)


@dataclass(frozen=True, slots=True)
class MailBody:
    """What is said to several people, each of whom gets a mail of their own and sees nobody else's address."""

    subject: str
    text: str = field(repr=False)
    html: str | None = field(default=None, repr=False)
    attachments: tuple[Attachment, ...] = ()
    useful_for: timedelta = DAY
    run: UUID | None = None

    def pack(self) -> bytes:
        attachments = [
            {"name": one.name, "content_type": one.content_type, "content": base64.b64encode(one.content).decode()}
            for one in self.attachments
        ]
        return orjson.dumps({"subject": self.subject, "text": self.text, "html": self.html, "attachments": attachments})


@dataclass(frozen=True, slots=True)
class Addressee:
    """An account, and where it reads its mail."""

    account: int
    address: str = field(repr=False)

    def pack(self) -> bytes:
        return orjson.dumps({"to": self.address})


@dataclass(frozen=True, slots=True)
class WaitingMail:
    """A row that a worker has taken. `body`: of a mail that shares one."""

    id: UUID
    sealed: bytes = field(repr=False)
    attempts: int
    give_up_at: datetime
    run_id: UUID | None = None
    body_id: UUID | None = None
    body: bytes | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Delivery:
    """What became of a mail that a run has sent. Its words are not part of it."""

    id: UUID
    run_id: UUID
    user_name: str | None
    state: str
    attempts: int
    created_at: datetime
    ended_at: datetime | None
    reason: str | None


class Undeliverable(Exception):
    """The server refused for good. The message is the reason."""


class NotNow(Exception):
    """The server could not be reached or refused for now. The message is the reason."""


def _attachment(packed: Mapping[str, str]) -> Attachment:
    return Attachment(packed["name"], packed["content_type"], base64.b64decode(packed["content"]))
