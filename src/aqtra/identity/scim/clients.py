"""Provisioning clients: made and revoked by administrators, known by a token that is shown once."""

import hashlib
import secrets
from typing import Final
from uuid import UUID

from aqtra.identity.providers.repository import missing_roles
from aqtra.identity.scim import repository_clients
from aqtra.identity.scim.errors import ClientNotFound
from aqtra.identity.scim.membership import follow
from aqtra.identity.scim.models import ClientContent, NewClient, ProvisioningClient
from aqtra.identity.sessions import Sessions
from aqtra.infra.container import Services
from aqtra.infra.database import Connection
from aqtra.kernel.errors import ValidationFailed
from aqtra.kernel.principal import Principal

# Told by scanners of leaked secrets.
PREFIX: Final = "aqtra_scim_"


class Clients:
    """Clients as administrators see them, and the client of a token."""

    def __init__(self, services: Services, sessions: Sessions) -> None:
        self._services = services
        self._sessions = sessions

    async def of_token(self, token: str) -> ProvisioningClient | None:
        """The client that a bearer token proves."""
        if not token.startswith(PREFIX):
            return None
        async with self._services.db.connection() as conn:
            return await repository_clients.client_of_token(conn, _digest(token))

    async def all(self) -> list[ProvisioningClient]:
        async with self._services.db.connection() as conn:
            return await repository_clients.clients(conn)

    async def create(self, content: ClientContent) -> NewClient:
        """Raises ValidationFailed for a role that there is not."""
        client_id, token = self._services.ids.uuid(), _new_token()
        async with self._services.db.transaction() as conn:
            await _check_roles(conn, content)
            now = self._services.clock.now()
            await repository_clients.insert_client(conn, client_id, _digest(token), content, now)
            return _with_token(await _found(conn, client_id), token)

    async def change(self, client_id: UUID, content: ClientContent, by: Principal) -> ProvisioningClient:
        """Roles follow the new mapping at once. Raises ClientNotFound, ValidationFailed."""
        async with self._services.db.transaction() as conn:
            await _check_roles(conn, content)
            if not await repository_clients.update_client(conn, client_id, content):
                raise _missing(client_id)
            changed = await _found(conn, client_id)
            await follow(conn, changed, content.group_roles, by, self._services.clock)
        self._sessions.forget_all()
        return changed

    async def renew(self, client_id: UUID) -> NewClient:
        """A new token in place of the old one. Raises ClientNotFound."""
        token = _new_token()
        async with self._services.db.transaction() as conn:
            if not await repository_clients.set_token(conn, client_id, _digest(token)):
                raise _missing(client_id)
            return _with_token(await _found(conn, client_id), token)

    async def revoke(self, client_id: UUID) -> None:
        """The token is worth nothing from now on; accounts stay. Raises ClientNotFound."""
        async with self._services.db.transaction() as conn:
            if not await repository_clients.revoke(conn, client_id, self._services.clock.now()):
                raise _missing(client_id)


def _new_token() -> str:
    return f"{PREFIX}{secrets.token_urlsafe(32)}"


def _digest(token: str) -> bytes:
    return hashlib.sha256(token.encode(errors="backslashreplace")).digest()


def _with_token(client: ProvisioningClient, token: str) -> NewClient:
    return NewClient(**client.model_dump(), token=token)


async def _check_roles(conn: Connection, content: ClientContent) -> None:
    missing = await missing_roles(conn, [mapped.role for mapped in content.group_roles])
    if missing:
        raise ValidationFailed.of_field("group_roles", "exists", f"there is no role {missing[0]}", role=missing[0])


async def _found(conn: Connection, client_id: UUID) -> ProvisioningClient:
    client = await repository_clients.client(conn, client_id)
    if client is None:
        raise _missing(client_id)
    return client


def _missing(client_id: UUID) -> ClientNotFound:
    return ClientNotFound("there is no such provisioning client", client=str(client_id))
