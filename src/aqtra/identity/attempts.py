"""What may be tried a few times only, counted by name or address whether or not there is such an account.

Counts lie in the database: they hold for every process, and for tries that come at once. Only digests are kept.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil
from typing import Final

from aqtra.identity import repository_attempts as repository
from aqtra.infra.container import Services
from aqtra.infra.database import Connection
from aqtra.infra.keys import derive, signing_key
from aqtra.infra.metrics import security_event
from aqtra.kernel.errors import TooManyRequests

WINDOW: Final = timedelta(minutes=15)


class TooManyTries(TooManyRequests):
    """Too many for this name, account or address: wait as long as the answer says."""

    code = "rate_limited"


@dataclass(frozen=True, slots=True)
class Allowance:
    """`times` within the window for one thing; `what` names what is counted, `whose` for whom."""

    what: str
    whose: str
    times: int


class Attempts:
    """Tries of an installation."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._key = signing_key(services.settings)

    async def take(self, allowances: Sequence[Allowance]) -> None:
        """Counts one try, before anything else is done: tries at once do not pass together. Raises TooManyTries.

        The try that reaches the limit makes all of them count for a whole window from now.
        """
        now = self._services.clock.now()
        async with self._services.db.transaction() as conn:
            digests = sorted((self._digest(one), one.times) for one in allowances)
            for digest, times in digests:
                await self._check(conn, digest, times, now)
            for digest, times in digests:
                await repository.insert(conn, digest, now + WINDOW)
                count, _ = await repository.counted(conn, digest, now)
                if count >= times:
                    await repository.prolong(conn, digest, now + WINDOW)

    async def forget(self, allowance: Allowance) -> None:
        """A try that succeeded proves that its tries were the owner's."""
        async with self._services.db.transaction() as conn:
            await repository.forget(conn, self._digest(allowance))

    async def _check(self, conn: Connection, digest: str, times: int, now: datetime) -> None:
        await repository.hold(conn, digest)
        count, until = await repository.counted(conn, digest, now)
        if count >= times and until is not None:
            security_event("rate_limited")
            seconds = max(1, ceil((until - now).total_seconds()))
            raise TooManyTries(f"too many tries; go on in {seconds} s", seconds=seconds)

    def _digest(self, allowance: Allowance) -> str:
        return derive(self._key, "attempt", f"{allowance.what}:{allowance.whose.strip().lower()}")
