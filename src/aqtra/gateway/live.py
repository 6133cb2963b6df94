"""Live push: notifications of PostgreSQL and the feed of entries reach this process once, and browsers from here."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from typing import Any
from uuid import UUID

import orjson
import psycopg
import structlog
from starlette.websockets import WebSocket, WebSocketDisconnect

from aqtra.gateway.audience import Visitor
from aqtra.gateway.bearer import agreed
from aqtra.gateway.middleware.observe import POLICY_VIOLATION
from aqtra.infra.outbox import CHANNEL

log = structlog.get_logger("aqtra.live")

PUSHED = frozenset({"version", "publication", "menu"})
RECONNECT_SECONDS = 1.0
# A browser that reads slower than this is dropped; it reconnects and asks for the state anew.
WAITING_MESSAGES = 100
WATCHED_COMPONENTS = 50
LONGEST_MESSAGE = 4_000

Handler = Callable[[dict[str, Any]], Awaitable[None]]


class Listener:
    """One connection that listens; every message goes to all handlers.

    After a broken connection the handlers get `{"type": "reconnected"}`: something may have been missed.
    """

    def __init__(self, url: str, handlers: list[Handler]) -> None:
        self._url = url
        self._handlers = handlers

    async def run(self) -> None:
        """Listens until cancelled."""
        while True:
            try:
                async with await psycopg.AsyncConnection.connect(self._url, autocommit=True) as conn:
                    await conn.execute(f"LISTEN {CHANNEL}")
                    await self._deliver({"type": "reconnected"})
                    async for notification in conn.notifies():
                        await self._deliver(orjson.loads(notification.payload))
            except (psycopg.Error, OSError) as error:
                log.warning("listening broken off", error=str(error))
            await asyncio.sleep(RECONNECT_SECONDS)

    async def _deliver(self, message: dict[str, Any]) -> None:
        for handler in self._handlers:
            try:
                await handler(message)
            except Exception:
                log.exception("a handler of notifications failed", kind=message.get("type"))


class Unintelligible(Exception):
    """A browser sent what is no message of ours."""


class Client:
    """One connected browser: what it waits for and what waits for it."""

    def __init__(self, visitor: Visitor) -> None:
        self.visitor = visitor
        self.watched: frozenset[UUID] = frozenset()
        self._queue: asyncio.Queue[bytes] = asyncio.Queue(WAITING_MESSAGES)
        self._waiting: set[bytes] = set()

    def put(self, data: bytes) -> None:
        """Raises asyncio.QueueFull. What waits already is not said twice."""
        if data not in self._waiting:
            self._queue.put_nowait(data)
            self._waiting.add(data)

    async def next(self) -> bytes:
        data = await self._queue.get()
        self._waiting.discard(data)
        return data

    def hear(self, text: str) -> None:
        """`{"type": "watch", "components": [keys]}` replaces what is watched. Raises Unintelligible."""
        if len(text) > LONGEST_MESSAGE:
            raise Unintelligible("the message is too long")
        try:
            message = orjson.loads(text)
        except ValueError:
            raise Unintelligible("the message is not JSON") from None
        if not isinstance(message, dict) or message.get("type") != "watch":
            raise Unintelligible("there is no such message")
        try:
            keys = [UUID(key) for key in message["components"]]
        except (KeyError, TypeError, ValueError, AttributeError):
            raise Unintelligible("components: a list of keys is expected") from None
        if len(keys) > WATCHED_COMPONENTS:
            raise Unintelligible(f"components: at most {WATCHED_COMPONENTS}")
        self.watched = frozenset(keys)


class Hub:
    """The browsers connected to this process."""

    def __init__(self) -> None:
        self._clients: set[Client] = set()

    async def push(self, message: dict[str, Any]) -> None:
        """Handler for the Listener: passes what browsers may know to all of them."""
        if message.get("type") in ("session", "cache", "reconnected"):
            for client in self._clients:
                client.visitor.forget()
        if message.get("type") == "session":
            self._rights_changed(message.get("user_id"))
        if message.get("type") not in PUSHED:
            return
        data = orjson.dumps(message)
        for client in list(self._clients):
            self._put(client, data)

    async def entries_touched(self, components: Iterable[UUID] | None) -> None:
        """Tells who watches them and may read them now; None: all that is watched may have changed."""
        touched = None if components is None else frozenset(components)
        for client in list(self._clients):
            for component in client.watched if touched is None else client.watched & touched:
                if await client.visitor.may_read(component):
                    self._put(client, orjson.dumps({"type": "entries", "component": str(component)}))

    async def serve(self, socket: WebSocket, visitor: Visitor) -> None:
        """Talks to one browser until it leaves."""
        await visitor.introduce()
        await socket.accept(agreed(socket))
        client = Client(visitor)
        self._clients.add(client)
        reader = asyncio.create_task(_listen(socket, client))
        try:
            while not reader.done() and client in self._clients:
                waiting = asyncio.create_task(client.next())
                await asyncio.wait({waiting, reader}, return_when=asyncio.FIRST_COMPLETED)
                if not waiting.done():
                    waiting.cancel()
                    break
                await socket.send_text(waiting.result().decode())
            if reader.done():
                reader.result()
        except WebSocketDisconnect:
            log.debug("a browser left")
        except Unintelligible as error:
            await socket.close(POLICY_VIOLATION, str(error))
        finally:
            self._clients.discard(client)
            reader.cancel()

    def _rights_changed(self, account: int | None) -> None:
        """An open page shows what its reader may do, so it asks again."""
        data = orjson.dumps({"type": "rights"})
        for client in list(self._clients):
            if client.visitor.is_one_of(account):
                self._put(client, data)

    def _put(self, client: Client, data: bytes) -> None:
        try:
            client.put(data)
        except asyncio.QueueFull:
            self._clients.discard(client)


async def _listen(socket: WebSocket, client: Client) -> None:
    while True:
        message = await socket.receive()
        if message["type"] == "websocket.disconnect":
            return
        text = message.get("text")
        if text is None:
            raise Unintelligible("text is expected")
        client.hear(text)
