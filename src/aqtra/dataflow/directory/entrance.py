"""Signing in from a flow: by password, and by a one-time code."""

from dataclasses import replace
from datetime import timedelta
from typing import Final

from aqtra.dataflow.directory.acting import Acting, is_name
from aqtra.dataflow.user_errors import InvalidCredentials, LockedOut
from aqtra.dataflow.users import CodeAnswer, SignedIn
from aqtra.identity import repository_sessions
from aqtra.identity.attempts import Allowance, TooManyTries
from aqtra.identity.errors import MethodNotOffered, WrongCredentials
from aqtra.identity.factors.one_time import ONE_TIME_CODE, Verdict
from aqtra.identity.models import Account, FactorNeeded, NewSession
from aqtra.identity.repository_people import Person
from aqtra.identity.sessions import hash_token
from aqtra.infra.database import Connection
from aqtra.infra.origin import origin
from aqtra.kernel.errors import Forbidden
from aqtra.metadata.domains.sign_in import sign_in_policy_of

LONGEST_PASSWORD: Final = 1000
PER_ADDRESS: Final = 10
"""As many times as one user, because many may sit behind one address."""
CODES: Final = 5
CODES_OF_CLIENT: Final = 600
TYPED: Final = 10
REFUSED: Final = "user name or password is wrong, or the account is locked"


class Entrance(Acting):
    """Sessions that runs hand out. Only a browser that waits for the run gets one."""

    async def sign_in(self, user_name: str | None, password: str | None, client: str) -> SignedIn:
        """Checks as the sign-in form does. Tries count before the password is looked at, also for unknown names."""
        if self.visit is None or self.principal.scopes is not None:
            raise Forbidden("nobody is signed in by a token, or where no browser waits for the run")
        own = Allowance("password", user_name or "", self.services.settings.flow_sign_in_failures)
        await self._take_password(own)
        if not is_name(user_name) or not password or len(password) > LONGEST_PASSWORD:
            raise InvalidCredentials(REFUSED)
        assert user_name is not None
        try:
            opened = await self.entering.sign_in(user_name, password, self.visit.browser)
        except WrongCredentials:
            raise InvalidCredentials(REFUSED) from None
        await self.entering.attempts.forget(own)
        return await self._entered(opened, client)

    async def issue_code(self, user_name: str | None, client: str, lifetime: timedelta) -> str | None:
        """A new code for the user; None for whom none is made."""
        await self.entering.attempts.take(
            [Allowance("code", user_name or "", CODES), Allowance("client-codes", client, CODES_OF_CLIENT)]
        )
        async with self.lasting.db.transaction() as conn:
            account = await self.openable(conn, await self.person(conn, name=user_name))
            code = await self.entering.one_time_codes.issue(conn, account, client, lifetime)
        return code if account is not None else None

    async def confirm_code(self, user_name: str | None, client: str | None, typed: str) -> CodeAnswer:
        """Uses a right code up, and opens or raises a session with it."""
        async with self.lasting.db.connection() as conn:
            person = await self._whose(conn, user_name)
        whose = user_name or (str(person.id) if person else "")
        await self.entering.attempts.take([Allowance("typed-code", whose, TYPED), *self._by_address("typed", TYPED)])
        domain = client or (self.visit.domain if self.visit else None) or ""
        async with self.lasting.db.transaction() as conn:
            account = await self._account(conn, person)
            verdict = await self.entering.one_time_codes.judge(conn, account.id if account else 0, domain, typed)
            if account is None or verdict is not Verdict.RIGHT:
                return CodeAnswer(confirmed=False, reason=(Verdict.WRONG if account is None else verdict).value)
            opened = await self._opened(conn, account)
        signed_in = None if opened is None else await self._entered(opened, domain)
        self.entering.sessions.forget_all()
        return CodeAnswer(confirmed=True, signed_in=signed_in)

    async def _whose(self, conn: Connection, user_name: str | None) -> Person | None:
        """The user of the name; else who is signed in, or whose password waits in this browser."""
        if user_name:
            return await self.person(conn, name=user_name)
        if self.principal.user_id is not None:
            return await self.person(conn, self.principal.user_id)
        token = self.visit.token if self.visit else None
        now = self.services.clock.now()
        waiting = await repository_sessions.pending(conn, hash_token(token), now) if token else None
        return await self.person(conn, int(waiting["account_id"])) if waiting else None

    async def _account(self, conn: Connection, person: Person | None) -> Account | None:
        """Held. One's own, or one that may be entered by this run; none that is locked."""
        if person is None or not (self.is_own(person) or await self.openable(conn, person)):
            return None
        return await self.entering.codes.locked_account(conn, person.id)

    async def _opened(self, conn: Connection, account: Account) -> NewSession | FactorNeeded | None:
        """A session for who has none. Who has one proves it anew; nobody's session becomes somebody else's."""
        if self.visit is None or self.principal.scopes is not None:
            return None
        if self.principal.user_id is None:
            return await self.entering.second_step.entered_by_code(
                conn, account, self.visit.token, self.visit.browser, ONE_TIME_CODE
            )
        if self.principal.user_id == account.id and self.visit.token:
            token, now = hash_token(self.visit.token), self.services.clock.now()
            await repository_sessions.raised(conn, token, account.id, ONE_TIME_CODE, now)
        return None

    async def _entered(self, opened: NewSession | FactorNeeded, client: str) -> SignedIn:
        """Raises MethodNotOffered when the domain takes no passwords; the session just opened ends."""
        if self.visit is not None:
            # What the same run does next is about this sign-in, not about the one that the browser came with.
            self.visit = replace(self.visit, token=opened.token)
        if isinstance(opened, FactorNeeded):
            return SignedIn(opened)
        session = opened.session
        try:
            (await sign_in_policy_of(self.lasting)(client)).require_local(session.principal)
        except MethodNotOffered:
            await self.entering.sign_out(opened.token)
            raise
        return SignedIn(opened, session.principal if session.usable else None)

    async def _take_password(self, own: Allowance) -> None:
        """Raises LockedOut."""
        try:
            await self.entering.attempts.take([own, *self._by_address("password", own.times)])
        except TooManyTries as error:
            raise LockedOut(error.message, **error.params) from error

    def _by_address(self, what: str, times: int) -> list[Allowance]:
        address = origin().address
        return [Allowance(f"{what}-address", address, times * PER_ADDRESS)] if address else []
