"""RabbitMQ. A queue shares its messages among whoever asks; the lease sees to it that only one of us does."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aio_pika
from aio_pika.abc import AbstractChannel, AbstractIncomingMessage
from aio_pika.exceptions import AMQPException

from aqtra.dataflow.consuming.clients.connecting import (
    Inbox,
    Place,
    credentials,
    first_that_answers,
    left_quietly,
    reason,
    translated,
)
from aqtra.dataflow.consuming.clients.port import PREFETCH, Opening
from aqtra.dataflow.consuming.models import Received, unnamed_id
from aqtra.dataflow.integrations.brokers import RabbitConnector

_FAILURES = (AMQPException, RuntimeError)
"""The library raises RuntimeError for a channel that was closed meanwhile."""


class RabbitSession:
    def __init__(self, channel: AbstractChannel, name: str, inbox: Inbox) -> None:
        self._channel = channel
        self._name = name
        self._inbox = inbox

    async def receive(self) -> Received:
        return _received(await self._inbox.get())

    async def acknowledge(self, message: Received) -> None:
        self._inbox.check()
        with translated(*_FAILURES):
            await message.handle.ack()

    async def keep(self) -> None:
        """A queue that was deleted is not there any more; nothing else would tell."""
        self._inbox.check()
        with translated(*_FAILURES):
            await self._channel.declare_queue(self._name, passive=True)


@asynccontextmanager
async def open_session(opening: Opening) -> AsyncIterator[RabbitSession]:
    connection = await _connection(opening)
    async with left_quietly(connection.close):
        inbox = Inbox()
        with translated(*_FAILURES):
            channel = await connection.channel(publisher_confirms=False)
            await channel.set_qos(prefetch_count=PREFETCH)
            queue = await channel.get_queue(opening.source.endpoint.address, ensure=True)

            async def arrived(message: AbstractIncomingMessage) -> None:
                inbox.put(message)

            def gone(_: Any, error: BaseException | None) -> None:
                inbox.end(reason(error) if error else "the broker has closed the connection")

            connection.close_callbacks.add(gone)
            channel.close_callbacks.add(gone)
            await queue.consume(arrived)
        yield RabbitSession(channel, queue.name, inbox)


async def probe(opening: Opening) -> str:
    """What the broker says of the queue."""
    connection = await _connection(opening)
    async with left_quietly(connection.close):
        with translated(*_FAILURES):
            channel = await connection.channel()
            queue = await channel.get_queue(opening.source.endpoint.address, ensure=True)
            found = queue.declaration_result
            told = connection.transport.connection.server_properties
        name = f"{_text(told.get('product', 'RabbitMQ'))} {_text(told.get('version', ''))}".strip()
        return f"{name}: the queue {queue.name} holds {found.message_count} messages"


async def _connection(opening: Opening) -> Any:
    connector = opening.source.connector
    assert isinstance(connector, RabbitConnector)
    user, password = credentials(opening)

    async def connect(place: Place) -> Any:
        return await aio_pika.connect(
            host=place.address,
            port=place.port,
            login=user or "guest",
            password=password or "guest",
            virtualhost=connector.virtual_host,
            ssl=connector.tls,
            ssl_context=place.context,
            timeout=connector.timeout,
            client_properties={"connection_name": opening.name},
        )

    return await first_that_answers(opening, connect, _FAILURES)


def _received(message: AbstractIncomingMessage) -> Received:
    headers = {str(name): _text(value) for name, value in (message.headers or {}).items()}
    unnamed = unnamed_id(str(message.routing_key).encode(), message.body)
    return Received(
        id=message.message_id or unnamed,
        is_named=bool(message.message_id),
        body=message.body,
        key=message.routing_key,
        headers=headers,
        timestamp=message.timestamp,
        redelivered=bool(message.redelivered),
        handle=message,
    )


def _text(value: Any) -> str:
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)
