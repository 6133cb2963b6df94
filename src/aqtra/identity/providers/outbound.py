"""The one way from here to other systems by HTTP."""

import ssl
from collections.abc import AsyncIterator
from typing import Any

import httpx
import orjson

from aqtra.identity.providers.errors import ProviderFailed, ProviderUnavailable
from aqtra.infra.container import Services

TIMEOUT = httpx.Timeout(10.0, connect=5.0)
# Discovery documents and key sets are a few kilobytes.
MAX_ANSWER = 512 * 1024


class _Limited(httpx.AsyncByteStream):
    def __init__(self, inner: httpx.AsyncByteStream) -> None:
        self._inner = inner

    async def __aiter__(self) -> AsyncIterator[bytes]:
        total = 0
        async for chunk in self._inner:
            total += len(chunk)
            if total > MAX_ANSWER:
                raise httpx.ReadError(f"the answer is above {MAX_ANSWER} bytes")
            yield chunk

    async def aclose(self) -> None:
        await self._inner.aclose()


class _LimitedTransport(httpx.AsyncHTTPTransport):
    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        # An answer that unpacks to a thousand times its size would pass the limit.
        request.headers["accept-encoding"] = "identity"
        response = await super().handle_async_request(request)
        assert isinstance(response.stream, httpx.AsyncByteStream)
        response.stream = _Limited(response.stream)
        return response


def _client(services: Services, certificates: str = "") -> httpx.AsyncClient:
    """A client for one exchange. `certificates`: trusted besides those of the system."""
    context = ssl.create_default_context()
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    if certificates:
        context.load_verify_locations(cadata=certificates)
    return httpx.AsyncClient(
        transport=_LimitedTransport(verify=context), timeout=TIMEOUT, follow_redirects=False, trust_env=False
    )


async def fetch_json(
    services: Services, method: str, address: str, *, certificates: str = "", **options: Any
) -> tuple[int, dict[str, Any]]:
    """Status and JSON object that an address answers. Raises ProviderUnavailable, ProviderFailed."""
    host = httpx.URL(address).host
    try:
        async with _client(services, certificates) as client:
            response = await client.request(method, address, **options)
    except httpx.ConnectError as error:
        reason = "its certificate is not trusted" if "CERTIFICATE" in str(error).upper() else "it cannot be reached"
        raise ProviderUnavailable(f"{host}: {reason}", host=host, reason=reason) from error
    except httpx.HTTPError as error:
        raise ProviderUnavailable(f"{host} does not answer as it should", host=host) from error
    try:
        body = orjson.loads(response.content)
    except orjson.JSONDecodeError as error:
        raise ProviderFailed(f"{host} answered {response.status_code} and no JSON", host=host) from error
    if not isinstance(body, dict):
        raise ProviderFailed(f"{host} answered no JSON object", host=host)
    return response.status_code, body
