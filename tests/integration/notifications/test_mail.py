"""Mail of flows: on its way after the run, tried again, logged with the run's id; nothing of it can be forged."""

import asyncio
from typing import Any
from uuid import UUID, uuid4

import pytest

from aqtra.composition import open_platform
from aqtra.infra.mail.service import Mailer
from tests.integration.notifications.conftest import MAIL, Reader, Sender
from tests.integration.studio.waiting import eventually
from tests.support.accounts import settings_of
from tests.support.client import Client
from tests.support.factors import change, rows
from tests.support.installation import Installation
from tests.support.mailbox import receiving

DELIVERIES = "/api/v1/studio/smtp/deliveries"


def unique(words: str) -> str:
    return f"{words} {uuid4().hex[:8]}"


def deliveries(builder: Client, run: str) -> list[dict[str, Any]]:
    found = builder.get(DELIVERIES).raise_for_status().json()
    return [one for one in found if one["run_id"] == run]


def of_run(installation: Installation, run: str) -> list[tuple[UUID, str, int, str | None]]:
    return [
        (row[0], row[1], row[2], row[3])
        for row in rows(installation, "SELECT id, state, attempts, reason FROM identity.mail WHERE run_id = %s", run)
    ]


def work(installation: Installation, mail: UUID, **settings: Any) -> None:
    """What a worker with these settings does."""

    async def send() -> None:
        async with open_platform(settings_of(installation, **settings)) as platform:
            await Mailer(platform.services).send(mail)

    asyncio.run(send())


def to_port(port: int) -> dict[str, Any]:
    sender = "Aqtra <aqtra@example.org>"
    return {"smtp_host": "127.0.0.1", "smtp_port": port, "smtp_sender": sender, "smtp_security": "none"}


class TestDelivery:
    def test_a_step_sends_to_everybody_it_names_each_alone(
        self, installation: Installation, builder: Client, sender: Sender, ada: Reader, grace: Reader
    ) -> None:
        subject = unique("To two")
        run = sender.send(MAIL, ada.person.id, subject=subject, text="<script>x</script>", login=grace.person.user_name)
        for one in (ada, grace):
            letter = installation.mailbox.wait(one.email, subject)
            assert letter.message["to"] == one.email
            assert letter.html.strip() == "<p>Dear <b>&lt;script&gt;x&lt;/script&gt;</b></p>"
            assert letter.text.strip() == "Dear <script>x</script>"
        eventually(lambda: {one["state"] for one in deliveries(builder, run)} == {"sent"})
        log = deliveries(builder, run)
        assert {one["user_name"] for one in log} == {ada.person.user_name, grace.person.user_name}
        assert "@" not in str(log)
        eventually(lambda: rows(installation, "SELECT count(*) FROM identity.mail_body") == [(0,)])

    def test_who_has_no_address_is_left_out_and_named_in_the_log(
        self, installation: Installation, sender: Sender, ada: Reader, grace: Reader
    ) -> None:
        subject = unique("One of two")
        change(installation, "UPDATE identity.account SET email = NULL WHERE id = %s", grace.person.id)
        try:
            run = sender.send(MAIL, ada.person.id, subject=subject, login=grace.person.user_name)
        finally:
            change(installation, "UPDATE identity.account SET email = %s WHERE id = %s", grace.email, grace.person.id)
        assert installation.mailbox.wait(ada.email, subject)
        ((warnings,),) = rows(installation, "SELECT warnings FROM dataflow.run WHERE id = %s", run)
        assert [warning["message"] for warning in warnings] == ["1 of 2 users have no e-mail address"]
        assert len(of_run(installation, run)) == 1

    def test_a_refusal_is_logged_and_the_run_has_gone_well(
        self, installation: Installation, builder: Client, sender: Sender, ada: Reader
    ) -> None:
        installation.mailbox.refusals[ada.email] = f"550 no such user {ada.email}"
        try:
            run = sender.send(MAIL, ada.person.id, subject="Refused")
            eventually(lambda: [one["state"] for one in deliveries(builder, run)] == ["failed"])
        finally:
            installation.mailbox.refusals.clear()
        (found,) = deliveries(builder, run)
        assert (found["reason"], found["attempts"]) == ("SMTPRecipientsRefused 550", 1)

    def test_a_passing_refusal_is_tried_again(
        self, installation: Installation, builder: Client, sender: Sender, ada: Reader
    ) -> None:
        subject = unique("Later")
        installation.mailbox.refusals[ada.email] = "451 try later"
        try:
            run = sender.send(MAIL, ada.person.id, subject=subject)
            eventually(lambda: [one["reason"] for one in deliveries(builder, run)] == ["SMTPRecipientsRefused 451"])
        finally:
            installation.mailbox.refusals.clear()
        ((mail, state, attempts, _),) = of_run(installation, run)
        assert (state, attempts) == ("queued", 1)
        change(installation, "UPDATE identity.mail SET due_at = now() WHERE id = %s", mail)
        work(installation, mail, **to_port(installation.mailbox.port))
        assert installation.mailbox.wait(ada.email, subject)

    def test_a_worker_that_died_with_it_leaves_it_to_another_and_it_arrives_once(
        self, installation: Installation, sender: Sender, ada: Reader
    ) -> None:
        subject = unique("Lost")
        installation.mailbox.refusals[ada.email] = "451 not yet"
        try:
            run = sender.send(MAIL, ada.person.id, subject=subject)
            eventually(lambda: [found[1:3] for found in of_run(installation, run)] == [("queued", 1)])
        finally:
            installation.mailbox.refusals.clear()
        ((mail, *_),) = of_run(installation, run)
        claimed = (
            "UPDATE identity.mail SET state = 'sending', attempts = 2, due_at = now(), "
            "lease_until = now() + interval '1 min' WHERE id = %s"
        )
        change(installation, claimed, mail)
        with receiving() as other:
            work(installation, mail, **to_port(other.port))
            assert other.to(ada.email) == [], "the first worker may still be at it"
            change(installation, "UPDATE identity.mail SET lease_until = now() - interval '1s' WHERE id = %s", mail)
            for _ in range(2):
                work(installation, mail, **to_port(other.port))
            assert [letter.subject for letter in other.to(ada.email)] == [subject]
        assert [found[1] for found in of_run(installation, run)] == ["sent"]


