"""Messages behind the bell, and toasts: everybody gets their own, at once, and nobody else's."""

import json
from typing import Any
from uuid import uuid4

import pytest

from tests.integration.notifications.conftest import BELL, LIVE, Reader, Sender
from tests.support.client import problem
from tests.support.factors import change, rows
from tests.support.installation import Installation
from tests.support.socket import Socket

SECONDS = 20
MESSAGES = "/api/v1/messages"


def heard(socket: Socket, subject: str) -> dict[str, Any]:
    """The news with this subject."""
    while True:
        message = json.loads(socket.recv(SECONDS))
        if message.get("subject") == subject:
            return dict(message)


def unique(words: str) -> str:
    return f"{words} {uuid4().hex[:8]}"


class TestBell:
    def test_a_flow_tells_somebody_and_only_them(self, sender: Sender, ada: Reader, grace: Reader) -> None:
        subject, before = unique("Look"), ada.unread()
        with ada.socket() as own, grace.socket() as other:
            sender.send(BELL, ada.person.id, subject=subject, text="A < B & C")
            news = heard(own, subject)
            assert news["type"] == "message"
            assert news["text"] == "Dear A < B & C"
            sender.send(BELL, grace.person.id, subject="the end")
            assert heard(other, "the end")["subject"] == "the end", "and nothing of Ada's before"
        (message,) = [one for one in ada.messages() if one["subject"] == subject]
        assert message["id"] == news["id"]
        assert message["html"] == "<p>Dear <b>A &lt; B &amp; C</b></p>"
        assert message["read_at"] is None
        assert ada.unread() == before + 1
        assert subject not in str(grace.messages())

    def test_reading_is_per_message_and_lasts(self, sender: Sender, ada: Reader) -> None:
        for number in range(3):
            sender.send(BELL, ada.person.id, subject=f"Number {number}")
        before = ada.unread()
        first = ada.messages(unread=True)[0]
        assert ada.client.post(f"{MESSAGES}/{first['id']}/read").status_code == 204
        assert ada.unread() == before - 1
        read_at = next(one for one in ada.messages() if one["id"] == first["id"])["read_at"]
        assert ada.client.post(f"{MESSAGES}/{first['id']}/read").status_code == 204
        assert next(one for one in ada.messages() if one["id"] == first["id"])["read_at"] == read_at
        assert first["id"] not in {one["id"] for one in ada.messages(unread=True)}
        assert ada.client.post(f"{MESSAGES}/read-all").json() == {"read": before - 1}
        assert ada.unread() == 0
        assert ada.client.post(f"{MESSAGES}/read-all").json() == {"read": 0}

    def test_pages_are_in_order_and_counted(self, sender: Sender, grace: Reader) -> None:
        for number in range(4):
            sender.send(BELL, grace.person.id, subject=f"Page {number}")
        page = grace.client.get(MESSAGES, params={"$top": "2", "$skip": "1"}).json()
        assert [one["subject"] for one in page["value"]] == ["Page 2", "Page 1"]
        assert page["count"] >= page["unread"] >= 4
        assert grace.client.get(MESSAGES).headers["cache-control"] == "no-store"

    def test_somebody_elses_message_looks_like_none(self, sender: Sender, ada: Reader, grace: Reader) -> None:
        sender.send(BELL, ada.person.id, subject="Not yours")
        foreign = ada.messages()[0]["id"]
        problem(grace.client.post(f"{MESSAGES}/{foreign}/read"), 404, "message_not_found")
        problem(grace.client.post(f"{MESSAGES}/{uuid4()}/read"), 404, "message_not_found")
        assert ada.messages()[0]["read_at"] is None

    def test_visitors_and_tokens_get_none(self, installation: Installation, ada: Reader) -> None:
        with installation.client() as visitor:
            problem(visitor.get(MESSAGES), 401, "not_signed_in")
        order = {"name": "reads messages", "scopes": ["read", "write"], "days": 1}
        token = ada.client.post("/api/v1/account/tokens", json=order).raise_for_status().json()["secret"]
        with installation.client() as program:
            answered = program.get(MESSAGES, headers={"authorization": f"Bearer {token}"})
            assert answered.status_code == 403, answered.text

    def test_they_lie_sealed(self, installation: Installation, sender: Sender, ada: Reader) -> None:
        subject = unique("Sealed")
        sender.send(BELL, ada.person.id, subject=subject, text="the secret of the message")
        for table in ("notification.message", "notification.push"):
            for (sealed,) in rows(installation, f"SELECT sealed FROM {table}"):
                assert subject.encode() not in bytes(sealed)
                assert b"the secret" not in bytes(sealed)

    @pytest.mark.parametrize("person", [0, -1, 987654321, None])
    def test_nobody_is_no_failure_and_is_told_to_the_log_only(
        self, installation: Installation, sender: Sender, person: int | None
    ) -> None:
        answered = sender.run(BELL, person, subject="To nobody")
        assert (answered.status_code, answered.json()["status"]) == (200, "completed")
        assert answered.json()["warnings"] == []
        ((warnings,),) = rows(installation, "SELECT warnings FROM dataflow.run WHERE id = %s", answered.json()["runId"])
        assert [warning["code"] for warning in warnings] == ["no_recipients"]

    def test_whoever_is_named_twice_gets_one(self, sender: Sender, ada: Reader) -> None:
        subject = unique("Once")
        sender.send(BELL, ada.person.id, subject=subject, login=ada.person.user_name.upper())
        assert [one["subject"] for one in ada.messages()].count(subject) == 1

    def test_who_is_not_active_gets_none(self, installation: Installation, sender: Sender, grace: Reader) -> None:
        subject = unique("Gone")
        change(installation, "UPDATE identity.account SET active = false WHERE id = %s", grace.person.id)
        try:
            sender.send(BELL, grace.person.id, subject=subject)
        finally:
            change(installation, "UPDATE identity.account SET active = true WHERE id = %s", grace.person.id)
        assert subject not in str(grace.messages())


class TestToasts:
    def test_they_are_shown_to_who_is_there_and_kept_nowhere(self, sender: Sender, ada: Reader, grace: Reader) -> None:
        subject = unique("Now")
        with ada.socket() as own, ada.socket() as second, grace.socket() as other:
            sender.send(LIVE, ada.person.id, subject=subject)
            first, again = heard(own, subject), heard(second, subject)
            assert first == again
            assert first["type"] == "toast"
            sender.send(LIVE, grace.person.id, subject="the end")
            assert json.loads(other.recv(SECONDS))["subject"] == "the end"
        assert subject not in str(ada.messages())

    def test_what_nobody_was_there_for_is_not_made_up_for(self, sender: Sender, ada: Reader) -> None:
        sender.send(LIVE, ada.person.id, subject="Nobody is here")
        with ada.socket() as late:
            sender.send(LIVE, ada.person.id, subject="Somebody is")
            assert json.loads(late.recv(SECONDS))["subject"] == "Somebody is"
