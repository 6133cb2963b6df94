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
from aqtra.notifications.live import News

log = structlog.get_logger("aqtra.live")

PUSHED = frozenset({"version", "publication", "menu"})
RECONNECT_SECONDS = 1.0
# A browser that reads slower than this is dropped; it reconnects and asks for the state anew.
WAITING_MESSAGES = 100
WATCHED_COMPONENTS = 50
ENDED = "session_ended"
"""Reason of a close: what the connection was opened with is no more."""
LONGEST_MESSAGE = 4_000
SESSION_CHANGED = orjson.dumps({"type": "session"})
"""To a browser of the account that a notification is about: rights, or whom it views as, may be others now."""

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
        self.ended = asyncio.Event()
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
            await self._look_again(message.get("user_id"))
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

    async def message(self, news: News) -> None:
        """Tells the browsers of those it is for, each of its own copy."""
        for client in list(self._clients):
            message_id = news.to.get(client.visitor.account) if client.visitor.account is not None else None
            if message_id is not None and await client.visitor.is_at_home():
                self._put(client, orjson.dumps(news.told(message_id)))

    async def serve(self, socket: WebSocket, visitor: Visitor) -> None:
        """Talks to one browser until it leaves."""
        await socket.accept(agreed(socket))
        client = Client(visitor)
        self._clients.add(client)
        reader = asyncio.create_task(_listen(socket, client))
        ended = asyncio.create_task(client.ended.wait())
        try:
            # What happened since the session was looked up was told to those connected then.
            if not await visitor.may_stay():
                client.ended.set()
            await self._talk(socket, client, {reader, ended})
            if reader.done():
                reader.result()
            elif client.ended.is_set():
                # The server's close waits for whoever reads.
                reader.cancel()
                await asyncio.wait({reader})
                await socket.close(POLICY_VIOLATION, ENDED)
        except WebSocketDisconnect:
            log.debug("a browser left")
        except Unintelligible as error:
            await socket.close(POLICY_VIOLATION, str(error))
        finally:
            self._clients.discard(client)
            reader.cancel()
            ended.cancel()

    async def _talk(self, socket: WebSocket, client: Client, ends: set[asyncio.Task[Any]]) -> None:
        """Sends what waits for the browser until one of `ends` is done, or it reads too slowly."""
        while client in self._clients:
            waiting = asyncio.create_task(client.next())
            await asyncio.wait({waiting, *ends}, return_when=asyncio.FIRST_COMPLETED)
            if any(end.done() for end in ends) or not waiting.done():
                waiting.cancel()
                return
            await socket.send_text(waiting.result().decode())

    async def _look_again(self, account: int | None) -> None:
        """Ends the connections of sessions and tokens that are no more; tells the others to look who they are, and what
        they may do. None: the rights of all may be others now, but nobody's session is over.
        """
        for client in [one for one in self._clients if one.visitor.is_one_of(account)]:
            if account is None or await client.visitor.may_stay():
                self._put(client, SESSION_CHANGED)
            else:
                client.ended.set()

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
