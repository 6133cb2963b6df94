"""Values of notifications."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from aqtra.templates.models import Rendered


class Channel(StrEnum):
    """How a message reaches people (flows.md 12). The names are those of the catalogue of steps."""

    SMTP = "smtp"
    """E-mail."""
    MAIL = "mail"
    """Stored, behind the bell."""
    LIVE = "signalr"
    """Pushed to who is there, as a toast; not stored."""


@dataclass(frozen=True, slots=True)
class Notice:
    """One message. `text` is plain; `html` is ready to be shown, with every value in it escaped.

    `run` finds it in the log. `attachments` go with e-mail only.
    """

    channel: Channel
    subject: str
    text: str = field(repr=False)
    html: str | None = field(default=None, repr=False)
    attachments: tuple[Rendered, ...] = ()
    run: UUID | None = None


@dataclass(frozen=True, slots=True)
class Reach:
    """To how many people a notice goes, and how many it was for who have no address for the channel."""

    reached: int
    without_address: int = 0


@dataclass(frozen=True, slots=True)
class StoredMessage:
    """A message behind the bell."""

    id: UUID
    subject: str = field(repr=False)
    text: str = field(repr=False)
    html: str | None = field(repr=False)
    created_at: datetime
    read_at: datetime | None
