"""Every request of ours leaves through here: its host is resolved once, judged, and called at the address judged."""

import asyncio
import socket
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, ip_address
from typing import Final, Protocol

import httpx

from aqtra.infra.egress.addresses import Allowed
from aqtra.infra.egress.errors import EgressFailed, EgressTimedOut, EgressTooLarge
from aqtra.infra.egress.hosts import Address, canonical, refused

DEFAULT_PORTS: Final = {"http": 80, "https": 443}
# Of many addresses of a host, so many are tried.
TRIED: Final = 3


class Resolver(Protocol):
    """The port through which names become addresses."""

    async def resolve(self, host: str, port: int) -> Sequence[Address]:
        """Raises OSError when the name has none."""


class SystemResolver:
    """What the operating system knows."""

    async def resolve(self, host: str, port: int) -> Sequence[Address]:
        loop = asyncio.get_running_loop()
        found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        return [ip_address(entry[4][0]) for entry in found]


@dataclass(frozen=True)
class Judge:
    """Says where a host leads, and whether one may go there. Without ports, any port is an administrator's choice."""

    resolver: Resolver
    allowed: Allowed
    ports: frozenset[int] | None = None

    async def judged(self, host: str, port: int) -> tuple[str | Address, list[Address]]:
        """The host in its one spelling, and its addresses. Raises EgressRefused, EgressFailed."""
        if self.ports is not None and port not in self.ports:
            raise refused("port", f"port {port} may not be called")
        name = canonical(host)
        addresses = await self._addresses(name, port)
        # All of them: a host with one public and one internal address is a trick.
        if not all(self.allowed.permits(name, address) for address in addresses):
            raise refused("address", f"{name} leads to where nothing may be called; an administrator may allow it")
        return name, addresses

    async def _addresses(self, host: str | Address, port: int) -> list[Address]:
        if not isinstance(host, str):
            return [host]
        try:
            found = await self.resolver.resolve(host, port)
        except OSError as error:
            raise EgressFailed(f"there is no host {host}") from error
        if not found:
            raise EgressFailed(f"there is no host {host}")
        # Each once, IPv4 first: more networks know the way.
        return sorted(dict.fromkeys(found), key=lambda address: not isinstance(address, IPv4Address))


class Pinned(httpx.AsyncBaseTransport):
    """Checks where a request leads, and sends it exactly there."""

    def __init__(
        self,
        inner: httpx.AsyncBaseTransport,
        resolver: Resolver,
        allowed: Allowed,
        ports: Sequence[int],
        *,
        limit: int,
        seconds: float,
    ) -> None:
        self._inner = inner
        self._judge = Judge(resolver, allowed, frozenset(ports))
        self._limit = limit
        self._seconds = seconds

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        host, addresses = await self._judged(request.url)
        # The certificate is that of the name; the connection goes to the address that was judged.
        extensions = {**request.extensions, "sni_hostname": str(host)}
        failure: httpx.TransportError | None = None
        for address in addresses[:TRIED]:
            pinned = httpx.Request(
                request.method,
                request.url.copy_with(host=str(address)),
                headers=request.headers,
                stream=request.stream,
                extensions=extensions,
            )
            try:
                return self._limited(await self._inner.handle_async_request(pinned))
            except (httpx.ConnectError, httpx.ConnectTimeout) as error:
                # Nothing has been sent yet, so another address of the same host may be tried.
                failure = error
        if isinstance(failure, httpx.ConnectTimeout):
            raise EgressTimedOut(f"{host} does not answer") from failure
        raise EgressFailed(f"{host} cannot be reached") from failure

    async def aclose(self) -> None:
        await self._inner.aclose()

    async def _judged(self, url: httpx.URL) -> tuple[str | Address, list[Address]]:
        if url.scheme not in DEFAULT_PORTS:
            raise refused("scheme", "only http and https may be called")
        if url.userinfo:
            raise refused("credentials", "an address must not hold a user name or a password")
        return await self._judge.judged(url.raw_host.decode("ascii", "replace"), url.port or DEFAULT_PORTS[url.scheme])

    def _limited(self, response: httpx.Response) -> httpx.Response:
        if response.headers.get("content-encoding", "identity").lower() != "identity":
            # Not asked for; unpacked it could be of any size.
            raise EgressFailed("the answer is packed, which was not asked for")
        length = response.headers.get("content-length", "")
        if length.isdecimal() and int(length) > self._limit:
            raise too_large(self._limit)
        stream = response.stream
        assert isinstance(stream, httpx.AsyncByteStream)
        return httpx.Response(
            response.status_code,
            headers=response.headers,
            stream=_Counted(stream, self._limit, self._seconds),
            extensions=response.extensions,
        )


class _Counted(httpx.AsyncByteStream):
    """A body that ends at its limit of size and of time, however slowly it drips."""

    def __init__(self, stream: httpx.AsyncByteStream, limit: int, seconds: float) -> None:
        self._stream = stream
        self._limit = limit
        self._deadline = asyncio.get_running_loop().time() + seconds

    async def __aiter__(self) -> AsyncIterator[bytes]:
        total = 0
        pieces = aiter(self._stream)
        while True:
            try:
                async with asyncio.timeout_at(self._deadline):
                    piece = await anext(pieces)
            except StopAsyncIteration:
                return
            except TimeoutError:
                raise EgressTimedOut("the answer took too long") from None
            total += len(piece)
            if total > self._limit:
                raise too_large(self._limit)
            yield piece

    async def aclose(self) -> None:
        await self._stream.aclose()


def too_large(limit: int) -> EgressTooLarge:
    return EgressTooLarge(f"the answer is above {limit} bytes", limit=limit)
