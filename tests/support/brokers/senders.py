"""Puts messages into brokers as other systems do, and asks what is left in them."""

import asyncio
import ssl
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any, Protocol

from tests.support.brokers.servers import PASSWORD, USER, Broker


class Sender(Protocol):
    async def declare(self, place: str) -> None: ...

    async def send(self, place: str, message_id: str, body: bytes) -> None: ...

    async def left(self, place: str, durable: str) -> int:
        """How many messages the broker has not forgotten; of a subscription, where it counts by that."""
        ...


def trusting(broker: Broker) -> ssl.SSLContext:
    return ssl.create_default_context(cafile=str(broker.certificates.authority))


class RabbitSender:
    def __init__(self, connection: Any, channel: Any) -> None:
        self._connection, self._channel = connection, channel

    async def declare(self, place: str) -> None:
        await self._channel.declare_queue(place, durable=True)

    async def send(self, place: str, message_id: str, body: bytes) -> None:
        import aio_pika

        message = aio_pika.Message(body, message_id=message_id, delivery_mode=2, headers={"origin": "test"})
        await self._channel.default_exchange.publish(message, place)

    async def left(self, place: str, durable: str) -> int:
        """Only what nobody holds is counted: whoever held something must have left."""
        queue = await self._channel.declare_queue(place, passive=True)
        return int(queue.declaration_result.message_count)


@asynccontextmanager
async def rabbit(broker: Broker) -> AsyncIterator[RabbitSender]:
    import aio_pika

    connection = await aio_pika.connect(
        host="127.0.0.1", port=broker.port, login=USER, password=PASSWORD, ssl=True, ssl_context=trusting(broker)
    )
    async with connection:
        yield RabbitSender(connection, await connection.channel())


class NatsSender:
    def __init__(self, stream: Any) -> None:
        self._stream = stream

    async def declare(self, place: str) -> None:
        await self._stream.add_stream(name=place.replace(".", "_"), subjects=[place])

    async def send(self, place: str, message_id: str, body: bytes) -> None:
        # The server drops what has an id that it knows; this is about what it does not know to be the same.
        await self._stream.publish(place, body, headers={"Nats-Msg-Id": message_id})

    async def left(self, place: str, durable: str) -> int:
        found = await self._stream.consumer_info(place.replace(".", "_"), durable)
        return int(found.num_pending + found.num_ack_pending)


@asynccontextmanager
async def nats(broker: Broker) -> AsyncIterator[NatsSender]:
    import nats as library

    address = f"tls://127.0.0.1:{broker.port}"
    client = await library.connect(address, user=USER, password=PASSWORD, tls=trusting(broker))
    try:
        yield NatsSender(client.jetstream())
    finally:
        await client.close()


class MqttSender:
    def __init__(self, client: Any) -> None:
        self._client = client

    async def declare(self, place: str) -> None:
        """Topics are there by being named."""

    async def send(self, place: str, message_id: str, body: bytes) -> None:
        from paho.mqtt.packettypes import PacketTypes
        from paho.mqtt.properties import Properties

        properties = Properties(PacketTypes.PUBLISH)  # type: ignore[no-untyped-call]
        properties.UserProperty = ("message-id", message_id)
        await self._client.publish(place, body, qos=1, properties=properties)

    async def left(self, place: str, durable: str) -> int:
        """The broker does not say: what it still has for a subscriber would come to whoever has its name."""
        return 0


@asynccontextmanager
async def mqtt(broker: Broker) -> AsyncIterator[MqttSender]:
    import aiomqtt

    async with aiomqtt.Client(
        "127.0.0.1",
        broker.port,
        username=USER,
        password=PASSWORD,
        tls_context=trusting(broker),
        protocol=aiomqtt.ProtocolVersion.V5,
    ) as client:
        yield MqttSender(client)


class KafkaSender:
    def __init__(self, broker: Broker, producer: Any) -> None:
        self._broker, self._producer = broker, producer

    async def declare(self, place: str) -> None:
        from aiokafka.admin import AIOKafkaAdminClient, NewTopic  # type: ignore[import-untyped]

        admin = AIOKafkaAdminClient(**_reach(self._broker))
        await admin.start()
        try:
            await admin.create_topics([NewTopic(place, 2, 1)])
        finally:
            await admin.close()

    async def send(self, place: str, message_id: str, body: bytes) -> None:
        headers = [("message-id", message_id.encode())]
        await self._producer.send_and_wait(place, body, key=message_id.encode(), headers=headers)

    async def left(self, place: str, durable: str) -> int:
        from aiokafka import AIOKafkaConsumer, TopicPartition  # type: ignore[import-untyped]

        consumer = AIOKafkaConsumer(group_id=durable, enable_auto_commit=False, **_reach(self._broker))
        await consumer.start()
        try:
            partitions = [TopicPartition(place, number) for number in range(2)]
            consumer.assign(partitions)
            ends = await consumer.end_offsets(partitions)
            return sum([ends[one] - (await consumer.committed(one) or 0) for one in partitions])
        finally:
            await consumer.stop()


@asynccontextmanager
async def kafka(broker: Broker) -> AsyncIterator[KafkaSender]:
    from aiokafka import AIOKafkaProducer

    producer = AIOKafkaProducer(**_reach(broker))
    await producer.start()
    try:
        yield KafkaSender(broker, producer)
    finally:
        await producer.stop()


def _reach(broker: Broker) -> dict[str, Any]:
    return {"bootstrap_servers": broker.address, "security_protocol": "SSL", "ssl_context": trusting(broker)}


SENDERS: dict[str, Callable[[Broker], AbstractAsyncContextManager[Sender]]] = {
    "rabbitmq": rabbit,
    "nats": nats,
    "mqtt": mqtt,
    "kafka": kafka,
}


async def until(holds: Callable[[], Any], seconds: float = 30) -> None:
    """Returns when it is true, of an awaitable too; fails when it never is."""
    async with asyncio.timeout(seconds):
        while True:
            found = holds()
            if await found if asyncio.iscoroutine(found) else found:
                return
            await asyncio.sleep(0.02)
