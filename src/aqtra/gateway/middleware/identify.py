"""Who is asking, and through which domain: session cookie or token, and address → principal.

Changes in a session must come from our own pages with their anti-forgery token. What comes with a token of its own was
sent by a program: no cookie is looked at, so there is nothing to forge.
"""

import hmac
from collections.abc import Awaitable, Callable
from dataclasses import replace
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Receive, Scope, Send

from aqtra.gateway.bearer import bearer_of
from aqtra.gateway.middleware.limit import API, CHANGES, is_saml_answer
from aqtra.identity.errors import AntiForgeryFailed, ForeignOrigin
from aqtra.identity.http import COOKIE, TOKEN_HEADER
from aqtra.identity.scim.http import CLIENT
from aqtra.identity.scim.models import BASE as SCIM
from aqtra.identity.scim.models import ProvisioningClient
from aqtra.identity.scim.trail import actor_of
from aqtra.identity.sessions import Sessions
from aqtra.identity.tokens.errors import InvalidToken
from aqtra.identity.tokens.presenting import Bearers
from aqtra.infra.http import PASSWORD_CHANGE_REQUIRED, PRINCIPAL, SECOND_FACTOR_REQUIRED
from aqtra.infra.metrics import counted, security_event
from aqtra.infra.origin import origin, set_origin
from aqtra.infra.settings import Settings
from aqtra.infra.viewing import VIEWING, viewing_of
from aqtra.kernel.principal import ANONYMOUS, Principal, Right

LOOPBACK = frozenset({"127.0.0.1", "::1"})
METRICS = "/metrics"
# What proves itself by its body; whoever sends it need not be anybody yet.
TOKEN_DOORS = frozenset({"/api/v1/token", "/api/v1/token/revoke"})
HOOKS = "/api/v1/hooks/"
"""Deliveries of other systems prove themselves by a signature: neither cookie nor token says who sends."""


class Identify:
    """Fills the principal into the scope and refuses forged changes before anything is read."""

    def __init__(
        self,
        app: ASGIApp,
        settings: Settings,
        sessions: Callable[[], Sessions],
        bearers: Callable[[], Bearers],
        domain_of: Callable[[str], Awaitable[str]],
        client_of: Callable[[str], Awaitable[ProvisioningClient | None]],
    ) -> None:
        self._app = app
        self._settings = settings
        self._sessions = sessions
        self._bearers = bearers
        self._domain_of = domain_of
        self._client_of = client_of

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket") or not _needs_identity(scope["path"]):
            await self._app(scope, receive, send)
            return
        if scope["path"] == METRICS:
            scope[PRINCIPAL] = self._monitor(scope, Headers(scope=scope))
        elif scope["path"].startswith(f"{SCIM}/"):
            # No cookie counts here, so no page can forge a change.
            await self._provision(scope, Headers(scope=scope))
        elif scope["path"].startswith(HOOKS):
            # As above: nothing that a browser sends along counts.
            scope[PRINCIPAL] = ANONYMOUS
        else:
            await self._identify(scope, HTTPConnection(scope))
        await self._app(scope, receive, send)

    async def _identify(self, scope: Scope, connection: HTTPConnection) -> None:
        bearer = bearer_of(connection)
        principal = await (self._by_session(scope, connection) if bearer is None else self._by_token(scope, bearer))
        domain = await self._domain_of(connection.headers.get("host", ""))
        scope[PRINCIPAL] = replace(principal, domain=domain)
        if viewing := viewing_of(scope):
            # Limits and records are for the one who asks; whose eyes it is asked with is settled at the route.
            scope[VIEWING] = viewing.through(domain)
            set_origin(replace(origin(), viewing_as=viewing.user_id))

    async def _by_token(self, scope: Scope, token: str) -> Principal:
        found = await self._bearers().find(token)
        if found is None:
            security_event("token_refused")
            raise InvalidToken("the token is not valid")
        scope[PASSWORD_CHANGE_REQUIRED] = found.password_change_required
        return found.principal

    async def _by_session(self, scope: Scope, connection: HTTPConnection) -> Principal:
        # Read as the routes read it; cookies of other programs on the same host may be of any shape.
        token = connection.cookies.get(COOKIE)
        is_change = scope["type"] == "http" and scope["method"] in CHANGES and not is_saml_answer(scope)
        if scope["type"] == "websocket" or is_change:
            with counted("forgery_refused"):
                self._check_origin(connection.headers)
        if scope["path"] in TOKEN_DOORS and scope.get("method") == "POST":
            return ANONYMOUS
        if is_change:
            with counted("forgery_refused"):
                self._check_token(token, connection.headers.get(TOKEN_HEADER, ""))
        if token and (session := await self._sessions().find(token)):
            scope[PASSWORD_CHANGE_REQUIRED] = session.password_change_required
            scope[SECOND_FACTOR_REQUIRED] = session.second_factor_required
            scope[VIEWING] = session.viewing
            return session.principal
        return ANONYMOUS

    async def _provision(self, scope: Scope, headers: Headers) -> None:
        scheme, _, token = headers.get("authorization", "").partition(" ")
        client = await self._client_of(token.strip()) if scheme.lower() == "bearer" else None
        scope[PRINCIPAL] = ANONYMOUS
        if client is not None:
            scope[CLIENT] = client
            scope[PRINCIPAL] = actor_of(client)

    def _check_origin(self, headers: Headers) -> None:
        origin = headers.get("origin")
        if headers.get("sec-fetch-site") == "cross-site" and origin not in self._settings.allowed_origins:
            raise ForeignOrigin("changes are accepted from this site's own pages only")
        if origin is None or origin in self._settings.allowed_origins:
            return
        own = {urlsplit(self._settings.base_url).netloc, headers.get("host", "")}
        scheme, _, host = origin.partition("://")
        if scheme != "https" or host not in own:
            raise ForeignOrigin("changes are accepted from this site's own pages only", origin=origin[:200])

    def _check_token(self, token: str | None, sent: str) -> None:
        expected = self._sessions().anti_forgery_token(token) if token else ""
        if not expected or not hmac.compare_digest(expected.encode(), sent.encode()):
            raise AntiForgeryFailed.of_field(TOKEN_HEADER, "required", "the anti-forgery token is missing or wrong")

    def _monitor(self, scope: Scope, headers: Headers) -> Principal:
        """Monitoring reads metrics by token, or from the same machine when no token is set."""
        granted = Principal(user_name="monitoring", rights=frozenset({Right.OPERATIONS.value}))
        if self._settings.metrics_token is not None:
            expected = f"Bearer {self._settings.metrics_token.get_secret_value()}"
            fits = hmac.compare_digest(expected.encode(), headers.get("authorization", "").encode())
            return granted if fits else ANONYMOUS
        client = scope.get("client")
        return granted if client and client[0] in LOOPBACK else ANONYMOUS


def _needs_identity(path: str) -> bool:
    return path.startswith(API) or path == METRICS
