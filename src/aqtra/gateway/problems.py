"""Every refusal leaves as `application/problem+json` (RFC 9457) with code, trace id and translation key."""

from collections.abc import Iterable
from typing import Any

import orjson
import structlog
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from aqtra.infra.settings import SettingsError
from aqtra.kernel.errors import AqtraError, FieldError

MEDIA_TYPE = "application/problem+json"
TRACE_ID = "aqtra.trace_id"

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
    422: "Not valid",
    429: "Too many requests",
    500: "Internal error",
    502: "Another system failed",
    503: "Not available",
    504: "Timed out",
}
_CODES = {404: "not_found", 405: "method_not_allowed"}


def problem(
    status: int,
    code: str,
    detail: str,
    *,
    trace_id: str,
    params: dict[str, Any] | None = None,
    fields: Iterable[FieldError] = (),
    extensions: dict[str, Any] | None = None,
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
        "fields": [field.model_dump(mode="json") for field in fields],
        **(extensions or {}),
    }
    return Response(
        orjson.dumps(body, default=str), status, media_type=MEDIA_TYPE, headers={"cache-control": "no-store"}
    )


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


def install(app: FastAPI) -> None:
    """Registers the handlers on the application."""

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
        return problem(error.status_code, code, str(error.detail), trace_id=trace_id_of(request))

    @app.exception_handler(SettingsError)
    async def _settings(request: Request, error: SettingsError) -> Response:
        return unexpected(error, trace_id_of(request))
