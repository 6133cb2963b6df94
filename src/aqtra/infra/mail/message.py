"""A mail in the form in which it travels. Nothing that people wrote can become a header, or one more recipient."""

import re
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid, parseaddr
from typing import Final

from aqtra.infra.mail.address import parsed
from aqtra.infra.mail.models import Attachment, Mail, Undeliverable

LONGEST_SUBJECT: Final = 500
LONGEST_NAME: Final = 150
_UNSEEN: Final = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]+")


def message_of(mail: Mail, sender: str, now: datetime) -> EmailMessage:
    """Raises Undeliverable when the recipient is no plain address."""
    message = EmailMessage()
    message["From"] = sender
    message["To"] = _recipient(mail.to)
    message["Subject"] = one_line(mail.subject, LONGEST_SUBJECT)
    message["Date"] = format_datetime(now)
    message["Message-ID"] = make_msgid(domain=parseaddr(sender)[1].rpartition("@")[2])
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(_sendable(mail.text))
    if mail.html is not None:
        message.add_alternative(_sendable(mail.html), subtype="html")
    for attachment in mail.attachments:
        _attach(message, attachment)
    return message


def one_line(text: str, longest: int) -> str:
    """Without line ends and other control characters, and no longer than that."""
    plain = _UNSEEN.sub(" ", text).strip()
    return plain if len(plain) <= longest else plain[: longest - 1] + "…"


def _recipient(text: str) -> Address:
    try:
        return parsed(text)
    except ValueError as error:
        raise Undeliverable("no e-mail address") from error


def _attach(message: EmailMessage, attachment: Attachment) -> None:
    main, _, sub = attachment.content_type.partition(";")[0].strip().partition("/")
    message.add_attachment(
        attachment.content, maintype=main, subtype=sub, filename=one_line(attachment.name, LONGEST_NAME)
    )


def _sendable(text: str) -> str:
    """Half of a surrogate pair is no text; a null byte is refused by servers."""
    return text.encode(errors="replace").decode().replace("\0", "")
