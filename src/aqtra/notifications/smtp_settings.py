"""The mail server as administrators set it. The password goes in and never comes out."""

from email.utils import parseaddr
from typing import Annotated, Final, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, SecretStr, model_validator

from aqtra.identity import audit
from aqtra.infra.container import Services
from aqtra.infra.database import Connection
from aqtra.infra.egress import egress_of
from aqtra.infra.egress.errors import EgressRefused
from aqtra.infra.egress.hosts import canonical
from aqtra.infra.mail import repository
from aqtra.infra.mail.address import plain_address
from aqtra.infra.mail.models import Delivery, Mail
from aqtra.infra.mail.server import ROW, SavedServer, mail_server, saved_server
from aqtra.infra.mail.smtp import SmtpServer
from aqtra.infra.sealed import SMTP_PASSWORD
from aqtra.infra.settings import LOOPBACK_HOSTS, SmtpSecurity
from aqtra.kernel.errors import FieldError
from aqtra.kernel.principal import Principal
from aqtra.notifications.errors import ChannelNotConfigured, SmtpPasswordNeeded

LATEST: Final = 100
SUBJECT: Final = "Test mail of Aqtra"
_SENTENCE: Final = "This mail was sent from SMTP settings in Studio. Whoever reads it knows that the mail server works."


def _sender(text: str) -> str:
    """An address, or `Name <address>`."""
    if not text.isprintable():
        raise ValueError("one line without control characters is expected")
    name, address = parseaddr(text.strip())
    plain_address(address)
    rebuilt = {address, f"{name} <{address}>", f'"{name}" <{address}>', f"<{address}>"}
    if text.strip() not in rebuilt:
        raise ValueError("an address is expected, or a name and <address>")
    return text.strip()


def _host(text: str) -> str:
    try:
        return str(canonical(text.strip()))
    except EgressRefused as error:
        raise ValueError(error.message) from error


class SmtpServerInfo(BaseModel):
    """What is known of the mail server in use. `saved`: here, else it is that of the installation's settings."""

    saved: bool
    host: str
    port: int
    security: SmtpSecurity
    sender: str
    user: str | None
    has_password: bool


class SmtpSettings(BaseModel):
    """`server` is null where mail cannot be sent."""

    server: SmtpServerInfo | None
    default_exists: bool
    """Whether the installation's own settings name a server, to which removing the saved one returns."""


class SmtpChange(BaseModel):
    """`password` absent: it stays as it is; empty: it is removed."""

    model_config = ConfigDict(extra="forbid")

    sender: Annotated[str, Field(min_length=3, max_length=320), AfterValidator(_sender)]
    host: Annotated[str, Field(min_length=1, max_length=253), AfterValidator(_host)]
    port: int = Field(587, ge=1, le=65535)
    security: SmtpSecurity = SmtpSecurity.STARTTLS
    user: str | None = Field(None, max_length=320)
    password: SecretStr | None = Field(None, max_length=1000)

    @model_validator(mode="after")
    def _is_not_overheard(self) -> Self:
        if self.security is SmtpSecurity.NONE and self.host not in LOOPBACK_HOSTS:
            raise ValueError("without TLS only a mail server on this machine may be used")
        return self

    @property
    def user_name(self) -> str | None:
        return (self.user or "").strip() or None


class SmtpTrial(BaseModel):
    model_config = ConfigDict(extra="forbid")

    to: Annotated[str, Field(min_length=3, max_length=254), AfterValidator(plain_address)]


class SmtpAnswer(BaseModel):
    """Whether the server took the mail, and what it answered."""

    sent: bool
    answer: str


class SmtpAdministration:
    """Verbs of the screen SMTP settings."""

    def __init__(self, services: Services, conn: Connection) -> None:
        self._services = services
        self._conn = conn

    async def settings(self) -> SmtpSettings:
        """What is in use."""
        server = await mail_server(self._services, self._conn)
        info = None
        if server is not None:
            info = SmtpServerInfo(
                saved=server.guarded,
                host=server.host,
                port=server.port,
                security=server.security,
                sender=server.sender,
                user=server.user,
                has_password=server.password is not None,
            )
        return SmtpSettings(server=info, default_exists=self._services.settings.smtp_host is not None)

    async def save(self, change: SmtpChange, by: Principal) -> SmtpSettings:
        """Acts at once, also for what waits. Raises SmtpPasswordNeeded."""
        password = self._password(change, await saved_server(self._conn))
        row = {
            "sender": change.sender,
            "host": change.host,
            "port": change.port,
            "security": change.security.value,
            "user_name": change.user_name,
            "sealed_password": password,
            "changed_at": self._services.clock.now(),
            "changed_by": by.user_name,
        }
        await repository.save_server(self._conn, row)
        await audit.record(self._conn, "smtp.saved", by, "smtp", name=change.host)
        return await self.settings()

    async def remove(self, by: Principal) -> SmtpSettings:
        """Back to the installation's settings."""
        if await repository.delete_server(self._conn):
            await audit.record(self._conn, "smtp.removed", by, "smtp")
        return await self.settings()

    async def deliveries(self) -> list[Delivery]:
        """What became of the latest mails that flows have sent."""
        return await repository.deliveries(self._conn, LATEST)

    def _password(self, change: SmtpChange, before: SavedServer | None) -> bytes | None:
        """Sealed. Raises SmtpPasswordNeeded: else whoever may edit could have it sent to a server of their own."""
        if change.user_name is None:
            return None
        if change.password is not None:
            value = change.password.get_secret_value()
            return self._services.sealer.seal(value.encode(), SMTP_PASSWORD.place(ROW)) if value else None
        if before is None or before.sealed_password is None:
            return None
        kept = (before.host, before.port, before.security, before.user_name)
        if kept != (change.host, change.port, change.security, change.user_name):
            message = "type the password again: it goes to another server, or in another way"
            field = FieldError(field="password", rule="required", message=message)
            raise SmtpPasswordNeeded(message, fields=[field])
        return before.sealed_password


async def send_test_mail(services: Services, to: str, by: Principal) -> SmtpAnswer:
    """By the server in use, at once and once. No connection is held meanwhile. Raises ChannelNotConfigured."""
    async with services.db.transaction() as conn:
        server = await mail_server(services, conn)
        if server is None:
            raise ChannelNotConfigured("there is no mail server: save one first", channel="smtp")
        await audit.record(conn, "smtp.tested", by, "smtp", name=server.host)
    mail = Mail(to=to, subject=SUBJECT, text=f"{_SENTENCE}\n", html=None)
    sent, answer = await SmtpServer(server, services.clock, egress_of(services)).attempt(mail)
    return SmtpAnswer(sent=sent, answer=answer)
