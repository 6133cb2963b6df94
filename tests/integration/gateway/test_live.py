"""Live push over the WebSocket."""

import json
import uuid
from typing import Any

import psycopg
import pytest
import redis
from websockets.exceptions import ConnectionClosed, InvalidStatus

from tests.support import components
from tests.support.accounts import create_account, signed_in
from tests.support.client import Client
from tests.support.components import property_
from tests.support.installation import Installation
from tests.support.revocation import ended
from tests.support.socket import Socket

SECONDS = 10
ATTEMPTS = 100


def open_socket(installation: Installation, origin: str | None = None, client: Client | None = None) -> Socket:
    cookies = "; ".join(f"{name}={value}" for name, value in client.cookies.items()) if client else ""
    headers = {"Cookie": cookies} if cookies else {}
    return Socket.open(installation.base_url, "/api/v1/live", origin=origin, additional_headers=headers)


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


@pytest.fixture(scope="module")
def watched(builder: Client) -> dict[str, str]:
    """Keys of an open component, one for members, and one of another domain."""
    builder.post("/api/v1/studio/domains", json={"name": "live-elsewhere"}).raise_for_status()
    stored = {
        "public": components.create_component(
            builder, "Live open", [property_("a")], settings={"access_mode": "public"}
        ),
        "private": components.create_component(builder, "Live members", [property_("a")]),
        "elsewhere": components.create_component(
            builder, "Live elsewhere", [property_("a")], settings={"domains": ["live-elsewhere"]}
        ),
    }
    assert components.publish(builder, *stored.values())["state"] == "completed"
    return {name: component["document"]["key"] for name, component in stored.items()}


def watch(socket: Socket, *keys: str) -> None:
    socket.send(json.dumps({"type": "watch", "components": keys}))


def told(socket: Socket, seconds: float) -> dict[str, Any] | None:
    """The next message about entries."""
    try:
        while (message := json.loads(socket.recv(seconds)))["type"] != "entries":
            pass
    except TimeoutError:
        return None
    return dict(message)


def told_after(socket: Socket, change: Any) -> dict[str, Any]:
    """The first news after a change; made again until the watching has begun."""
    for _ in range(ATTEMPTS):
        change()
        if message := told(socket, 0.5):
            return message
    raise AssertionError("nothing was told")


def heard(socket: Socket, builder: Client, keys: dict[str, str]) -> set[str]:
    """Which components the socket hears of when all of them change, the open one last."""
    for name in ("elsewhere", "private", "public"):
        builder.post(f"/api/v1/entries/{keys[name]}", json={"data": {"a": name}}).raise_for_status()
    found = set()
    while (message := told(socket, 1.5)) is not None:
        found.add(message["component"])
    return {name for name, key in keys.items() if key in found}


def test_who_watches_a_component_hears_of_every_kind_of_change(
    installation: Installation, builder: Client, watched: dict[str, str]
) -> None:
    key = watched["private"]
    place = f"/api/v1/entries/{key}"
    with open_socket(installation, client=builder) as socket:
        watch(socket, key)
        entry: dict[str, Any] = {}

        def create() -> None:
            entry.update(builder.post(place, json={"data": {"a": "x"}}).raise_for_status().json())

        assert told_after(socket, create) == {"type": "entries", "component": key}
        own = f"{place}/{entry['id']}"
        told(socket, 1)
        for change in (lambda: builder.patch(own, json={"data": {"a": "y"}}), lambda: builder.delete(own)):
            assert change().is_success
            assert told(socket, SECONDS) == {"type": "entries", "component": key}


def test_everybody_hears_only_of_what_they_may_read(
    installation: Installation, builder: Client, watched: dict[str, str]
) -> None:
    person = create_account(installation, "live-member")
    place = f"/api/v1/entries/{watched['public']}"
    with signed_in(installation, person) as member:
        for client, allowed in (
            (None, {"public"}),
            (member, {"public", "private"}),
            (builder, {"public", "private", "elsewhere"}),
        ):
            with open_socket(installation, client=client) as socket:
                watch(socket, *watched.values())
                told_after(socket, lambda: builder.post(place, json={"data": {}}))
                told(socket, 1)
                assert heard(socket, builder, watched) == allowed


