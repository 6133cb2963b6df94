"""Refusals below the address of SCIM leave in SCIM's own shape (RFC 7644, 3.12)."""

from typing import Any, Final

import orjson
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from aqtra.gateway.problems import TRACE_ID, of_error
from aqtra.identity.scim.models import BASE, ERROR, MEDIA_TYPE
from aqtra.infra.http import PROBLEM
from aqtra.kernel.errors import AqtraError

_TYPES: Final = {
    "scim_invalid_filter": "invalidFilter",
    "scim_invalid_path": "invalidPath",
    "scim_no_target": "noTarget",
    "scim_read_only": "mutability",
    "scim_not_unique": "uniqueness",
    "scim_invalid_value": "invalidValue",
    "validation_failed": "invalidValue",
    "bad_json": "invalidSyntax",
}
# SCIM knows no 422.
_STATUSES: Final = {422: 400}


class ScimErrors:
    """Turns problem documents into SCIM's errors, for the one path that speaks SCIM."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not scope["path"].startswith(f"{BASE}/"):
            await self._app(scope, receive, send)
            return
        held: Message | None = None

        async def turned(message: Message) -> None:
            nonlocal held
            if message["type"] == "http.response.start":
                if Headers(raw=message["headers"]).get("content-type") == PROBLEM:
                    held = message
                    return
            elif held is not None:
                # A problem document is one piece.
                start, body = _turned(held, message["body"])
                await send(start)
                await send({**message, "body": body})
                return
            await send(message)

        try:
            await self._app(scope, receive, turned)
        except AqtraError as error:
            await of_error(error, str(scope.get(TRACE_ID, "")))(scope, receive, turned)


def _turned(start: Message, body: bytes) -> tuple[Message, bytes]:
    problem = orjson.loads(body)
    status = _STATUSES.get(start["status"], start["status"])
    error: dict[str, Any] = {"schemas": [ERROR], "status": str(status), "detail": _detail(problem)}
    if scim_type := _TYPES.get(problem["code"]):
        error["scimType"] = scim_type
    content = orjson.dumps(error)
    headers = MutableHeaders(raw=list(start["headers"]))
    headers["content-type"] = MEDIA_TYPE
    headers["content-length"] = str(len(content))
    return {**start, "status": status, "headers": headers.raw}, content


def _detail(problem: dict[str, Any]) -> str:
    places = "; ".join(f"{field['field']}: {field['message']}" for field in problem["fields"])
    return f"{problem['detail']} ({places})" if places else str(problem["detail"])