class TestHostile:
    @pytest.mark.parametrize(
        "subject",
        [
            "Hello\r\nBcc: evil@example.org",
            "Hello\nContent-Type: text/html\n\n<script>",
            "Hello\u2028Bcc: evil@example.org\u0085X",
            "=?utf-8?q?Bcc:_evil?=\r\n\tevil",
        ],
        ids=["crlf", "body", "unicode line ends", "encoded word"],
    )
    def test_a_subject_is_one_line_of_one_header(
        self, installation: Installation, sender: Sender, ada: Reader, subject: str
    ) -> None:
        marked = f"{subject} {uuid4().hex[:6]}"
        sender.send(MAIL, ada.person.id, subject=marked)
        ending = marked[-6:]
        eventually(lambda: any(one.subject.endswith(ending) for one in installation.mailbox.to(ada.email)))
        letter = next(one for one in installation.mailbox.to(ada.email) if one.subject.endswith(ending))
        assert "bcc" not in {name.lower() for name in letter.message}
        assert len(letter.message.get_all("content-type") or []) == 1
        assert letter.text.strip() == "Dear you"
        assert installation.mailbox.to("evil@example.org") == []

    @pytest.mark.parametrize(
        "address",
        ["a@example.org, evil@example.org", "a@example.org\r\nBcc: evil@example.org", "nobody", "<x@example.org>", "@"],
        ids=["two", "header", "no domain", "brackets", "at"],
    )
    def test_an_address_that_is_not_one_gets_nothing(
        self, installation: Installation, builder: Client, sender: Sender, grace: Reader, address: str
    ) -> None:
        change(installation, "UPDATE identity.account SET email = %s WHERE id = %s", address, grace.person.id)
        try:
            run = sender.send(MAIL, grace.person.id, subject="Hostile")
            eventually(lambda: [one["state"] for one in deliveries(builder, run)] == ["failed"])
        finally:
            change(installation, "UPDATE identity.account SET email = %s WHERE id = %s", grace.email, grace.person.id)
        assert [one["reason"] for one in deliveries(builder, run)] == ["no e-mail address"]
        assert installation.mailbox.to("evil@example.org") == []
        assert installation.mailbox.to("a@example.org") == []
