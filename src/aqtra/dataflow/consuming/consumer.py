"""One subscription, held by this process: connects, receives, and connects again when the broker was away."""

import asyncio
from contextlib import suppress
from datetime import timedelta

import structlog

from aqtra.dataflow.consuming import repository
from aqtra.dataflow.consuming.attempts import Attempts, LeaseLost
from aqtra.dataflow.consuming.clients import client_of
from aqtra.dataflow.consuming.clients.port import Opening
from aqtra.dataflow.consuming.errors import BrokerUnavailable
from aqtra.dataflow.consuming.metrics import CONNECTED
from aqtra.dataflow.consuming.models import Subscription, Timing
from aqtra.dataflow.consuming.receiving import Receiving
from aqtra.infra.container import Services
from aqtra.infra.egress import EgressRefused, egress_of
from aqtra.kernel.errors import AqtraError, Unavailable
from aqtra.metadata.definitions import Definitions

log = structlog.get_logger("aqtra.dataflow.broker")


class Consumer:
    """Works from `start` until `stop` has been heard; `done` says so."""

    def __init__(
        self, services: Services, definitions: Definitions, subscription: Subscription, token: int, timing: Timing
    ) -> None:
        self.subscription = subscription
        self._services = services
        self._token = token
        self._timing = timing
        self._attempts = Attempts(services, definitions, subscription, token, timing)
        self._stopping = asyncio.Event()
        self._task = asyncio.create_task(self._run())
        self._gauge = CONNECTED.labels(str(subscription.flow), subscription.step_id)

    @property
    def done(self) -> bool:
        return self._task.done()

    def stop(self) -> None:
        """Takes nothing new; the run under way has a while to end."""
        self._stopping.set()

    async def stopped(self) -> None:
        self.stop()
        await asyncio.wait({self._task})

    async def renew(self) -> None:
        """Keeps the subscription, or stops when another process has it."""
        until = self._services.clock.now() + timedelta(seconds=self._timing.lease)
        async with self._services.db.transaction() as conn:
            held = await repository.renew(conn, self.subscription.key, self._token, until)
        if not held:
            self._task.cancel()

    async def _run(self) -> None:
        failures = 0
        try:
            while not self._stopping.is_set():
                began = self._services.clock.now()
                try:
                    await self._session()
                except (BrokerUnavailable, EgressRefused) as error:
                    lasted = (self._services.clock.now() - began).total_seconds()
                    failures = failures + 1 if lasted < self._timing.longest_reconnect else 1
                    await self._unavailable(error)
                    with suppress(TimeoutError):
                        await asyncio.wait_for(self._stopping.wait(), self._timing.reconnect_after(failures))
        except LeaseLost:
            log.warning("another process has taken a subscription over", flow=str(self.subscription.flow))
        except Exception:
            log.exception("a subscription crashed", flow=str(self.subscription.flow))
        finally:
            self._gauge.set(0)
        with suppress(Unavailable):
            async with self._services.db.transaction() as conn:
                await repository.release(conn, self.subscription.key, self._token)

    async def _session(self) -> None:
        source = self.subscription.source
        opening = Opening(source, self.subscription.durable_name, egress_of(self._services), self._timing.hidden)
        async with client_of(source.connector)(opening) as session:
            await self._tell("connected")
            self._gauge.set(1)
            log.info("subscribed", flow=str(self.subscription.flow), step=self.subscription.step_id)
            receiving = Receiving(self._services, self.subscription, session, self._attempts, self._timing)
            await receiving.until(self._stopping)

    async def _unavailable(self, error: AqtraError) -> None:
        self._gauge.set(0)
        told = {"flow": str(self.subscription.flow), "step": self.subscription.step_id, "reason": error.message}
        log.warning("broker_unavailable", **told)
        await self._tell("unavailable", error.message)

    async def _tell(self, state: str, reason: str | None = None) -> None:
        with suppress(Unavailable):
            async with self._services.db.transaction() as conn:
                now = self._services.clock.now()
                await repository.tell(conn, self.subscription.key, self._token, state, reason, now)
