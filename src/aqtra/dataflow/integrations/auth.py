"""Credentials of a connector as headers; tokens are fetched, kept sealed, and renewed."""

import base64
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, cast
from urllib.parse import quote_plus, urlencode

import httpx
import orjson
import structlog
from redis.exceptions import RedisError

from aqtra.dataflow.integrations.errors import CallFailed, ConnectorAuthFailed, UpstreamTimedOut
from aqtra.dataflow.integrations.limits import EARLY, LONGEST_TOKEN_LIFE, TOKEN_LIFE, TOKEN_SIZE
from aqtra.dataflow.integrations.models import BasicAuth, ClientCredentials, Connector, HeaderKey
from aqtra.dataflow.integrations.secrets import Secret
from aqtra.dataflow.integrations.sending import Exchange, Sender
from aqtra.infra.container import Services
from aqtra.infra.crypto import NotAuthentic, UnknownKey

log = structlog.get_logger("aqtra.dataflow")

MASK: Final = "***"
_VISIBLE: Final = re.compile(r"[\x21-\x7e]{1,16384}")


@dataclass(frozen=True, slots=True)
class Credentials:
    """Headers that prove who calls, and the texts that nobody else may see."""

    headers: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    secrets: tuple[str, ...] = field(default=(), repr=False)

    def mask(self, text: str) -> str:
        """Text of the other system, which may say again what it was told."""
        for secret in sorted(filter(None, self.secrets), key=len, reverse=True):
            text = text.replace(secret, MASK)
        return text


class Authenticator:
    """Makes credentials of connectors."""

    def __init__(self, services: Services, sender: Sender) -> None:
        self._services = services
        self._sender = sender

    async def credentials(self, connector: Connector, given: Secret, *, renew: bool = False) -> Credentials:
        """`renew`: a token that is kept was refused. Raises ConnectorAuthFailed, UpstreamTimedOut, EgressRefused."""
        auth, secret = connector.auth, given.text
        if isinstance(auth, BasicAuth):
            pair = base64.b64encode(f"{auth.user_name}:{secret}".encode()).decode()
            return Credentials((("Authorization", f"Basic {pair}"),), (secret, pair))
        if isinstance(auth, HeaderKey):
            value = f"{auth.prefix} {secret}" if auth.prefix else secret
            return Credentials(((auth.header, value),), (secret,))
        if isinstance(auth, ClientCredentials):
            token = await self._token(connector, auth, given, renew=renew)
            return Credentials((("Authorization", f"Bearer {token}"),), (secret, token))
        return Credentials()

    async def _token(self, connector: Connector, auth: ClientCredentials, secret: Secret, *, renew: bool) -> str:
        place = _place(connector, auth, secret)
        if not renew and (kept := await self._kept(place)) is not None:
            return kept
        token, life = await self._fetch(connector, auth, secret.text)
        await self._keep(place, token, life)
        return token

    async def _fetch(self, connector: Connector, auth: ClientCredentials, secret: str) -> tuple[str, float]:
        form = {"grant_type": "client_credentials"}
        if auth.scopes:
            form["scope"] = " ".join(auth.scopes)
        if auth.audience:
            form["audience"] = auth.audience
        headers = [("Accept", "application/json"), ("Content-Type", "application/x-www-form-urlencoded")]
        if auth.client_auth == "client_secret_basic":
            # RFC 6749, 2.3.1: both are encoded as in a form before they are put together.
            pair = f"{quote_plus(auth.client_id)}:{quote_plus(secret)}"
            headers.append(("Authorization", f"Basic {base64.b64encode(pair.encode()).decode()}"))
        else:
            form |= {"client_id": auth.client_id, "client_secret": secret}
        exchange = Exchange(
            "post",
            auth.token_url,
            seconds=connector.timeout,
            limit=TOKEN_SIZE,
            # Asking again does no more than asking once.
            repeatable=True,
            headers=tuple(headers),
            content=urlencode(form).encode(),
            certificates=connector.certificates,
            follow=False,
        )
        try:
            return await self._sender.send(exchange, _granted)
        except (UpstreamTimedOut, ConnectorAuthFailed):
            raise
        except CallFailed as error:
            raise ConnectorAuthFailed(f"the server of tokens: {error.message}") from error

    async def _kept(self, place: str) -> str | None:
        try:
            sealed = cast(bytes | None, await self._services.redis.get(place))
            return None if sealed is None else self._services.sealer.open(sealed, place).decode()
        except (NotAuthentic, UnknownKey, RedisError) as error:
            log.warning("a kept token cannot be read", reason=type(error).__name__)
            return None

    async def _keep(self, place: str, token: str, life: float) -> None:
        seconds = int(min(life - EARLY if life > 2 * EARLY else life / 2, LONGEST_TOKEN_LIFE))
        if seconds < 1:
            return
        try:
            await self._services.redis.set(place, self._services.sealer.seal(token.encode(), place), ex=seconds)
        except RedisError as error:
            log.warning("a token cannot be kept", reason=type(error).__name__)


def _place(connector: Connector, auth: ClientCredentials, secret: Secret) -> str:
    """Another secret, scope or server is another token."""
    whole = orjson.dumps([str(secret.id), auth.model_dump(mode="json"), connector.certificates])
    return f"aqtra:connector-token:{hashlib.sha256(whole).hexdigest()}"


async def _granted(response: httpx.Response) -> tuple[str, float]:
    """Token and seconds of its life (RFC 6749, 5.1)."""
    content = await response.aread()
    if response.status_code != 200:
        raise ConnectorAuthFailed(f"the server of tokens answered with status {response.status_code}")
    try:
        body: Any = orjson.loads(content)
    except orjson.JSONDecodeError:
        body = None
    token = body.get("access_token") if isinstance(body, Mapping) else None
    if not isinstance(token, str) or not _VISIBLE.fullmatch(token):
        raise ConnectorAuthFailed("the server of tokens answered with no token")
    assert isinstance(body, Mapping)
    if str(body.get("token_type", "bearer")).lower() != "bearer":
        raise ConnectorAuthFailed("the server of tokens answered with a token of an unknown type")
    try:
        return token, max(float(body.get("expires_in", TOKEN_LIFE)), 0.0)
    except (TypeError, ValueError):
        return token, TOKEN_LIFE
