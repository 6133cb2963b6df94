"""Somebody is always left who may manage the installation: the one rule, for every door that takes roles or people.

A change of people or providers that leaves nobody is refused. Where roles follow the groups of another system, the role
is kept and the trail says so: a sign-in that is refused would lock out the one who could mend it.
"""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import NamedTuple

import structlog

from aqtra.identity import audit
from aqtra.identity.audit.models import Outcome
from aqtra.identity.rights import repository_administrators as repository
from aqtra.identity.rights.errors import LastAdministrator
from aqtra.infra.database import Connection
from aqtra.infra.metrics import security_event
from aqtra.kernel.clock import Clock
from aqtra.kernel.principal import Principal

log = structlog.get_logger("aqtra.identity")


class Held(NamedTuple):
    """A role of an account, everywhere."""

    account_id: int
    role_id: int
    role: str


@asynccontextmanager
async def one_is_left(conn: Connection) -> AsyncIterator[None]:
    """Refuses what is done within when it leaves nobody. Raises LastAdministrator.

    Where there was nobody before, nothing is made worse and nothing refused.
    """
    await repository.hold(conn)
    before = await repository.count(conn)
    yield
    if before and not await repository.count(conn):
        raise LastAdministrator("somebody must be left who may sign in and manage the installation")


async def keep_one(
    conn: Connection, taken: Sequence[Held], by: Principal, *, clock: Clock, **why: str
) -> frozenset[Held]:
    """Gives back what was taken from the last ones who may manage the installation; what was given back."""
    if not await repository.gave_administration(conn, {one.role_id for one in taken}):
        return frozenset()
    await repository.hold(conn)
    if await repository.count(conn):
        return frozenset()
    back = set(await repository.give_back(conn, [(one.account_id, one.role_id) for one in taken]))
    kept = frozenset(one for one in taken if (one.account_id, one.role_id) in back)
    for one in sorted(kept):
        security_event("last_administrator_kept")
        log.warning("the last administrator keeps a role that groups would take", account=one.account_id)
        await audit.record(
            conn,
            "role.kept",
            by,
            f"account:{one.account_id}",
            outcome=Outcome.REFUSED,
            clock=clock,
            role=one.role,
            reason=LastAdministrator.code,
            **why,
        )
    return kept
