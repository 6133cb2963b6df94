"""Calls of endpoints: request, credentials, attempts, pages and decoding put together."""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from email.message import Message
from typing import Any, TypeVar

import httpx

from aqtra.dataflow.integrations import limits
from aqtra.dataflow.integrations.auth import Authenticator, Credentials
from aqtra.dataflow.integrations.decoding import decode
from aqtra.dataflow.integrations.errors import ConnectorAuthFailed, UpstreamError, UpstreamTooLarge
from aqtra.dataflow.integrations.models import ClientCredentials, Connector, Endpoint, Method, NoAuth, NoPages
from aqtra.dataflow.integrations.paging import Page, first_page, items_of, next_page
from aqtra.dataflow.integrations.request import Prepared, prepare
from aqtra.dataflow.integrations.secrets import NO_SECRET, Secret
from aqtra.dataflow.integrations.sending import Exchange, Sender

Answer = TypeVar("Answer")
Read = Callable[[httpx.Response], Awaitable[Answer]]
Keep = Callable[[str, str, AsyncIterator[bytes]], Awaitable[Answer]]
"""Takes name, content type and content of an answer."""

UNAUTHORIZED = 401


@dataclass(frozen=True, slots=True)
class Target:
    """What is called, and the secret of its connector."""

    connector: Connector
    endpoint: Endpoint
    secret: Secret = field(default=NO_SECRET, repr=False)


@dataclass(frozen=True, slots=True)
class Received:
    """A decoded answer. `is_partial`: there were more pages than the endpoint's limit."""

    value: Any
    is_partial: bool = False


@dataclass(frozen=True, slots=True)
class Shown:
    """An answer as people look at it: undecoded, cut, with secrets masked."""

    status: int
    content_type: str
    text: str
    size: int


class Caller:
    """Raises CallFailed, TypeMismatch of values that cannot be sent, and EgressRefused."""

    def __init__(self, sender: Sender, authenticator: Authenticator) -> None:
        self._sender = sender
        self._authenticator = authenticator

    async def call(self, target: Target, method: Method, values: Mapping[str, Any]) -> Received:
        """The answer, decoded; that of an endpoint with pages is the list of the items of all."""
        request, paging = prepare(target.connector, target.endpoint, method, values), target.endpoint.paging
        if isinstance(paging, NoPages) or method is not Method.GET:
            page, _ = await self._page(target, request)
            return Received(page.value)
        items: list[Any] = []
        size, following = 0, first_page(request, paging)
        for number in range(paging.page_limit):
            page, length = await self._page(target, following)
            size += length
            if size > limits.PAGES_SIZE:
                message = f"all pages together are above {limits.PAGES_SIZE} bytes"
                raise UpstreamTooLarge(message, limit=limits.PAGES_SIZE)
            items += items_of(page, paging)
            after = next_page(following, page, paging, number, len(items))
            if after is None:
                return Received(items)
            following = after
        return Received(items, is_partial=True)

    async def store(
        self, target: Target, method: Method, values: Mapping[str, Any], keep: Keep[Answer], limit: int
    ) -> Answer:
        """What `keep` makes of the answer, whose content it takes as it comes. Of pages only the first."""
        request = prepare(target.connector, target.endpoint, method, values)

        async def read(response: httpx.Response) -> Answer:
            return await keep(_file_name(response), response.headers.get("content-type", ""), response.aiter_bytes())

        return await self._send(target, request, read, limit)

    async def show(self, target: Target, method: Method, values: Mapping[str, Any]) -> Shown:
        """The answer, whatever its status, for whoever sets the endpoint up."""
        request = first_page(prepare(target.connector, target.endpoint, method, values), target.endpoint.paging)

        async def read(response: httpx.Response, credentials: Credentials) -> Shown:
            content = await response.aread()
            text = content[: limits.SHOWN_ANSWER].decode("utf-8", "replace")
            kind = response.headers.get("content-type", "")
            return Shown(response.status_code, kind[:200], credentials.mask(text), len(content))

        return await self._authorised(target, request, read, limits.RESPONSE_SIZE)

    async def _page(self, target: Target, request: Prepared) -> tuple[Page, int]:
        async def read(response: httpx.Response) -> tuple[Page, int]:
            content = await response.aread()
            value = None if request.method is Method.HEAD else decode(content, response.headers.get("content-type", ""))
            links = tuple((str(name), link.get("url", "")) for name, link in response.links.items())
            return Page(value, str(response.url), links), len(content)

        return await self._send(target, request, read, limits.RESPONSE_SIZE)

    async def _send(self, target: Target, request: Prepared, read: Read[Answer], limit: int) -> Answer:
        async def accepted(response: httpx.Response, credentials: Credentials) -> Answer:
            if not response.is_success:
                await _refuse(response, credentials, target)
            return await read(response)

        return await self._authorised(target, request, accepted, limit)

    async def _authorised(
        self,
        target: Target,
        request: Prepared,
        read: Callable[[httpx.Response, Credentials], Awaitable[Answer]],
        limit: int,
    ) -> Answer:
        """A token that is refused is renewed once: it may have ended before its time."""
        credentials = await self._authenticator.credentials(target.connector, target.secret)
        if isinstance(target.connector.auth, ClientCredentials):
            try:
                return await self._sender.send(
                    _exchange(target, request, credentials, limit), _unless_unauthorized(read, credentials)
                )
            except _TokenRefused:
                credentials = await self._authenticator.credentials(target.connector, target.secret, renew=True)

        async def with_credentials(response: httpx.Response) -> Answer:
            return await read(response, credentials)

        return await self._sender.send(_exchange(target, request, credentials, limit), with_credentials)


class _TokenRefused(Exception):
    """The other system takes the token no more."""


def _unless_unauthorized(
    read: Callable[[httpx.Response, Credentials], Awaitable[Answer]], credentials: Credentials
) -> Read[Answer]:
    async def checked(response: httpx.Response) -> Answer:
        if response.status_code == UNAUTHORIZED:
            raise _TokenRefused
        return await read(response, credentials)

    return checked


def _exchange(target: Target, request: Prepared, credentials: Credentials, limit: int) -> Exchange:
    own = {name.lower() for name, _ in credentials.headers}
    headers = tuple(pair for pair in request.headers if pair[0].lower() not in own)
    return Exchange(
        request.method.value,
        request.url,
        seconds=target.connector.timeout,
        limit=limit,
        repeatable=request.method.is_idempotent,
        headers=(*headers, *credentials.headers),
        content=request.content,
        certificates=target.connector.certificates,
    )


async def _refuse(response: httpx.Response, credentials: Credentials, target: Target) -> None:
    """Raises ConnectorAuthFailed, UpstreamError."""
    if response.status_code == UNAUTHORIZED and not isinstance(target.connector.auth, NoAuth):
        error = ConnectorAuthFailed(f"{target.endpoint.name} refuses the credentials of {target.connector.name}")
        error.upstream_status = UNAUTHORIZED
        raise error
    head = b""
    async for piece in response.aiter_bytes():
        head += piece
        if len(head) >= 2 * limits.BODY_HEAD:
            break
    # Masked before it is cut, else a part of a secret could be left at the edge.
    shown = credentials.mask(head.decode("utf-8", "replace").replace("\0", ""))[: limits.BODY_HEAD]
    raise UpstreamError.answered(response.status_code, shown, target.endpoint.name)


def _file_name(response: httpx.Response) -> str:
    """As the other system names it, else as its address ends."""
    message = Message()
    message["content-disposition"] = response.headers.get("content-disposition", "attachment")
    named = message.get_filename()
    return named or response.url.path.rstrip("/").rpartition("/")[2]
