"""Verbs of service accounts: add, change, deactivate."""

import re
from collections.abc import Callable
from typing import Final

from aqtra.identity.service import Mirror
from aqtra.identity.tokens.accounts import repository
from aqtra.identity.tokens.accounts.models import Change, ServiceAccount
from aqtra.identity.tokens.errors import BadServiceAccount, ServiceAccountNotFound
from aqtra.identity.tokens.service import in_person
from aqtra.infra.container import Services
from aqtra.infra.database import Connection
from aqtra.infra.outbox import notify
from aqtra.kernel.principal import Principal

# It also is the client id, which travels in forms and logs.
NAME: Final = re.compile(r"[a-z0-9](?:[a-z0-9._-]{0,62}[a-z0-9])?", re.ASCII)
TITLE_LENGTH: Final = 200


class ServiceAccounts:
    """Programs with roles of their own. Who may ask is checked by who calls, but that it is nobody with a token."""

    def __init__(self, services: Services, mirror: Mirror, forget: Callable[[], None]) -> None:
        self._services = services
        self._mirror = mirror
        self._forget = forget

    async def listed(self) -> list[ServiceAccount]:
        async with self._services.db.connection() as conn:
            return await repository.listed(conn)

    async def roles(self) -> list[str]:
        """The names of roles that an account may get."""
        async with self._services.db.connection() as conn:
            return await repository.roles(conn)

    async def get(self, account_id: int) -> ServiceAccount:
        """Raises ServiceAccountNotFound."""
        async with self._services.db.connection() as conn:
            return await _get(conn, account_id)

    async def named(self, user_name: str) -> ServiceAccount | None:
        async with self._services.db.connection() as conn:
            return await repository.by_name(conn, user_name)

    async def create(self, user_name: str, display_name: str, roles: tuple[str, ...], by: Principal) -> ServiceAccount:
        """Raises NeedsSession, BadServiceAccount, UserNameTaken."""
        in_person(by)
        if NAME.fullmatch(user_name) is None:
            raise BadServiceAccount.of_field(
                "user_name", "syntax", "small letters, digits and . _ - between them, at most 64"
            )
        _check_title(display_name)
        async with self._services.db.transaction() as conn:
            await _check_roles(conn, roles)
            account_id = await repository.insert(conn, user_name, display_name)
            await repository.set_roles(conn, account_id, roles)
            await self._mirror(conn, account_id, display_name or user_name)
            return await _get(conn, account_id)

    async def change(self, account_id: int, change: Change, by: Principal) -> ServiceAccount:
        """Effective on every process at once. Raises NeedsSession, BadServiceAccount, ServiceAccountNotFound."""
        in_person(by)
        _check_title(change.display_name or "")
        async with self._services.db.transaction() as conn:
            if change.roles is not None:
                await _check_roles(conn, change.roles)
            if not await repository.update(conn, account_id, display_name=change.display_name, active=change.active):
                raise ServiceAccountNotFound("there is no such service account")
            if change.roles is not None:
                await repository.set_roles(conn, account_id, change.roles)
            account = await _get(conn, account_id)
            await self._mirror(conn, account_id, account.display_name or account.user_name)
            await notify(conn, "session", {"user_id": account_id})
        self._forget()
        return account


async def _get(conn: Connection, account_id: int) -> ServiceAccount:
    account = await repository.get(conn, account_id)
    if account is None:
        raise ServiceAccountNotFound("there is no such service account")
    return account


async def _check_roles(conn: Connection, names: tuple[str, ...]) -> None:
    known = set(await repository.roles(conn))
    for position, name in enumerate(names):
        if name not in known:
            raise BadServiceAccount.of_field(f"roles.{position}", "unknown", "there is no such role")


def _check_title(display_name: str) -> None:
    if not display_name.isprintable():
        raise BadServiceAccount.of_field("display_name", "syntax", "printable characters only")
