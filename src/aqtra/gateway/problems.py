"""Every refusal leaves as `application/problem+json` (RFC 9457) with code, trace id and translation key."""

import json
from collections.abc import Iterable, Mapping
from itertools import islice
from typing import Any

import orjson
import structlog
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ConfigDict
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from aqtra.infra.http import PROBLEM
from aqtra.infra.settings import SettingsError
from aqtra.kernel.errors import AqtraError, FieldError

TRACE_ID = "aqtra.trace_id"
# Beyond it nobody reads; a body of thousands of wrong members would be answered by a larger one.
MAX_FIELDS = 500

log = structlog.get_logger("aqtra.gateway")

_TITLES = {
    400: "Bad request",
    401: "Not signed in",
    403: "Not allowed",
    404: "Not found",
    405: "Method not allowed",
    409: "Conflict",
    413: "Too large",
    415: "Unsupported media type",
    416: "Range not satisfiable",
    422: "Not valid",
    429: "Too many requests",
    500: "Internal error",
    502: "Another system failed",
    503: "Not available",
    504: "Timed out",
    508: "Calls itself without end",
}
_CODES = {404: "not_found", 405: "method_not_allowed"}


class Problem(BaseModel):
    """A refusal (RFC 9457). `params` fill the translation; `fields` name the places. Some codes add members."""

    model_config = ConfigDict(extra="allow")

    type: str
    title: str
    status: int
    detail: str
    code: str
    trace_id: str
    translation_key: str
    params: dict[str, Any]
    fields: list[FieldError]


def problem(
    status: int,
    code: str,
    detail: str,
    *,
    trace_id: str,
    params: dict[str, Any] | None = None,
    fields: Iterable[FieldError] = (),
    extensions: dict[str, Any] | None = None,
    headers: Mapping[str, str] | None = None,
) -> Response:
    """The problem document as a response."""
    body = {
        "type": f"/help/reference/errors/#{code}",
        "title": _TITLES.get(status, "Error"),
        "status": status,
        "detail": detail,
        "code": code,
        "trace_id": trace_id,
        "translation_key": f"errors.{code}",
        "params": params or {},
        "fields": [field.model_dump(mode="json") for field in islice(fields, MAX_FIELDS)],
        **(extensions or {}),
    }
    return Response(
        _encoded(body), status, media_type=PROBLEM, headers={"cache-control": "no-store", **(headers or {})}
    )


def _encoded(body: dict[str, Any]) -> bytes:
    try:
        return orjson.dumps(body, default=str)
    except TypeError:
        # Parameters may repeat what a caller sent: huge integers, text that is not Unicode.
        return json.dumps(body, default=str).encode()


def of_error(error: AqtraError, trace_id: str) -> Response:
    """The response for a named error."""
    extensions = getattr(error, "extensions", None)
    return problem(
        error.status,
        error.code,
        error.message,
        trace_id=trace_id,
        params=error.params,
        fields=error.fields,
        extensions=extensions,
        headers=error.headers,
    )


def unexpected(error: BaseException, trace_id: str) -> Response:
    """The response for an error nobody named: generic outside, whole in the log."""
    log.error("unexpected error", exc_info=error, trace_id=trace_id)
    return problem(500, "internal_error", "something went wrong; the trace id finds it in the logs", trace_id=trace_id)


def trace_id_of(request: Request) -> str:
    return str(request.scope.get(TRACE_ID, ""))


def _field_errors(error: RequestValidationError) -> list[FieldError]:
    return [
        FieldError(
            # The first part of a location says body, query or path; inside a body the path alone names the place.
            field=".".join(str(part) for part in detail["loc"][1 if detail["loc"][0] == "body" else 0 :]) or "body",
            rule=str(detail["type"]),
            message=str(detail["msg"]),
        )
        for detail in error.errors()
    ]


class NameUnexpected:
    """Answers errors nobody named before the framework does, which would say it in plain text."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = False

        async def watched(message: Message) -> None:
            nonlocal started
            started = started or message["type"] == "http.response.start"
            await send(message)

        try:
            await self._app(scope, receive, watched)
        except Exception as error:
            if started or isinstance(error, AqtraError):
                raise
            await unexpected(error, str(scope.get(TRACE_ID, "")))(scope, receive, send)


def install(app: FastAPI) -> None:
    """Registers the handlers on the application."""
    app.add_middleware(NameUnexpected)

    @app.exception_handler(AqtraError)
    async def _named(request: Request, error: AqtraError) -> Response:
        return of_error(error, trace_id_of(request))

    @app.exception_handler(RequestValidationError)
    async def _invalid(request: Request, error: RequestValidationError) -> Response:
        fields = _field_errors(error)
        if any(field.rule == "json_invalid" for field in fields):
            return problem(400, "bad_json", "the body is not valid JSON", trace_id=trace_id_of(request), fields=fields)
        return problem(
            422, "validation_failed", "the request does not fit", trace_id=trace_id_of(request), fields=fields
        )

    @app.exception_handler(HTTPException)
    async def _http(request: Request, error: HTTPException) -> Response:
        if isinstance(error.__cause__, AqtraError):
            # FastAPI wraps whatever goes wrong while it reads a body; ours has a name.
            return of_error(error.__cause__, trace_id_of(request))
        code = _CODES.get(error.status_code, "bad_request")
        # FastAPI's own 400 is about a body that could not be read to its end.
        unread = [FieldError(field="body", rule="syntax", message=str(error.detail))]
        return problem(
            error.status_code,
            code,
            str(error.detail),
            trace_id=trace_id_of(request),
            fields=unread if error.status_code == 400 else (),
            headers=error.headers,
        )

    @app.exception_handler(SettingsError)
    async def _settings(request: Request, error: SettingsError) -> Response:
        return unexpected(error, trace_id_of(request))
