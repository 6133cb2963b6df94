"""News of changed entries on their way to Redis."""

import asyncio
from collections.abc import Awaitable, Callable
from uuid import UUID

import orjson
from redis.asyncio import Redis

from aqtra.catalogs.changes import CHANNEL, PAUSE_SECONDS, Changes, touched
from aqtra.catalogs.encrypted import Opener
from aqtra.catalogs.odata.guard import Guard
from aqtra.catalogs.service import Entries
from aqtra.infra.database import Connection
from tests.integration.catalogs.platform import MEMBER, Platform, document
from tests.support.components import property_

ONE, TWO = UUID(int=1), UUID(int=2)


def told(platform: Platform, work: Callable[[], Awaitable[None]], messages: int, *about: UUID) -> list[set[str]]:
    """The first messages about these components that leave while `work` runs; other tests may have left some too."""
    wanted = {str(component) for component in about}

    async def listen() -> list[set[str]]:
        async with platform.services.redis.pubsub(ignore_subscribe_messages=True) as subscription:
            await subscription.subscribe(CHANNEL)
            await subscription.get_message(timeout=5)
            await work()
            found: list[set[str]] = []
            async for message in subscription.listen():
                if news := wanted & set(orjson.loads(message["data"])):
                    found.append(news)
                if len(found) == messages:
                    return found
        return found

    return platform.run(asyncio.wait_for(listen(), 30))


def test_a_burst_leaves_as_the_first_news_and_one_summary(platform: Platform) -> None:
    async def burst() -> None:
        changes = Changes(platform.services.redis)
        changes.touched(ONE)
        # The first news is on its way as soon as the loop goes on.
        await asyncio.sleep(0)
        for _ in range(100):
            changes.touched(ONE)
            changes.touched(TWO)

    assert told(platform, burst, 2, ONE, TWO) == [{str(ONE)}, {str(ONE), str(TWO)}]


def test_what_waits_can_be_sent_before_the_loop_stops(platform: Platform) -> None:
    async def work() -> None:
        changes = Changes(platform.services.redis)
        changes.touched(ONE)
        await changes.flush()
        await changes.flush()

    assert told(platform, work, 1, ONE) == [{str(ONE)}]


def test_a_change_that_is_not_committed_yet_is_not_told(platform: Platform) -> None:
    made = document("Told", property_("text"))
    platform.publish(made)
    writer = platform.entries.writable_by(MEMBER)

    async def work() -> None:
        async with platform.services.db.transaction() as conn:
            await writer.create(conn, made.key, {"text": "not told by itself"})
        touched(platform.services, TWO)
        await asyncio.sleep(2 * PAUSE_SECONDS)
        async with platform.services.db.connection() as conn:
            await writer.create(conn, made.key, {"text": "told"})

    assert told(platform, work, 2, TWO, made.key) == [{str(TWO)}, {str(made.key)}]


def test_without_redis_entries_are_written_all_the_same(platform: Platform) -> None:
    made = document("Untold", property_("text"))
    platform.publish(made)

    async def write(conn: Connection) -> None:
        async with Redis.from_url("redis://127.0.0.1:1") as absent:
            changes = Changes(absent)
            guard = Guard(platform.services.settings.query_cost)
            writer = Entries(platform.definitions, Opener(platform.services.properties), changes, guard).writable_by(
                MEMBER
            )
            await writer.create(conn, made.key, {"text": "x"})
            await changes.flush()

    platform.with_connection(write)
    assert len(platform.list(made)["value"]) == 1
