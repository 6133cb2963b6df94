"""The one way out: flows, scripts, webhooks and sign-in providers call other systems through this client only.

    async with egress_of(services).client(timeout=10, limit=1_000_000) as client:
        response = await client.get(url)

Public addresses may be called, anything else only when an administrator has listed it (`AQTRA_EGRESS_ALLOW`).
"""

import asyncio
import socket
import ssl
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from functools import cache
from typing import Final
from weakref import WeakKeyDictionary

import httpx

from aqtra.infra.container import Services
from aqtra.infra.database import Database
from aqtra.infra.egress.addresses import Allowed
from aqtra.infra.egress.client import EgressClient
from aqtra.infra.egress.errors import EgressFailed, EgressRefused, EgressTimedOut, EgressTooLarge
from aqtra.infra.egress.transport import TRIED, Judge, Pinned, Resolver, SystemResolver
from aqtra.infra.metrics import security_event
from aqtra.infra.settings import Settings

__all__ = ["Egress", "EgressFailed", "EgressRefused", "EgressTimedOut", "EgressTooLarge", "Resolver", "egress_of"]

SECONDS: Final = 30.0
LIMIT: Final = 10 * 1024 * 1024


class Egress:
    """Makes clients that go only where the settings let them."""

    def __init__(self, settings: Settings, *, resolver: Resolver | None = None) -> None:
        """Raises EgressRefused when the list of what is allowed holds what is neither host nor network."""
        self._allowed = Allowed.of(settings.egress_allow, public=settings.egress_public)
        self._ports = settings.egress_ports
        self._resolver = resolver or SystemResolver()

    @asynccontextmanager
    async def client(
        self,
        *,
        timeout: float = SECONDS,
        limit: int = LIMIT,
        verify: ssl.SSLContext | None = None,
        ports: Sequence[int] = (),
    ) -> AsyncIterator[EgressClient]:
        """A client for one piece of work. `timeout` in seconds for each exchange, `limit` in bytes of each answer.

        `ports`: what an administrator wrote into an address, besides those of the settings.
        """
        inner = httpx.AsyncHTTPTransport(
            verify=verify or _trust(),
            trust_env=False,
            # A kept connection is known by its address only: another host there must not inherit it.
            limits=httpx.Limits(max_connections=20, max_keepalive_connections=0),
        )
        transport = Pinned(inner, self._resolver, self._allowed, (*self._ports, *ports), limit=limit, seconds=timeout)
        async with EgressClient(transport, seconds=timeout) as client:
            yield client

    async def addresses(self, host: str, port: int) -> tuple[str, list[str]]:
        """Where a connection that is no HTTP may go: the name its certificate must have, and the addresses.

        Raises EgressRefused, EgressFailed.
        """
        judge = Judge(self._resolver, self._allowed, frozenset(self._ports))
        with counted_refusals():
            name, found = await judge.judged(host, port)
        return str(name), [str(address) for address in found]

    async def connect(self, host: str, port: int, *, timeout: float) -> socket.socket:
        """A connection for what is no HTTP, to an address that was judged. The port is an administrator's.

        Raises EgressRefused, EgressFailed, EgressTimedOut. The caller closes it.
        """
        with counted_refusals():
            name, addresses = await Judge(self._resolver, self._allowed).judged(host, port)
        failure: OSError | None = None
        try:
            async with asyncio.timeout(timeout):
                for address in addresses[:TRIED]:
                    try:
                        return await _connected(str(address), port)
                    except OSError as error:
                        failure = error
        except TimeoutError:
            raise EgressTimedOut(f"{name} does not answer") from None
        raise EgressFailed(f"{name} cannot be reached") from failure


@contextmanager
def counted_refusals() -> Iterator[None]:
    """What is refused is counted, as by the client."""
    try:
        yield
    except EgressRefused:
        security_event("egress_refused")
        raise


async def _connected(address: str, port: int) -> socket.socket:
    made = socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET, socket.SOCK_STREAM)
    try:
        made.setblocking(False)
        await asyncio.get_running_loop().sock_connect(made, (address, port))
    except BaseException:
        made.close()
        raise
    return made


@cache
def _trust() -> ssl.SSLContext:
    """Authorities that the web knows. Read once: it takes longer than many a request."""
    return httpx.create_ssl_context(trust_env=False)


_OF_PROCESS: WeakKeyDictionary[Database, Egress] = WeakKeyDictionary()


def egress_of(services: Services) -> Egress:
    """The way out of this process; the same object at every call."""
    found = _OF_PROCESS.get(services.db)
    if found is None:
        found = _OF_PROCESS.setdefault(services.db, Egress(services.settings))
    return found
