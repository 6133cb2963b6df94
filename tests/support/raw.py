"""Requests byte by byte, for what no HTTP client would send."""

import socket
import ssl
from dataclasses import dataclass
from urllib.parse import urlsplit

from tests.support.installation import Installation

SECONDS = 20


@dataclass(frozen=True)
class RawResponse:
    """What came back on the wire."""

    status: int
    headers: dict[str, str]
    body: bytes


def connect(installation: Installation) -> ssl.SSLSocket:
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    port = urlsplit(installation.base_url).port
    plain = socket.create_connection(("127.0.0.1", port or 0), timeout=SECONDS)
    return context.wrap_socket(plain)


def send(
    installation: Installation, target: str, *headers: str, method: str = "GET", host: str = "localhost", body: str = ""
) -> RawResponse:
    """One request on a connection of its own. Headers are whole lines; nothing is added but Host and Connection."""
    lines = [f"{method} {target} HTTP/1.1", f"Host: {host}", "Connection: close", *headers, "", body]
    with connect(installation) as secure:
        secure.sendall("\r\n".join(lines).encode("latin-1"))
        received = b""
        while piece := secure.recv(65536):
            received += piece
    return _parsed(received)


def handshake(installation: Installation, *headers: str) -> int:
    """The status that a WebSocket is refused or opened with; its connection is closed at once.

    The client library now and then waits for ever for the end of a connection on which it was refused.
    """
    lines = [
        "GET /api/v1/live HTTP/1.1",
        "Host: 127.0.0.1",
        "Upgrade: websocket",
        "Connection: Upgrade",
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
        "Sec-WebSocket-Version: 13",
        *headers,
    ]
    with connect(installation) as secure:
        secure.sendall("\r\n".join([*lines, "", ""]).encode())
        received = b""
        while b"\r\n\r\n" not in received:
            piece = secure.recv(65536)
            assert piece, received
            received += piece
    return _parsed(received).status


def _parsed(received: bytes) -> RawResponse:
    head, _, body = received.partition(b"\r\n\r\n")
    status, *lines = head.decode("latin-1").split("\r\n")
    pairs = (line.partition(":") for line in lines)
    return RawResponse(int(status.split()[1]), {name.lower(): value.strip() for name, _, value in pairs}, body)
