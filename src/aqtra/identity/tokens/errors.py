"""What may go wrong with tokens."""

from collections.abc import Mapping

from aqtra.kernel.errors import BadRequest, Conflict, Forbidden, NotFound, NotSignedIn, ValidationFailed


class InvalidToken(NotSignedIn):
    """The token is unknown, expired, revoked or no token at all: all look the same."""

    code = "invalid_token"

    @property
    def headers(self) -> Mapping[str, str]:
        return {"www-authenticate": 'Bearer error="invalid_token"'}


class AmbiguousCredentials(BadRequest):
    """The request carries a session and a token, which may belong to two accounts."""

    code = "ambiguous_credentials"


class NeedsSession(Forbidden):
    """A token tried to open or close access to an account."""

    code = "needs_session"


class TokenNotFound(NotFound):
    """No such token, or that of another account."""

    code = "token_not_found"


class ServiceAccountNotFound(NotFound):
    """No service account has this id."""

    code = "service_account_not_found"


class BadToken(ValidationFailed):
    """What was asked for makes no token."""

    code = "bad_token"


class BadServiceAccount(ValidationFailed):
    """What was asked for makes no service account."""

    code = "bad_service_account"


class TooManyTokens(Conflict):
    """The account has as many tokens as one may have."""

    code = "too_many_tokens"