def test_a_connection_ends_with_its_session(
    installation: Installation, builder: Client, watched: dict[str, str]
) -> None:
    person = create_account(installation, "live-leaver")
    with signed_in(installation, person) as member, open_socket(installation, client=member) as socket:
        watch(socket, *watched.values())
        place = f"/api/v1/entries/{watched['private']}"
        told_after(socket, lambda: builder.post(place, json={"data": {}}))
        told(socket, 1)
        assert member.delete("/api/v1/session").is_success
        assert ended(socket, SECONDS)


def test_a_new_list_replaces_the_old_one(installation: Installation, builder: Client, watched: dict[str, str]) -> None:
    with open_socket(installation, client=builder) as socket:
        watch(socket, watched["public"], str(uuid.uuid4()))
        place = f"/api/v1/entries/{watched['public']}"
        told_after(socket, lambda: builder.post(place, json={"data": {}}))
        watch(socket, watched["private"])
        place = f"/api/v1/entries/{watched['private']}"
        assert told_after(socket, lambda: builder.post(place, json={"data": {}}))["component"] == watched["private"]
        told(socket, 1)
        assert heard(socket, builder, watched) == {"private"}


def test_a_burst_of_changes_is_few_messages(
    installation: Installation, builder: Client, watched: dict[str, str]
) -> None:
    place = f"/api/v1/entries/{watched['public']}"
    with open_socket(installation) as socket:
        watch(socket, watched["public"])
        told_after(socket, lambda: builder.post(place, json={"data": {}}))
        told(socket, 1)
        changes = 60
        for _ in range(changes):
            builder.post(place, json={"data": {}}).raise_for_status()
        messages = 0
        while told(socket, 1):
            messages += 1
        assert 1 <= messages < changes / 2


@pytest.mark.parametrize(
    "message",
    [
        "",
        "{",
        "[]",
        "null",
        "[" * 3000,
        '{"type": "watch"}',
        '{"type": "watch", "components": "all"}',
        '{"type": "watch", "components": {"a": 1}}',
        '{"type": "watch", "components": ["x"]}',
        '{"type": "watch", "components": [1]}',
        '{"type": "watch", "components": [null]}',
        '{"type": "entries", "component": "x"}',
        '{"type": ["watch"]}',
        json.dumps({"type": "watch", "components": [str(uuid.UUID(int=number)) for number in range(51)]}),
        json.dumps({"type": "watch", "components": [], "padding": "x" * 10_000}),
        b"\x00\xff",
        b'{"type": "watch", "components": []}',
    ],
)
def test_what_is_no_message_ends_the_connection_with_a_reason(installation: Installation, message: str | bytes) -> None:
    with open_socket(installation) as socket:
        socket.send(message)
        with pytest.raises(ConnectionClosed) as closed:
            told(socket, SECONDS)
        assert closed.value.rcvd is not None
        assert closed.value.rcvd.code == 1008
        assert closed.value.rcvd.reason


def test_nonsense_in_the_feed_hurts_nobody(
    installation: Installation, builder: Client, watched: dict[str, str]
) -> None:
    place = f"/api/v1/entries/{watched['public']}"
    with open_socket(installation) as socket, redis.from_url(installation.environment["AQTRA_REDIS_URL"]) as feed:
        watch(socket, watched["public"])
        for nonsense in (b"", b"{", b"[1]", b"null", b'["x"]', b"\xff"):
            feed.publish("aqtra:entries", nonsense)
        told_after(socket, lambda: builder.post(place, json={"data": {}}))


def test_after_the_feed_broke_off_what_is_watched_is_told_anew(
    installation: Installation, builder: Client, watched: dict[str, str]
) -> None:
    place = f"/api/v1/entries/{watched['public']}"
    with open_socket(installation) as socket, redis.from_url(installation.environment["AQTRA_REDIS_URL"]) as feed:
        watch(socket, watched["public"])
        told_after(socket, lambda: builder.post(place, json={"data": {}}))
        told(socket, 1)
        feed.execute_command("CLIENT", "KILL", "TYPE", "pubsub")
        assert told(socket, SECONDS) == {"type": "entries", "component": watched["public"]}
