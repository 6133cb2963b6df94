"""Kafka, or what speaks its protocol. All partitions are ours: the lease, not a group, says who reads.

The group's offsets are where reading goes on. They move up to the first message that has not ended; what lies beyond
and has ended is known by its id.
"""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any, Final

from aiokafka import AIOKafkaConsumer, TopicPartition  # type: ignore[import-untyped]
from aiokafka.errors import KafkaError  # type: ignore[import-untyped]

from aqtra.dataflow.consuming.clients.connecting import Place, credentials, left_quietly, places, translated
from aqtra.dataflow.consuming.clients.port import Opening
from aqtra.dataflow.consuming.errors import BrokerUnavailable
from aqtra.dataflow.consuming.models import Received
from aqtra.dataflow.integrations.brokers import KafkaConnector
from aqtra.infra.egress import Egress, EgressFailed, EgressRefused

_ASK_SECONDS: Final = 5.0
_IDS: Final = ("message-id", "ce_id")


class Progress:
    """How far a partition may be committed."""

    def __init__(self) -> None:
        self._open: set[int] = set()
        self._next = 0
        self._committed: int | None = None

    def received(self, offset: int) -> None:
        if self._committed is None:
            self._committed = offset
        self._open.add(offset)
        self._next = max(self._next, offset + 1)

    def ended(self, offset: int) -> int | None:
        """Where reading would go on after this; None while an earlier message holds it where it is."""
        self._open.discard(offset)
        reached = min(self._open, default=self._next)
        if self._committed is not None and reached <= self._committed:
            return None
        self._committed = reached
        return reached


class KafkaSession:
    def __init__(self, consumer: AIOKafkaConsumer, gate: "_Gate", partitions: frozenset[int], topic: str) -> None:
        self._consumer = consumer
        self._gate = gate
        self._partitions = partitions
        self._topic = topic
        self._progress: dict[int, Progress] = {number: Progress() for number in partitions}

    async def receive(self) -> Received:
        with translated(KafkaError):
            record = await self._consumer.getone()
        self._progress[record.partition].received(record.offset)
        return _received(record)

    async def acknowledge(self, message: Received) -> None:
        record = message.handle
        offset = self._progress[record.partition].ended(record.offset)
        if offset is not None:
            with translated(KafkaError):
                await self._consumer.commit({TopicPartition(record.topic, record.partition): offset})

    async def keep(self) -> None:
        self._gate.check()
        with translated(KafkaError):
            async with asyncio.timeout(_ASK_SECONDS):
                topics = await self._consumer.topics()
        if self._topic not in topics:
            raise BrokerUnavailable(f"there is no topic {self._topic}")
        if frozenset(self._consumer.partitions_for_topic(self._topic) or ()) - self._partitions:
            raise BrokerUnavailable("the topic has more partitions than before: it is subscribed to anew")


class _Gate:
    """Brokers name each other: where they lead is judged like any other address."""

    def __init__(self, client: Any, egress: Egress, names: dict[str, str]) -> None:
        self._egress = egress
        self._names = names
        self._judged: dict[tuple[str, int], str] = {}
        self._refused: EgressRefused | None = None
        self._client = client
        self._connection = client._get_conn
        self._metadata = client.cluster.broker_metadata
        client._get_conn = self._connect
        client.cluster.broker_metadata = self._broker

    def check(self) -> None:
        """Raises EgressRefused."""
        if self._refused is not None:
            raise self._refused

    async def _connect(self, node: Any, **more: Any) -> Any:
        broker = self._metadata(node)
        if broker is not None and (broker.host, broker.port) not in self._judged:
            try:
                name, addresses = await self._egress.addresses(broker.host, broker.port)
            except EgressFailed:
                return None
            except EgressRefused as error:
                self._refused = error
                return None
            self._names[addresses[0]] = name
            self._judged[broker.host, broker.port] = addresses[0]
        return await self._connection(node, **more)

    def _broker(self, node: Any) -> Any:
        broker = self._metadata(node)
        known = broker and self._judged.get((broker.host, broker.port))
        return broker._replace(host=known) if known else broker


