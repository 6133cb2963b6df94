"""Where a token may stand: in the header `Authorization`, or among a WebSocket's subprotocols. Never in an address."""

from collections.abc import Mapping
from typing import Final

from starlette.datastructures import Headers
from starlette.requests import HTTPConnection

from aqtra.identity.http import COOKIE
from aqtra.identity.tokens.errors import AmbiguousCredentials, InvalidToken

PROTOCOL: Final = "aqtra"
"""The subprotocol that is agreed on when a browser offers one beside its token."""
_TOKEN_PROTOCOL: Final = "aqtra.bearer."


def bearer_of(connection: HTTPConnection) -> str | None:
    """The token that was presented; None when there is none.

    Raises InvalidToken for credentials of another kind, AmbiguousCredentials when a session came along.
    """
    token = _in_header(connection.headers)
    if token is None and connection.scope["type"] == "websocket":
        token = _in_protocols(offered(connection))
    if token is not None and COOKIE in connection.cookies:
        raise AmbiguousCredentials.of_field("authorization", "ambiguous", "send a session or a token, not both")
    return token


def offered(connection: HTTPConnection) -> list[str]:
    """The subprotocols that a WebSocket offers."""
    return [name for name in connection.scope.get("subprotocols", ()) if isinstance(name, str)]


def agreed(connection: HTTPConnection) -> str | None:
    """The subprotocol to answer with: never the one that holds the token."""
    return PROTOCOL if PROTOCOL in offered(connection) else None


def _in_header(headers: Mapping[str, str] | Headers) -> str | None:
    value = headers.get("authorization")
    if value is None:
        return None
    scheme, _, token = value.partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        raise InvalidToken("the token is not valid")
    return token.strip()


def _in_protocols(protocols: list[str]) -> str | None:
    for name in protocols:
        if name.startswith(_TOKEN_PROTOCOL):
            return name.removeprefix(_TOKEN_PROTOCOL)
    return None
