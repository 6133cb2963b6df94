"""The feed of changed entries: from Redis to this gateway's browsers that show them."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from uuid import UUID

import orjson
import structlog
from redis.asyncio import Redis
from redis.exceptions import RedisError

from aqtra.catalogs.changes import CHANNEL

log = structlog.get_logger("aqtra.live")

RECONNECT_SECONDS = 1.0

Told = Callable[[Iterable[UUID] | None], Awaitable[None]]


class EntryFeed:
    """One subscription per gateway. `told` gets the components touched, or None: any may be, news was missed."""

    def __init__(self, redis: Redis, told: Told) -> None:
        self._redis = redis
        self._told = told

    async def run(self) -> None:
        """Listens until cancelled."""
        while True:
            try:
                await self._listen()
            except (RedisError, OSError) as error:
                log.warning("the feed of entries broke off", error=str(error))
            await asyncio.sleep(RECONNECT_SECONDS)

    async def _listen(self) -> None:
        async with self._redis.pubsub(ignore_subscribe_messages=True) as subscription:
            await subscription.subscribe(CHANNEL)
            await self._told(None)
            async for message in subscription.listen():
                await self._tell(message["data"])

    async def _tell(self, data: bytes) -> None:
        try:
            components = [UUID(key) for key in orjson.loads(data)]
        except (ValueError, TypeError, AttributeError):
            log.warning("a message of the feed of entries was not understood", size=len(data))
            return
        await self._told(components)