@asynccontextmanager
async def open_session(opening: Opening) -> AsyncIterator[KafkaSession]:
    connector, endpoint = opening.source.connector, opening.source.endpoint
    consumer, gate = await _consumer(opening, opening.name)
    async with left_quietly(consumer.stop):
        with translated(KafkaError):
            async with asyncio.timeout(connector.timeout):
                await consumer.start()
                partitions = await _partitions(consumer, endpoint.address)
                await _begin(consumer, endpoint.address, partitions)
        gate.check()
        yield KafkaSession(consumer, gate, partitions, endpoint.address)


async def probe(opening: Opening) -> str:
    """What the broker says of the topic."""
    topic = opening.source.endpoint.address
    consumer, gate = await _consumer(opening, None)
    async with left_quietly(consumer.stop):
        with translated(KafkaError):
            async with asyncio.timeout(opening.source.connector.timeout):
                await consumer.start()
                partitions = await _partitions(consumer, topic)
        gate.check()
    return f"Kafka: the topic {topic} has {len(partitions)} partitions"


async def _consumer(opening: Opening, group: str | None) -> tuple[AIOKafkaConsumer, _Gate]:
    connector, endpoint = opening.source.connector, opening.source.endpoint
    assert isinstance(connector, KafkaConnector)
    found = await places(opening)
    consumer = AIOKafkaConsumer(
        bootstrap_servers=[_written(place) for place in found],
        group_id=group,
        client_id=opening.name,
        enable_auto_commit=False,
        auto_offset_reset="earliest" if endpoint.from_beginning else "latest",
        request_timeout_ms=int(connector.timeout * 1000),
        metadata_max_age_ms=30_000,
        **_security(opening, connector, found[0]),
    )
    context = found[0].context
    names = context.names if context is not None else {}
    return consumer, _Gate(consumer._client, opening.egress, names)


async def _partitions(consumer: AIOKafkaConsumer, topic: str) -> frozenset[int]:
    found = (await consumer.topics()) and consumer.partitions_for_topic(topic)
    if not found:
        raise BrokerUnavailable(f"there is no topic {topic}")
    return frozenset(found)


async def _begin(consumer: AIOKafkaConsumer, topic: str, partitions: frozenset[int]) -> None:
    """Where nothing was committed yet, the beginning is: else a restart before the first message would lose some."""
    consumer.assign([TopicPartition(topic, number) for number in sorted(partitions)])
    for partition in consumer.assignment():
        if await consumer.committed(partition) is None:
            await consumer.commit({partition: await consumer.position(partition)})


def _security(opening: Opening, connector: KafkaConnector, place: Place) -> dict[str, Any]:
    user, password = credentials(opening)
    protocol = ("SASL_" if user else "") + ("SSL" if connector.tls else "PLAINTEXT")
    settings: dict[str, Any] = {"security_protocol": protocol, "ssl_context": place.context}
    if user:
        mechanism = {"sasl_mechanism": connector.mechanism}
        settings |= {**mechanism, "sasl_plain_username": user, "sasl_plain_password": password}
    return settings


def _written(place: Place) -> str:
    return f"[{place.address}]:{place.port}" if ":" in place.address else f"{place.address}:{place.port}"


def _received(record: Any) -> Received:
    headers = {name: value.decode("utf-8", "replace") for name, value in record.headers}
    place = f"{record.topic}:{record.partition}:{record.offset}"
    return Received(
        id=_named(headers) or place,
        is_named=True,
        body=record.value or b"",
        key=record.key.decode("utf-8", "replace") if record.key is not None else None,
        headers=headers,
        timestamp=datetime.fromtimestamp(record.timestamp / 1000, UTC) if record.timestamp > 0 else None,
        handle=record,
    )


def _named(headers: Mapping[str, str]) -> str | None:
    return next((headers[name] for name in _IDS if headers.get(name)), None)
