"""Verbs of the token endpoint: exchange a credential for tokens, introspect, revoke."""

import hmac
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

from aqtra.identity import audit
from aqtra.identity.models import Browser, FactorNeeded
from aqtra.identity.principals import principal_by_id
from aqtra.identity.service import Identity
from aqtra.identity.sessions import hash_token
from aqtra.identity.tokens import repository as api_tokens
from aqtra.identity.tokens.grants import repository
from aqtra.identity.tokens.grants.errors import InvalidClient, InvalidGrant, InvalidScope, UnsupportedGrant
from aqtra.identity.tokens.grants.models import Family, Introspection, Issued
from aqtra.identity.tokens.grants.signing import LIFETIME, Signer
from aqtra.identity.tokens.models import Presented
from aqtra.identity.tokens.opaque import Kind, kind_of, new_token
from aqtra.identity.tokens.presenting import Bearers
from aqtra.infra.container import Services
from aqtra.infra.database import Connection
from aqtra.infra.outbox import notify
from aqtra.kernel.principal import Principal
from aqtra.kernel.scopes import Scope, Scopes

LONGEST: Final = timedelta(days=30)
IDLE: Final = timedelta(days=7)
BY_DEFAULT: Final = frozenset({Scope.READ, Scope.WRITE})


class Grants:
    """Families of tokens."""

    def __init__(self, services: Services, identity: Identity, signer: Signer, bearers: Bearers) -> None:
        self._services = services
        self._identity = identity
        self._signer = signer
        self._bearers = bearers

    async def by_password(
        self, user_name: str, password: str, scope: str | None, *, address: str | None, user_agent: str | None
    ) -> Issued:
        """For a person who signs in with it. Raises UnsupportedGrant, InvalidScope, WrongCredentials, InvalidGrant."""
        if not self._services.settings.password_grant:
            raise UnsupportedGrant.of_field("grant_type", "enum", "this installation does not take passwords here")
        scopes = Scopes(_asked(scope, frozenset(Scope)) or BY_DEFAULT)
        # The one door of sign-in, so that its lock-out and further factors hold here too; its session is not kept.
        opened = await self._identity.sign_in(user_name, password, Browser(address, user_agent))
        await self._identity.sign_out(opened.token)
        if isinstance(opened, FactorNeeded):
            raise InvalidGrant.of_field("password", "second_factor", "a password alone is not enough: use an API token")
        account_id = opened.session.principal.user_id
        if account_id is None or not opened.session.usable:
            raise InvalidGrant.of_field("password", "required", "sign in with the browser and finish your account")
        now = self._services.clock.now()
        async with self._services.db.transaction() as conn:
            family = await repository.open_family(
                conn, self._services.ids.uuid(), account_id, scopes, api_token=None, now=now, expires_at=now + LONGEST
            )
            return await self._issue(conn, family, family.scopes, now)

    async def by_client(self, client_id: str, secret: str, scope: str | None) -> Issued:
        """For a service account by its token. Raises InvalidClient, InvalidScope."""
        now = self._services.clock.now()
        presented = await self._service_token(client_id, secret, now)
        token = presented.token
        scopes = token.scopes.only(_asked(scope, token.scopes.names) or token.scopes.names)
        ends = min(now + LIFETIME, token.expires_at or now + LIFETIME)
        async with self._services.db.transaction() as conn:
            family = await repository.open_family(
                conn, self._services.ids.uuid(), token.account_id, scopes, api_token=token.id, now=now, expires_at=ends
            )
            await api_tokens.touch(conn, token.id, now, timedelta())
        return self._signed(family, scopes, now)

    async def by_refresh(self, token: str, scope: str | None) -> Issued:
        """The next pair. A token that was used before ends its whole family. Raises InvalidGrant, InvalidScope."""
        key, now = hash_token(token), self._services.clock.now()
        async with self._services.db.transaction() as conn:
            family = await repository.use_refresh(conn, key, now)
            if family is not None:
                scopes = family.scopes.only(_asked(scope, family.scopes.names) or family.scopes.names)
                return await self._issue(conn, family, scopes, now)
        # By itself and committed, whatever becomes of the request: somebody holds a copy.
        async with self._services.db.transaction() as conn:
            account_id = await repository.revoke_reused(conn, key, now)
            if account_id is not None:
                await notify(conn, "session", {"user_id": account_id})
        if account_id is not None:
            self._bearers.forget_all()
        raise InvalidGrant.of_field("refresh_token", "wrong", "the refresh token is not valid")

    async def introspect(self, token: str, caller: Principal) -> Introspection | None:
        """What a token of the caller's own account is; None for all others, live or not."""
        found = await (self._about_refresh if kind_of(token) is Kind.REFRESH else self._about_bearer)(token)
        return found if found is not None and found.account_id == caller.user_id else None

    async def revoke(self, token: str) -> None:
        """Ends a token, and for one of a pair its family. Whoever holds it may; what is no token is nothing to do."""
        now = self._services.clock.now()
        found = await self._bearers.find(token)
        async with self._services.db.transaction() as conn:
            account_id = None
            if found is not None and found.principal.user_id is not None:
                account_id = found.principal.user_id
                if found.family is not None:
                    await repository.revoke(conn, found.family, now)
                if found.api_token is not None and await api_tokens.revoke(conn, account_id, found.api_token, now):
                    target, key = f"account:{account_id}", str(found.api_token)
                    await audit.record(conn, "token.revoked", found.principal, target, key=key)
            elif family := await repository.of_refresh(conn, hash_token(token), now):
                account_id = family.account_id
                await repository.revoke(conn, family.id, now)
            if account_id is not None:
                await notify(conn, "session", {"user_id": account_id})
        self._bearers.forget_all()

    async def _about_bearer(self, token: str) -> Introspection | None:
        found = await self._bearers.find(token)
        if found is None or found.principal.user_id is None or found.principal.scopes is None:
            return None
        kind, who = "access_token" if found.family else "api_token", found.principal
        return Introspection(
            kind, found.principal.user_id, who.user_name or "", found.principal.scopes, found.expires_at
        )

    async def _about_refresh(self, token: str) -> Introspection | None:
        async with self._services.db.connection() as conn:
            family = await repository.of_refresh(conn, hash_token(token), self._services.clock.now())
        owner = await principal_by_id(self._services.db, family.account_id) if family else None
        if family is None or owner is None:
            return None
        name = owner.user_name or ""
        return Introspection("refresh_token", family.account_id, name, family.scopes, family.expires_at)

    async def _service_token(self, client_id: str, secret: str, now: datetime) -> Presented:
        presented = None
        if kind_of(secret) is Kind.SERVICE:
            async with self._services.db.connection() as conn:
                presented = await api_tokens.presented(conn, hash_token(secret), now)
        name = presented.user_name if presented else ""
        fits = hmac.compare_digest(name.casefold().encode(), client_id.casefold().encode(errors="replace"))
        if presented is None or not presented.is_service or not fits:
            raise InvalidClient("client id or secret is wrong, or the service account is not active")
        return presented

    async def _issue(self, conn: Connection, family: Family, scopes: Scopes, now: datetime) -> Issued:
        refresh = new_token(Kind.REFRESH)
        await repository.insert_refresh(
            conn, hash_token(refresh), family.id, now=now, expires_at=min(now + IDLE, family.expires_at)
        )
        return self._signed(family, scopes, now, refresh)

    def _signed(self, family: Family, scopes: Scopes, now: datetime, refresh: str | None = None) -> Issued:
        ends = min(now + LIFETIME, family.expires_at)
        access = self._signer.sign(family, scopes, now, ends)
        return Issued(access, refresh, scopes, int((ends - now).total_seconds()))


def _asked(scope: str | None, most: Iterable[Scope]) -> frozenset[Scope]:
    """The scopes that were asked for, none when that was left open. Raises InvalidScope beyond `most`."""
    if scope is None or not scope.strip():
        return frozenset()
    allowed = {known.value: known for known in most}
    names = scope.split(" ")
    if any(name not in allowed for name in names):
        raise InvalidScope.of_field("scope", "enum", "unknown, or wider than what the token was made for")
    asked = frozenset(allowed[name] for name in names)
    if not asked & BY_DEFAULT:
        raise InvalidScope.of_field("scope", "required", "read or write is needed")
    return asked
