"""Routes: Studio > Extensions > SMTP settings."""

from datetime import datetime
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from aqtra.infra.http import Caller, Router, ServicesDep
from aqtra.kernel.principal import Right
from aqtra.notifications.smtp_settings import (
    SmtpAdministration,
    SmtpAnswer,
    SmtpChange,
    SmtpSettings,
    SmtpTrial,
    send_test_mail,
)

router = Router(prefix="/api/v1/studio/smtp", tags=["extensions"])


class MailDelivery(BaseModel):
    """A mail that a flow has sent, without its words. `state`: queued, sending, sent or failed."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    run_id: UUID
    user_name: str | None
    state: str
    attempts: int
    created_at: datetime
    ended_at: datetime | None
    reason: str | None


@router.get("", right=Right.ADMINISTER)
async def get_smtp_settings(services: ServicesDep) -> SmtpSettings:
    """The mail server in use. Of its password only whether there is one."""
    async with services.db.connection() as conn:
        return await SmtpAdministration(services, conn).settings()


@router.put("", right=Right.ADMINISTER)
async def save_smtp_settings(body: SmtpChange, services: ServicesDep, caller: Caller) -> SmtpSettings:
    """Saves the mail server, which acts at once. 422 `smtp_password_needed`."""
    async with services.db.transaction() as conn:
        return await SmtpAdministration(services, conn).save(body, caller)


@router.delete("", right=Right.ADMINISTER)
async def remove_smtp_settings(services: ServicesDep, caller: Caller) -> SmtpSettings:
    """Forgets the saved mail server; that of the installation's settings counts again, if there is one."""
    async with services.db.transaction() as conn:
        return await SmtpAdministration(services, conn).remove(caller)


@router.post("/test", right=Right.ADMINISTER)
async def send_smtp_test_mail(body: SmtpTrial, services: ServicesDep, caller: Caller) -> SmtpAnswer:
    """Sends a mail by the saved settings and says what the server answered. 409 `channel_not_configured`."""
    return await send_test_mail(services, body.to, caller)


@router.get("/deliveries", right=Right.ADMINISTER)
async def list_mail_deliveries(services: ServicesDep) -> list[MailDelivery]:
    """What became of the latest mails that flows have sent, the latest first."""
    async with services.db.connection() as conn:
        found = await SmtpAdministration(services, conn).deliveries()
    return [MailDelivery.model_validate(delivery) for delivery in found]
