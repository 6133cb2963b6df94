"""What must happen after a commit happens, and nothing happens without one."""

import asyncio
import contextlib
import time
from collections.abc import Awaitable, Callable
from typing import TypeVar

import pytest
from redis import Redis
from redis.asyncio import Redis as AsyncRedis

from aqtra.infra import queue
from aqtra.infra.database import Database
from aqtra.infra.outbox import relay, ring_after_commit
from tests.support.installation import Installation

Result = TypeVar("Result")
QUEUE = "outbox-test"
SECONDS = 10


@pytest.fixture(autouse=True)
def _own_queue(installation: Installation, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rings go to a queue that no worker listens to, on the installation's own Redis."""
    monkeypatch.setattr(queue, "QUEUE", QUEUE)
    url = installation.environment["AQTRA_REDIS_URL"].replace("unix://", "redis+socket://")
    monkeypatch.setattr(queue.celery_app.conf, "broker_url", url)
    redis(installation).delete(QUEUE)


def redis(installation: Installation) -> "Redis":
    return Redis.from_url(installation.environment["AQTRA_REDIS_URL"])


def with_database(installation: Installation, work: Callable[[Database], Awaitable[Result]]) -> Result:
    async def run() -> Result:
        async with Database.open(installation.environment["AQTRA_DATABASE_URL"]) as db:
            return await work(db)

    return asyncio.run(run())


def waiting(installation: Installation, task: str) -> int:
    """Rings of a task that lie in the queue or still in the outbox."""

    async def count(db: Database) -> int:
        async with db.connection() as conn:
            cursor = await conn.execute("SELECT count(*) FROM infra.outbox WHERE payload->>'name' = %s", (task,))
            row = await cursor.fetchone()
            return int(row[0]) if row else 0

    return with_database(installation, count)


def test_a_rolled_back_change_rings_nobody(installation: Installation) -> None:
    async def change(db: Database) -> None:
        with contextlib.suppress(LookupError):
            async with db.transaction() as conn:
                await ring_after_commit(conn, "test.rolled_back", "1")
                raise LookupError

    with_database(installation, change)
    assert waiting(installation, "test.rolled_back") == 0


def test_concurrent_relays_deliver_each_message_once(installation: Installation) -> None:
    """The installation's own gateway relays too; whoever delivers, the outbox ends empty."""

    async def change(db: Database) -> int:
        redis = AsyncRedis.from_url(installation.environment["AQTRA_REDIS_URL"])
        async with db.transaction() as conn:
            for number in range(20):
                await ring_after_commit(conn, "test.shared", str(number))
        delivered = await asyncio.gather(*(relay(db, redis) for _ in range(3)))
        await redis.aclose()
        return sum(delivered)

    assert with_database(installation, change) <= 20
    # What the gateway took is gone when its transaction ends, perhaps a moment after ours.
    deadline = time.monotonic() + SECONDS
    while waiting(installation, "test.shared") and time.monotonic() < deadline:
        time.sleep(0.05)
    assert waiting(installation, "test.shared") == 0
