"""Decides whether a request may go on: shared where it can be, local where it must be, open never for sign-in."""

import asyncio
import time
from collections.abc import Callable
from typing import Final

import structlog
from redis.asyncio import Redis

from aqtra.gateway.rates.buckets import Charge, LocalBuckets, Refusal
from aqtra.gateway.rates.rules import Bill, Kind
from aqtra.gateway.rates.shared import SharedBuckets, SharedUnavailable

log = structlog.get_logger("aqtra.rates")

SYNC_SECONDS: Final = 1.0
# Redis is asked again after this long; until then nobody waits for it.
REST_SECONDS: Final = 1.0
STRICT_SHARE: Final = 1 / 3
"""Several processes count apart without Redis, so each grants less."""


class Limiter:
    """The buckets of a gateway."""

    def __init__(self, redis: Callable[[], Redis | None], now: Callable[[], float] = time.monotonic) -> None:
        """`redis` answers None while the pools are not open."""
        self._redis = redis
        self._known: SharedBuckets | None = None
        self._local = LocalBuckets(now)
        self._now = now
        self._spent: dict[str, tuple[Charge, int]] = {}
        self._synced_at = now()
        self._rest_until = 0.0
        self._syncing: asyncio.Task[None] | None = None

    async def take(self, bill: Bill) -> Refusal | None:
        """None: go on."""
        if not bill.charges:
            return None
        if bill.kind is Kind.LOCAL:
            return self._take_local(bill.charges)
        if self._now() >= self._rest_until:
            try:
                return await self._shared().take(bill.charges)
            except SharedUnavailable as error:
                self._rest(error)
        if bill.kind is Kind.STRICT:
            small = [Charge(f"{each.name}-alone", each.key, each.rate.scaled(STRICT_SHARE)) for each in bill.charges]
            return self._local.take(small)
        return self._local.take(bill.charges)

    def _take_local(self, charges: tuple[Charge, ...]) -> Refusal | None:
        refusal = self._local.take(charges)
        if refusal is None:
            for charge in charges:
                _, times = self._spent.get(charge.id, (charge, 0))
                self._spent[charge.id] = (charge, times + 1)
        now = self._now()
        if self._spent and now - self._synced_at >= SYNC_SECONDS and now >= self._rest_until:
            self._synced_at = now
            if self._syncing is None or self._syncing.done():
                self._syncing = asyncio.create_task(self._sync())
        return refusal

    async def _sync(self) -> None:
        """Tells the others what was granted here, and learns what they granted."""
        spent, self._spent = list(self._spent.values()), {}
        try:
            for (charge, _), left in zip(spent, await self._shared().spend(spent), strict=True):
                self._local.learn(charge, left)
        except SharedUnavailable as error:
            # What was granted meanwhile is told to nobody: each process still has its own limit.
            self._rest(error)

    def _shared(self) -> SharedBuckets:
        """Raises SharedUnavailable."""
        if self._known is None:
            redis = self._redis()
            if redis is None:
                raise SharedUnavailable("the pools are not open yet")
            self._known = SharedBuckets(redis)
        return self._known

    def _rest(self, error: SharedUnavailable) -> None:
        self._rest_until = self._now() + REST_SECONDS
        log.warning("limits are counted in this process only", error=str(error))
