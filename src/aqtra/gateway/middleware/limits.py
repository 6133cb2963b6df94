"""Refuses who asks too often, and who holds too many live connections. Stands behind the session: accounts count."""

from collections.abc import Callable
from math import ceil
from typing import Any, Final

import orjson
from redis.asyncio import Redis
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from aqtra.gateway.rates.buckets import Refusal
from aqtra.gateway.rates.limiter import Limiter
from aqtra.gateway.rates.places import NoPlace, Places
from aqtra.gateway.rates.rules import bill, takes_password
from aqtra.infra.http import PRINCIPAL
from aqtra.infra.metrics import security_event
from aqtra.infra.settings import Settings
from aqtra.kernel.errors import TooLarge, TooManyRequests
from aqtra.kernel.principal import ANONYMOUS, Principal

# Name and password at their longest, every character escaped.
LARGEST_SIGN_IN: Final = 16 * 1024


class RateLimited(TooManyRequests):
    """Too many requests in a short time: wait as long as the answer says."""

    code = "rate_limited"

    def __init__(self, refusal: Refusal) -> None:
        self._refusal = refusal
        seconds = max(1, ceil(refusal.seconds))
        super().__init__(f"too many requests; go on in {seconds} s", seconds=seconds, limit=refusal.charge.name)

    @property
    def headers(self) -> dict[str, str]:
        """draft-ietf-httpapi-ratelimit-headers, and what older clients read."""
        name, rate, seconds = self._refusal.charge.name, self._refusal.charge.rate, self.params["seconds"]
        return {
            "retry-after": str(seconds),
            "ratelimit-policy": f'"{name}";q={rate.times};w={rate.seconds}',
            "ratelimit": f'"{name}";r=0;t={seconds}',
        }


class TooManyConnections(TooManyRequests):
    """Too many live connections from one place or of one account."""

    code = "too_many_connections"


class Limits:
    """`redis` answers None while the pools are not open."""

    def __init__(self, app: ASGIApp, settings: Settings, redis: Callable[[], Redis | None]) -> None:
        self._app = app
        self._settings = settings
        self._limiter = Limiter(redis)
        self._places = Places(redis)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket" and self._settings.rate_limits:
            await self._socket(scope, receive, send)
        elif scope["type"] == "http" and self._settings.rate_limits:
            await self._http(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    async def _http(self, scope: Scope, receive: Receive, send: Send) -> None:
        user_name = None
        if takes_password(scope["path"]) and scope["method"] == "POST":
            body, receive = await _peeked(receive)
            user_name = _user_name(body)
        address, principal = _who(scope)
        cost = bill(self._settings, scope["method"], scope["path"], address, principal, user_name)
        if refusal := await self._limiter.take(cost):
            security_event("rate_limited")
            raise RateLimited(refusal)
        await self._app(scope, receive, send)

    async def _socket(self, scope: Scope, receive: Receive, send: Send) -> None:
        address, principal = _who(scope)
        held = {f"address-{address}": self._settings.sockets_per_address}
        if principal.user_id is not None:
            held[f"account-{principal.user_id}"] = self._settings.sockets_per_account
        try:
            async with self._places.held(held):
                await self._app(scope, receive, send)
        except NoPlace:
            security_event("sockets_limited")
            raise TooManyConnections("close other windows first") from None


def _who(scope: Scope) -> tuple[str, Principal]:
    client = scope.get("client")
    return str(client[0]) if client else "unknown", scope.get(PRINCIPAL, ANONYMOUS)


async def _peeked(receive: Receive) -> tuple[bytes, Receive]:
    """The body of a sign-in, and a way to read it once more. Raises TooLarge."""
    body = b""
    while True:
        message = await receive()
        if message["type"] != "http.request":
            break
        body += message.get("body", b"")
        if len(body) > LARGEST_SIGN_IN:
            raise TooLarge.of_field(
                "body", "max_size", f"the body is above {LARGEST_SIGN_IN} bytes", limit=LARGEST_SIGN_IN
            )
        if not message.get("more_body"):
            break
    waiting: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def again() -> Message:
        return waiting.pop() if waiting else await receive()

    return body, again


def _user_name(body: bytes) -> str | None:
    """None when there is none: the route will say what is wrong."""
    try:
        value: Any = orjson.loads(body)
    except orjson.JSONDecodeError:
        return None
    name = value.get("user_name") if isinstance(value, dict) else None
    return name if isinstance(name, str) else None
