"""Verbs of one's own account: prove who one is, change the password, see and end sessions."""

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any, Final

from aqtra.identity import passwords, repository, repository_links, repository_sessions
from aqtra.identity.errors import NoSuchSession, NoSuchUser, ProofRequired, WrongCredentials, WrongFactor
from aqtra.identity.factors import repository as factors
from aqtra.identity.factors.codes import Codes
from aqtra.identity.factors.passkeys import Passkeys
from aqtra.identity.links import App, Links
from aqtra.identity.models import Account, Factor, FactorState, OpenSession, Passkey
from aqtra.identity.own_factors import OwnFactors
from aqtra.identity.passwords import Passwords
from aqtra.identity.sessions import Sessions, hash_token
from aqtra.infra.container import Services
from aqtra.infra.database import Connection
from aqtra.infra.outbox import notify
from aqtra.kernel.errors import NotSignedIn

PROVED_FOR: Final = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Overview:
    """What one's own account looks like."""

    account: Account
    waiting_email: str | None
    factors: FactorState
    passkeys: tuple[Passkey, ...]
    factor_demanded: bool


class OwnAccount:
    """What people may do with their own account. `token`: the one of the session in use."""

    def __init__(
        self,
        services: Services,
        sessions: Sessions,
        hashing: Passwords,
        codes: Codes,
        passkeys: Passkeys,
        links: Links,
    ) -> None:
        self._services = services
        self._sessions = sessions
        self._passwords = hashing
        self._codes = codes
        self._passkeys = passkeys
        self._links = links
        self.factors = OwnFactors(services, sessions, codes, passkeys, links, self.need_proof)

    async def overview(self, account_id: int) -> Overview:
        now = self._services.clock.now()
        async with self._services.db.connection() as conn:
            account = await self._account(conn, account_id)
            return Overview(
                account=replace(account, password_hash=account.password_hash and "set"),
                waiting_email=await repository_links.waiting_email(conn, account_id, now),
                factors=await factors.state(conn, account_id),
                passkeys=tuple(await factors.passkeys(conn, account_id)),
                factor_demanded=self._sessions.demanded(await repository.rights_of(conn, account_id)),
            )

    # -- proof ------------------------------------------------------------------------------------------------

    async def need_proof(self, token: str) -> None:
        """Raises ProofRequired when the owner of the session has not proved lately who they are."""
        since = self._services.clock.now() - PROVED_FOR
        async with self._services.db.connection() as conn:
            if not await repository_sessions.proved_since(conn, hash_token(token), since):
                raise ProofRequired("prove who you are first")

    async def prove_by_password(self, account_id: int, token: str, password: str) -> None:
        """Raises WrongCredentials. Wrong ones count as failed sign-ins."""
        await self._check_password(account_id, password, field="password")
        await self._proved(token)

    async def prove_by_code(self, account_id: int, token: str, factor: Factor, code: str) -> None:
        """Raises WrongFactor. Wrong ones count as failed sign-ins."""
        async with self._services.db.transaction() as conn:
            account = await self._codes.locked_account(conn, account_id)
            fits = account is not None and await self._codes.fits(conn, account, factor, code)
            if account is not None and not fits:
                await self._codes.failed(conn, account_id)
        if not fits:
            raise WrongFactor.of_field("code", "wrong", "the code is wrong, was used, or the account is locked")
        await self._proved(token)

    async def ask_passkey(self, account_id: int, token: str) -> dict[str, Any]:
        """Options for the browser."""
        return await self._passkeys.ask_to_sign(token, "prove", account_id)

    async def prove_by_passkey(self, account_id: int, token: str, credential: dict[str, Any]) -> None:
        """Raises WrongFactor."""
        challenge = await self._passkeys.taken_challenge(token, "prove")
        fits = False
        async with self._services.db.transaction() as conn:
            passkey = await self._passkeys.found(conn, credential)
            if challenge is not None and passkey is not None:
                account = await self._account(conn, account_id)
                fits = await self._passkeys.fits(conn, account, passkey, credential, challenge)
        if not fits:
            raise WrongFactor("this passkey does not belong to the account")
        await self._proved(token)

    # -- password and address ---------------------------------------------------------------------------------

    async def change_password(self, account_id: int, token: str, current: str, new: str, locale: str) -> None:
        """Sets a new password and ends the account's other sessions.

        Raises WrongCredentials when `current` is wrong, WeakPassword when `new` breaks a rule.
        """
        account = await self._check_password(account_id, current, field="current_password")
        passwords.check_strength(new, account.user_name, account.email, account.display_name)
        password_hash = await self._passwords.hash(new)
        async with self._services.db.transaction() as conn:
            await repository.set_password(conn, account_id, password_hash, change_required=False)
            await repository_links.delete_links(conn, account_id, "password")
            await repository_sessions.delete_sessions(conn, account_id, keep=hash_token(token))
            await repository_sessions.proved(conn, hash_token(token), self._services.clock.now())
            await self._links.tell(conn, account, "password_changed", locale)
            await notify(conn, "session", {"user_id": account_id})
        self._sessions.forget_all()

    async def ask_email(self, account_id: int, token: str, email: str, app: App, locale: str) -> None:
        """Raises ProofRequired, MailNotAvailable, CodeSentLately."""
        await self.need_proof(token)
        async with self._services.db.connection() as conn:
            account = await self._account(conn, account_id)
        await self._links.ask_email(account, email, app, locale)

    # -- sessions ---------------------------------------------------------------------------------------------

    async def sessions(self, account_id: int, token: str | None = None) -> list[OpenSession]:
        """Open sessions, that of the token first."""
        now, current = self._services.clock.now(), hash_token(token) if token else None
        async with self._services.db.connection() as conn:
            await self._account(conn, account_id)
            return await repository_sessions.sessions(conn, account_id, current, now, self._sessions.idle_since())

    async def end_session(self, account_id: int, session_id: int) -> None:
        """Raises NoSuchSession, for somebody else's just the same."""
        async with self._services.db.transaction() as conn:
            if not await repository_sessions.delete_session_by_id(conn, account_id, session_id):
                raise NoSuchSession("there is no such session")
            await notify(conn, "session", {"user_id": account_id})
        self._sessions.forget_all()

    async def end_sessions(self, account_id: int, keep: str | None = None) -> None:
        """Ends all sessions of an account, except perhaps the one in use. Raises NoSuchUser."""
        async with self._services.db.transaction() as conn:
            await self._account(conn, account_id)
            await repository_sessions.delete_sessions(conn, account_id, keep=hash_token(keep) if keep else None)
            await notify(conn, "session", {"user_id": account_id})
        self._sessions.forget_all()

    async def _account(self, conn: Connection, account_id: int) -> Account:
        account = await repository.account_by_id(conn, account_id)
        if account is None:
            raise NoSuchUser("there is no such user")
        return account

    async def _check_password(self, account_id: int, password: str, *, field: str) -> Account:
        async with self._services.db.connection() as conn:
            account = await self._account(conn, account_id)
        fits = await self._passwords.verify(account.password_hash, password)
        if not fits:
            async with self._services.db.transaction() as conn:
                await self._codes.failed(conn, account_id)
        if not fits or account.locked(self._services.clock.now()):
            raise WrongCredentials.of_field(field, "wrong", "the password is wrong, or the account is locked")
        return account

    async def _proved(self, token: str) -> None:
        async with self._services.db.transaction() as conn:
            await repository_sessions.proved(conn, hash_token(token), self._services.clock.now())
            account = await repository_sessions.owner(conn, hash_token(token))
            if account is None:
                raise NotSignedIn("sign in first")
            await repository.clear_failures(conn, account)
