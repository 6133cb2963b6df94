"""What a broker answers to somebody who sets it up, and what the platform says when one is away."""

from typing import Any

import pytest

from aqtra.dataflow.consuming.repository import away
from aqtra.dataflow.integrations.models import Method, SystemContent
from aqtra.dataflow.integrations.service import Integrations
from aqtra.dataflow.integrations.trying import Tried, try_endpoint
from tests.integration.catalogs.platform import MEMBER
from tests.integration.dataflow.consuming import world
from tests.integration.dataflow.consuming.conftest import World
from tests.support.brokers import PASSWORD
from tests.support.brokers.senders import until


def tried(scene: World, variant: str, *, secret: str = PASSWORD, **changes: Any) -> Tried:
    """Of a system of its own, saved with these changes of the connector."""
    connector = scene.known[world.subscription(variant)].source.connector.model_dump(mode="json")
    connector |= changes
    content = SystemContent.model_validate({"name": f"Tried {variant}", "connectors": [connector]})

    async def work() -> Tried:
        services = scene.platform.services
        key = world.key(variant, "connector")
        async with services.db.transaction() as conn:
            secrets = {key: secret} if connector["auth"]["kind"] == "basic" else {}
            system = await Integrations(conn, services).create(content, secrets, MEMBER)
        try:
            return await try_endpoint(services, system.id, key, world.key(variant, "endpoint"), Method.GET, {})
        finally:
            async with services.db.transaction() as conn:
                await Integrations(conn, services).delete(system.id, MEMBER)

    return scene.platform.run(work())


@pytest.mark.parametrize(
    ("variant", "told"),
    [
        ("rabbitmq", "the queue orders.rabbitmq holds"),
        ("nats", "the stream orders_nats holds"),
        ("mqtt", "MQTT 5: subscribed to orders.mqtt"),
        ("mqtt311", "MQTT 3.1.1: subscribed to orders.mqtt311"),
        ("kafka", "the topic orders.kafka has 2 partitions"),
    ],
)
def test_a_broker_says_what_it_has(scene: World, variant: str, told: str) -> None:
    answer = tried(scene, variant)
    assert (answer.code, answer.message) == (None, "")
    assert told in answer.text


@pytest.mark.parametrize("variant", ["rabbitmq", "nats", "mqtt", "mqtt311"])
def test_a_wrong_password_is_told_and_not_repeated(scene: World, variant: str) -> None:
    answer = tried(scene, variant, secret="not-the-password")
    assert answer.code == "broker_unavailable"
    assert answer.message
    assert "not-the-password" not in answer.message


@pytest.mark.parametrize("variant", world.VARIANTS)
def test_a_certificate_that_nobody_vouches_for_is_refused(scene: World, variant: str) -> None:
    answer = tried(scene, variant, certificates="")
    assert answer.code == "broker_unavailable"


@pytest.mark.parametrize("variant", world.VARIANTS)
@pytest.mark.parametrize("address", ["127.0.0.1:1", "10.0.0.1:5671", "169.254.169.254:80"])
def test_only_what_is_allowed_is_connected_to(scene: World, variant: str, address: str) -> None:
    assert tried(scene, variant, addresses=[address]).code == "egress_refused"


def test_a_subscription_without_its_broker_is_told_until_it_is_back(scene: World) -> None:
    variant = "mqtt"
    broker = scene.brokers[variant]

    async def count() -> int:
        async with scene.platform.services.db.connection() as conn:
            return await away(conn)

    async def is_away(number: int) -> bool:
        return await count() == number

    async def work() -> None:
        async with scene.consuming():
            await until(scene.all_connected)
            assert await count() == 0
            broker.stop()
            try:
                # Of MQTT 5 and of MQTT 3.1.1.
                await until(lambda: is_away(2))
            finally:
                broker.start()
                broker.ready()
            await until(scene.all_connected)
            assert await count() == 0

    scene.platform.run(work())
