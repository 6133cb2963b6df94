"""An answer that comes before the request was read to its end is heard all the same.

A server that closes a connection on which the other side still writes resets it, and the reset overtakes the answer.
So the rest of a small body is read and thrown away first.
"""

import asyncio
from typing import Final

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

MOST_BYTES: Final = 4 * 1024 * 1024
"""Whoever announces or sends more than this is not waited for."""
MOST_SECONDS: Final = 5.0


class Drain:
    """Stands outside of everything that may answer."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not _has_body(Headers(scope=scope)):
            await self._app(scope, receive, send)
            return
        rest = _Rest(receive)

        async def answer(message: Message) -> None:
            if message["type"] == "http.response.start":
                await rest.drain()
            await send(message)

        await self._app(scope, rest.receive, answer)


class _Rest:
    """A body, and whether its end was reached."""

    def __init__(self, receive: Receive) -> None:
        self._receive = receive
        self._ended = False

    async def receive(self) -> Message:
        message = await self._receive()
        self._ended = self._ended or message["type"] != "http.request" or not message.get("more_body", False)
        return message

    async def drain(self) -> None:
        read = 0
        try:
            async with asyncio.timeout(MOST_SECONDS):
                while not self._ended and read <= MOST_BYTES:
                    read += len((await self.receive()).get("body", b""))
        except TimeoutError:
            # Too slow to be waited for: answered now, heard or not.
            self._ended = True


def _has_body(headers: Headers) -> bool:
    """A body that comes unasked; with `Expect` the other side waits for a word, and is refused without sending any."""
    if "expect" in headers:
        return False
    length = headers.get("content-length", "")
    return "transfer-encoding" in headers or (length.isascii() and length.isdigit() and 0 < int(length) <= MOST_BYTES)
