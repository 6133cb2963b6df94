"""Roles that follow the groups of another system: what changed is recorded, told to every process, and bounded."""

from collections.abc import Iterable, Sequence

from aqtra.identity import audit
from aqtra.identity.audit.models import Outcome
from aqtra.identity.rights.administrators import Held, keep_one
from aqtra.infra.database import Connection
from aqtra.infra.outbox import notify
from aqtra.kernel.clock import Clock
from aqtra.kernel.principal import Principal


async def settled(
    conn: Connection, taken: Sequence[Held], given: Sequence[Held], by: Principal, *, clock: Clock, **why: str
) -> None:
    """To be called in the transaction that took and gave the roles. The last administrator keeps theirs.

    `why` stands in the trail.
    """
    gone = set(taken) - await keep_one(conn, taken, by, clock=clock, **why)
    for account_id in sorted({one.account_id for one in (*gone, *given)}):
        changes = {"added": _names(account_id, given), "removed": _names(account_id, gone)}
        shown = {name: roles for name, roles in changes.items() if roles}
        target, done = f"account:{account_id}", Outcome.DONE
        await audit.record(conn, "role.settled", by, target, outcome=done, clock=clock, **shown, **why)
        await notify(conn, "session", {"user_id": account_id})


def _names(account_id: int, roles: Iterable[Held]) -> str:
    return ", ".join(sorted({one.role for one in roles if one.account_id == account_id}))
