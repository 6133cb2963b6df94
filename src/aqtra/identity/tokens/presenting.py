"""From a token to its principal: looked up once, then trusted for a second at most."""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from aqtra.identity.principals import principal_by_id
from aqtra.identity.sessions import CACHE_ENTRIES, CACHE_SECONDS, hash_token
from aqtra.identity.tokens import repository
from aqtra.identity.tokens.grants import repository as families
from aqtra.identity.tokens.grants.signing import Signer
from aqtra.identity.tokens.models import Identified
from aqtra.identity.tokens.opaque import Kind, kind_of
from aqtra.infra.container import Services
from aqtra.kernel.scopes import Scopes

USE_NOTED_EVERY: Final = timedelta(minutes=10)
LONGEST_TOKEN: Final = 2_000


class Bearers:
    """Finds who presents a token. A copy in the process is dropped by the notification that ends sessions."""

    def __init__(self, services: Services, signer: Signer) -> None:
        self._services = services
        self._signer = signer
        self._cache: dict[bytes, tuple[datetime, Identified | None]] = {}

    async def find(self, token: str) -> Identified | None:
        """None for whatever is no live token that may be presented; which of the reasons it was is not told."""
        if len(token) > LONGEST_TOKEN:
            return None
        now, key = self._services.clock.now(), hash_token(token)
        cached = self._cache.get(key)
        if cached is not None and now - cached[0] < timedelta(seconds=CACHE_SECONDS):
            return _unexpired(cached[1], now)
        found = await self._look_up(token, key, now)
        if len(self._cache) >= CACHE_ENTRIES:
            self._cache.clear()
        self._cache[key] = (now, found)
        return found

    def forget_all(self) -> None:
        """Drops every copy: an account, role or token changed somewhere."""
        self._cache.clear()

    async def _look_up(self, token: str, key: bytes, now: datetime) -> Identified | None:
        if kind_of(token) in (Kind.PERSONAL, Kind.SERVICE):
            return await self._api_token(key, now)
        return await self._access_token(token, now)

    async def _api_token(self, key: bytes, now: datetime) -> Identified | None:
        async with self._services.db.connection() as conn:
            presented = await repository.presented(conn, key, now)
            if presented is None:
                return None
            token = presented.token
            if token.last_used_at is None or token.last_used_at < now - USE_NOTED_EVERY:
                await repository.touch(conn, token.id, now, USE_NOTED_EVERY)
        return await self._identified(
            token.account_id, token.scopes, token.expires_at, presented.password_change_required, api_token=token.id
        )

    async def _access_token(self, token: str, now: datetime) -> Identified | None:
        claims = self._signer.read(token, now)
        if claims is None:
            return None
        async with self._services.db.connection() as conn:
            family = await families.live(conn, claims.family, now)
        if family is None or family.account_id != claims.account_id:
            return None
        return await self._identified(
            family.account_id,
            family.scopes.only(claims.scopes),
            claims.expires_at,
            family.password_change_required,
            family=family.id,
        )

    async def _identified(
        self,
        account_id: int,
        scopes: Scopes,
        expires_at: datetime | None,
        password_change_required: bool,
        *,
        family: UUID | None = None,
        api_token: int | None = None,
    ) -> Identified | None:
        principal = await principal_by_id(self._services.db, account_id)
        if principal is None:
            return None
        return Identified(
            principal=principal.narrowed(scopes),
            password_change_required=password_change_required,
            expires_at=expires_at,
            family=family,
            api_token=api_token,
        )


def _unexpired(found: Identified | None, now: datetime) -> Identified | None:
    if found is None or (found.expires_at is not None and found.expires_at <= now):
        return None
    return found
