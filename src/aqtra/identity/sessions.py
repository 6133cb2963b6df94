"""Server-side sessions: an opaque token in a cookie, its hash in the database, a short-lived copy in the process."""

import hashlib
import secrets
from datetime import datetime, timedelta

from aqtra.identity import repository
from aqtra.identity.models import Account, NewSession, Session
from aqtra.identity.principals import load_principal
from aqtra.infra.container import Services
from aqtra.infra.database import Connection
from aqtra.infra.keys import derive, signing_key

TOKEN_BYTES = 32
# How long a process may trust its copy without asking again; a notification ends it sooner.
CACHE_SECONDS = 1.0
CACHE_ENTRIES = 10_000


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
        self._cache: dict[bytes, tuple[datetime, Session | None]] = {}

    def anti_forgery_token(self, token: str) -> str:
        """The token a page must send back with every change; bound to the cookie's token."""
        return derive(self._key, "anti-forgery", token)

    async def open(
        self, conn: Connection, account: Account, *, address: str | None, user_agent: str | None
    ) -> NewSession:
        """Opens a session in the caller's transaction."""
        now = self._services.clock.now()
        token, expires_at = new_token(), now + self._lifetime
        await repository.delete_expired_sessions(conn, now)
        await repository.insert_session(
            conn,
            hash_token(token),
            account.id,
            created_at=now,
            expires_at=expires_at,
            address=address,
            user_agent=(user_agent or "")[:300] or None,
        )
        principal = await load_principal(conn, account.id, account.user_name, account.display_name)
        return NewSession(token, Session(principal, account.password_change_required, expires_at))

    async def find(self, token: str) -> Session | None:
        """The live session of a cookie's token."""
        now, key = self._services.clock.now(), hash_token(token)
        cached = self._cache.get(key)
        if cached is not None and now - cached[0] < timedelta(seconds=CACHE_SECONDS):
            return cached[1]
        async with self._services.db.connection() as conn:
            row = await repository.session(conn, key, now)
            session = None
            if row is not None:
                principal = await load_principal(conn, row["id"], row["user_name"], row["display_name"])
                session = Session(principal, row["password_change_required"], row["expires_at"])
        self._remember(key, now, session)
        return session

    def forget_all(self) -> None:
        """Drops every copy: an account, role or session changed somewhere."""
        self._cache.clear()

    def _remember(self, key: bytes, now: datetime, session: Session | None) -> None:
        if len(self._cache) >= CACHE_ENTRIES:
            self._cache.clear()
        self._cache[key] = (now, session)
