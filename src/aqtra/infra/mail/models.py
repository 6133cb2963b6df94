"""Values of mail."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

import orjson

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Mail:
    """A message to one person. Its words may hold links and codes, so they stay out of logs.

    `useful_for`: a code that has run out need not arrive.
    """

    to: str
    subject: str
    text: str = field(repr=False)
    html: str = field(repr=False)
    useful_for: timedelta = DAY

    def pack(self) -> bytes:
        return orjson.dumps({"to": self.to, "subject": self.subject, "text": self.text, "html": self.html})

    @classmethod
    def unpack(cls, packed: bytes) -> "Mail":
        return cls(**orjson.loads(packed))


@dataclass(frozen=True, slots=True)
class WaitingMail:
    """A row that a worker has taken."""

    id: UUID
    sealed: bytes = field(repr=False)
    attempts: int
    give_up_at: datetime


class Undeliverable(Exception):
    """The server refused for good. The message is the reason."""


class NotNow(Exception):
    """The server could not be reached or refused for now. The message is the reason."""
