"""Refusals of the token endpoint. `error` is what programs that speak OAuth look at (RFC 6749, 5.2)."""

from typing import Any

from aqtra.kernel.errors import BadRequest, NotSignedIn


class InvalidGrant(BadRequest):
    """The refresh token is unknown, expired, used before or revoked, or its account is gone: all look the same."""

    code = "invalid_grant"

    @property
    def extensions(self) -> dict[str, Any]:
        return _oauth(self.code, self.message)


class InvalidScope(BadRequest):
    """A scope is unknown or wider than what the token was made for."""

    code = "invalid_scope"

    @property
    def extensions(self) -> dict[str, Any]:
        return _oauth(self.code, self.message)


class UnsupportedGrant(BadRequest):
    """There is no such grant type, or this installation does not allow it."""

    code = "unsupported_grant_type"

    @property
    def extensions(self) -> dict[str, Any]:
        return _oauth(self.code, self.message)


class IncompleteGrant(BadRequest):
    """The grant type needs a parameter that is missing, or one stands twice."""

    code = "invalid_request"

    @property
    def extensions(self) -> dict[str, Any]:
        return _oauth(self.code, self.message)


class InvalidClient(NotSignedIn):
    """The client id or its secret is wrong, or the service account is not active: all look the same."""

    code = "invalid_client"

    @property
    def extensions(self) -> dict[str, Any]:
        return _oauth(self.code, self.message)


def _oauth(error: str, description: str) -> dict[str, Any]:
    return {"error": error, "error_description": description}
