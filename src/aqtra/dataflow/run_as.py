"""As whom a flow runs that nobody calls: by the clock, by a message, by a webhook (flows.md 5)."""

from dataclasses import replace
from typing import Final

from aqtra.dataflow.models import ErrorReport, Outcome, Trigger
from aqtra.identity import repository as accounts
from aqtra.identity.principals import principal_by_id
from aqtra.infra.database import Connection, Database
from aqtra.kernel.errors import Forbidden
from aqtra.kernel.principal import BACKGROUND, Principal
from aqtra.kernel.scopes import restored
from aqtra.metadata.documents.component import ComponentSettings

UNCALLED: Final = frozenset({Trigger.CRON, Trigger.MESSAGE})
"""Triggers without a caller."""
DENIED: Final = Forbidden.code
_HIDDEN: Final = "component_not_found"
"""What a restricted component looks like for who has no right in it; a flow that is live names no other."""


async def background_principal(db: Database, settings: ComponentSettings) -> Principal:
    """The component's Run-as user with the rights of this moment, else the platform. Raises Forbidden."""
    if settings.run_as_user is None:
        return BACKGROUND
    principal = await principal_by_id(db, settings.run_as_user)
    if principal is None:
        raise Forbidden("the Run-as user of the component is not active")
    return principal


async def named_background(conn: Connection, run_as_user: int | None) -> Principal:
    """The same for the log of a run that waits: whether the user is active, its worker asks."""
    if run_as_user is None:
        return BACKGROUND
    account = await accounts.account_by_id(conn, run_as_user)
    return Principal(user_id=run_as_user, user_name=account.user_name if account else None)


async def stored_principal(
    db: Database, principal_id: int | None, scopes: str | None, *, is_platform: bool
) -> Principal:
    """Who started what was stored, with the rights of now and the token of then. Raises Forbidden."""
    if is_platform:
        return BACKGROUND
    if principal_id is None:
        return Principal().narrowed(restored(scopes))
    principal = await principal_by_id(db, principal_id)
    if principal is None:
        raise Forbidden("the account that this runs as is not active")
    return principal.narrowed(restored(scopes))


def told_of_rights(outcome: Outcome) -> Outcome:
    """A run that nobody called and that lacks a right fails with one code, whatever refused it."""
    error = outcome.error
    if outcome.run.trigger not in UNCALLED or error is None or not _is_refusal(error):
        return outcome
    return replace(outcome, error=error.model_copy(update={"code": DENIED, "status": Forbidden.status}))


def _is_refusal(error: ErrorReport) -> bool:
    return error.status in (401, 403) or error.code == _HIDDEN
