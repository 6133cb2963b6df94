"""The second step of signing in: a right password waits, with a cookie that opens nothing, for a second factor.

    password ──right, no factor──────────────▶ session
        └─────right, factor──▶ waiting ──right answer──▶ session
                                  └── ten wrong ones, or ten minutes ──▶ nothing

A passkey is a second factor, and alone a whole sign-in: it has made sure of the person itself.
"""

import secrets
from datetime import timedelta
from typing import Any, Final

from aqtra.identity import audit
from aqtra.identity import repository as accounts
from aqtra.identity import repository_sessions as stored
from aqtra.identity.audit.models import Outcome
from aqtra.identity.errors import CodeSentLately, FactorNotAvailable, NoPendingSignIn, WrongFactor
from aqtra.identity.factors import repository
from aqtra.identity.factors.codes import Codes
from aqtra.identity.factors.passkeys import Passkeys
from aqtra.identity.letters import letter
from aqtra.identity.models import Account, Browser, Factor, FactorNeeded, NewSession
from aqtra.identity.sessions import Sessions, hash_token, new_token
from aqtra.infra.container import Services
from aqtra.infra.database import Connection
from aqtra.infra.mail.service import Mailer
from aqtra.infra.metrics import security_event

ANSWER_WITHIN: Final = timedelta(minutes=10)
CODE_EVERY: Final = timedelta(seconds=30)
MOST_CODES: Final = 5
"""Codes by mail for one password."""


class SecondStep:
    """Sign-ins that wait, and what ends them."""

    def __init__(self, services: Services, sessions: Sessions, codes: Codes, passkeys: Passkeys) -> None:
        self._services = services
        self._sessions = sessions
        self._codes = codes
        self._passkeys = passkeys
        self._mailer = Mailer(services)

    async def factors(self, conn: Connection, account: Account) -> tuple[Factor, ...]:
        """What a second step of the account may be answered with now; empty: none is needed.

        A factor that cannot work now is still demanded: a mail server that is away opens no account.
        """
        return (await repository.state(conn, account.id)).factors

    async def begin(self, conn: Connection, account: Account, factors: tuple[Factor, ...]) -> FactorNeeded:
        """Remembers that the password was right."""
        token = new_token()
        await stored.insert_pending(conn, hash_token(token), account.id, self._services.clock.now() + ANSWER_WITHIN)
        return FactorNeeded(token, factors)

    async def waiting(self, token: str) -> tuple[Factor, ...] | None:
        """The factors that a browser may answer with; None when nothing waits."""
        async with self._services.db.connection() as conn:
            row = await stored.pending(conn, hash_token(token), self._services.clock.now())
            return (await repository.state(conn, row["account_id"])).factors if row else None

    async def answer(self, token: str, factor: Factor, code: str, browser: Browser) -> NewSession:
        """Opens the session. Raises NoPendingSignIn, WrongFactor."""
        async with self._services.db.transaction() as conn:
            row = await self._pending(conn, token)
            account = await self._codes.locked_account(conn, row["account_id"])
            if account is not None:
                # Read again under the lock: of two answers at once the second finds nothing.
                row = await self._pending(conn, token)
                if await self._codes.fits(conn, account, factor, code, row["code_hash"]):
                    return await self._open(conn, token, account, browser, factor.value)
                await self._codes.failed(conn, account.id)
            await audit.record(
                conn, "factor.refused", None, f"account:{row['account_id']}", outcome=Outcome.REFUSED, kind=factor.value
            )
        security_event("sign_in_failed")
        raise WrongFactor("the code is wrong, was used, or the account is locked")

    async def send_code(self, token: str, locale: str) -> None:
        """Sends a one-time code by mail. Raises NoPendingSignIn, FactorNotAvailable, CodeSentLately."""
        async with self._services.db.transaction() as conn:
            row = await self._pending(conn, token)
            account = await accounts.account_by_id(conn, row["account_id"], hold=True)
            if account is None or not account.email_code or account.email is None:
                raise FactorNotAvailable("this account gets no codes by mail")
            if not await self._mailer.available(conn):
                raise FactorNotAvailable("this account gets no codes by mail")
            now = self._services.clock.now()
            row = await self._pending(conn, token)
            if row["codes_sent"] >= MOST_CODES or await stored.code_sent_since(conn, account.id, now - CODE_EVERY):
                raise CodeSentLately("a code was sent a moment ago")
            code = f"{secrets.randbelow(10**6):06}"
            await stored.set_pending_code(conn, hash_token(token), self._codes.digest(account.id, code), now)
            mail = letter("code", locale, account.email, useful_for=ANSWER_WITHIN, name=account.user_name, code=code)
            await self._mailer.enqueue(conn, mail)

    async def ask_passkey(self, token: str) -> dict[str, Any]:
        """Options for the browser: of the account that waits, else of anybody."""
        async with self._services.db.connection() as conn:
            row = await stored.pending(conn, hash_token(token), self._services.clock.now())
        return await self._passkeys.ask_to_sign(token, "sign_in", row["account_id"] if row else None)

    async def answer_passkey(self, token: str, credential: dict[str, Any], browser: Browser) -> NewSession:
        """Opens the session of the passkey's account. Raises WrongFactor."""
        challenge = await self._passkeys.taken_challenge(token, "sign_in")
        async with self._services.db.transaction() as conn:
            account = await self._signer(conn, token, credential, challenge)
            if account is not None:
                return await self._open(conn, token, account, browser, Factor.PASSKEY.value)
        raise WrongFactor("this passkey does not open an account here")

    async def entered_by_code(
        self, conn: Connection, account: Account, token: str | None, browser: Browser, method: str
    ) -> NewSession | FactorNeeded:
        """After a right one-time code, checked by the caller under the account's lock.

        It is the second step where the browser's password waits; else it is a first one, and a second may follow.
        """
        waiting = await stored.pending(conn, hash_token(token), self._services.clock.now()) if token else None
        if token and waiting is not None and waiting["account_id"] == account.id:
            return await self._open(conn, token, account, browser, method)
        if needed := await self.factors(conn, account):
            return await self.begin(conn, account, needed)
        return await self._open(conn, token or "", account, browser, method)

    async def _signer(
        self, conn: Connection, token: str, credential: dict[str, Any], challenge: bytes | None
    ) -> Account | None:
        """Whose passkey signed the question: that of the account that waits, if one does."""
        passkey = await self._passkeys.found(conn, credential)
        if challenge is None or passkey is None:
            return None
        # No look at locks: guessing passwords must not keep out who has a passkey, which cannot be guessed.
        account = await accounts.account_by_id(conn, passkey.account_id, hold=True)
        waiting = await stored.pending(conn, hash_token(token), self._services.clock.now())
        if account is None or not account.active or (waiting is not None and waiting["account_id"] != account.id):
            return None
        return account if await self._passkeys.fits(conn, account, passkey, credential, challenge) else None

    async def _pending(self, conn: Connection, token: str) -> dict[str, Any]:
        row = await stored.pending(conn, hash_token(token), self._services.clock.now())
        if row is None:
            raise NoPendingSignIn("sign in with your password first")
        return row

    async def _open(self, conn: Connection, token: str, account: Account, browser: Browser, method: str) -> NewSession:
        await stored.delete_pending(conn, hash_token(token))
        await accounts.clear_failures(conn, account.id)
        return await self._sessions.open(
            conn, account, address=browser.address, user_agent=browser.user_agent, method=method
        )
