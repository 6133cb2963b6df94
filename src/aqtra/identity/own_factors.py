"""Verbs of one's own second factors: add, confirm, renew, remove. All of them need a recent proof."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any, Final

from aqtra.identity import repository
from aqtra.identity.errors import (
    FactorExists,
    FactorNotAvailable,
    LastFactor,
    NoSuchPasskey,
    NoSuchUser,
    WrongCode,
)
from aqtra.identity.factors import recovery, totp
from aqtra.identity.factors import repository as factors
from aqtra.identity.factors.codes import Codes
from aqtra.identity.factors.passkeys import Passkeys
from aqtra.identity.links import Links
from aqtra.identity.models import Account
from aqtra.identity.sessions import Sessions
from aqtra.infra.container import Services
from aqtra.infra.database import Connection
from aqtra.infra.outbox import notify

ISSUER: Final = "Aqtra"
RecoveryCodes = list[str] | None
"""Shown once, when an account gets its first factor."""


@dataclass(frozen=True, slots=True)
class NewTotp:
    """What an authenticator app needs; shown once."""

    secret: str = field(repr=False)
    uri: str = field(repr=False)
    picture: str = field(repr=False)


class OwnFactors:
    """Second factors as their owner handles them."""

    def __init__(
        self,
        services: Services,
        sessions: Sessions,
        codes: Codes,
        passkeys: Passkeys,
        links: Links,
        need_proof: Callable[[str], Awaitable[None]],
    ) -> None:
        self._services = services
        self._sessions = sessions
        self._codes = codes
        self._passkeys = passkeys
        self._links = links
        self._need_proof = need_proof

    async def begin_totp(self, account_id: int, token: str) -> NewTotp:
        """A new secret, of use once confirmed. Raises ProofRequired, FactorExists."""
        await self._need_proof(token)
        secret, now = totp.new_secret(), self._services.clock.now()
        async with self._services.db.transaction() as conn:
            account = await self._held(conn, account_id)
            if not await factors.begin_totp(conn, account_id, self._codes.seal(account_id, secret), now):
                raise FactorExists("an authenticator app is set up already")
        uri = totp.uri(secret, account.user_name, ISSUER)
        return NewTotp(secret, uri, totp.picture(uri))

    async def confirm_totp(self, account_id: int, token: str, code: str, locale: str) -> RecoveryCodes:
        """Raises ProofRequired, WrongCode."""
        await self._need_proof(token)
        async with self._services.db.transaction() as conn:
            account = await self._held(conn, account_id)
            step = await self._codes.confirming_step(conn, account_id, code)
            if step is None:
                raise WrongCode.of_field("code", "wrong", "the code does not fit the app that was set up last")
            await factors.confirm_totp(conn, account_id, step, self._services.clock.now())
            codes = await self._changed(conn, account, locale)
        self._sessions.forget_all()
        return codes

    async def remove_totp(self, account_id: int, token: str, locale: str) -> None:
        """Raises ProofRequired, LastFactor."""
        await self._need_proof(token)
        async with self._services.db.transaction() as conn:
            account = await self._held(conn, account_id)
            await factors.delete_totp(conn, account_id)
            await self._removed(conn, account, locale)
        self._sessions.forget_all()

    async def set_email_code(self, account_id: int, token: str, *, enabled: bool, locale: str) -> RecoveryCodes:
        """Raises ProofRequired, FactorNotAvailable without a confirmed address or a mail server, LastFactor."""
        await self._need_proof(token)
        async with self._services.db.transaction() as conn:
            account = await self._held(conn, account_id)
            if enabled and (account.email is None or not await self._links.available(conn)):
                raise FactorNotAvailable("codes by mail need a confirmed address and a mail server")
            await factors.set_email_code(conn, account_id, enabled=enabled)
            if enabled:
                codes = await self._changed(conn, account, locale)
            else:
                codes = None
                await self._removed(conn, account, locale)
        self._sessions.forget_all()
        return codes

    async def renew_recovery_codes(self, account_id: int, token: str, locale: str) -> list[str]:
        """New codes; those before are void. Raises ProofRequired, FactorNotAvailable without another factor."""
        await self._need_proof(token)
        async with self._services.db.transaction() as conn:
            account = await self._held(conn, account_id)
            if not (await factors.state(conn, account_id)).factors:
                raise FactorNotAvailable("recovery codes stand in for a second factor: set one up first")
            codes = await self._new_codes(conn, account_id)
            await self._links.tell(conn, account, "factors_changed", locale)
        return codes

    async def ask_passkey(self, account_id: int, token: str) -> dict[str, Any]:
        """Options for the browser. Raises ProofRequired, FactorNotAvailable."""
        await self._need_proof(token)
        async with self._services.db.connection() as conn:
            account = await repository.account_by_id(conn, account_id)
        if account is None:
            raise NoSuchUser("there is no such user")
        return await self._passkeys.ask_to_register(token, account)

    async def add_passkey(
        self, account_id: int, token: str, name: str, credential: dict[str, Any], locale: str
    ) -> RecoveryCodes:
        """Raises ProofRequired, PasskeyRefused."""
        await self._need_proof(token)
        challenge = await self._passkeys.taken_challenge(token, "register")
        async with self._services.db.transaction() as conn:
            account = await self._held(conn, account_id)
            await self._passkeys.register(conn, account, name, credential, challenge)
            codes = await self._changed(conn, account, locale)
        self._sessions.forget_all()
        return codes

    async def remove_passkey(self, account_id: int, token: str, passkey_id: int, locale: str) -> None:
        """Raises ProofRequired, NoSuchPasskey, LastFactor."""
        await self._need_proof(token)
        async with self._services.db.transaction() as conn:
            account = await self._held(conn, account_id)
            if not await factors.delete_passkey(conn, account_id, passkey_id):
                raise NoSuchPasskey("there is no such passkey")
            await self._removed(conn, account, locale)
        self._sessions.forget_all()

    async def _held(self, conn: Connection, account_id: int) -> Account:
        account = await repository.account_by_id(conn, account_id, hold=True)
        if account is None:
            raise NoSuchUser("there is no such user")
        return account

    async def _changed(self, conn: Connection, account: Account, locale: str) -> RecoveryCodes:
        """A factor was added: every process hears of it, the owner by mail; the first one brings recovery codes."""
        state = await factors.state(conn, account.id)
        codes = await self._new_codes(conn, account.id) if state.recovery_codes == 0 else None
        await self._links.tell(conn, account, "factors_changed", locale)
        await notify(conn, "session", {"user_id": account.id})
        return codes

    async def _removed(self, conn: Connection, account: Account, locale: str) -> None:
        state = await factors.state(conn, account.id)
        if not state.factors:
            if self._sessions.demanded(await repository.rights_of(conn, account.id)):
                raise LastFactor("this installation demands a second factor: add another one first")
            await factors.replace_recovery_codes(conn, account.id, [])
        await self._links.tell(conn, account, "factors_changed", locale)
        await notify(conn, "session", {"user_id": account.id})

    async def _new_codes(self, conn: Connection, account_id: int) -> list[str]:
        codes = recovery.new_codes()
        await factors.replace_recovery_codes(conn, account_id, [recovery.hash_code(code) for code in codes])
        return codes
