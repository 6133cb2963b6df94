"""Bodies have a limit of size and, for the API, must be JSON, or bytes where a part of a file is uploaded.

Headers that say what a request is stand once.
"""

import re
from collections import Counter
from collections.abc import Iterable

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from aqtra.files.limits import PART_SIZE
from aqtra.kernel.errors import BadRequest, TooLarge, UnsupportedMediaType

API = "/api/"
CHANGES = frozenset({"POST", "PUT", "PATCH", "DELETE"})
UPLOAD_PART = re.compile(r"/api/v1/uploads/[0-9a-fA-F-]{36}/parts/[0-9]+")
OCTETS = "application/octet-stream"
# Programs that speak OAuth send forms; no cookie is looked at there, so a foreign page gains nothing by one.
FORM = "application/x-www-form-urlencoded"
FORM_DOORS = frozenset({"/api/v1/token", "/api/v1/token/introspect", "/api/v1/token/revoke"})
# A SAML provider has the browser post a form from its own site. The answer proves itself: signed, to a request that
# this browser has made, once.
SAML_ANSWER = re.compile(r"/api/v1/session/providers/[0-9a-fA-F-]{36}/saml/acs")
# Of two values, a proxy may have looked at the other one.
SINGLE = frozenset({b"host", b"origin", b"content-type", b"x-aqtra-token", b"authorization", b"if-match"})


class LimitBody:
    """Refuses bodies above `limit` bytes, announced or streamed, and API bodies that are not JSON."""

    def __init__(self, app: ASGIApp, limit: int) -> None:
        self._app = app
        self._limit = limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            _refuse_doubled(scope["headers"])
        if scope["type"] != "http" or scope["method"] not in CHANGES:
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        length = _announced(headers)
        is_part = scope["method"] == "PUT" and UPLOAD_PART.fullmatch(scope["path"]) is not None
        limit = PART_SIZE if is_part else self._limit
        if length > limit:
            raise _too_large(limit)
        has_body = length > 0 or "transfer-encoding" in headers
        if has_body and scope["path"].startswith(API):
            media_type = _media_type(headers)
            is_form = scope["path"] in FORM_DOORS and media_type == FORM
            if not is_form:
                _require_type(media_type, _expected(scope, is_part=is_part))
        await self._app(scope, _counted(receive, limit), send)


def _counted(receive: Receive, limit: int) -> Receive:
    total = 0

    async def counted() -> Message:
        nonlocal total
        message = await receive()
        if message["type"] == "http.request":
            total += len(message.get("body", b""))
            if total > limit:
                raise _too_large(limit)
        return message

    return counted


def _too_large(limit: int) -> TooLarge:
    return TooLarge.of_field("body", "max_size", f"the body is above {limit} bytes", limit=limit)


def _refuse_doubled(headers: Iterable[tuple[bytes, bytes]]) -> None:
    found = Counter(name for name, _ in headers if name in SINGLE)
    for name, times in found.items():
        if times > 1:
            raise BadRequest.of_field(name.decode(), "unique", "this header stands more than once")


def _announced(headers: Headers) -> int:
    value = headers.get("content-length", "0")
    if not value.isascii() or not value.isdigit():
        raise BadRequest.of_field("content-length", "type", "content-length is not a number")
    return int(value)


def _media_type(headers: Headers) -> str:
    return headers.get("content-type", "").partition(";")[0].strip().lower()


def is_saml_answer(scope: Scope) -> bool:
    """Whether a request is to the one address that takes a form posted from elsewhere."""
    return scope["method"] == "POST" and SAML_ANSWER.fullmatch(scope["path"]) is not None


def _expected(scope: Scope, *, is_part: bool) -> tuple[str, str] | None:
    """Name of the rule and media type, where a body is no JSON."""
    if is_part:
        return "octets", OCTETS
    return ("form", FORM) if is_saml_answer(scope) else None


def _require_type(content_type: str, expected: tuple[str, str] | None) -> None:
    media_type = content_type.partition(";")[0].strip().lower()
    if expected is not None:
        rule, wanted = expected
        if media_type != wanted:
            raise UnsupportedMediaType.of_field("content-type", rule, f"the body must be {wanted}")
    elif not (
        media_type == "application/json" or (media_type.startswith("application/") and media_type.endswith("+json"))
    ):
        raise UnsupportedMediaType.of_field("content-type", "json", "the body must be application/json")
