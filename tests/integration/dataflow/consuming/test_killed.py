"""A process that is killed in the middle of a run: its messages come again, its runs are told as lost."""

import asyncio
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import AsyncExitStack, contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from aqtra.dataflow.consuming import repository
from aqtra.dataflow.consuming.models import MessageState
from aqtra.dataflow.leases import settle_lost
from aqtra.infra.settings import required
from tests.integration.dataflow.consuming import process, world
from tests.integration.dataflow.consuming.conftest import World, body
from tests.support.brokers.senders import until

ROOT = Path(__file__).parents[4]


@contextmanager
def another_process(scene: World) -> Iterator[subprocess.Popen[bytes]]:
    settings = scene.platform.services.settings
    given = {
        "AQTRA_DATABASE_URL": required(settings.database_url, "database_url"),
        "AQTRA_REDIS_URL": required(settings.redis_url, "redis_url"),
        "AQTRA_DATA_DIR": settings.data_dir,
        "AQTRA_EGRESS_ALLOW": json.dumps(settings.egress_allow),
        "AQTRA_EGRESS_PORTS": json.dumps(settings.egress_ports),
    }
    environment = {**os.environ, **{name: str(value) for name, value in given.items()}}
    child = subprocess.Popen([sys.executable, "-m", process.__name__], env=environment, cwd=ROOT)
    try:
        yield child
    finally:
        child.kill()
        child.wait()


def test_what_a_killed_process_held_comes_again(scene: World) -> None:
    """On every broker at once: one process holds all subscriptions."""
    names = {variant: f"held-{variant}" for variant in world.VARIANTS}
    scene.ledger.hold.update(names.values())

    async def work() -> None:
        with another_process(scene) as child:
            await until(scene.all_connected, 90)
            for variant, name in names.items():
                async with scene.sender(variant) as sender:
                    await sender.send(world.place(variant), name, body(name))
            await until(lambda: set(names.values()) <= set(scene.ledger.seen))
            child.kill()
            await asyncio.to_thread(child.wait)
        scene.ledger.hold.clear()
        scene.ledger.released.set()
        async with scene.consuming():

            async def ended() -> bool:
                found = await scene.rows("SELECT attempts FROM dataflow.subscription_message WHERE state = 'done'")
                return len(found) == len(names)

            await until(ended)
        # Of these attempts the first ended with its process, and was counted.
        assert await scene.rows("SELECT DISTINCT attempts FROM dataflow.subscription_message") == [(2,)]
        async with scene.platform.services.db.transaction() as conn:
            later = scene.platform.services.clock.now() + timedelta(minutes=1)
            await settle_lost(conn, later)
        ended_as = await scene.rows(
            "SELECT coalesce(error->>'code', state), count(*) FROM dataflow.run GROUP BY 1 ORDER BY 1"
        )
        assert ended_as == [("completed", len(names)), ("worker_lost", len(names))]

    scene.platform.run(work())
    assert scene.ledger.counts == dict.fromkeys(names.values(), 2)


def test_one_process_receives_a_subscription_and_another_takes_it_over(scene: World) -> None:
    """Two that look for work at once, as two gateways do."""
    variant = "nats"
    patient = replace(world.FAST, lease=60.0)

    async def work() -> None:
        async with scene.consuming(patient):
            async with AsyncExitStack() as first:
                await first.enter_async_context(scene.consuming(patient))
                await until(scene.all_connected)
                before = await token()
                await tell("one")
                await until(lambda: "one" in scene.ledger.seen)
                assert await token() == before
            # Whichever of the two had it.
            await until(scene.all_connected)
            await tell("two")
            await until(lambda: "two" in scene.ledger.seen)

    async def tell(name: str) -> None:
        async with scene.sender(variant) as sender:
            await sender.send(world.place(variant), name, body(name))

    async def token() -> int:
        key = world.subscription(variant)
        ((found,),) = await scene.rows("SELECT token FROM dataflow.subscription WHERE key = %s", key)
        return int(found)

    scene.platform.run(work())
    assert scene.ledger.counts == {"one": 1, "two": 1}


def test_one_that_was_taken_over_notes_nothing(scene: World) -> None:
    """Its token is old: neither an attempt nor an end of it counts."""
    variant, now = "nats", scene.platform.services.clock.now()
    key = world.subscription(variant)

    async def work() -> None:
        async with scene.platform.services.db.transaction() as conn:
            old = await repository.acquire(conn, key, key, now, now)
            assert old is not None
            assert await repository.begin(conn, key, old, "m", now, anew=True) == 1
            new = await repository.acquire(conn, key, key, now + timedelta(seconds=1), now + timedelta(minutes=1))
            assert new is not None
            assert new > old
            assert await repository.acquire(conn, key, key, now + timedelta(seconds=2), now) is None
            assert not await repository.renew(conn, key, old, now)
            assert await repository.begin(conn, key, old, "m", now, anew=False) is None
            assert not await repository.settle(conn, key, old, "m", MessageState.DONE, now)
            assert await repository.begin(conn, key, new, "m", now, anew=False) == 2

    scene.platform.run(work())
