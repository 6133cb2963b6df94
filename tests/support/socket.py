"""A WebSocket as tests use one, in one thread.

The client of `websockets` with threads reads and writes one TLS connection from two of them, which Python before 3.13
does not allow: now and then it waits for ever.
"""

import asyncio
import ssl
from types import TracebackType
from typing import Any, Self

from websockets.asyncio.client import ClientConnection, connect

OPEN_SECONDS = 60


class Socket:
    """An open connection. What is not here is an attribute of the connection itself."""

    def __init__(self, runner: asyncio.Runner, connection: ClientConnection) -> None:
        self._runner = runner
        self._connection = connection

    @classmethod
    def open(cls, base_url: str, path: str, **options: Any) -> Self:
        """Raises InvalidStatus when the handshake is refused."""
        context = ssl.create_default_context()
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
        url = base_url.replace("https://", "wss://") + path

        async def opened() -> ClientConnection:
            # Nobody answers while the test does something else.
            return await connect(url, ssl=context, open_timeout=OPEN_SECONDS, ping_interval=None, **options)

        runner = asyncio.Runner()
        try:
            return cls(runner, runner.run(opened()))
        except BaseException:
            runner.close()
            raise

    def recv(self, timeout: float | None = None) -> str | bytes:
        """The next message. Raises TimeoutError, ConnectionClosed."""

        async def received() -> str | bytes:
            return await asyncio.wait_for(self._connection.recv(), timeout)

        return self._runner.run(received())

    def send(self, message: str | bytes) -> None:
        self._runner.run(self._connection.send(message))

    def close(self) -> None:
        self._runner.run(self._connection.close())
        self._runner.close()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._connection, name)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()
