"""Verbs of identity: create accounts, sign in and out, change passwords."""

from collections.abc import Awaitable, Callable
from weakref import WeakKeyDictionary

from aqtra.identity import audit, passwords, repository, repository_sessions
from aqtra.identity.attempts import Attempts
from aqtra.identity.errors import UserLimitReached, WrongCredentials
from aqtra.identity.factors import repository as factors
from aqtra.identity.factors.codes import FAILURE_LIMIT, Codes
from aqtra.identity.factors.one_time import OneTimeCodes
from aqtra.identity.factors.passkeys import Passkeys
from aqtra.identity.factors.second_step import SecondStep
from aqtra.identity.links import Links
from aqtra.identity.models import Account, Browser, Entrance, FactorNeeded, NewSession
from aqtra.identity.own_account import OwnAccount
from aqtra.identity.passwords import Passwords
from aqtra.identity.refusals import REFUSED, note_refusal
from aqtra.identity.sessions import Sessions, hash_token
from aqtra.identity.viewing import ViewAs
from aqtra.infra.container import Services
from aqtra.infra.database import Connection, Database
from aqtra.infra.outbox import notify
from aqtra.kernel.principal import PLATFORM, Principal

__all__ = ["ADMINISTRATORS", "FAILURE_LIMIT", "FIRST_USER", "Identity", "Mirror", "identity_of"]

ADMINISTRATORS = "Administrators"
FIRST_USER = "admin"

Complete = Callable[[Connection, int], Awaitable[object]]
"""Adds to a new account (id) in its transaction."""
Mirror = Callable[[Connection, int, str], Awaitable[None]]
"""Told of every new account (id, display name) in its transaction: the data layer keeps an entry per user."""


