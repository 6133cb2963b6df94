"""The one way out: flows, scripts, webhooks and sign-in providers call other systems through this client only.

    async with egress_of(services).client(timeout=10, limit=1_000_000) as client:
        response = await client.get(url)

Public addresses may be called, anything else only when an administrator has listed it (`AQTRA_EGRESS_ALLOW`).
"""

import ssl
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from functools import cache
from typing import Final
from weakref import WeakKeyDictionary

import httpx

from aqtra.infra.container import Services
from aqtra.infra.database import Database
from aqtra.infra.egress.addresses import Allowed
from aqtra.infra.egress.client import EgressClient
from aqtra.infra.egress.errors import EgressFailed, EgressRefused, EgressTimedOut, EgressTooLarge
from aqtra.infra.egress.transport import Pinned, Resolver, SystemResolver
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
