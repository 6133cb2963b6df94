"""Every failure a caller may see is a named fact.

    AqtraError
    ├── BadRequest            400  the request cannot be understood
    ├── NotSignedIn           401  no valid session or token
    ├── Forbidden             403  the principal lacks a right
    ├── NotFound              404  absent, or not visible to the principal: both look the same
    ├── Conflict              409  the state does not allow it
    ├── TooLarge              413  a limit of size was passed
    ├── UnsupportedMediaType  415  the content type or the content is not accepted
    ├── ValidationFailed      422  one or more fields break a rule; each is named
    ├── TooManyRequests       429  a limit of rate was passed
    ├── Upstream              502  another system failed
    ├── Unavailable           503  a part of the platform cannot answer now
    └── TimedOut              504  a limit of time was passed

A package derives its own errors from these and sets `code`; the gateway turns them into
`application/problem+json` (RFC 9457). `message` is English for logs and for callers without a
catalogue; people read the translation of `translation_key` filled with `params`.
"""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Self

from pydantic import BaseModel, ConfigDict, field_validator


class FieldError(BaseModel):
    """One broken rule of one field. `field` is a path such as `data.InvoiceNumber`."""

    model_config = ConfigDict(frozen=True)

    field: str
    rule: str
    message: str
    params: dict[str, Any] = {}

    @field_validator("field", "message", mode="before")
    @classmethod
    def _printable(cls, text: str) -> str:
        """Both may repeat what a caller sent, which need not be Unicode."""
        return text.encode(errors="backslashreplace").decode()


class AqtraError(Exception):
    """Base of all errors that carry a meaning for the caller."""

    code: ClassVar[str] = "internal_error"
    status: ClassVar[int] = 500

    def __init__(self, message: str, *, fields: Sequence[FieldError] = (), **params: Any) -> None:
        super().__init__(message)
        self.message = message
        self.fields = tuple(fields)
        self.params = params

    @property
    def headers(self) -> Mapping[str, str]:
        """What the answer says besides, by name of the header."""
        return {}

    @property
    def translation_key(self) -> str:
        return f"errors.{self.code}"

    @classmethod
    def of_field(cls, field: str, rule: str, message: str, **params: Any) -> Self:
        """An error about exactly one field."""
        return cls(message, fields=[FieldError(field=field, rule=rule, message=message, params=params)])


class BadRequest(AqtraError):
    code = "bad_request"
    status = 400


class NotSignedIn(AqtraError):
    code = "not_signed_in"
    status = 401


class Forbidden(AqtraError):
    code = "permission_denied"
    status = 403


class NotFound(AqtraError):
    code = "not_found"
    status = 404


class Conflict(AqtraError):
    code = "conflict"
    status = 409


class TooLarge(AqtraError):
    code = "too_large"
    status = 413


class UnsupportedMediaType(AqtraError):
    code = "unsupported_media_type"
    status = 415


class ValidationFailed(AqtraError):
    code = "validation_failed"
    status = 422


class TooManyRequests(AqtraError):
    code = "too_many_requests"
    status = 429


class Upstream(AqtraError):
    code = "upstream_error"
    status = 502


class Unavailable(AqtraError):
    code = "unavailable"
    status = 503


class TimedOut(AqtraError):
    code = "timed_out"
    status = 504
