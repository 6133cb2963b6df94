"""Verbs of identity: create accounts, sign in and out, change passwords."""

from collections.abc import Awaitable, Callable
from datetime import timedelta

from aqtra.identity import audit, passwords, repository
from aqtra.identity.audit.models import Outcome
from aqtra.identity.errors import WrongCredentials
from aqtra.identity.models import Account, NewSession
from aqtra.identity.passwords import Passwords
from aqtra.identity.sessions import Sessions, hash_token
from aqtra.infra.container import Services
from aqtra.infra.database import Connection
from aqtra.infra.metrics import security_event
from aqtra.infra.outbox import notify
from aqtra.kernel.principal import PLATFORM, Principal

FAILURE_LIMIT = 10
LOCK_FOR = timedelta(minutes=15)
ADMINISTRATORS = "Administrators"
FIRST_USER = "admin"

Mirror = Callable[[Connection, int, str], Awaitable[None]]
"""Told of every new account (id, display name) in its transaction: the data layer keeps an entry per user."""


class Identity:
    """Accounts and their sessions."""

    def __init__(self, services: Services, sessions: Sessions) -> None:
        self._services = services
        self._sessions = sessions
        self._passwords = Passwords()

    async def create_account(
        self,
        user_name: str,
        *,
        password: str | None = None,
        display_name: str = "",
        role: str = "Members",
        mirror: Mirror,
    ) -> tuple[int, str | None]:
        """Creates an account; without a password a one-time one is made and returned.

        Raises UserNameTaken, WeakPassword.
        """
        one_time = None
        if password is None:
            one_time = password = passwords.one_time_password()
        else:
            passwords.check_strength(password, user_name)
        password_hash = await self._passwords.hash(password)
        async with self._services.db.transaction() as conn:
            account_id = await repository.insert_account(
                conn, user_name, display_name, password_hash, change_required=one_time is not None, role=role
            )
            await mirror(conn, account_id, display_name or user_name)
            await audit.record(
                conn, "account.created", PLATFORM, f"account:{account_id}", user_name=user_name, role=role
            )
        return account_id, one_time

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

    async def sign_in(
        self, user_name: str, password: str, *, address: str | None, user_agent: str | None
    ) -> NewSession:
        """Opens a session. Raises WrongCredentials, the same for every cause."""
        now = self._services.clock.now()
        async with self._services.db.connection() as conn:
            account = await repository.account_by_name(conn, user_name)
        fits = await self._passwords.verify(account.password_hash if account else None, password)
        locked = account is not None and account.locked_until is not None and account.locked_until > now
        if account is None or not fits or locked or not account.active:
            async with self._services.db.transaction() as conn:
                if account is not None and not fits:
                    await repository.record_failure(conn, account.id, FAILURE_LIMIT, now + LOCK_FOR)
                await _record_refusal(conn, account, fits=fits, locked=locked)
            raise WrongCredentials("user name or password is wrong, or the account is locked")
        async with self._services.db.transaction() as conn:
            await repository.clear_failures(conn, account.id)
            await self._rehash(conn, account, password)
            opened = await self._sessions.open(conn, account, address=address, user_agent=user_agent)
            await audit.record(conn, "session.opened", opened.session.principal, f"account:{account.id}")
            return opened

    async def sign_out(self, token: str) -> None:
        """Ends the session of a token, on every process."""
        async with self._services.db.transaction() as conn:
            account_id = await repository.delete_session(conn, hash_token(token))
            if account_id is not None:
                await notify(conn, "session", {"user_id": account_id})
                await audit.record(conn, "session.closed", Principal(user_id=account_id), f"account:{account_id}")
        self._sessions.forget_all()

    async def change_password(self, account_id: int, token: str, current: str, new: str) -> None:
        """Sets a new password and ends the account's other sessions.

        Raises WrongCredentials when `current` is wrong, WeakPassword when `new` breaks a rule.
        """
        async with self._services.db.connection() as conn:
            account = await repository.account_by_id(conn, account_id)
        if account is None or not await self._passwords.verify(account.password_hash, current):
            raise WrongCredentials.of_field("current_password", "wrong", "the current password is wrong")
        passwords.check_strength(new, account.user_name)
        password_hash = await self._passwords.hash(new)
        async with self._services.db.transaction() as conn:
            await repository.set_password(conn, account_id, password_hash, change_required=False)
            await repository.delete_sessions(conn, account_id, keep=hash_token(token))
            by = Principal(user_id=account_id, user_name=account.user_name)
            await audit.record(conn, "password.changed", by, f"account:{account_id}")
            await notify(conn, "session", {"user_id": account_id})
        self._sessions.forget_all()

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
            await repository.delete_sessions(conn, account.id)
            await audit.record(conn, "password.reset", PLATFORM, f"account:{account.id}", user_name=account.user_name)
            await notify(conn, "session", {"user_id": account.id})
        return password

    async def _rehash(self, conn: Connection, account: Account, password: str) -> None:
        if account.password_hash and self._passwords.outdated(account.password_hash):
            new_hash = await self._passwords.hash(password)
            await repository.set_password(conn, account.id, new_hash, change_required=account.password_change_required)


async def _record_refusal(conn: Connection, account: Account | None, *, fits: bool, locked: bool) -> None:
    """Of an unknown name nothing is kept: now and then it is a password in the wrong field."""
    security_event("sign_in_failed")
    if account is None:
        await audit.record(conn, "session.refused", None, None, outcome=Outcome.REFUSED, reason="unknown_account")
        return
    reason = "locked" if locked else "inactive" if fits else "wrong_password"
    target = f"account:{account.id}"
    await audit.record(
        conn, "session.refused", None, target, outcome=Outcome.REFUSED, reason=reason, user_name=account.user_name
    )
    if not fits and account.failures + 1 >= FAILURE_LIMIT:
        security_event("account_locked")
        await audit.record(conn, "account.locked", None, target, user_name=account.user_name)
