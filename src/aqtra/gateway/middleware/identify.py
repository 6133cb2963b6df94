"""Who is asking, and through which domain: session cookie and address → principal.

Changes must come from our own pages with their token."""

import hmac
from collections.abc import Awaitable, Callable
from dataclasses import replace
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Receive, Scope, Send

from aqtra.gateway.middleware.limit import API, CHANGES
from aqtra.identity.errors import AntiForgeryFailed, ForeignOrigin
from aqtra.identity.http import COOKIE, TOKEN_HEADER
from aqtra.identity.sessions import Sessions
from aqtra.infra.http import PASSWORD_CHANGE_REQUIRED, PRINCIPAL
from aqtra.infra.metrics import counted
from aqtra.infra.settings import Settings
from aqtra.kernel.principal import ANONYMOUS, Principal, Right

LOOPBACK = frozenset({"127.0.0.1", "::1"})


class Identify:
    """Fills the principal into the scope and refuses forged changes before anything is read."""

    def __init__(
        self,
        app: ASGIApp,
        settings: Settings,
        sessions: Callable[[], Sessions],
        domain_of: Callable[[str], Awaitable[str]],
    ) -> None:
        self._app = app
        self._settings = settings
        self._sessions = sessions
        self._domain_of = domain_of

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket") or not _needs_identity(scope["path"]):
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        # Read as the routes read it; cookies of other programs on the same host may be of any shape.
        token = HTTPConnection(scope).cookies.get(COOKIE)
        if scope["type"] == "websocket" or scope["method"] in CHANGES:
            with counted("forgery_refused"):
                self._check_origin(headers)
        if scope["type"] == "http" and scope["method"] in CHANGES:
            with counted("forgery_refused"):
                self._check_token(token, headers.get(TOKEN_HEADER, ""))
        await self._identify(scope, headers, token)
        await self._app(scope, receive, send)

    async def _identify(self, scope: Scope, headers: Headers, token: str | None) -> None:
        if scope["path"] == "/metrics":
            scope[PRINCIPAL] = self._monitor(scope, headers)
            return
        principal = ANONYMOUS
        if token and (session := await self._sessions().find(token)):
            principal = session.principal
            scope[PASSWORD_CHANGE_REQUIRED] = session.password_change_required
        scope[PRINCIPAL] = replace(principal, domain=await self._domain_of(headers.get("host", "")))

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
    return path.startswith(API) or path == "/metrics"
