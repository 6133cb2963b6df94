"""A mail as it travels: whatever people write, it has the headers that we give it, and one recipient."""

from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP, default

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aqtra.infra.mail.message import LONGEST_SUBJECT, message_of, one_line
from aqtra.infra.mail.models import Addressee, Attachment, Mail, MailBody, Undeliverable

NOW = datetime(2026, 1, 1, tzinfo=UTC)
SENDER = "Aqtra <aqtra@example.org>"
HEADERS = {"from", "to", "subject", "date", "message-id", "auto-submitted", "mime-version", "content-type"}
ENCODING = {"content-transfer-encoding"}


def travelled(mail: Mail) -> EmailMessage:
    """What the other end reads."""
    read = message_from_bytes(message_of(mail, SENDER, NOW).as_bytes(policy=SMTP), policy=default)
    assert isinstance(read, EmailMessage)
    return read


@given(subject=st.text(max_size=700), text=st.text(max_size=200), html=st.none() | st.text(max_size=200))
def test_words_become_no_headers(subject: str, text: str, html: str | None) -> None:
    read = travelled(Mail("ada@example.org", subject, text, html))
    assert {name.lower() for name in read} - ENCODING == HEADERS
    assert read["to"] == "ada@example.org"
    assert "\n" not in str(read["subject"])


@given(st.text(max_size=1000))
def test_a_subject_is_one_line_of_bounded_length(text: str) -> None:
    line = one_line(text, LONGEST_SUBJECT)
    assert len(line) <= LONGEST_SUBJECT
    assert line.splitlines() in ([], [line])


@pytest.mark.parametrize(
    "to",
    [
        "",
        "nobody",
        "a@b.example,c@d.example",
        "a@b.example\r\nBcc: c@d.example",
        "A <a@b.example>",
        "a@b.example c@d.example",
    ],
)
def test_what_is_no_plain_address_gets_nothing(to: str) -> None:
    with pytest.raises(Undeliverable):
        message_of(Mail(to, "s", "t", None), SENDER, NOW)


@given(name=st.text(min_size=1, max_size=200), content=st.binary(max_size=500))
def test_a_file_arrives_byte_by_byte_whatever_its_name(name: str, content: bytes) -> None:
    attachment = Attachment(name, "application/pdf", content)
    read = travelled(Mail("ada@example.org", "s", "t", "<p>t</p>", (attachment,)))
    assert {header.lower() for header in read} - ENCODING == HEADERS
    (part,) = read.iter_attachments()
    assert part.get_content_type() == "application/pdf"
    assert part.get_payload(decode=True) == content


@given(
    subject=st.text(st.characters(exclude_categories=("Cs",)), max_size=100),
    text=st.text(st.characters(exclude_categories=("Cs",)), max_size=100),
    content=st.binary(max_size=100),
)
def test_a_shared_body_is_put_together_with_its_addressee(subject: str, text: str, content: bytes) -> None:
    body = MailBody(subject, text, None, (Attachment("a.pdf", "application/pdf", content),))
    mail = Mail.unpack(Addressee(7, "ada@example.org").pack(), body.pack())
    assert mail == Mail("ada@example.org", subject, text, None, body.attachments)
