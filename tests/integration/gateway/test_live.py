"""Live push over the WebSocket."""

import json
import ssl

import psycopg
import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import ClientConnection, connect

from tests.support.installation import Installation

SECONDS = 10


def open_socket(installation: Installation, origin: str | None = None) -> ClientConnection:
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    url = installation.base_url.replace("https://", "wss://") + "/api/v1/live"
    return connect(url, ssl=context, origin=origin, open_timeout=SECONDS)  # type: ignore[arg-type]


def notify(installation: Installation, message: dict[str, object]) -> None:
    with psycopg.connect(installation.environment["AQTRA_DATABASE_URL"], autocommit=True) as conn:
        conn.execute("SELECT pg_notify('aqtra', %s)", (json.dumps(message),))


def test_browsers_hear_of_a_new_version(installation: Installation) -> None:
    with open_socket(installation) as one, open_socket(installation) as other:
        notify(installation, {"type": "version", "version": 0})
        for socket in (one, other):
            assert json.loads(socket.recv(SECONDS)) == {"type": "version", "version": 0}


def test_browsers_do_not_hear_what_is_not_theirs(installation: Installation) -> None:
    with open_socket(installation) as socket:
        notify(installation, {"type": "session", "user_id": 1})
        notify(installation, {"type": "menu", "domain": "x"})
        assert json.loads(socket.recv(SECONDS))["type"] == "menu"


def test_a_page_of_a_foreign_origin_cannot_listen(installation: Installation) -> None:
    with pytest.raises(InvalidStatus):
        open_socket(installation, origin="https://evil.example").close()
