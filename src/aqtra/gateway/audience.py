"""Who is at the other end of a live connection, and what they may hear of."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from starlette.requests import HTTPConnection

from aqtra.catalogs.service import entries_of
from aqtra.composition import Platform
from aqtra.gateway.bearer import bearer_of
from aqtra.identity.http import COOKIE
from aqtra.infra.http import PRINCIPAL
from aqtra.kernel.errors import AqtraError
from aqtra.kernel.principal import ANONYMOUS, Principal
from aqtra.metadata.domains.hosts import hosts_of

TRUSTED: Final = timedelta(seconds=30)
"""How long a connection counts as that of the same person without looking at the session again."""


class Visitor:
    """The subject of one connection. Rights change while it is open, so they are looked up when they matter."""

    def __init__(self, platform: Callable[[], Platform], connection: HTTPConnection) -> None:
        self._platform = platform
        self.account: int | None = connection.scope.get(PRINCIPAL, ANONYMOUS).user_id
        """Who opened the connection; None: a visitor."""
        self._token = connection.cookies.get(COOKIE)
        self._bearer = bearer_of(connection)
        self._host = connection.headers.get("host", "")
        self._principal = ANONYMOUS
        self._known_at: datetime | None = None

    def is_one_of(self, account: int | None) -> bool:
        """Whether news about this account, None: about all, concern them."""
        return self.account is not None and account in (None, self.account)

    def forget(self) -> None:
        """Rights or sessions changed somewhere."""
        self._known_at = None

    async def may_stay(self) -> bool:
        """Whether what the connection was opened with still stands for the same account. A visitor always may."""
        if self.account is None:
            return True
        if self._bearer is not None:
            return await self._platform().tokens.bearers.find(self._bearer) is not None
        session = await self._platform().sessions.find(self._token, seen=False) if self._token else None
        return session is not None and session.principal.user_id == self.account

    async def is_at_home(self) -> bool:
        """Whether the account's own person sits there, with nothing left to settle, and looks at what is theirs."""
        if self.account is None or self._bearer is not None or self._token is None:
            return False
        session = await self._platform().sessions.find(self._token, seen=False)
        if session is None or not session.usable or session.viewing is not None:
            return False
        return session.principal.user_id == self.account

    async def may_read(self, component: UUID) -> bool:
        """Whether entries of the component may be read now."""
        services = self._platform().services
        domain = await hosts_of(services).domain_of(self._host)
        reader = entries_of(services).readable_by(replace(await self._subject(), domain=domain))
        try:
            reader.check(component)
        except AqtraError:
            return False
        return True

    async def _subject(self) -> Principal:
        if self._bearer is not None:
            # Tokens end by themselves, some after minutes: asked each time, which their own memory makes cheap.
            found = await self._platform().tokens.bearers.find(self._bearer)
            return found.principal if found is not None and not found.password_change_required else ANONYMOUS
        if self._token is None:
            return ANONYMOUS
        now = self._platform().services.clock.now()
        if self._known_at is None or now - self._known_at > TRUSTED:
            session = await self._platform().sessions.find(self._token, seen=False)
            self._principal = session.reader if session is not None and session.usable else ANONYMOUS
            self._known_at = now
        return self._principal
