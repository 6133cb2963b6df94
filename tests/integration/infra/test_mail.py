"""Mail waits in the database: nothing is lost, nothing is sent twice, and no stranger gets to read it."""

import asyncio
import ssl
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aqtra.composition import open_platform
from aqtra.embedded.tls import ensure_certificates
from aqtra.infra.mail.models import Mail
from aqtra.infra.mail.service import FIRST_WAIT, LONGEST_WAIT, Mailer, wait_after
from aqtra.infra.settings import SettingsError, load_settings
from tests.support.accounts import settings_of
from tests.support.factors import change, rows
from tests.support.installation import Installation
from tests.support.mailbox import Mailbox, receiving

SUBJECT = "A letter"


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    """A server that only these tests know."""
    with receiving() as mailbox:
        yield mailbox


def to_port(port: int, **changes: Any) -> dict[str, Any]:
    return {
        "smtp_host": "127.0.0.1",
        "smtp_port": port,
        "smtp_sender": "Aqtra <aqtra@example.org>",
        "smtp_security": "none",
        **changes,
    }


def address() -> str:
    return f"{uuid4().hex[:10]}@example.org"


def put_in_line(installation: Installation, mail: Mail) -> UUID:
    """A mail whose doorbell was lost, so that no worker sends it."""

    async def put() -> UUID:
        async with (
            open_platform(settings_of(installation, **to_port(1))) as platform,
            platform.services.db.transaction() as conn,
        ):
            await Mailer(platform.services).enqueue(conn, mail)
            cursor = await conn.execute("SELECT id FROM identity.mail ORDER BY created_at DESC LIMIT 1")
            row = await cursor.fetchone()
            assert row is not None
            await conn.execute("DELETE FROM infra.outbox WHERE payload ->> 'id' = %s", (str(row[0]),))
            return UUID(str(row[0]))

    return asyncio.run(put())


def send(installation: Installation, mail_id: UUID, **settings: Any) -> None:
    """What a worker with these settings does."""

    async def work() -> None:
        async with open_platform(settings_of(installation, **settings)) as platform:
            await Mailer(platform.services).send(mail_id)

    asyncio.run(work())


def state(installation: Installation, mail_id: UUID) -> tuple[str, int, str | None, bool]:
    """State, attempts, reason, and whether the words are still there."""
    (row,) = rows(
        installation,
        "SELECT state, attempts, reason, sealed IS NOT NULL FROM identity.mail WHERE id = %s",
        mail_id,
    )
    return row  # type: ignore[return-value]


def due_now(installation: Installation, mail_id: UUID) -> None:
    change(installation, "UPDATE identity.mail SET due_at = now() WHERE id = %s", mail_id)


def letter(to: str, text: str = "Hello") -> Mail:
    return Mail(to=to, subject=SUBJECT, text=text, html=f"<p>{text}</p>")


class TestSending:
    def test_a_worker_sends_what_a_request_wrote(self, installation: Installation) -> None:
        to = address()

        async def write() -> None:
            async with (
                open_platform(settings_of(installation)) as platform,
                platform.services.db.transaction() as conn,
            ):
                await Mailer(platform.services).enqueue(conn, letter(to, "Grüße, мир 🦊"))

        asyncio.run(write())
        arrived = installation.mailbox.wait(to, SUBJECT)
        assert arrived.text.strip() == "Grüße, мир 🦊"
        assert arrived.html.strip() == "<p>Grüße, мир 🦊</p>"
        assert arrived.sender == "aqtra@example.org"
        assert arrived.message["auto-submitted"] == "auto-generated"
        assert "example.org" in arrived.message["message-id"]

    def test_what_was_rolled_back_was_never_written(self, installation: Installation) -> None:
        count = "SELECT count(*) FROM identity.mail"

        async def write() -> None:
            async with (
                open_platform(settings_of(installation)) as platform,
                platform.services.db.transaction() as conn,
            ):
                await Mailer(platform.services).enqueue(conn, letter(address()))
                raise ZeroDivisionError

        before = rows(installation, count)
        with pytest.raises(ZeroDivisionError):
            asyncio.run(write())
        assert rows(installation, count) == before

    def test_a_doubled_doorbell_sends_once_and_the_words_are_forgotten(
        self, installation: Installation, mailbox: Mailbox
    ) -> None:
        to = address()
        mail_id = put_in_line(installation, letter(to))
        for _ in range(3):
            send(installation, mail_id, **to_port(mailbox.port))
        assert len(mailbox.to(to)) == 1
        assert state(installation, mail_id) == ("sent", 1, None, False)

    def test_a_lost_doorbell_is_rung_again(self, installation: Installation) -> None:
        to = address()
        mail_id = put_in_line(installation, letter(to))
        change(installation, "UPDATE identity.mail SET due_at = now() - interval '1 min' WHERE id = %s", mail_id)
        assert installation.mailbox.wait(to, SUBJECT)

    def test_what_waits_lies_sealed(self, installation: Installation, mailbox: Mailbox) -> None:
        to = address()
        mail_id = put_in_line(installation, letter(to, "the secret of the letter"))
        ((sealed,),) = rows(installation, "SELECT sealed FROM identity.mail WHERE id = %s", mail_id)
        assert b"the secret" not in bytes(sealed)
        assert to.encode() not in bytes(sealed)
        send(installation, mail_id, **to_port(mailbox.port))