class Identity:
    """Accounts and their sessions."""

    def __init__(self, services: Services, sessions: Sessions) -> None:
        self._services = services
        self.sessions = self._sessions = sessions
        self._passwords = Passwords()
        self.codes = self._codes = Codes(services)
        self.passkeys = Passkeys(services)
        self.second_step = SecondStep(services, sessions, self._codes, self.passkeys)
        self.links = Links(services, sessions, self._passwords)
        self.view_as = ViewAs(services, sessions)
        self.one_time_codes = OneTimeCodes(services)
        self.attempts = Attempts(services)
        self.own = OwnAccount(services, sessions, self._passwords, self._codes, self.passkeys, self.links)

    async def create_account(
        self,
        user_name: str,
        *,
        password: str | None = None,
        display_name: str = "",
        role: str = "Members",
        mirror: Mirror,
        complete: Complete | None = None,
    ) -> tuple[int, str | None]:
        """Creates an account; without a password a one-time one is made and returned.

        Raises UserNameTaken, UserLimitReached, WeakPassword and what `complete` raises: then there is no account.
        """
        one_time = None
        if password is None:
            one_time = password = passwords.one_time_password()
        else:
            passwords.check_strength(password, user_name)
        password_hash = await self._passwords.hash(password)
        async with self._services.db.transaction() as conn:
            await self.check_limit(conn)
            account_id = await repository.insert_account(
                conn, user_name, display_name, password_hash, change_required=one_time is not None, role=role
            )
            await mirror(conn, account_id, display_name or user_name)
            await audit.record(
                conn, "account.created", PLATFORM, f"account:{account_id}", user_name=user_name, role=role
            )
            if complete is not None:
                await complete(conn, account_id)
        return account_id, one_time

    async def check_limit(self, conn: Connection) -> None:
        """Raises UserLimitReached when no more people may have an account."""
        most = self._services.settings.user_limit
        if most is not None and await repository.count_accounts(conn) >= most:
            raise UserLimitReached(f"this installation is for {most} users", limit=most)

    async def set_password(self, account: Account, new: str, by: Principal) -> None:
        """Sets a password for somebody and ends all their sessions. Raises WeakPassword."""
        passwords.check_strength(new, account.user_name, account.email, account.display_name)
        password_hash = await self._passwords.hash(new)
        async with self._services.db.transaction() as conn:
            await repository.set_password(conn, account.id, password_hash, change_required=False)
            await repository_sessions.delete_sessions(conn, account.id)
            await audit.record(conn, "password.reset", by, f"account:{account.id}", user_name=account.user_name)
            await notify(conn, "session", {"user_id": account.id})
        self._sessions.forget_all()

    async def first_administrator(self, mirror: Mirror) -> str | None:
        """Creates the first account when there is none; its one-time password, else None."""
        async with self._services.db.connection() as conn:
            if await repository.count_accounts(conn):
                return None
        _, password = await self.create_account(
            FIRST_USER, display_name="Administrator", role=ADMINISTRATORS, mirror=mirror
        )
        return password

    async def accounts(self) -> list[Account]:
        async with self._services.db.connection() as conn:
            return await repository.accounts(conn)

    async def sign_in(self, user_name: str, password: str, browser: Browser) -> NewSession | FactorNeeded:
        """Opens a session, or waits for the second factor. Raises WrongCredentials, the same for every cause."""
        now = self._services.clock.now()
        async with self._services.db.connection() as conn:
            account = await repository.account_by_name(conn, user_name)
        fits = await self._passwords.verify(account.password_hash if account else None, password)
        locked = account is not None and account.locked(now)
        if account is None or not fits or locked or not account.active:
            async with self._services.db.transaction() as conn:
                await note_refusal(
                    conn, self._codes, account, wrong=not fits, locked=locked, clock=self._services.clock
                )
            raise WrongCredentials(REFUSED)
        async with self._services.db.transaction() as conn:
            await self._rehash(conn, account, password)
            if needed := (await factors.state(conn, account.id)).factors:
                # Failures stay counted: who knows the password could otherwise guess codes for ever.
                return await self.second_step.begin(conn, account, needed)
            await repository.clear_failures(conn, account.id)
            return await self._sessions.open(conn, account, address=browser.address, user_agent=browser.user_agent)

    async def sign_out(self, token: str) -> Entrance | None:
        """Ends the session of a token, on every process, or the sign-in that waits with it.

        Answers how it was entered, when that was through a provider.
        """
        async with self._services.db.transaction() as conn:
            await repository_sessions.delete_pending(conn, hash_token(token))
            closed = await self._sessions.close(conn, token)
            if closed is not None:
                account_id = closed[0]
                await notify(conn, "session", {"user_id": account_id})
                await audit.record(conn, "session.closed", Principal(user_id=account_id), f"account:{account_id}")
        self._sessions.forget_all()
        return None if closed is None else closed[1]

    async def reset_password(self, user_name: str) -> str | None:
        """Sets a one-time password and ends all sessions; None when there is no such account."""
        async with self._services.db.connection() as conn:
            account = await repository.account_by_name(conn, user_name)
        if account is None:
            return None
        password = passwords.one_time_password()
        password_hash = await self._passwords.hash(password)
        async with self._services.db.transaction() as conn:
            await repository.set_password(conn, account.id, password_hash, change_required=True)
            await repository_sessions.delete_sessions(conn, account.id)
            await audit.record(conn, "password.reset", PLATFORM, f"account:{account.id}", user_name=account.user_name)
            await notify(conn, "session", {"user_id": account.id})
        return password

    async def forget_factors(self, user_name: str) -> bool:
        """Removes every second factor of somebody who lost them, and ends all sessions; False: no such account."""
        async with self._services.db.transaction() as conn:
            account = await repository.account_by_name(conn, user_name)
            if account is None:
                return False
            await factors.delete_all(conn, account.id)
            await repository_sessions.delete_sessions(conn, account.id)
            await notify(conn, "session", {"user_id": account.id})
        return True

    async def _rehash(self, conn: Connection, account: Account, password: str) -> None:
        if account.password_hash and self._passwords.outdated(account.password_hash):
            await repository.set_hash(conn, account.id, await self._passwords.hash(password))


_OF_PROCESS: WeakKeyDictionary[Database, Identity] = WeakKeyDictionary()


def identity_of(services: Services) -> Identity:
    """The accounts as this process knows them; the same object at every call, so hashing is bounded for all."""
    found = _OF_PROCESS.get(services.db)
    if found is None:
        found = _OF_PROCESS.setdefault(services.db, Identity(services, Sessions(services)))
    return found
