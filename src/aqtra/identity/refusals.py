"""A password that opened nothing: counted, recorded, and told of in words that are the same for every cause."""

from typing import Final

from aqtra.identity import audit
from aqtra.identity.audit.models import Outcome
from aqtra.identity.factors.codes import FAILURE_LIMIT, Codes
from aqtra.identity.models import Account
from aqtra.infra.database import Connection
from aqtra.infra.metrics import security_event
from aqtra.kernel.clock import Clock

REFUSED: Final = "user name or password is wrong, or the account is locked"


async def note_refusal(
    conn: Connection, codes: Codes, account: Account | None, *, wrong: bool, locked: bool, clock: Clock, **where: str
) -> None:
    """`wrong`: the password was looked at and is not the account's; that counts for its lock.

    Of an unknown name nothing is kept: now and then it is a password in the wrong field.
    """
    security_event("sign_in_failed")
    refused = Outcome.REFUSED
    if account is None:
        await audit.record(
            conn, "session.refused", None, None, outcome=refused, clock=clock, reason="unknown_account", **where
        )
        return
    if wrong:
        await codes.failed(conn, account.id)
    reason = "locked" if locked else "wrong_password" if wrong else "inactive"
    target, name = f"account:{account.id}", account.user_name
    await audit.record(
        conn, "session.refused", None, target, outcome=refused, clock=clock, reason=reason, user_name=name, **where
    )
    if wrong and account.failures + 1 >= FAILURE_LIMIT:
        security_event("account_locked")
        await audit.record(
            conn, "account.locked", None, target, outcome=Outcome.DONE, clock=clock, user_name=name, **where
        )
