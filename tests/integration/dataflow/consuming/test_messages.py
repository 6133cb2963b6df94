"""What becomes of the messages of every broker."""

import asyncio

import pytest

from aqtra.dataflow.consuming import letters
from tests.integration.catalogs.platform import MEMBER
from tests.integration.dataflow.consuming import world
from tests.integration.dataflow.consuming.conftest import World, body
from tests.support.brokers.senders import until

pytestmark = pytest.mark.parametrize("variant", world.VARIANTS)
NAMED = {"rabbitmq", "nats", "mqtt", "kafka"}


def test_every_message_ends_as_it_should(scene: World, variant: str) -> None:
    """Once; after redelivery; as a dead letter when every attempt fails, at once when it cannot be read."""
    scene.ledger.refuse.update({"twice": 2, "always": 100})
    where = world.place(variant)

    async def work() -> None:
        async with scene.sender(variant) as sender:
            async with scene.consuming():
                for name in ("once", "twice", "always"):
                    await sender.send(where, name, body(name))
                await sender.send(where, "broken", b"{no json")
                await sender.send(where, "last", body("last"))
                await until(lambda: "last" in scene.ledger.seen)

                async def ended() -> bool:
                    return len(await scene.letters(variant)) == 2 and scene.ledger.counts["twice"] == 3

                await until(ended)
            letters = await scene.letters(variant)
            assert sorted(letters.values()) == ["message_undecodable", "upstream_error"]
            if variant in NAMED:
                assert letters == {"always": "upstream_error", "broken": "message_undecodable"}
            await until(lambda: forgotten(sender))

    async def forgotten(sender: object) -> bool:
        return await sender.left(where, scene.durable(variant)) == 0  # type: ignore[attr-defined, no-any-return]

    scene.platform.run(work())
    assert scene.ledger.counts == {"once": 1, "twice": 3, "always": 3, "last": 1}


def test_a_dead_letter_is_delivered_again(scene: World, variant: str) -> None:
    scene.ledger.refuse["late"] = 3

    async def work() -> None:
        async with scene.sender(variant) as sender, scene.consuming():
            await sender.send(world.place(variant), "late", body("late"))

            async def dead() -> bool:
                return bool(await scene.letters(variant))

            await until(dead)
            ((letter,),) = await scene.rows("SELECT id FROM dataflow.message_letter")
            assert await letters.retry(scene.platform.services, [letter], MEMBER) == 1

            async def gone() -> bool:
                return not await scene.rows("SELECT id FROM dataflow.message_letter")

            await until(gone)

    scene.platform.run(work())
    assert scene.ledger.counts == {"late": 4}


def test_a_broker_that_restarts_loses_nothing(scene: World, variant: str) -> None:
    """In the middle of a run, with messages waiting; the other system's own count tells."""
    first, second = [f"a{number}" for number in range(20)], [f"b{number}" for number in range(10)]
    scene.ledger.hold.add("a5")
    where, broker = world.place(variant), scene.brokers[world.VARIANTS[variant]]

    async def work() -> None:
        async with scene.consuming():
            async with scene.sender(variant) as sender:
                for name in first:
                    await sender.send(where, name, body(name))
                await until(lambda: "a5" in scene.ledger.seen)
            await asyncio.to_thread(broker.restart)
            scene.ledger.released.set()
            async with scene.sender(variant) as sender:
                for name in second:
                    await sender.send(where, name, body(name))
                await until(lambda: {*first, *second} <= set(scene.ledger.seen))

    scene.platform.run(work())
    lost = {*first, *second} - set(scene.ledger.seen)
    assert lost == set()
    twice = {name for name, count in scene.ledger.counts.items() if count > 1}
    assert twice == set() if variant in NAMED else len(twice) <= len(first)


def test_a_message_that_comes_again_is_skipped(scene: World, variant: str) -> None:
    """Known by the id that its sender gave it; without one, two that say the same are two."""
    where = world.place(variant)

    async def work() -> None:
        async with scene.sender(variant) as sender, scene.consuming():
            await sender.send(where, "same", body("same"))
            await until(lambda: "same" in scene.ledger.seen)
            await sender.send(where, "same", body("same"))
            await sender.send(where, "after", body("after"))
            await until(lambda: "after" in scene.ledger.seen)

            async def quiet() -> bool:
                return not await scene.rows("SELECT 1 FROM dataflow.subscription_message WHERE state = 'open'")

            await until(quiet)
            await until(lambda: variant in NAMED or scene.ledger.counts["same"] == 2)

    scene.platform.run(work())
    assert scene.ledger.counts["same"] == (1 if variant in NAMED else 2)
