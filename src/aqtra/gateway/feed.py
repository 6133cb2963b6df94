"""What Redis brings to this gateway's browsers: changed entries, and messages to people."""

import asyncio
from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable, Iterable
from uuid import UUID

import orjson
import structlog
from redis.asyncio import Redis
from redis.exceptions import RedisError

from aqtra.catalogs.changes import CHANNEL
from aqtra.infra.container import Services
from aqtra.infra.database import DatabaseUnavailable
from aqtra.notifications import live
from aqtra.notifications.live import News, Unreadable

log = structlog.get_logger("aqtra.live")

RECONNECT_SECONDS = 1.0

Told = Callable[[Iterable[UUID] | None], Awaitable[None]]


class _Feed(ABC):
    """One subscription per gateway."""

    def __init__(self, redis: Redis, channel: str) -> None:
        self._redis = redis
        self._channel = channel

    async def run(self) -> None:
        """Listens until cancelled."""
        while True:
            try:
                await self._listen()
            except (RedisError, OSError) as error:
                log.warning("a feed broke off", channel=self._channel, error=str(error))
            await asyncio.sleep(RECONNECT_SECONDS)

    async def _listen(self) -> None:
        async with self._redis.pubsub(ignore_subscribe_messages=True) as subscription:
            await subscription.subscribe(self._channel)
            await self._connected()
            async for message in subscription.listen():
                await self._tell(message["data"])

    async def _connected(self) -> None:
        """Something may have been missed."""
        log.debug("a feed is connected", channel=self._channel)

    @abstractmethod
    async def _tell(self, data: bytes) -> None:
        """Passes a message on."""


class EntryFeed(_Feed):
    """`told` gets the components touched, or None: any may be, news was missed."""

    def __init__(self, redis: Redis, told: Told) -> None:
        super().__init__(redis, CHANNEL)
        self._told = told

    async def _connected(self) -> None:
        await self._told(None)

    async def _tell(self, data: bytes) -> None:
        try:
            components = [UUID(key) for key in orjson.loads(data)]
        except (ValueError, TypeError, AttributeError):
            log.warning("a message of the feed of entries was not understood", size=len(data))
            return
        await self._told(components)


class MessageFeed(_Feed):
    """`told` gets what the platform itself has written down; anything else on the channel is nobody's message."""

    def __init__(self, services: Services, told: Callable[[News], Awaitable[None]]) -> None:
        super().__init__(services.redis, live.CHANNEL)
        self._services = services
        self._told = told

    async def _tell(self, data: bytes) -> None:
        try:
            news = await live.news_of(self._services, UUID(data.decode()))
        except (Unreadable, ValueError):
            log.warning("a message of the feed of messages was not understood", size=len(data))
        except DatabaseUnavailable:
            # A stored message is found by its reader; a toast is not worth more.
            log.warning("a message could not be read")
        else:
            if news is not None:
                await self._told(news)
