"""All brokers, and components that subscribe to them, for all tests of this folder."""

import asyncio
import json
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest

from aqtra.dataflow.consuming.consumers import Consumers
from aqtra.dataflow.consuming.models import Subscription, Timing
from aqtra.dataflow.consuming.subscriptions import subscriptions, waiting_steps
from tests.integration.catalogs.platform import Platform
from tests.integration.dataflow import systems
from tests.integration.dataflow.consuming import world
from tests.integration.dataflow.consuming.ledger import Ledger
from tests.support.brokers import PASSWORD, Broker
from tests.support.brokers.senders import SENDERS, Sender


@dataclass
class World:
    platform: Platform
    brokers: dict[str, Broker]
    ledger: Ledger
    known: dict[UUID, Subscription]

    @asynccontextmanager
    async def consuming(self, timing: Timing = world.FAST) -> AsyncIterator[None]:
        """With consumers in this process."""
        work = asyncio.create_task(Consumers(self.platform.services, self.platform.definitions, timing).run())
        try:
            yield
        finally:
            work.cancel()
            with suppress(asyncio.CancelledError):
                await work

    @asynccontextmanager
    async def sender(self, variant: str) -> AsyncIterator[Sender]:
        kind = world.VARIANTS[variant]
        async with SENDERS[kind](self.brokers[kind]) as sender:
            yield sender

    def durable(self, variant: str) -> str:
        return self.known[world.subscription(variant)].durable_name

    async def rows(self, statement: str, *parameters: Any) -> list[tuple[Any, ...]]:
        async with self.platform.services.db.connection() as conn:
            cursor = await conn.execute(statement.encode(), parameters or None)
            return await cursor.fetchall()

    async def letters(self, variant: str) -> dict[str, str]:
        """Dead letters of a subscription: message and code of the error."""
        found = await self.rows(
            "SELECT message_id, error->>'code' FROM dataflow.message_letter WHERE subscription = %s AND state = 'dead'",
            world.subscription(variant),
        )
        return dict(found)

    async def state(self, variant: str) -> str | None:
        found = await self.rows("SELECT state FROM dataflow.subscription WHERE key = %s", world.subscription(variant))
        return found[0][0] if found else None

    async def all_connected(self) -> bool:
        """A topic of MQTT keeps nothing for whoever has never been there."""
        found = await self.rows("SELECT count(*) FROM dataflow.subscription WHERE state = 'connected'")
        return found == [(len(world.VARIANTS),)]


def body(message_id: str) -> bytes:
    return json.dumps({"id": message_id, "total": 1.5}).encode()


@pytest.fixture(scope="session")
def settled(platform: Platform, running_brokers: dict[str, Broker], ledger: Ledger) -> World:
    secrets = {world.key(variant, "connector"): PASSWORD for variant, kind in world.VARIANTS.items() if kind != "kafka"}
    system = systems.publish(platform, world.system(running_brokers, ledger.url), secrets)
    platform.publish(*(world.component(variant, system) for variant in world.VARIANTS))

    async def settle() -> dict[UUID, Subscription]:
        for variant, kind in world.VARIANTS.items():
            await asyncio.to_thread(running_brokers[kind].ready)
            async with SENDERS[kind](running_brokers[kind]) as sender:
                await sender.declare(world.place(variant))
        await platform.definitions.refresh()
        return await subscriptions(platform.services, waiting_steps(platform.definitions))

    known = platform.run(settle())
    assert len(known) == len(world.VARIANTS)
    return World(platform, running_brokers, ledger, known)


@pytest.fixture
def scene(settled: World, fresh: Platform) -> Iterator[World]:
    settled.ledger.forget()
    fresh.sql("TRUNCATE dataflow.subscription, dataflow.subscription_message, dataflow.message_letter")
    yield settled
    settled.ledger.forget()
