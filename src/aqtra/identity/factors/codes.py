"""What counts as a right code of an account, and how guessing ends."""

import hmac
from datetime import timedelta
from typing import Final

from aqtra.identity import repository as accounts
from aqtra.identity.factors import recovery, repository, totp
from aqtra.identity.models import Account, Factor
from aqtra.infra.container import Services
from aqtra.infra.crypto import NotAuthentic, UnknownKey
from aqtra.infra.database import Connection
from aqtra.infra.keys import derive, signing_key

FAILURE_LIMIT: Final = 10
LOCK_FOR: Final = timedelta(minutes=15)


class Codes:
    """Checks codes. Every wrong one counts as a failed sign-in of the account."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._key = signing_key(services.settings)

    async def locked_account(self, conn: Connection, account_id: int) -> Account | None:
        """The account, held until the end of the transaction so that guesses come one after the other.

        None when it may not enter now.
        """
        account = await accounts.account_by_id(conn, account_id, hold=True)
        if account is None or not account.active or account.locked(self._services.clock.now()):
            return None
        return account

    async def failed(self, conn: Connection, account_id: int) -> None:
        """Counts a wrong password or code; at the limit the account is locked."""
        await accounts.record_failure(conn, account_id, FAILURE_LIMIT, self._services.clock.now() + LOCK_FOR)

    async def fits(
        self, conn: Connection, account: Account, factor: Factor, code: str, mail_code: str | None = None
    ) -> bool:
        """Whether the code is right; it is used up. `mail_code`: digest of the one that was sent."""
        match factor:
            case Factor.TOTP:
                return await self._totp_fits(conn, account.id, code)
            case Factor.RECOVERY:
                return await repository.use_recovery_code(conn, account.id, recovery.hash_code(code))
            case Factor.EMAIL:
                sent = mail_code or ""
                return bool(sent) and hmac.compare_digest(sent, self.digest(account.id, code))
            case Factor.PASSKEY:
                return False

    def digest(self, account_id: int, code: str) -> str:
        """Keyed, because so short a code would be guessed from a plain hash."""
        return derive(self._key, "mail-code", f"{account_id}:{code}")

    async def confirming_step(self, conn: Connection, account_id: int, code: str) -> int | None:
        """The step of a code of an app that is still to be confirmed; None: it does not fit, or nothing waits."""
        row = await repository.totp(conn, account_id)
        if row is None or row["confirmed_at"] is not None:
            return None
        return totp.accepted_step(self._open(account_id, row["secret"]), code, self._services.clock.now(), None)

    def seal(self, account_id: int, secret: str) -> bytes:
        return self._services.sealer.seal(secret.encode(), _place(account_id))

    def _open(self, account_id: int, sealed: bytes) -> str:
        return self._services.sealer.open(bytes(sealed), _place(account_id)).decode()

    async def _totp_fits(self, conn: Connection, account_id: int, code: str) -> bool:
        row = await repository.totp(conn, account_id)
        if row is None or row["confirmed_at"] is None:
            return False
        try:
            secret = self._open(account_id, row["secret"])
        except (NotAuthentic, UnknownKey):
            # The key was lost: the other factors and the recovery codes still work.
            return False
        step = totp.accepted_step(secret, code, self._services.clock.now(), row["last_step"])
        return step is not None and await repository.use_totp(conn, account_id, step)


def _place(account_id: int) -> str:
    return f"identity.totp.secret:{account_id}"
