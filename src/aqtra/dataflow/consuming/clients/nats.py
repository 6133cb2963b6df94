"""NATS JetStream. A durable consumer remembers what was acknowledged; one of us asks for the next messages."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, Final

import nats
from nats.aio.msg import Msg
from nats.errors import Error as NatsError
from nats.errors import TimeoutError as NothingYet
from nats.js.api import AckPolicy, ConsumerConfig, DeliverPolicy

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
from aqtra.dataflow.consuming.errors import BrokerUnavailable
from aqtra.dataflow.consuming.models import Received

_ASK_SECONDS: Final = 5.0
_ID: Final = "Nats-Msg-Id"


class NatsSession:
    def __init__(self, client: Any, subscription: Any, inbox: Inbox) -> None:
        self._client = client
        self._subscription = subscription
        self._inbox = inbox
        self._held: dict[int, Msg] = {}

    async def receive(self) -> Received:
        while True:
            self._inbox.check()
            try:
                (message,) = await self._subscription.fetch(1, timeout=_ASK_SECONDS)
            except (TimeoutError, NothingYet):
                continue
            except NatsError as error:
                raise BrokerUnavailable(reason(error)) from error
            self._held[message.metadata.sequence.stream] = message
            return _received(message)

    async def acknowledge(self, message: Received) -> None:
        self._inbox.check()
        with translated(NatsError):
            # Answered by the server: an acknowledgement that is lost would bring the message again.
            await message.handle.ack_sync(timeout=_ASK_SECONDS)
        self._held.pop(message.handle.metadata.sequence.stream, None)

    async def keep(self) -> None:
        self._inbox.check()
        with translated(NatsError):
            for message in list(self._held.values()):
                await message.in_progress()
            await self._client.flush(timeout=int(_ASK_SECONDS))


@asynccontextmanager
async def open_session(opening: Opening) -> AsyncIterator[NatsSession]:
    endpoint, inbox = opening.source.endpoint, Inbox()
    client = await _client(opening, inbox)
    async with left_quietly(client.close):
        with translated(NatsError):
            stream = client.jetstream()
            name = await stream.find_stream_name_by_subject(endpoint.address)
            config = ConsumerConfig(
                ack_policy=AckPolicy.EXPLICIT,
                ack_wait=opening.hidden,
                max_ack_pending=PREFETCH,
                max_deliver=-1,
                deliver_policy=DeliverPolicy.ALL if endpoint.from_beginning else DeliverPolicy.NEW,
            )
            subscription = await stream.pull_subscribe(endpoint.address, opening.name, stream=name, config=config)
        yield NatsSession(client, subscription, inbox)


async def probe(opening: Opening) -> str:
    """What the broker says of the stream."""
    client = await _client(opening, Inbox())
    async with left_quietly(client.close):
        with translated(NatsError):
            stream = client.jetstream()
            name = await stream.find_stream_name_by_subject(opening.source.endpoint.address)
            found = await stream.stream_info(name)
        server = client.connected_server_version
        version = f"{server.major}.{server.minor}.{server.patch}"
        return f"NATS {version}: the stream {name} holds {found.state.messages} messages"


async def _client(opening: Opening, inbox: Inbox) -> Any:
    connector = opening.source.connector
    user, password = credentials(opening)

    async def gone() -> None:
        inbox.end("the broker has closed the connection")

    async def connect(place: Place) -> Any:
        host = f"[{place.address}]" if ":" in place.address else place.address
        return await nats.connect(
            f"{'tls' if connector.tls else 'nats'}://{host}:{place.port}",
            name=opening.name,
            user=user,
            password=password,
            tls=place.context,
            tls_hostname=place.name if connector.tls else None,
            # Reconnecting is ours: addresses are judged anew.
            allow_reconnect=False,
            connect_timeout=int(connector.timeout),
            closed_cb=gone,
            disconnected_cb=gone,
            error_cb=_quiet,
        )

    return await first_that_answers(opening, connect, (NatsError,))


async def _quiet(_: Exception) -> None:
    """What matters ends the connection, and is told there."""


def _received(message: Msg) -> Received:
    headers = {str(name): str(value) for name, value in (message.headers or {}).items()}
    facts = message.metadata
    return Received(
        id=headers.get(_ID) or f"{facts.stream}:{facts.sequence.stream}",
        is_named=True,
        body=message.data,
        key=message.subject,
        headers=headers,
        timestamp=facts.timestamp,
        redelivered=facts.num_delivered > 1,
        handle=message,
    )
