"""The one way from here to other systems by HTTP: the platform's own way out, with what a provider needs beside it."""

import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx
import orjson

from aqtra.identity.providers.errors import ProviderFailed, ProviderUnavailable
from aqtra.infra.container import Services
from aqtra.infra.egress import egress_of
from aqtra.infra.egress.client import EgressClient
from aqtra.infra.egress.errors import EgressFailed, EgressRefused, EgressTimedOut, EgressTooLarge

SECONDS = 10.0
# Discovery documents and key sets are a few kilobytes.
MAX_ANSWER = 512 * 1024


@asynccontextmanager
async def provider_client(services: Services, written: str, certificates: str = "") -> AsyncIterator[EgressClient]:
    """A client for one exchange.

    `written`: the address that an administrator wrote down; its port may be called. `certificates`: trusted besides
    those of the system.
    """
    context = ssl.create_default_context()
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    if certificates:
        context.load_verify_locations(cadata=certificates)
    port = httpx.URL(written).port
    ports = () if port is None else (port,)
    async with egress_of(services).client(timeout=SECONDS, limit=MAX_ANSWER, verify=context, ports=ports) as client:
        yield client


async def fetch_json(
    services: Services, method: str, address: str, *, issuer: str, certificates: str = "", **options: Any
) -> tuple[int, dict[str, Any]]:
    """Status and JSON object that an address of this issuer answers. Raises ProviderUnavailable, ProviderFailed."""
    host = httpx.URL(address).host
    try:
        async with provider_client(services, issuer, certificates) as client:
            response = await client.request(method, address, follow_redirects=False, **options)
    except EgressRefused as error:
        reason = "an administrator has to allow the host with AQTRA_EGRESS_ALLOW"
        raise ProviderUnavailable(f"{host}: {reason}", host=host, reason=reason) from error
    except EgressFailed as error:
        untrusted = "CERTIFICATE" in str(error.__cause__).upper()
        reason = "its certificate is not trusted" if untrusted else "it cannot be reached"
        raise ProviderUnavailable(f"{host}: {reason}", host=host, reason=reason) from error
    except (EgressTimedOut, EgressTooLarge) as error:
        raise ProviderUnavailable(f"{host} does not answer as it should", host=host) from error
    try:
        body = orjson.loads(response.content)
    except orjson.JSONDecodeError as error:
        raise ProviderFailed(f"{host} answered {response.status_code} and no JSON", host=host) from error
    if not isinstance(body, dict):
        raise ProviderFailed(f"{host} answered no JSON object", host=host)
    return response.status_code, body