class TestRefusals:
    def test_a_passing_one_is_tried_again(self, installation: Installation, mailbox: Mailbox) -> None:
        to = address()
        mailbox.refusals[to] = "451 try later"
        mail_id = put_in_line(installation, letter(to))
        send(installation, mail_id, **to_port(mailbox.port))
        assert state(installation, mail_id) == ("queued", 1, "SMTPRecipientsRefused 451", True)
        send(installation, mail_id, **to_port(mailbox.port))
        assert state(installation, mail_id)[1] == 1, "not before it is due"
        mailbox.refusals.clear()
        due_now(installation, mail_id)
        send(installation, mail_id, **to_port(mailbox.port))
        assert state(installation, mail_id)[0] == "sent"
        assert len(mailbox.to(to)) == 1

    def test_a_final_one_ends_it_with_a_reason_that_names_nobody(
        self, installation: Installation, mailbox: Mailbox
    ) -> None:
        to = address()
        mailbox.refusals[to] = f"550 no such user {to}"
        mail_id = put_in_line(installation, letter(to))
        send(installation, mail_id, **to_port(mailbox.port))
        assert state(installation, mail_id) == ("failed", 1, "SMTPRecipientsRefused 550", False)

    def test_a_server_that_is_away_is_tried_until_the_mail_is_of_no_use(
        self, installation: Installation, mailbox: Mailbox
    ) -> None:
        mail_id = put_in_line(installation, letter(address()))
        send(installation, mail_id, **to_port(1))
        assert state(installation, mail_id)[0] == "queued"
        change(
            installation,
            "UPDATE identity.mail SET due_at = now(), give_up_at = now() - interval '1s' WHERE id = %s",
            mail_id,
        )
        send(installation, mail_id, **to_port(mailbox.port))
        assert state(installation, mail_id) == ("failed", 2, "no longer of use", False)

    def test_a_worker_that_was_killed_leaves_it_to_another(self, installation: Installation, mailbox: Mailbox) -> None:
        to = address()
        mail_id = put_in_line(installation, letter(to))
        change(
            installation,
            "UPDATE identity.mail SET state = 'sending', attempts = 1, lease_until = now() + interval '1 min'"
            " WHERE id = %s",
            mail_id,
        )
        send(installation, mail_id, **to_port(mailbox.port))
        assert mailbox.to(to) == [], "the first worker may still be at it"
        change(installation, "UPDATE identity.mail SET lease_until = now() - interval '1s' WHERE id = %s", mail_id)
        send(installation, mail_id, **to_port(mailbox.port))
        assert len(mailbox.to(to)) == 1


class TestTls:
    @pytest.fixture
    def certificates(self, tmp_path: Path) -> Any:
        return ensure_certificates(tmp_path / "tls")

    def context(self, certificates: Any, highest: ssl.TLSVersion) -> ssl.SSLContext:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificates.certificate, certificates.key)
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        context.maximum_version = highest
        return context

    @pytest.mark.parametrize("security", ["tls", "starttls"])
    @pytest.mark.parametrize(
        ("trusted", "highest", "outcome"),
        [
            (True, ssl.TLSVersion.TLSv1_3, "sent"),
            (True, ssl.TLSVersion.TLSv1_2, "queued"),
            (False, ssl.TLSVersion.TLSv1_3, "queued"),
        ],
        ids=["trusted", "old version", "unknown authority"],
    )
    def test_only_a_trusted_server_with_tls_1_3_gets_the_mail(
        self,
        installation: Installation,
        certificates: Any,
        security: str,
        trusted: bool,
        highest: ssl.TLSVersion,
        outcome: str,
    ) -> None:
        context, to = self.context(certificates, highest), address()
        server = {"ssl_context": context} if security == "tls" else {"tls_context": context, "require_starttls": True}
        mail_id = put_in_line(installation, letter(to))
        with receiving(**server) as mailbox:
            changes = {"smtp_ca": certificates.authority} if trusted else {}
            send(installation, mail_id, **to_port(mailbox.port, smtp_security=security, **changes))
            assert state(installation, mail_id)[0] == outcome
            assert len(mailbox.to(to)) == (outcome == "sent")
        change(installation, "DELETE FROM identity.mail WHERE id = %s", mail_id)

    def test_a_server_without_starttls_gets_nothing(self, installation: Installation, mailbox: Mailbox) -> None:
        to = address()
        mail_id = put_in_line(installation, letter(to))
        send(installation, mail_id, **to_port(mailbox.port, smtp_security="starttls"))
        assert mailbox.to(to) == []
        assert state(installation, mail_id)[0] == "queued"
        change(installation, "DELETE FROM identity.mail WHERE id = %s", mail_id)


class TestSettings:
    @pytest.mark.parametrize(
        "changes",
        [
            {"smtp_host": "mail.example.org", "smtp_security": "none"},
            {"smtp_sender": None},
            {"smtp_sender": "nobody"},
            {"smtp_sender": "a@b.c\r\nBcc: evil@example.org"},
            {"smtp_security": "ssl"},
        ],
    )
    def test_unsafe_ones_are_refused_without_their_values(self, changes: dict[str, Any]) -> None:
        with pytest.raises(SettingsError) as error:
            load_settings(**to_port(25, smtp_password="hunter-2-hunter", **{"smtp_user": "u", **changes}) | changes)
        assert "hunter" not in str(error.value)

    @given(st.integers(min_value=1, max_value=10_000))
    def test_waits_grow_up_to_an_hour(self, attempts: int) -> None:
        assert FIRST_WAIT <= wait_after(attempts) <= wait_after(attempts + 1) <= LONGEST_WAIT
