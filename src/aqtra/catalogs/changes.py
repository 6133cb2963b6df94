"""News of changed entries for open grids: which components were touched, never what changed.

Redis carries it: a notification of PostgreSQL per write would make all writers wait for one lock. News may be lost;
whoever listens reads again after a gap.
"""

import asyncio
from typing import Final, Protocol
from uuid import UUID
from weakref import WeakKeyDictionary

import orjson
import structlog
from redis.asyncio import Redis
from redis.exceptions import RedisError

from aqtra.infra.container import Services
from aqtra.infra.database import Database

CHANNEL: Final = "aqtra:entries"
PAUSE_SECONDS: Final = 0.25
"""At most one message of a process in this time: a burst of writes is one reload of a grid."""
_SEND_SECONDS: Final = 2.0

log = structlog.get_logger("aqtra.catalogs")


class News(Protocol):
    """Where changes are told."""

    def touched(self, component: UUID) -> None: ...


class Changes:
    """What this process has to tell. The first news leaves at once, what follows soon after waits for the pause."""

    def __init__(self, redis: Redis) -> None:
        self._redis = redis
        self._waiting: set[UUID] = set()
        self._sending: asyncio.Task[None] | None = None

    def touched(self, component: UUID) -> None:
        """Call after the commit. Never waits and never fails."""
        self._waiting.add(component)
        if self._sending is None or self._sending.done():
            self._sending = asyncio.get_running_loop().create_task(self._send())

    async def flush(self) -> None:
        """Sends what waits; for processes whose loop stops between two pieces of work."""
        await self._publish()

    async def _send(self) -> None:
        while self._waiting:
            await self._publish()
            await asyncio.sleep(PAUSE_SECONDS)

    async def _publish(self) -> None:
        components, self._waiting = self._waiting, set()
        if not components:
            return
        message = orjson.dumps(sorted(str(component) for component in components))
        try:
            async with asyncio.timeout(_SEND_SECONDS):
                await self._redis.publish(CHANNEL, message)
        except (RedisError, OSError, TimeoutError) as error:
            # Entries are stored all the same; grids show them at their next reload.
            log.debug("changes of entries not told", error=str(error))


class Held:
    """Keeps to itself what a transaction changes that has not ended."""

    def __init__(self) -> None:
        self._components: set[UUID] = set()

    def touched(self, component: UUID) -> None:
        self._components.add(component)

    def tell(self, services: Services) -> None:
        """Call after the commit."""
        for component in self._components:
            touched(services, component)


_OF_PROCESS: WeakKeyDictionary[Database, Changes] = WeakKeyDictionary()
_HELD: WeakKeyDictionary[Database, Held] = WeakKeyDictionary()


def hold_news(db: Database) -> Held:
    """What is changed through this way to the database is told by whoever ends its transaction."""
    return _HELD.setdefault(db, Held())


def changes_of(services: Services) -> Changes:
    """The news of this process; the same object at every call."""
    found = _OF_PROCESS.get(services.db)
    if found is None:
        found = _OF_PROCESS.setdefault(services.db, Changes(services.redis))
    return found


def touched(services: Services, component: UUID) -> None:
    """Tells open grids that entries of the component changed. Call after the commit; never waits and never fails."""
    news: News = _HELD.get(services.db) or changes_of(services)
    news.touched(component)
