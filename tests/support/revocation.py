"""Ways to lose access: done on one process, and looked at on another one of the same installation."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import httpx
from websockets.exceptions import ConnectionClosed

from tests.integration.identity.access import ACCESS, Access, component
from tests.integration.identity.viewing import STOP
from tests.support.accounts import Person
from tests.support.client import Client
from tests.support.components import create_component, property_, publish
from tests.support.installation import Installation
from tests.support.socket import Socket
from tests.support.tokens import OWN, own_token, program

ENDED = (1008, "session_ended")


@dataclass(frozen=True)
class Loss:
    """Somebody at the second process who may read `place` until `take` is done at the first one.

    `gone` tells by an answer that the access is lost. `ends`: the live connection is closed. `told`: it is closed or
    told; else nobody in particular is concerned, and what is heard counts the rights of the moment.
    """

    client: Client
    place: str
    take: Callable[[], object]
    gone: Callable[[httpx.Response], bool]
    ends: bool
    socket: dict[str, Any]
    told: bool = True


class TwoProcesses:
    """An administrator at the first gateway, everybody else at the second, and a restricted component."""

    def __init__(self, first: Client, second: Installation) -> None:
        self.first, self.second, self.access = first, second, Access(first)
        stored = create_component(
            first,
            "Losses",
            [property_("Text")],
            settings={"title": "Losses", "domains": ["digital-workplace"], "restrict_access": True},
        )
        assert publish(first, stored)["state"] == "completed"
        self.key = stored["document"]["key"]
        self.place = f"/api/v1/entries/{self.key}"

    def reader(self) -> Person:
        return self.access.granted(component(self.key, "open", "read"))

    @contextmanager
    def at_second(self, person: Person) -> Iterator[Client]:
        with self.second.client() as client:
            client.sign_in(person.user_name, person.password).raise_for_status()
            yield client

    def change(self) -> None:
        """Something to hear of."""
        self.first.post(self.place, json={"data": {"Text": "x"}}).raise_for_status()

    @contextmanager
    def signed_out_everywhere(self) -> Iterator[Loss]:
        person = self.reader()
        with self.at_second(person) as client:
            take = self._call("DELETE", f"/api/v1/users/{person.id}/sessions")
            yield Loss(client, self.place, take, _status(401), True, cookie_of(client))

    @contextmanager
    def deactivated(self) -> Iterator[Loss]:
        person = self.reader()
        with self.at_second(person) as client:
            take = self._saving(person, active=False)
            yield Loss(client, self.place, take, _status(401), True, cookie_of(client))

    @contextmanager
    def role_taken(self) -> Iterator[Loss]:
        person = self.reader()
        with self.at_second(person) as client:
            take = self._saving(person, assignments=[])
            yield Loss(client, self.place, take, _status(404), False, cookie_of(client))

    @contextmanager
    def permission_set_changed(self) -> Iterator[Loss]:
        found = self.access.permission_set(*component(self.key, "open", "read"))
        person = self.access.user((self.access.role((found, {})), {}))
        body = {name: value for name, value in found.items() if name != "id"}
        take = self._call("PUT", f"{ACCESS}/permission-sets/{found['id']}", {**body, "permissions": []})
        with self.at_second(person) as client:
            yield Loss(client, self.place, take, _status(404), False, cookie_of(client), told=False)

    @contextmanager
    def token_revoked(self) -> Iterator[Loss]:
        person = self.reader()
        with Client(base_url=self.first.base_url, verify=False, timeout=60) as owner:
            owner.sign_in(person.user_name, person.password).raise_for_status()
            made = own_token(owner, "read")
            yield from self._presented(owner, made)

    def _presented(self, owner: Client, made: dict[str, Any]) -> Iterator[Loss]:
        with program(self.second, made["secret"]) as client:
            take = lambda: owner.delete(f"{OWN}/{made['token']['id']}").raise_for_status()  # noqa: E731
            headers = {"additional_headers": {"Authorization": f"Bearer {made['secret']}"}}
            yield Loss(client, self.place, take, _status(401), True, headers)

    @contextmanager
    def view_as_ended(self) -> Iterator[Loss]:
        """The session sees with its own eyes again: what it saw as the user is refused no more, or the other way."""
        nobody = self.access.user()
        with self.second.signed_in() as client, Client(base_url=self.first.base_url, verify=False) as same:
            same.cookies, same.headers = client.cookies, client.headers
            client.post(f"/api/v1/users/{nobody.id}/view-as").raise_for_status()
            assert client.get(self.place).status_code == 404
            take = lambda: same.delete(STOP).raise_for_status()  # noqa: E731
            yield Loss(client, self.place, take, _status(200), False, cookie_of(client))

    def _call(self, method: str, address: str, body: Any = None) -> Callable[[], object]:
        return lambda: self.first.request(method, address, json=body).raise_for_status()

    def _saving(self, person: Person, **changes: Any) -> Callable[[], object]:
        user = self.first.get(f"{ACCESS}/users/{person.id}").raise_for_status().json()
        body = {name: value for name, value in user.items() if name not in ("id", "locked")}
        return self._call("PUT", f"{ACCESS}/users/{person.id}", {**body, **changes})


WAYS: dict[str, Callable[[TwoProcesses], Any]] = {
    "signed out everywhere": TwoProcesses.signed_out_everywhere,
    "deactivated": TwoProcesses.deactivated,
    "role taken": TwoProcesses.role_taken,
    "permission set changed": TwoProcesses.permission_set_changed,
    "token revoked": TwoProcesses.token_revoked,
    "view-as ended": TwoProcesses.view_as_ended,
}


def listening(two: TwoProcesses, loss: Loss) -> Socket:
    """A live connection to the second process that watches the component."""
    socket = Socket.open(two.second.base_url, "/api/v1/live", **loss.socket)
    socket.send(json.dumps({"type": "watch", "components": [two.key]}))
    return socket


def ended(socket: Socket, seconds: float) -> bool:
    """Waits until the connection is closed as one whose session is no more, True, or is told of a change, False."""
    try:
        while json.loads(socket.recv(seconds))["type"] != "session":
            pass
    except ConnectionClosed as closed:
        if closed.rcvd is None or (closed.rcvd.code, closed.rcvd.reason) != ENDED:
            raise
        return True
    return False


def _status(status: int) -> Callable[[httpx.Response], bool]:
    return lambda response: response.status_code == status


def cookie_of(client: Client) -> dict[str, Any]:
    """What a live connection of this browser is opened with."""
    cookies = "; ".join(f"{name}={value}" for name, value in client.cookies.items())
    return {"additional_headers": {"Cookie": cookies}}
