"""The client: an httpx.AsyncClient whose redirects are judged anew and take no secrets to strangers."""

import asyncio
from typing import Any, Final

import httpx

from aqtra.infra.egress.errors import EgressFailed, EgressRefused, EgressTimedOut
from aqtra.infra.egress.hosts import refused
from aqtra.infra.metrics import security_event

REDIRECTS: Final = 5
# What a stranger may learn after a redirect to another origin.
_HARMLESS: Final = frozenset({"host", "accept", "accept-encoding", "accept-language", "user-agent", "connection"})


class EgressClient(httpx.AsyncClient):
    """`seconds` is for the whole exchange, redirects and body included. Raises the errors of `egress.errors`."""

    def __init__(self, transport: httpx.AsyncBaseTransport, *, seconds: float) -> None:
        super().__init__(
            transport=transport,
            # No proxies, no .netrc, no certificates that the environment names.
            trust_env=False,
            timeout=seconds,
            follow_redirects=True,
            headers={"accept-encoding": "identity", "user-agent": "Aqtra"},
        )
        self._seconds = seconds

    def build_request(self, *args: Any, **kwargs: Any) -> httpx.Request:
        try:
            return super().build_request(*args, **kwargs)
        except (httpx.InvalidURL, httpx.UnsupportedProtocol, UnicodeError) as error:
            security_event("egress_refused")
            raise refused("host", "this is no address of the web") from error

    async def send(self, request: httpx.Request, **options: Any) -> httpx.Response:
        try:
            return await self._named(request, **options)
        except EgressRefused:
            security_event("egress_refused")
            raise

    async def _named(self, request: httpx.Request, **options: Any) -> httpx.Response:
        try:
            async with asyncio.timeout(self._seconds):
                return await self._followed(request, **options)
        except (TimeoutError, httpx.TimeoutException) as error:
            raise EgressTimedOut(f"{request.url.host} took longer than {self._seconds} s") from error
        except httpx.UnsupportedProtocol as error:
            raise refused("scheme", "only http and https may be called") from error
        except httpx.HTTPError as error:
            raise EgressFailed(f"{request.url.host} did not answer properly ({type(error).__name__})") from error

    async def _followed(
        self, request: httpx.Request, *, stream: bool = False, follow_redirects: Any = True, **options: Any
    ) -> httpx.Response:
        wanted = follow_redirects is not False
        history: list[httpx.Response] = []
        while True:
            response = await super().send(request, stream=stream, follow_redirects=False, **options)
            response.history = list(history)
            following = response.next_request
            if not wanted or following is None:
                return response
            await response.aclose()
            if len(history) == REDIRECTS:
                raise refused("redirects", f"redirected more than {REDIRECTS} times")
            history.append(response)
            if origin(following.url) != origin(request.url):
                following, options = _for_a_stranger(following), {"auth": None}
            request = following


def _for_a_stranger(request: httpx.Request) -> httpx.Request:
    """Without credentials. A body is not handed on: it may hold secrets too."""
    if request.method not in ("GET", "HEAD"):
        raise refused("redirects", "a redirect would hand the body to another origin")
    headers = {name: value for name, value in request.headers.items() if name in _HARMLESS}
    return httpx.Request(request.method, request.url, headers=headers, extensions=request.extensions)


def origin(url: httpx.URL) -> tuple[str, str, int]:
    port = url.port or (443 if url.scheme == "https" else 80)
    return url.scheme, url.host, port
