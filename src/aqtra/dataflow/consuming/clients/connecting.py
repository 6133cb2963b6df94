"""How every client gets to its broker: judged addresses, names in certificates, one error."""

import asyncio
import socket
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from typing import Any, TypeVar

import structlog

from aqtra.dataflow.consuming.clients.port import Opening
from aqtra.dataflow.consuming.errors import BrokerUnavailable
from aqtra.dataflow.integrations.brokers import BrokerConnector, Password
from aqtra.infra.egress import EgressFailed
from aqtra.kernel.errors import AqtraError

Result = TypeVar("Result")
log = structlog.get_logger("aqtra.dataflow.broker")


class Trust(ssl.SSLContext):
    """Connections go to the address that was judged; the certificate is still that of the name."""

    names: dict[str, str]

    def known(self, names: dict[str, str]) -> "Trust":
        """`names` by address; may grow."""
        self.names = names
        return self

    def wrap_bio(
        self, incoming: ssl.MemoryBIO, outgoing: ssl.MemoryBIO, server_side: bool = False,
        server_hostname: str | bytes | None = None, session: ssl.SSLSession | None = None,
    ) -> ssl.SSLObject:  # fmt: skip
        return super().wrap_bio(incoming, outgoing, server_side, self._name(server_hostname), session)

    def wrap_socket(
        self, sock: socket.socket, server_side: bool = False, do_handshake_on_connect: bool = True,
        suppress_ragged_eofs: bool = True, server_hostname: str | bytes | None = None,
        session: ssl.SSLSession | None = None,
    ) -> ssl.SSLSocket:  # fmt: skip
        name = self._name(server_hostname)
        return super().wrap_socket(sock, server_side, do_handshake_on_connect, suppress_ragged_eofs, name, session)

    def _name(self, host: Any) -> Any:
        return self.names.get(host, host)


def trust(connector: BrokerConnector, names: dict[str, str]) -> Trust | None:
    """The authorities that the web knows, and the connector's own; None without TLS."""
    if not connector.tls:
        return None
    context = Trust(ssl.PROTOCOL_TLS_CLIENT).known(names)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.load_default_certs()
    if connector.certificates:
        context.load_verify_locations(cadata=connector.certificates)
    return context


@dataclass(frozen=True, slots=True)
class Place:
    """Where to connect."""

    name: str
    address: str
    port: int
    context: Trust | None


def split(address: str) -> tuple[str, int]:
    host, _, port = address.rpartition(":")
    return host.removeprefix("[").removesuffix("]"), int(port)


async def places(opening: Opening) -> list[Place]:
    """All there are, in the order in which they are tried. Raises EgressRefused, BrokerUnavailable."""
    names: dict[str, str] = {}
    context = await asyncio.to_thread(trust, opening.source.connector, names)
    found: list[Place] = []
    unknown: AqtraError | None = None
    for address in opening.source.connector.addresses:
        host, port = split(address)
        try:
            name, addresses = await opening.egress.addresses(host, port)
        except EgressFailed as error:
            unknown = error
            continue
        names.update(dict.fromkeys(addresses, name))
        found += [Place(name, one, port, context) for one in addresses]
    if not found:
        raise BrokerUnavailable(unknown.message if unknown else "the connector has no address")
    return found


async def first_that_answers(
    opening: Opening, connect: Callable[[Place], Awaitable[Result]], failures: tuple[type[Exception], ...]
) -> Result:
    """Raises BrokerUnavailable when none does."""
    message = ""
    caught: tuple[type[Exception], ...] = (OSError, TimeoutError, *failures)
    for place in await places(opening):
        try:
            async with asyncio.timeout(opening.source.connector.timeout):
                return await connect(place)
        except caught as error:
            message = f"{place.name}:{place.port}: {reason(error)}"
    raise BrokerUnavailable(message)


@contextmanager
def translated(*failures: type[Exception]) -> Iterator[None]:
    """What a library raises, as BrokerUnavailable."""
    caught: tuple[type[Exception], ...] = (OSError, TimeoutError, *failures)
    try:
        yield
    except caught as error:
        raise BrokerUnavailable(reason(error)) from error


@asynccontextmanager
async def left_quietly(leave: Callable[[], Awaitable[Any]]) -> AsyncIterator[None]:
    """Whatever goes wrong in leaving has no meaning: the connection is gone either way."""
    try:
        yield
    finally:
        try:
            async with asyncio.timeout(5):
                await leave()
        except Exception as error:
            log.debug("a broker was left roughly", reason=type(error).__name__)


def reason(error: BaseException) -> str:
    """What a person may do something with, in one line. Libraries put no credentials into their errors."""
    text = " ".join(str(error).split())[:200]
    return text or type(error).__name__


def credentials(opening: Opening) -> tuple[str | None, str | None]:
    """User name and password, if it has them."""
    auth = opening.source.connector.auth
    return (auth.user_name, opening.source.secret.text) if isinstance(auth, Password) else (None, None)


class Inbox:
    """Messages in their order, until the connection is gone."""

    def __init__(self) -> None:
        self._queue: asyncio.Queue[Any] = asyncio.Queue()
        self._gone: str | None = None

    def put(self, message: Any) -> None:
        self._queue.put_nowait(message)

    def end(self, why: str) -> None:
        if self._gone is None:
            self._gone = why
            self._queue.put_nowait(None)

    async def get(self) -> Any:
        """Raises BrokerUnavailable."""
        self.check()
        found = await self._queue.get()
        self.check()
        return found

    def check(self) -> None:
        if self._gone is not None:
            raise BrokerUnavailable(self._gone)
