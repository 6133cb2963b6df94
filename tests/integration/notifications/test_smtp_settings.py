"""The saved mail server: it acts at once, keeps its password to itself, and goes only where one may go."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from tests.integration.notifications.conftest import MAIL, Reader, Sender
from tests.support.client import Client, fields, problem
from tests.support.factors import rows
from tests.support.installation import Installation
from tests.support.mailbox import Mailbox, receiving
from tests.support.ports import free_port

PLACE = "/api/v1/studio/smtp"
PASSWORD = "never-shown-again"


def server(port: int, **changes: Any) -> dict[str, Any]:
    return {"sender": "Aqtra <a@example.org>", "host": "127.0.0.1", "port": port, "security": "none", **changes}


@pytest.fixture
def saved(builder: Client) -> Iterator[Client]:
    """An administrator; afterwards the installation's own server counts again."""
    yield builder
    builder.delete(PLACE).raise_for_status()


@pytest.fixture(scope="module")
def mailbox() -> Iterator[Mailbox]:
    with receiving() as mailbox:
        yield mailbox


def said(client: Client, **body: Any) -> dict[str, Any]:
    answered = client.post(f"{PLACE}/test", json={"to": "admin@example.org", **body})
    assert answered.status_code == 200, answered.text
    return dict(answered.json())


class TestSaving:
    def test_without_a_saved_one_that_of_the_installation_counts(
        self, installation: Installation, builder: Client
    ) -> None:
        found = builder.get(PLACE).json()
        assert found["default_exists"]
        assert found["server"]["saved"] is False
        assert found["server"]["port"] == installation.mailbox.port

    def test_it_acts_at_once_and_removing_it_goes_back(
        self, installation: Installation, saved: Client, mailbox: Mailbox, sender: Sender, ada: Reader
    ) -> None:
        assert saved.put(PLACE, json=server(mailbox.port)).json()["server"]["saved"] is True
        sender.send(MAIL, ada.person.id, subject="By the saved one")
        letter = mailbox.wait(ada.email, "By the saved one")
        assert letter.sender == "a@example.org"
        assert saved.delete(PLACE).json()["server"]["saved"] is False
        sender.send(MAIL, ada.person.id, subject="By the other one")
        assert installation.mailbox.wait(ada.email, "By the other one")

    def test_the_password_goes_in_and_never_out(self, installation: Installation, saved: Client) -> None:
        body = server(free_port(), user="aqtra", password=PASSWORD)
        answers = [saved.put(PLACE, json=body), saved.get(PLACE), saved.get(f"{PLACE}/deliveries")]
        answers.append(saved.put(PLACE, json={**body, "port": 0}))
        answers.append(saved.put(PLACE, json={**body, "password": {"x": PASSWORD}}))
        assert answers[1].json()["server"]["has_password"] is True
        assert all(PASSWORD not in answer.text for answer in answers)
        ((sealed,),) = rows(installation, "SELECT sealed_password FROM notification.smtp")
        assert PASSWORD.encode() not in bytes(sealed)
        log = (installation.data_dir / "gateway.log").read_text()
        assert PASSWORD not in log

    @pytest.mark.parametrize(
        "changed",
        [{"host": "localhost"}, {"port": 2526}, {"user": "other"}, {"security": "starttls"}],
        ids=["host", "port", "user", "way"],
    )
    def test_it_goes_where_it_was_given_for(self, saved: Client, changed: dict[str, Any]) -> None:
        body = server(2525, user="aqtra")
        saved.put(PLACE, json={**body, "password": PASSWORD}).raise_for_status()
        assert saved.put(PLACE, json={**body, "sender": "b@example.org"}).json()["server"]["has_password"] is True
        refused = saved.put(PLACE, json={**body, **changed})
        problem(refused, 422, "smtp_password_needed")
        assert fields(refused) == {"password": "required"}
        assert saved.get(PLACE).json()["server"]["port"] == 2525
        assert saved.put(PLACE, json={**body, "password": ""}).json()["server"]["has_password"] is False

    @pytest.mark.parametrize(
        "changes",
        [
            {"security": "none", "host": "mail.example.org"},
            {"sender": "nobody"},
            {"sender": "a@b.example\r\nBcc: evil@example.org"},
            {"sender": "a@b.example, evil@example.org"},
            {"host": "mail.example.org\r\nX"},
            {"host": "0x7f.1"},
            {"port": 0},
            {"security": "ssl"},
        ],
    )
    def test_what_is_unsafe_or_senseless_is_refused(self, builder: Client, changes: dict[str, Any]) -> None:
        problem(builder.put(PLACE, json=server(25, security="starttls") | changes), 422, "validation_failed")
        assert builder.get(PLACE).json()["server"]["saved"] is False

    def test_it_is_for_administrators(self, ada: Reader) -> None:
        for answered in (
            ada.client.get(PLACE),
            ada.client.put(PLACE, json=server(25)),
            ada.client.delete(PLACE),
            ada.client.post(f"{PLACE}/test", json={"to": "a@example.org"}),
            ada.client.get(f"{PLACE}/deliveries"),
        ):
            problem(answered, 403, "permission_denied")


