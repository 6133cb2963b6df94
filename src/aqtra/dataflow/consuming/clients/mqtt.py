"""MQTT with quality of service 1. The broker keeps a session for our name; whoever has it, has all its messages."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from typing import Any, Final

import aiomqtt
from paho.mqtt.client import MQTTMessage
from paho.mqtt.packettypes import PacketTypes
from paho.mqtt.properties import Properties
from paho.mqtt.subscribeoptions import SubscribeOptions

from aqtra.dataflow.consuming.clients.connecting import (
    Inbox,
    Place,
    credentials,
    first_that_answers,
    left_quietly,
    translated,
)
from aqtra.dataflow.consuming.clients.port import PREFETCH, Opening
from aqtra.dataflow.consuming.models import Received, unnamed_id
from aqtra.dataflow.integrations.brokers import MqttConnector

_KEPT: Final = int(timedelta(days=7).total_seconds())
"""How long the broker keeps messages for us while nobody is there."""
_ID: Final = "message-id"
_PROTOCOLS: Final = {"5": aiomqtt.ProtocolVersion.V5, "3.1.1": aiomqtt.ProtocolVersion.V311}


class _Client(aiomqtt.Client):
    """Acknowledges when it is told to, not when a message has arrived: the library does not offer that itself."""

    def __init__(self, inbox: Inbox, **options: Any) -> None:
        super().__init__(**options)
        self._inbox = inbox
        self.session_present = False
        self._client.manual_ack_set(True)

    def acknowledge(self, message: MQTTMessage) -> None:
        self._client.ack(message.mid, message.qos)

    def _on_connect(self, client: Any, userdata: Any, flags: Any, *more: Any) -> None:
        self.session_present = bool(flags.session_present)
        super()._on_connect(client, userdata, flags, *more)

    def _on_disconnect(self, *args: Any) -> None:
        self._inbox.end("the broker has closed the connection")
        super()._on_disconnect(*args)

    def _on_message(self, _client: Any, _userdata: Any, message: MQTTMessage) -> None:
        self._inbox.put(message)


class MqttSession:
    def __init__(self, client: _Client, inbox: Inbox) -> None:
        self._client = client
        self._inbox = inbox

    async def receive(self) -> Received:
        return _received(await self._inbox.get())

    async def acknowledge(self, message: Received) -> None:
        self._inbox.check()
        self._client.acknowledge(message.handle)

    async def keep(self) -> None:
        """The library asks the broker by itself, and says when there is no answer."""
        self._inbox.check()


@asynccontextmanager
async def open_session(opening: Opening) -> AsyncIterator[MqttSession]:
    connector, endpoint, inbox = opening.source.connector, opening.source.endpoint, Inbox()
    assert isinstance(connector, MqttConnector)
    client = await _connected(opening, inbox, _of_version(connector.version))
    async with left_quietly(lambda: client.__aexit__(None, None, None)):
        if not client.session_present:
            # Subscribing anew would bring what is retained anew.
            with translated(aiomqtt.MqttError):
                await client.subscribe(endpoint.address, **_quality(connector.version))
        yield MqttSession(client, inbox)


async def probe(opening: Opening) -> str:
    """Whether the broker takes us; of a topic it says nothing before there is a message."""
    connector = opening.source.connector
    assert isinstance(connector, MqttConnector)
    passing = {"protocol": _PROTOCOLS[connector.version], "clean_session": None if connector.version == "5" else True}
    client = await _connected(replace(opening, name=f"{opening.name}-try"), Inbox(), passing)
    async with left_quietly(lambda: client.__aexit__(None, None, None)):
        with translated(aiomqtt.MqttError):
            (granted, *_) = await client.subscribe(opening.source.endpoint.address, **_quality(connector.version))
    return f"MQTT {connector.version}: subscribed to {opening.source.endpoint.address} ({granted})"


async def _connected(opening: Opening, inbox: Inbox, session: dict[str, Any]) -> _Client:
    connector = opening.source.connector
    user, password = credentials(opening)

    async def connect(place: Place) -> _Client:
        client = _Client(
            inbox,
            hostname=place.address,
            port=place.port,
            username=user,
            password=password,
            identifier=opening.name,
            tls_context=place.context,
            timeout=connector.timeout,
            keepalive=15,
            **session,
        )
        await client.__aenter__()
        return client

    return await first_that_answers(opening, connect, (aiomqtt.MqttError,))


def _of_version(version: str) -> dict[str, Any]:
    if version == "3.1.1":
        return {"protocol": _PROTOCOLS[version], "clean_session": False}
    properties = Properties(PacketTypes.CONNECT)  # type: ignore[no-untyped-call]
    properties.SessionExpiryInterval = _KEPT
    properties.ReceiveMaximum = PREFETCH
    return {"protocol": _PROTOCOLS[version], "clean_start": False, "properties": properties}


def _quality(version: str) -> dict[str, Any]:
    return {"qos": 1} if version == "3.1.1" else {"options": SubscribeOptions(qos=1, noLocal=False)}


def _received(message: MQTTMessage) -> Received:
    given = getattr(message.properties, "UserProperty", []) if message.properties else []
    headers = {str(name): str(value) for name, value in given}
    named = headers.get(_ID)
    body = bytes(message.payload)
    return Received(
        id=named or unnamed_id(message.topic.encode(), body),
        is_named=bool(named),
        body=body,
        key=message.topic,
        headers=headers,
        redelivered=bool(message.dup),
        handle=message,
    )
