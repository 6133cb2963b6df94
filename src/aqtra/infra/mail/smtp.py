"""The way to the mail server: TLS 1.3 with a checked certificate, or in clear on the same machine only."""

import asyncio
import socket
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

import aiosmtplib
from pydantic import SecretStr

from aqtra.infra.egress import Egress
from aqtra.infra.mail.message import message_of
from aqtra.infra.mail.models import Mail, NotNow, Undeliverable
from aqtra.infra.mail.server import MailServer
from aqtra.infra.settings import SmtpSecurity
from aqtra.kernel.clock import Clock
from aqtra.kernel.errors import AqtraError

TIMEOUT_SECONDS: Final = 20
WHOLE_SECONDS: Final = 120
"""For one mail from the first byte to the last. Below the lease: a server that drips must not get the mail twice."""
LONGEST_ANSWER: Final = 500


class SmtpServer:
    """A server, and how to speak with it."""

    def __init__(self, server: MailServer, clock: Clock, egress: Egress) -> None:
        self._server = server
        self._clock = clock
        self._egress = egress

    async def send(self, mail: Mail) -> None:
        """Raises NotNow when trying again may help, else Undeliverable."""
        try:
            await self._exchange(mail)
        except (aiosmtplib.SMTPException, AqtraError, OSError) as error:
            raise _refusal(error) from error

    async def attempt(self, mail: Mail) -> tuple[bool, str]:
        """Whether the server took it, and what it said: for whoever sets the server up."""
        try:
            return True, await self._exchange(mail)
        except (aiosmtplib.SMTPException, AqtraError, OSError, Undeliverable) as error:
            return False, _words(error)

    async def _exchange(self, mail: Mail) -> str:
        message = message_of(mail, self._server.sender, self._clock.now())
        async with asyncio.timeout(WHOLE_SECONDS), self._connected() as client:
            _, answer = await client.send_message(message, recipients=[mail.to])
        return answer[:LONGEST_ANSWER]

    @asynccontextmanager
    async def _connected(self) -> AsyncIterator[aiosmtplib.SMTP]:
        server = self._server
        made: socket.socket | None = None
        if server.guarded:
            made = await self._egress.connect(server.host, server.port, timeout=TIMEOUT_SECONDS)
        try:
            client = aiosmtplib.SMTP(
                # With a socket this is the name in the certificate.
                hostname=server.host,
                port=server.port if made is None else None,
                sock=made,
                username=server.user,
                password=_value(server.password),
                use_tls=server.security is SmtpSecurity.TLS,
                start_tls=server.security is SmtpSecurity.STARTTLS,
                tls_context=_tls(server),
                timeout=TIMEOUT_SECONDS,
            )
            async with client:
                yield client
        finally:
            if made is not None:
                made.close()


def _tls(server: MailServer) -> ssl.SSLContext | None:
    if server.security is SmtpSecurity.NONE:
        return None
    context = ssl.create_default_context(cafile=str(server.ca) if server.ca else None)
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


def _words(error: Exception) -> str:
    refused = error.recipients[0] if isinstance(error, aiosmtplib.SMTPRecipientsRefused) and error.recipients else error
    if isinstance(refused, aiosmtplib.SMTPResponseException):
        return f"{refused.code} {refused.message}"[:LONGEST_ANSWER]
    if isinstance(refused, TimeoutError):
        return "the server takes too long"
    return (str(refused) or type(refused).__name__)[:LONGEST_ANSWER]
