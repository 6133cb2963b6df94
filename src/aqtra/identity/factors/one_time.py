"""One-time codes that somebody else delivers: issued for an account and an application domain, typed by its owner."""

import hmac
import re
import secrets
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from aqtra.identity.factors import repository_codes as repository
from aqtra.identity.links import NOBODY
from aqtra.identity.models import Account
from aqtra.infra.container import Services
from aqtra.infra.database import Connection
from aqtra.infra.keys import derive, signing_key

MOST_WRONG: Final = 5
DIGITS: Final = 6
ONE_TIME_CODE: Final = "one_time_code"
"""How a session was entered, or raised."""


class Verdict(StrEnum):
    """What a typed code is; all but the first are told as the reason."""

    RIGHT = "right"
    WRONG = "wrong"
    EXPIRED = "expired"
    USED = "used"


class OneTimeCodes:
    """Codes of an installation. One is active for each account and client; only keyed digests are stored."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._key = signing_key(services.settings)

    async def issue(self, conn: Connection, account: Account | None, client: str, lifetime: timedelta) -> str:
        """A new code, which cancels the one before. With None the same work is done, and the code fits nothing."""
        account_id = account.id if account else NOBODY
        code = f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
        until = self._services.clock.now() + lifetime
        await repository.replace_code(conn, account_id, client, self._digest(account_id, client, code), until)
        return code

    async def judge(self, conn: Connection, account_id: int, client: str, typed: str) -> Verdict:
        """Uses up a right code; counts a wrong one, and the fifth voids the code."""
        code = re.sub(r"[^0-9]", "", typed)
        row = await repository.held_code(conn, account_id, client)
        expected = row["code_hash"] if row else self._digest(NOBODY, client, "")
        fits = hmac.compare_digest(self._digest(account_id, client, code), expected)
        verdict = _verdict(row, self._services.clock.now(), fits=fits)
        if verdict is Verdict.RIGHT:
            await repository.use_code(conn, account_id, client)
        elif verdict is Verdict.WRONG:
            await repository.count_wrong(conn, account_id, client)
        return verdict

    def _digest(self, account_id: int, client: str, code: str) -> str:
        """Keyed, because so short a code would be guessed from a plain hash."""
        return derive(self._key, "one-time-code", f"{account_id}:{client}:{code}")


def _verdict(row: dict[str, object] | None, now: datetime, *, fits: bool) -> Verdict:
    """Only who knows the code learns more of it than that it is wrong."""
    if row is None or not fits or int(str(row["wrong"])) >= MOST_WRONG:
        return Verdict.WRONG
    if row["used"]:
        return Verdict.USED
    expires_at = row["expires_at"]
    assert isinstance(expires_at, datetime)
    return Verdict.RIGHT if expires_at > now else Verdict.EXPIRED
