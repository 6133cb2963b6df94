"""Live push: PostgreSQL notifications reach this process once and every connected browser from here."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import orjson
import psycopg
import structlog
from starlette.websockets import WebSocket, WebSocketDisconnect

from aqtra.infra.outbox import CHANNEL

log = structlog.get_logger("aqtra.live")

PUSHED = frozenset({"version", "publication", "menu"})
RECONNECT_SECONDS = 1.0
# A browser that reads slower than this is dropped; it reconnects and asks for the state anew.
WAITING_MESSAGES = 100

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


class Hub:
    """The browsers connected to this process."""

    def __init__(self) -> None:
        self._queues: set[asyncio.Queue[bytes]] = set()

    async def push(self, message: dict[str, Any]) -> None:
        """Handler for the Listener: passes what browsers may know to all of them."""
        if message.get("type") not in PUSHED:
            return
        data = orjson.dumps(message)
        for queue in list(self._queues):
            try:
                queue.put_nowait(data)
            except asyncio.QueueFull:
                self._queues.discard(queue)

    async def serve(self, socket: WebSocket) -> None:
        """Talks to one browser until it leaves."""
        await socket.accept()
        queue: asyncio.Queue[bytes] = asyncio.Queue(WAITING_MESSAGES)
        self._queues.add(queue)
        reader = asyncio.create_task(_until_closed(socket))
        try:
            while not reader.done() and queue in self._queues:
                waiting = asyncio.create_task(queue.get())
                await asyncio.wait({waiting, reader}, return_when=asyncio.FIRST_COMPLETED)
                if not waiting.done():
                    waiting.cancel()
                    break
                await socket.send_text(waiting.result().decode())
        except WebSocketDisconnect:
            log.debug("a browser left")
        finally:
            self._queues.discard(queue)
            reader.cancel()


async def _until_closed(socket: WebSocket) -> None:
    while True:
        message = await socket.receive()
        if message["type"] == "websocket.disconnect":
            return
