"""The way to the mail server: TLS 1.3 with a checked certificate, or in clear on the same machine only."""

import ssl
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid, parseaddr

import aiosmtplib
from pydantic import SecretStr

from aqtra.infra.mail.models import Mail, NotNow, Undeliverable
from aqtra.infra.settings import Settings, SmtpSecurity
from aqtra.kernel.clock import Clock

TIMEOUT_SECONDS = 20


class SmtpServer:
    """The server that the settings name."""

    def __init__(self, settings: Settings, clock: Clock) -> None:
        self._settings = settings
        self._clock = clock

    async def send(self, mail: Mail) -> None:
        """Raises NotNow when trying again may help, else Undeliverable."""
        settings = self._settings
        if settings.smtp_host is None:
            raise Undeliverable("no mail server is set: AQTRA_SMTP_HOST")
        try:
            client = aiosmtplib.SMTP(
                hostname=settings.smtp_host,
                port=settings.smtp_port,
                username=settings.smtp_user,
                password=_value(settings.smtp_password),
                use_tls=settings.smtp_security is SmtpSecurity.TLS,
                start_tls=settings.smtp_security is SmtpSecurity.STARTTLS,
                tls_context=_tls(settings),
                timeout=TIMEOUT_SECONDS,
            )
            async with client:
                await client.send_message(self._message(mail))
        except (aiosmtplib.SMTPException, OSError) as error:
            raise _refusal(error) from error

    def _message(self, mail: Mail) -> EmailMessage:
        sender = self._settings.smtp_sender or ""
        message = EmailMessage()
        message["From"] = sender
        message["To"] = mail.to
        message["Subject"] = mail.subject
        message["Date"] = format_datetime(self._clock.now())
        message["Message-ID"] = make_msgid(domain=parseaddr(sender)[1].rpartition("@")[2])
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(mail.text)
        message.add_alternative(mail.html, subtype="html")
        return message


def _tls(settings: Settings) -> ssl.SSLContext | None:
    if settings.smtp_security is SmtpSecurity.NONE:
        return None
    context = ssl.create_default_context(cafile=str(settings.smtp_ca) if settings.smtp_ca else None)
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    return context


def _value(secret: SecretStr | None) -> str | None:
    return secret.get_secret_value() if secret is not None else None


def _refusal(error: Exception) -> NotNow | Undeliverable:
    """What the server said, as far as it concerns no person: its words may repeat the address."""
    code = _code(error)
    reason = f"{type(error).__name__}{f' {code}' if code else ''}"
    # A password that is wrong today is a setting to mend, and a passing fault of the mail.
    if code is not None and code >= 500 and not isinstance(error, aiosmtplib.SMTPAuthenticationError):
        return Undeliverable(reason)
    return NotNow(reason)


def _code(error: Exception) -> int | None:
    if isinstance(error, aiosmtplib.SMTPRecipientsRefused):
        return max((refused.code for refused in error.recipients), default=None)
    return error.code if isinstance(error, aiosmtplib.SMTPResponseException) else None
