"""One request until it is answered: attempts, pauses between them, and the time they have together."""

import asyncio
import random
import ssl
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import lru_cache
from typing import Final, TypeVar

import httpx

from aqtra.dataflow.integrations.errors import UpstreamError, UpstreamTimedOut, UpstreamTooLarge
from aqtra.dataflow.integrations.limits import FIRST_PAUSE, RETRIES
from aqtra.infra.egress import Egress, EgressFailed, EgressTimedOut, EgressTooLarge

Answer = TypeVar("Answer")
Read = Callable[[httpx.Response], Awaitable[Answer]]
Pause = Callable[[float], Awaitable[None]]

PASSING: Final = frozenset({429, 502, 503, 504})
"""Statuses that another attempt may change."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """What is sent, and how. `seconds` is for all attempts together; `limit` in bytes of the answer."""

    method: str
    url: str
    seconds: float
    limit: int
    repeatable: bool
    headers: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    content: bytes | None = field(default=None, repr=False)
    certificates: str = ""
    follow: bool = True


class Sender:
    """Sends through the platform's way out."""

    def __init__(self, egress: Egress, pause: Pause = asyncio.sleep) -> None:
        self._egress = egress
        self._pause = pause

    async def send(self, exchange: Exchange, read: Read[Answer]) -> Answer:
        """What `read` makes of the answer, whatever its status.

        A repeatable request is sent again when it fails on its way or is answered with a passing status, as long as
        there is time. Raises EgressRefused, UpstreamError, UpstreamTimedOut, UpstreamTooLarge, and what `read` raises.
        """
        host = httpx.URL(exchange.url).host
        late = UpstreamTimedOut(f"{host} took longer than {exchange.seconds:g} s", seconds=exchange.seconds)
        try:
            async with asyncio.timeout(exchange.seconds) as scope:
                return await self._attempts(exchange, read)
        except TimeoutError:
            if not scope.expired():
                raise
            raise late from None
        except EgressTimedOut as error:
            raise late from error
        except EgressTooLarge as error:
            raise UpstreamTooLarge(f"the answer is above {exchange.limit} bytes", limit=exchange.limit) from error
        except EgressFailed as error:
            raise UpstreamError(error.message) from error
        except httpx.HTTPError as error:
            raise UpstreamError(f"{host} did not answer properly ({type(error).__name__})") from error

    async def _attempts(self, exchange: Exchange, read: Read[Answer]) -> Answer:
        loop = asyncio.get_running_loop()
        deadline = loop.time() + exchange.seconds
        for attempt in range(RETRIES):
            wait = _backoff(attempt)
            try:
                async with self._response(exchange, deadline - loop.time()) as response:
                    asked = _asked_to_wait(response)
                    wait = wait if asked is None else asked
                    final = response.status_code not in PASSING or not exchange.repeatable
                    if final or wait >= deadline - loop.time():
                        return await read(response)
            except (EgressFailed, httpx.TransportError):
                if not exchange.repeatable or wait >= deadline - loop.time():
                    raise
            await self._pause(wait)
        async with self._response(exchange, deadline - loop.time()) as response:
            return await read(response)

    def _response(self, exchange: Exchange, seconds: float) -> "_Open":
        return _Open(self._egress, exchange, max(seconds, 0.001))


class _Open:
    """An answer whose body is still to be read, and the client it came by."""

    def __init__(self, egress: Egress, exchange: Exchange, seconds: float) -> None:
        self._exchange = exchange
        verify = _trusting(exchange.certificates) if exchange.certificates else None
        self._client = egress.client(timeout=seconds, limit=exchange.limit, verify=verify)
        self._response: httpx.Response | None = None

    async def __aenter__(self) -> httpx.Response:
        client = await self._client.__aenter__()
        try:
            request = client.build_request(
                self._exchange.method.upper(),
                self._exchange.url,
                headers=[(name.encode(), value.encode()) for name, value in self._exchange.headers],
                content=self._exchange.content,
            )
            self._response = await client.send(request, stream=True, follow_redirects=self._exchange.follow)
        except BaseException as error:
            await self._client.__aexit__(type(error), error, error.__traceback__)
            raise
        return self._response

    async def __aexit__(self, *raised: object) -> None:
        if self._response is not None:
            await self._response.aclose()
        await self._client.__aexit__(None, None, None)


@lru_cache(maxsize=64)
def _trusting(certificates: str) -> ssl.SSLContext:
    """The authorities that the web knows, and these. Kept: making one takes longer than many a request."""
    context = ssl.create_default_context()
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.load_verify_locations(cadata=certificates)
    return context


def _backoff(attempt: int) -> float:
    """Half of it by chance, so that those who failed together do not come again together."""
    whole: float = FIRST_PAUSE * 2**attempt
    return whole / 2 + random.random() * whole / 2  # noqa: S311


def _asked_to_wait(response: httpx.Response) -> float | None:
    """Seconds of Retry-After (RFC 9110, 10.2.3); None when it is absent or cannot be read."""
    text = response.headers.get("retry-after", "").strip()
    if text.isdecimal():
        return float(text[:9])
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max((moment - datetime.now(UTC)).total_seconds(), 0.0)
