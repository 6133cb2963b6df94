"""The mail server of the installation: the one that was saved, else that of the settings."""

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from pydantic import SecretStr

from aqtra.infra.container import Services
from aqtra.infra.database import Connection
from aqtra.infra.mail import repository
from aqtra.infra.sealed import SMTP_PASSWORD
from aqtra.infra.settings import Settings, SmtpSecurity

ROW = 1
"""There is one saved server at most."""


@dataclass(frozen=True, slots=True)
class MailServer:
    """How mail leaves. `guarded`: somebody wrote the host into a form, so it must be one that may be called."""

    host: str
    port: int
    security: SmtpSecurity
    sender: str
    user: str | None = None
    password: SecretStr | None = None
    ca: Path | None = None
    guarded: bool = False


@dataclass(frozen=True, slots=True)
class SavedServer:
    """A row of the saved server."""

    sender: str
    host: str
    port: int
    security: SmtpSecurity
    user_name: str | None
    sealed_password: bytes | None = field(repr=False)
    changed_at: datetime
    changed_by: str | None


async def mail_server(services: Services, conn: Connection) -> MailServer | None:
    """None: the installation has no mail server."""
    saved = await saved_server(conn)
    if saved is None:
        return server_of(services.settings)
    password = None
    if saved.sealed_password is not None:
        opened = services.sealer.open(saved.sealed_password, SMTP_PASSWORD.place(ROW))
        password = SecretStr(opened.decode())
    return MailServer(
        host=saved.host,
        port=saved.port,
        security=saved.security,
        sender=saved.sender,
        user=saved.user_name,
        password=password,
        ca=services.settings.smtp_ca,
        guarded=True,
    )


async def saved_server(conn: Connection) -> SavedServer | None:
    row = await repository.saved_server(conn)
    return None if row is None else SavedServer(**{**row, "security": SmtpSecurity(row["security"])})


def server_of(settings: Settings) -> MailServer | None:
    """Of the operator: written where the machine is set up, so nobody judges the host."""
    if settings.smtp_host is None:
        return None
    return MailServer(
        host=settings.smtp_host,
        port=settings.smtp_port,
        security=settings.smtp_security,
        sender=settings.smtp_sender or "",
        user=settings.smtp_user,
        password=settings.smtp_password,
        ca=settings.smtp_ca,
    )
