"""Servers that count who calls them, and a resolver that lies, for tests of the way out."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from ipaddress import ip_address

from aqtra.infra.egress.hosts import Address


@dataclass
class Canary:
    """A listening socket on loopback. `answer` is what it says, `heard` what it was told."""

    port: int = 0
    connections: int = 0
    heard: list[str] = field(default_factory=list)
    answer: bytes = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        try:
            self.heard.append((await reader.readuntil(b"\r\n\r\n")).decode("latin-1"))
            writer.write(self.answer)
            await writer.drain()
        except (OSError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()


@asynccontextmanager
async def canary(host: str = "127.0.0.1", port: int = 0) -> AsyncIterator[Canary]:
    """A server of its own for the block."""
    found = Canary()
    server = await asyncio.start_server(found._serve, host, port)
    found.port = server.sockets[0].getsockname()[1]
    async with server:
        yield found


class FakeResolver:
    """Answers in turn: the second question for a name may get another answer than the first."""

    def __init__(self, **names: Sequence[Sequence[str]]) -> None:
        self._answers = {name.replace("_", "."): list(answers) for name, answers in names.items()}
        self.asked: list[str] = []

    async def resolve(self, host: str, port: int) -> Sequence[Address]:
        self.asked.append(host)
        answers = self._answers.get(host)
        if not answers:
            raise OSError("no such name")
        return [ip_address(found) for found in (answers.pop(0) if len(answers) > 1 else answers[0])]


def redirect(location: str, status: int = 302) -> bytes:
    return f"HTTP/1.1 {status} Found\r\nLocation: {location}\r\nContent-Length: 0\r\n\r\n".encode()
