"""All subscriptions of a process: begun when their component is published, replaced and ended with it."""

import asyncio
from datetime import timedelta
from typing import Any
from uuid import UUID

import structlog

from aqtra.dataflow.consuming import repository
from aqtra.dataflow.consuming.consumer import Consumer
from aqtra.dataflow.consuming.models import Subscription, Timing
from aqtra.dataflow.consuming.subscriptions import subscriptions, waiting_steps
from aqtra.infra.container import Services
from aqtra.kernel.errors import AqtraError
from aqtra.metadata.definitions import Definitions

log = structlog.get_logger("aqtra.dataflow.broker")


class Consumers:
    """Looks every few seconds whether what it holds is what is published. Definitions are kept fresh by others.

    Of several processes that do this one holds each subscription: whoever gets its lease first.
    """

    def __init__(self, services: Services, definitions: Definitions, timing: Timing | None = None) -> None:
        self._services = services
        self._definitions = definitions
        self._timing = timing or Timing()
        self._consumers: dict[UUID, Consumer] = {}
        self._wanted: dict[UUID, Subscription] = {}
        self._seen: Any = None

    async def run(self) -> None:
        """Until cancelled; then what runs has a while to end."""
        try:
            while True:
                try:
                    await self.look()
                except AqtraError as error:
                    log.warning("subscriptions not looked at", reason=error.message)
                except Exception:
                    log.exception("subscriptions not looked at")
                await asyncio.sleep(self._timing.look)
        finally:
            await asyncio.gather(*(consumer.stopped() for consumer in self._consumers.values()))

    async def look(self) -> None:
        """Once. Raises Unavailable."""
        await self._refresh()
        for key, consumer in list(self._consumers.items()):
            if consumer.done:
                del self._consumers[key]
            elif self._wanted.get(key) != consumer.subscription:
                consumer.stop()
            await consumer.renew()
        for key, subscription in self._wanted.items():
            if key not in self._consumers:
                await self._begin(subscription)

    async def _refresh(self) -> None:
        """Costs nothing while nobody subscribes, and one statement while nothing has changed."""
        steps = waiting_steps(self._definitions)
        versions: dict[UUID, int] = {}
        if steps:
            async with self._services.db.connection() as conn:
                versions = await repository.versions(conn, {settings.system for *_, settings in steps})
        seen = (self._definitions.current_version, versions)
        if seen == self._seen:
            return
        self._wanted = await subscriptions(self._services, steps)
        async with self._services.db.transaction() as conn:
            await repository.forget_others(conn, list(self._wanted), self._services.clock.now())
        self._seen = seen

    async def _begin(self, subscription: Subscription) -> None:
        now = self._services.clock.now()
        until = now + timedelta(seconds=self._timing.lease)
        async with self._services.db.transaction() as conn:
            token = await repository.acquire(conn, subscription.key, subscription.component, now, until)
        if token is not None:
            self._consumers[subscription.key] = Consumer(
                self._services, self._definitions, subscription, token, self._timing
            )
