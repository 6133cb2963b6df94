"""Messages on their way to browsers: a sealed row, whose id goes through the outbox and Redis to every gateway.

So no words are in Redis, and nobody who can write there puts something before people's eyes.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

import orjson

from aqtra.infra.container import Services
from aqtra.infra.crypto import NotAuthentic, UnknownKey
from aqtra.infra.database import Connection
from aqtra.infra.outbox import publish_after_commit
from aqtra.infra.sealed import PUSH
from aqtra.notifications import repository

CHANNEL: Final = "aqtra.messages"

KEEP_PUSHED: Final = timedelta(minutes=10)
TOAST_IS_NEWS_FOR: Final = timedelta(minutes=2)
"""One that waited longer, for Redis to come back, is of no use. A stored message stays new until it is read."""
LONGEST_TEXT: Final = 500
PEOPLE_AT_ONCE: Final = 1000


class Unreadable(Exception):
    """Damaged, or sealed with a key that is not there."""


@dataclass(frozen=True, slots=True)
class News:
    """A message as browsers hear of it. `to`: by account the id of its copy. `stored`: it is behind the bell too."""

    to: Mapping[int, str] = field(repr=False)
    stored: bool
    subject: str = field(repr=False)
    text: str = field(repr=False)
    at: datetime

    def told(self, message_id: str) -> dict[str, Any]:
        """What the browser gets."""
        kind = "message" if self.stored else "toast"
        return {"type": kind, "id": message_id, "subject": self.subject, "text": self.text}

    def is_stale(self, now: datetime) -> bool:
        return not self.stored and now - self.at > TOAST_IS_NEWS_FOR


async def tell(
    services: Services, conn: Connection, to: Mapping[int, UUID], subject: str, text: str, *, stored: bool
) -> None:
    """Tells the browsers of these accounts after the commit of the caller's transaction."""
    people = [(account, str(message)) for account, message in to.items()]
    short = text if len(text) <= LONGEST_TEXT else text[: LONGEST_TEXT - 1] + "…"
    now = services.clock.now()
    for start in range(0, len(people), PEOPLE_AT_ONCE):
        push, some = services.ids.uuid(), people[start : start + PEOPLE_AT_ONCE]
        news = {"to": some, "stored": stored, "subject": subject, "text": short}
        await repository.insert_push(conn, push, services.sealer.seal(orjson.dumps(news), PUSH.place(push)), now)
        await publish_after_commit(conn, CHANNEL, str(push))


async def news_of(services: Services, push: UUID) -> News | None:
    """What is to be told; None when that is no news any more, or never was. Raises Unreadable."""
    async with services.db.connection() as conn:
        found = await repository.push(conn, push)
    if found is None:
        return None
    sealed, at = found
    try:
        news = orjson.loads(services.sealer.open(sealed, PUSH.place(push)))
    except (NotAuthentic, UnknownKey) as error:
        raise Unreadable from error
    told = News({int(account): message for account, message in news.pop("to")}, at=at, **news)
    return None if told.is_stale(services.clock.now()) else told
