"""Verbs of passkeys: ask, register, check a signature, name, remove."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any, Final, Literal

import structlog

from aqtra.identity.errors import FactorNotAvailable, NoSuchPasskey, PasskeyRefused
from aqtra.identity.factors import repository, webauthn
from aqtra.identity.models import Account, StoredPasskey
from aqtra.identity.sessions import hash_token
from aqtra.infra.container import Services
from aqtra.infra.database import Connection

log = structlog.get_logger("aqtra.identity")
Purpose = Literal["register", "sign_in", "prove"]
ANSWER_WITHIN: Final = timedelta(minutes=5)
MOST: Final = 20
"""Passkeys of one account."""


class Passkeys:
    """Passkeys of all accounts. Questions are bound to the browser's cookie."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._party = webauthn.relying_party(services.settings)

    @property
    def host(self) -> str | None:
        """The host whose pages can use passkeys; None when the installation's address is a number."""
        return self._party.id if self._party else None

    @property
    def _relying_party(self) -> webauthn.RelyingParty:
        if self._party is None:
            raise FactorNotAvailable("passkeys need an address with a name: AQTRA_PUBLIC_URL")
        return self._party

    async def ask_to_register(self, token: str, account: Account) -> dict[str, Any]:
        """Options for the browser. Raises FactorNotAvailable."""
        async with self._services.db.transaction() as conn:
            existing = await repository.credential_ids(conn, account.id)
            if len(existing) >= MOST:
                raise FactorNotAvailable(f"an account has at most {MOST} passkeys")
            options = webauthn.registration_options(self._relying_party, account, existing)
            await self._ask(conn, token, "register", options)
        return options

    async def ask_to_sign(self, token: str, purpose: Purpose, account_id: int | None = None) -> dict[str, Any]:
        """Options for the browser; without an account any passkey of the installation will do."""
        async with self._services.db.transaction() as conn:
            allowed: Sequence[bytes] = []
            if account_id is not None:
                allowed = await repository.credential_ids(conn, account_id)
            options = webauthn.authentication_options(self._relying_party, allowed)
            await self._ask(conn, token, purpose, options)
        return options

    async def register(
        self, conn: Connection, account: Account, name: str, credential: dict[str, Any], challenge: bytes | None
    ) -> int:
        """Keeps a new key. Raises PasskeyRefused."""
        if challenge is None:
            raise PasskeyRefused.of_field("credential", "expired", "the question was not asked, or is too old")
        try:
            made = webauthn.registered(self._relying_party, credential, challenge)
        except webauthn.NotAnAnswer as error:
            log.info("passkey refused", user_id=account.id, reason=str(error))
            raise PasskeyRefused.of_field("credential", "answer", "this does not answer the question") from error
        return await repository.insert_passkey(
            conn,
            account.id,
            credential_id=made.credential_id,
            public_key=made.public_key,
            sign_count=made.sign_count,
            name=name,
            now=self._services.clock.now(),
        )

    async def taken_challenge(self, token: str, purpose: Purpose) -> bytes | None:
        """The question that waits for this browser's answer, gone from now on whatever the answer is worth."""
        async with self._services.db.transaction() as conn:
            return await repository.asked(conn, hash_token(token), purpose, self._services.clock.now())

    async def found(self, conn: Connection, credential: dict[str, Any]) -> StoredPasskey | None:
        """The key that an answer claims to be of."""
        try:
            return await repository.passkey_by_credential(conn, webauthn.credential_id(credential))
        except webauthn.NotAnAnswer:
            return None

    async def fits(
        self, conn: Connection, account: Account, passkey: StoredPasskey, credential: dict[str, Any], challenge: bytes
    ) -> bool:
        """Whether the account's key signed the question; its counter moves on."""
        try:
            handle = webauthn.user_handle(credential)
            if passkey.account_id != account.id or (handle is not None and handle != account.handle.bytes):
                return False
            count = webauthn.signed(self._relying_party, credential, challenge, passkey)
        except webauthn.NotAnAnswer as error:
            log.info("passkey refused", user_id=account.id, reason=str(error))
            return False
        await repository.passkey_used(conn, passkey.id, count, self._services.clock.now())
        return True

    async def rename(self, account_id: int, passkey_id: int, name: str) -> None:
        """Raises NoSuchPasskey."""
        async with self._services.db.transaction() as conn:
            if not await repository.rename_passkey(conn, account_id, passkey_id, name):
                raise NoSuchPasskey("there is no such passkey")

    async def _ask(self, conn: Connection, token: str, purpose: Purpose, options: dict[str, Any]) -> None:
        expires_at = self._services.clock.now() + ANSWER_WITHIN
        await repository.ask(conn, hash_token(token), purpose, webauthn.challenge_of(options), expires_at)
