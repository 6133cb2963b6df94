"""Trace id, access log, metrics, security headers, and the last catch for errors nobody named."""

import re
import secrets
import time
from typing import Any

import structlog
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from aqtra.gateway.problems import TRACE_ID, of_error, unexpected
from aqtra.infra.metrics import REQUEST_SECONDS, REQUESTS
from aqtra.infra.viewing import viewing_of
from aqtra.kernel.errors import AqtraError

log = structlog.get_logger("aqtra.access")

# W3C Trace Context: version-traceid-parentid-flags
_TRACEPARENT = re.compile(r"^[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}$")

CONTENT_SECURITY_POLICY = "; ".join(
    [
        "default-src 'self'",
        # Emotion writes its rules into style elements.
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "script-src 'self'",
        "connect-src 'self'",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    ]
)
# What no page of ours asks the browser for. Passkeys, copying, and the position that scripts ask for stay allowed.
UNUSED_FEATURES = (
    "accelerometer camera display-capture gyroscope hid idle-detection magnetometer microphone"
    " midi payment serial usb xr-spatial-tracking"
)
PERMISSIONS_POLICY = ", ".join(f"{feature}=()" for feature in UNUSED_FEATURES.split())
SECURITY_HEADERS = {
    "content-security-policy": CONTENT_SECURITY_POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": PERMISSIONS_POLICY,
    "x-permitted-cross-domain-policies": "none",
    "strict-transport-security": "max-age=31536000",
}


# Any other word is a method too, and each would be a time series of its own.
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
# RFC 6455, 7.4.1
POLICY_VIOLATION = 1008


class Observe:
    """The outermost layer: what happens inside is seen, timed and never leaks a stack."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        trace_id = scope[TRACE_ID] = _trace_id(Headers(scope=scope).get("traceparent"))
        structlog.contextvars.bind_contextvars(trace_id=trace_id)
        if scope["type"] == "websocket":
            await self._websocket(scope, receive, send)
            return
        await self._http(scope, receive, send, trace_id)

    async def _websocket(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await self._app(scope, receive, send)
        except AqtraError as error:
            # Closed before it was accepted: the browser sees a refused handshake.
            log.info("websocket refused", path=scope["path"], code=error.code)
            await send({"type": "websocket.close", "code": POLICY_VIOLATION, "reason": error.code})

    async def _http(self, scope: Scope, receive: Receive, send: Send, trace_id: str) -> None:
        started = time.perf_counter()
        status = 0
        unread = _has_body(scope)

        async def read() -> Message:
            nonlocal unread
            message = await receive()
            unread = unread and bool(message.get("more_body"))
            return message

        async def observed(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                headers = MutableHeaders(scope=message)
                if unread and scope["http_version"] == "1.1":
                    # The server ends a connection whose body nobody read: the client must not send on it again.
                    headers["connection"] = "close"
                headers["x-trace-id"] = trace_id
                for name, value in SECURITY_HEADERS.items():
                    headers.setdefault(name, value)
                if scope["path"].startswith("/api/"):
                    # Answers are for one person; what may be kept says so itself.
                    headers.setdefault("cache-control", "no-store")
            await send(message)

        try:
            await self._app(scope, read, observed)
        except Exception as error:
            if status:
                # The head has gone out: all that is left is to cut the answer short, visibly in the log.
                log.error("failed while answering", exc_info=error)
                raise
            response = of_error(error, trace_id) if isinstance(error, AqtraError) else unexpected(error, trace_id)
            await response(scope, read, observed)
        finally:
            self._record(scope, status, time.perf_counter() - started)

    @staticmethod
    def _record(scope: Scope, status: int, seconds: float) -> None:
        route: Any = scope.get("route")
        template = getattr(route, "path", None) or "other"
        method = scope["method"] if scope["method"] in _METHODS else "other"
        REQUESTS.labels(method, template, str(status)).inc()
        REQUEST_SECONDS.labels(method, template).observe(seconds)
        log.info(
            "request",
            method=scope["method"],
            path=scope["path"],
            status=status,
            milliseconds=round(seconds * 1000, 2),
            **_viewing(scope),
        )


def _viewing(scope: Scope) -> dict[str, int]:
    """Who asked and as whom they view; nothing for everybody else."""
    viewing = viewing_of(scope)
    return {} if viewing is None else {"viewer": viewing.viewer_id, "viewing_as": viewing.user_id}


def _has_body(scope: Scope) -> bool:
    headers = Headers(scope=scope)
    return headers.get("content-length", "0") != "0" or "transfer-encoding" in headers


def _trace_id(traceparent: str | None) -> str:
    if traceparent and (match := _TRACEPARENT.match(traceparent)):
        return match.group(1)
    return secrets.token_hex(16)
