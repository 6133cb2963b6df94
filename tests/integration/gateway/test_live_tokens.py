"""Programs on the WebSocket: a token in the header or among the subprotocols, and news only while it holds."""

import json
from typing import Any

import pytest
from websockets.exceptions import InvalidStatus

from tests.support.client import Client
from tests.support.components import create_component, property_, publish
from tests.support.installation import Installation
from tests.support.revocation import ended
from tests.support.socket import Socket
from tests.support.tokens import OWN, own_token

SECONDS = 10


def open_socket(installation: Installation, query: str = "", **options: Any) -> Socket:
    return Socket.open(installation.base_url, f"/api/v1/live{query}", **options)


def by_header(token: str) -> dict[str, Any]:
    return {"additional_headers": {"Authorization": f"Bearer {token}"}}


def by_protocol(token: str) -> dict[str, Any]:
    return {"subprotocols": ["aqtra", f"aqtra.bearer.{token}"]}


@pytest.fixture(scope="module")
def watched(builder: Client) -> tuple[str, str]:
    """Keys of a private component and of a public one."""
    made = [
        create_component(builder, "Heard by programs", [property_("a")]),
        create_component(builder, "Heard by all", [property_("a")], settings={"access_mode": "public"}),
    ]
    assert publish(builder, *made)["state"] == "completed"
    return made[0]["document"]["key"], made[1]["document"]["key"]


def hears(socket: Socket, builder: Client, keys: tuple[str, ...]) -> str:
    """Watches, changes all of them until the first news comes, and says which component it was about."""
    socket.send(json.dumps({"type": "watch", "components": keys}))
    for _ in range(100):
        for key in keys:
            builder.post(f"/api/v1/entries/{key}", json={"data": {}}).raise_for_status()
        try:
            while True:
                message = json.loads(socket.recv(0.2))
                if message["type"] == "entries":
                    return str(message["component"])
        except TimeoutError:
            continue
    raise AssertionError("no news came")


@pytest.mark.parametrize("way", [by_header, by_protocol])
def test_a_program_hears_what_its_token_may_read(
    installation: Installation, builder: Client, watched: tuple[str, str], way: Any
) -> None:
    token = own_token(builder, "read")["secret"]
    with open_socket(installation, **way(token)) as socket:
        assert socket.subprotocol == ("aqtra" if way is by_protocol else None)
        assert hears(socket, builder, (watched[0],)) == watched[0]


def test_a_component_that_the_token_does_not_name_is_not_heard_of(
    installation: Installation, builder: Client, watched: tuple[str, str]
) -> None:
    token = own_token(builder, "read", components=[watched[1]])["secret"]
    with open_socket(installation, **by_header(token)) as socket:
        assert hears(socket, builder, watched) == watched[1]


def test_a_revoked_token_hears_nothing_more_on_an_open_connection(
    installation: Installation, builder: Client, watched: tuple[str, str]
) -> None:
    made = own_token(builder, "read")
    with open_socket(installation, **by_header(made["secret"])) as socket:
        assert hears(socket, builder, (watched[0],)) == watched[0]
        builder.delete(f"{OWN}/{made['token']['id']}").raise_for_status()
        # News may be on its way still.
        assert ended(socket, SECONDS)


@pytest.mark.parametrize("way", [by_header, by_protocol])
@pytest.mark.parametrize("token", ["x", "aqtra_pat_" + "A" * 48, "a.b.c"])
def test_a_token_that_is_none_opens_nothing(installation: Installation, way: Any, token: str) -> None:
    with pytest.raises(InvalidStatus):
        open_socket(installation, **way(token)).close()


def test_a_session_and_a_token_at_once_open_nothing(installation: Installation, builder: Client) -> None:
    token = own_token(builder, "read")["secret"]
    headers = {"Authorization": f"Bearer {token}", "Cookie": f"__Host-aqtra={builder.cookies['__Host-aqtra']}"}
    with pytest.raises(InvalidStatus):
        open_socket(installation, additional_headers=headers).close()


def test_a_token_in_the_address_is_not_looked_at(
    installation: Installation, builder: Client, watched: tuple[str, str]
) -> None:
    token = own_token(builder, "read")["secret"]
    with open_socket(installation, f"?access_token={token}") as socket:
        assert hears(socket, builder, watched) == watched[1]
