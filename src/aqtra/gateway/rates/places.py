"""Places for live connections, counted over all gateways: leases in Redis, and a count of this process beside them.

A lease that nobody renews ends by itself, so a process that dies leaves nothing behind. Without Redis each process
counts its own; what it opened meanwhile is told with the next renewal.
"""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from typing import Any, Final
from uuid import uuid4

import structlog
from redis.asyncio import Redis
from redis.exceptions import RedisError

from aqtra.gateway.rates.shared import PATIENCE, SharedUnavailable

log = structlog.get_logger("aqtra.rates")

PREFIX: Final = "aqtra:sockets:"
LEASE_SECONDS: Final = 60.0
RENEWALS: Final = 3
"""As often a lease is renewed before it would end."""
BATCH: Final = 500
"""Leases of one renewal: Redis does nothing else meanwhile."""

_NOW: Final = """
local time = redis.call('TIME')
local now = tonumber(time[1]) + tonumber(time[2]) / 1000000
local ends, life = string.format('%.6f', now + tonumber(ARGV[1])), math.ceil(2000 * tonumber(ARGV[1]))
"""
# ARGV: seconds of a lease, the holder, then how many may hold a place of each of KEYS. Answers 1 when there was one.
_TAKE: Final = f"""{_NOW}
for i, key in ipairs(KEYS) do
    redis.call('ZREMRANGEBYSCORE', key, '-inf', string.format('%.6f', now))
    if redis.call('ZCARD', key) >= tonumber(ARGV[i + 2]) then return 0 end
end
for _, key in ipairs(KEYS) do
    redis.call('ZADD', key, ends, ARGV[2])
    redis.call('PEXPIRE', key, life)
end
return 1
"""
# ARGV: seconds of a lease, then the holder of a place of each of KEYS.
_RENEW: Final = f"""{_NOW}
for i, key in ipairs(KEYS) do
    redis.call('ZADD', key, ends, ARGV[i + 1])
    redis.call('PEXPIRE', key, life)
end
"""
# ARGV: the holder that leaves each of KEYS.
_LEAVE: Final = "for _, key in ipairs(KEYS) do redis.call('ZREM', key, ARGV[1]) end"


class NoPlace(Exception):
    """As many are open as may be."""


class Places:
    """Those of one process."""

    def __init__(self, redis: Callable[[], Redis | None], lease_seconds: float = LEASE_SECONDS) -> None:
        """`redis` answers None while the pools are not open."""
        self._redis = redis
        self._lease = lease_seconds
        self._here: Counter[str] = Counter()
        self._holders: dict[str, tuple[str, ...]] = {}
        self._renewal: asyncio.Task[None] | None = None

    @asynccontextmanager
    async def held(self, most: Mapping[str, int]) -> AsyncIterator[None]:
        """One place of each name, of which there are so many. Raises NoPlace."""
        names, holder = tuple(most), uuid4().hex
        if any(self._here[name] >= limit for name, limit in most.items()):
            raise NoPlace
        self._here.update(names)
        try:
            await self._take(holder, most)
            self._holders[holder] = names
            self._keep_renewing()
            try:
                yield
            finally:
                del self._holders[holder]
                await self._leave(holder, names)
        finally:
            self._here.subtract(names)
            # A counter keeps what it counted down to nothing.
            for name in names:
                if self._here[name] <= 0:
                    del self._here[name]

    async def _take(self, holder: str, most: Mapping[str, int]) -> None:
        try:
            found = await self._run(_TAKE, list(most), [self._lease, holder, *most.values()])
        except SharedUnavailable as error:
            log.warning("live connections are counted in this process only", error=str(error))
            return
        if not found:
            raise NoPlace

    async def _leave(self, holder: str, names: tuple[str, ...]) -> None:
        # What cannot be said now is said by the lease's end.
        with suppress(SharedUnavailable):
            await self._run(_LEAVE, names, [holder])

    def _keep_renewing(self) -> None:
        if self._renewal is None or self._renewal.done():
            self._renewal = asyncio.create_task(self._renew())

    async def _renew(self) -> None:
        while self._holders:
            await asyncio.sleep(self._lease / RENEWALS)
            leases = [(name, holder) for holder, names in self._holders.items() for name in names]
            for start in range(0, len(leases), BATCH):
                some = leases[start : start + BATCH]
                with suppress(SharedUnavailable):
                    await self._run(_RENEW, [name for name, _ in some], [self._lease, *(one for _, one in some)])

    async def _run(self, script: str, names: Sequence[str], arguments: Sequence[str | float]) -> Any:
        redis = self._redis()
        if redis is None:
            raise SharedUnavailable("the pools are not open yet")
        try:
            async with asyncio.timeout(PATIENCE):
                return await redis.register_script(script)(keys=[PREFIX + name for name in names], args=arguments)
        except (RedisError, OSError, TimeoutError) as error:
            raise SharedUnavailable(str(error)) from error
