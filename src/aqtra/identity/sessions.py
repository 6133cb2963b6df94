"""Server-side sessions: an opaque token in a cookie, its hash in the database, a short-lived copy in the process."""

import hashlib
import secrets
from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from aqtra.identity import audit, repository_sessions, repository_viewing
from aqtra.identity.models import Account, Entrance, NewSession, Session
from aqtra.identity.principals import load_principal
from aqtra.infra.container import Services
from aqtra.infra.crypto import NotAuthentic, UnknownKey
from aqtra.infra.database import Connection
from aqtra.infra.keys import derive, signing_key
from aqtra.infra.sealed import SESSION_PROOF
from aqtra.infra.settings import SecondFactor
from aqtra.kernel.principal import Principal, Right
from aqtra.kernel.viewing import Viewing

TOKEN_BYTES = 32
# How long a process may trust its copy without asking again; a notification ends it sooner.
CACHE_SECONDS = 1.0
CACHE_ENTRIES = 10_000
# When a session was last seen is written this often at most.
SEEN_EVERY = timedelta(minutes=1)
# An identity provider has its own second factors; the installation's are for passwords.
PROVIDER = "provider"


def new_token() -> str:
    return secrets.token_urlsafe(TOKEN_BYTES)


def hash_token(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()


class Sessions:
    """Opens, finds and ends sessions."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._key = signing_key(services.settings)
        self._lifetime = timedelta(hours=services.settings.session_hours)
        self._idle = timedelta(minutes=services.settings.session_idle_minutes)
        self._policy = services.settings.second_factor
        self._cache: dict[bytes, tuple[datetime, Session | None]] = {}

    def anti_forgery_token(self, token: str) -> str:
        """The token a page must send back with every change; bound to the cookie's token."""
        return derive(self._key, "anti-forgery", token)

    def idle_since(self) -> datetime:
        """Sessions that nobody used since then have ended."""
        return self._services.clock.now() - self._idle

    async def open(
        self,
        conn: Connection,
        account: Account,
        *,
        address: str | None,
        user_agent: str | None,
        method: str = "password",
        entrance: Entrance | None = None,
    ) -> NewSession:
        """Opens a session in the caller's transaction.

        `method`: what it was entered by; PROVIDER for another system, which `entrance` tells of then.
        """
        now, token_hash = self._services.clock.now(), hash_token(token := new_token())
        await repository_sessions.delete_expired(conn, now, self.idle_since())
        await repository_sessions.insert_session(
            conn,
            token_hash,
            account.id,
            created_at=now,
            expires_at=now + self._lifetime,
            address=address,
            user_agent=(user_agent or "")[:300] or None,
            method=method,
        )
        if entrance is not None:
            sealed = self._services.sealer.seal(entrance.proof.encode(), SESSION_PROOF.place(token_hash))
            await repository_sessions.set_entrance(conn, token_hash, entrance.provider_id, sealed)
        row = await repository_sessions.session(conn, token_hash, now, self.idle_since())
        assert row is not None
        session = await self._session(conn, row)
        await audit.record(conn, "session.opened", session.principal, f"account:{account.id}", kind=method)
        return NewSession(token, session)

    async def close(self, conn: Connection, token: str) -> tuple[int, Entrance | None] | None:
        """Ends the session of a token; its account, and how it was entered. None when there was none."""
        token_hash = hash_token(token)
        row = await repository_sessions.delete_session(conn, token_hash)
        if row is None:
            return None
        account_id, provider_id, sealed = row
        if provider_id is None or sealed is None:
            return account_id, None
        try:
            proof = self._services.sealer.open(sealed, SESSION_PROOF.place(token_hash)).decode()
        except (NotAuthentic, UnknownKey):
            # A key was lost: nothing must keep people from signing out.
            return account_id, None
        return account_id, Entrance(provider_id, proof)

    async def find(self, token: str, *, seen: bool = True) -> Session | None:
        """The live session of a cookie's token. `seen`: somebody is using it, not just a page that is open."""
        now, key = self._services.clock.now(), hash_token(token)
        cached = self._cache.get(key)
        if cached is not None and now - cached[0] < timedelta(seconds=CACHE_SECONDS):
            return cached[1]
        async with self._services.db.connection() as conn:
            row = await repository_sessions.session(conn, key, now, self.idle_since())
            session = await self._session(conn, row) if row is not None else None
        if row is not None and seen and now - row["last_seen_at"] >= SEEN_EVERY:
            async with self._services.db.transaction() as conn:
                await repository_sessions.seen(conn, key, now)
        self._remember(key, now, session)
        return session

    def demanded(self, rights: Collection[str]) -> bool:
        """Whether people with these rights must have a second factor."""
        match self._policy:
            case SecondFactor.OPTIONAL:
                return False
            case SecondFactor.BUILDERS:
                return any(right.partition(".")[0] == Right.STUDIO for right in rights)
            case SecondFactor.EVERYBODY:
                return True

    def forget_all(self) -> None:
        """Drops every copy: an account, role or session changed somewhere."""
        self._cache.clear()

    def _remember(self, key: bytes, now: datetime, session: Session | None) -> None:
        if len(self._cache) >= CACHE_ENTRIES:
            self._cache.clear()
        self._cache[key] = (now, session)

    async def _session(self, conn: Connection, row: dict[str, Any]) -> Session:
        principal = await load_principal(conn, row["id"], row["user_name"], row["display_name"])
        return Session(
            principal,
            row["password_change_required"],
            row["expires_at"],
            not row["has_factor"] and row["method"] != PROVIDER and self.demanded(principal.rights),
            await self._viewing(conn, row["viewing"], principal),
        )

    async def _viewing(self, conn: Connection, session_id: int | None, viewer: Principal) -> Viewing | None:
        """Over when the time is, when the one who views may not administer any more, or the one viewed not sign in."""
        found = None if session_id is None else await repository_viewing.viewed(conn, session_id)
        if found is None:
            return None
        seen = None
        if found["active"] and found["until"] > self._services.clock.now() and viewer.has(Right.ADMINISTER):
            seen = await load_principal(conn, found["id"], found["user_name"], found["display_name"])
        name = found["display_name"] or found["user_name"]
        assert viewer.user_id is not None
        return Viewing(viewer.user_id, found["id"], found["user_name"], name, found["until"], seen)