class TestTrying:
    def test_it_says_what_the_server_answered(self, saved: Client, mailbox: Mailbox) -> None:
        saved.put(PLACE, json=server(mailbox.port)).raise_for_status()
        assert said(saved) == {"sent": True, "answer": "OK"}
        assert mailbox.to("admin@example.org")

    def test_a_server_that_refuses_is_quoted(self, saved: Client, mailbox: Mailbox) -> None:
        saved.put(PLACE, json=server(mailbox.port)).raise_for_status()
        mailbox.refusals["refused@example.org"] = "550 we do not know them"
        assert said(saved, to="refused@example.org") == {"sent": False, "answer": "550 we do not know them"}

    def test_a_server_that_is_down(self, saved: Client) -> None:
        saved.put(PLACE, json=server(free_port())).raise_for_status()
        answer = said(saved)
        assert answer == {"sent": False, "answer": "127.0.0.1 cannot be reached"}

    def test_a_server_that_hangs_up(self, saved: Client) -> None:
        with speaking(b"") as port:
            saved.put(PLACE, json=server(port)).raise_for_status()
            assert said(saved)["sent"] is False

    def test_a_server_that_speaks_something_else(self, saved: Client) -> None:
        with speaking(b"HTTP/1.1 400 Bad Request\r\n\r\n") as port:
            saved.put(PLACE, json=server(port)).raise_for_status()
            assert said(saved)["sent"] is False

    def test_a_wrong_password_is_said(self, saved: Client) -> None:
        with speaking(b"220 here\r\n", b"250-here\r\n250 AUTH PLAIN\r\n", b"535 wrong\r\n") as port:
            body = server(port, user="aqtra", password=PASSWORD)
            saved.put(PLACE, json=body).raise_for_status()
            assert said(saved) == {"sent": False, "answer": "535 wrong"}

    @pytest.mark.parametrize("host", ["169.254.169.254", "10.0.0.1", "metadata.google.internal"])
    def test_where_nothing_may_be_called_nothing_is(self, saved: Client, host: str) -> None:
        saved.put(PLACE, json=server(25, host=host, security="tls")).raise_for_status()
        answer = said(saved)
        assert answer["sent"] is False
        assert "nothing may be called" in answer["answer"] or "there is no host" in answer["answer"]

    @pytest.mark.parametrize("to", ["nobody", "a@example.org\r\nBcc: b@example.org", "a@example.org,b@example.org"])
    def test_the_recipient_is_one_address(self, builder: Client, to: str) -> None:
        problem(builder.post(f"{PLACE}/test", json={"to": to}), 422, "validation_failed")


@contextmanager
def speaking(*lines: bytes) -> Iterator[int]:
    """A server that says one of these after each thing it hears, and then hangs up."""
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        while True:
            try:
                peer, _ = listener.accept()
            except OSError:
                return
            with peer:
                peer.sendall(lines[0])
                for line in lines[1:]:
                    if not peer.recv(4096):
                        break
                    peer.sendall(line)

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield int(listener.getsockname()[1])
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join()
