"""Verbs of provisioning. A client acts on what it made, and on nothing else."""

from collections.abc import Sequence
from typing import Any, TypeVar
from uuid import UUID

from pydantic import BaseModel, ValidationError

from aqtra.identity import repository_sessions
from aqtra.identity.providers.errors import AccountExists
from aqtra.identity.providers.models import GroupRole
from aqtra.identity.providers.repository import insert_account, set_roles
from aqtra.identity.scim import patch, repository
from aqtra.identity.scim.errors import NotUnique, ResourceNotFound, ScimError, VersionDiffers
from aqtra.identity.scim.filters import parse
from aqtra.identity.scim.models import (
    Member,
    Patch,
    ProvisioningClient,
    ScimGroup,
    ScimUser,
    StoredGroup,
    StoredUser,
)
from aqtra.identity.scim.resources import etag, of_group, of_user
from aqtra.identity.service import Mirror
from aqtra.identity.sessions import Sessions
from aqtra.infra.container import Services
from aqtra.infra.database import Connection
from aqtra.infra.outbox import notify
from aqtra.kernel.errors import FieldError

NEW_ACCOUNT_ROLE = "Members"
Model = TypeVar("Model", bound=BaseModel)


class Provisioning:
    """Users and groups of one client at a time."""

    def __init__(self, services: Services, sessions: Sessions, mirror: Mirror) -> None:
        self._services = services
        self._sessions = sessions
        self._mirror = mirror

    async def users(
        self, client: ProvisioningClient, filter: str | None, start: int, count: int
    ) -> tuple[int, list[StoredUser]]:
        """Raises InvalidFilter."""
        node = parse(filter) if filter else None
        async with self._services.db.transaction() as conn:
            return await repository.users(conn, client.id, node, skip=start - 1, limit=count)

    async def user(self, client: ProvisioningClient, user_id: UUID) -> StoredUser:
        """Raises ResourceNotFound."""
        async with self._services.db.transaction() as conn:
            return await _user(conn, client, user_id)

    async def create_user(self, client: ProvisioningClient, new: ScimUser) -> StoredUser:
        """A new account without a password, or one that the client deleted before. Raises NotUnique."""
        now = self._services.clock.now()
        async with self._services.db.transaction() as conn:
            before = await repository.deleted_user(conn, client.id, new.userName)
            await _check_email(conn, new, before[1] if before else None)
            if before is not None:
                user_id, account_id = before
                await repository.update_user(conn, user_id, account_id, new, now)
                await self._mirror(conn, account_id, new.shown_name)
            else:
                user_id, account_id = self._services.ids.uuid(), await _create_account(conn, new)
                await self._mirror(conn, account_id, new.shown_name)
                await set_roles(conn, account_id, (), (NEW_ACCOUNT_ROLE,))
                await repository.insert_user(conn, client.id, user_id, account_id, new, now)
                if not new.active:
                    await repository.update_user(conn, user_id, account_id, new, now)
            return await _user(conn, client, user_id)

    async def replace_user(
        self, client: ProvisioningClient, user_id: UUID, new: ScimUser, match: str | None
    ) -> StoredUser:
        """Raises ResourceNotFound, VersionDiffers, NotUnique."""
        async with self._services.db.transaction() as conn:
            before = await _user(conn, client, user_id)
            _check_version(before.version, match)
            changed = await self._store_user(conn, client, before, new)
        self._sessions.forget_all()
        return changed

    async def patch_user(
        self, client: ProvisioningClient, user_id: UUID, operations: Patch, match: str | None
    ) -> StoredUser:
        """Raises ResourceNotFound, VersionDiffers, NotUnique, ScimError."""
        async with self._services.db.transaction() as conn:
            before = await _user(conn, client, user_id)
            _check_version(before.version, match)
            new = _valid(ScimUser, _patched(of_user(before, ""), operations))
            changed = await self._store_user(conn, client, before, new)
        self._sessions.forget_all()
        return changed

    async def delete_user(self, client: ProvisioningClient, user_id: UUID, match: str | None) -> None:
        """The account stays for what it has done, but nobody signs in to it.

        Raises ResourceNotFound, VersionDiffers.
        """
        async with self._services.db.transaction() as conn:
            before = await _user(conn, client, user_id)
            _check_version(before.version, match)
            await repository.delete_user(conn, user_id, before.account_id, self._services.clock.now())
            await repository.sync_roles(conn, client.id, client.group_roles, [user_id])
            await _end_sessions(conn, before.account_id)
        self._sessions.forget_all()

    async def groups(
        self, client: ProvisioningClient, filter: str | None, start: int, count: int
    ) -> tuple[int, list[StoredGroup]]:
        """Raises InvalidFilter."""
        node = parse(filter) if filter else None
        async with self._services.db.transaction() as conn:
            return await repository.groups(conn, client.id, node, skip=start - 1, limit=count)

    async def group(self, client: ProvisioningClient, group_id: UUID) -> StoredGroup:
        """Raises ResourceNotFound."""
        async with self._services.db.transaction() as conn:
            return await _group(conn, client, group_id)

    async def create_group(self, client: ProvisioningClient, new: ScimGroup) -> StoredGroup:
        """Raises NotUnique, and ScimError for members that there are not."""
        group_id = self._services.ids.uuid()
        async with self._services.db.transaction() as conn:
            await repository.insert_group(conn, client.id, group_id, new, self._services.clock.now())
            await _set_members(conn, client, group_id, new.members, ())
            created = await _group(conn, client, group_id)
        self._sessions.forget_all()
        return created

    async def replace_group(
        self, client: ProvisioningClient, group_id: UUID, new: ScimGroup, match: str | None
    ) -> StoredGroup:
        """Raises ResourceNotFound, VersionDiffers, NotUnique, ScimError."""
        async with self._services.db.transaction() as conn:
            before = await _group(conn, client, group_id)
            _check_version(before.version, match)
            changed = await self._store_group(conn, client, before, new)
        self._sessions.forget_all()
        return changed

    async def patch_group(
        self, client: ProvisioningClient, group_id: UUID, operations: Patch, match: str | None
    ) -> StoredGroup:
        """Raises ResourceNotFound, VersionDiffers, NotUnique, ScimError."""
        async with self._services.db.transaction() as conn:
            before = await _group(conn, client, group_id)
            _check_version(before.version, match)
            new = _valid(ScimGroup, _patched(of_group(before, ""), operations))
            changed = await self._store_group(conn, client, before, new)
        self._sessions.forget_all()
        return changed

    async def delete_group(self, client: ProvisioningClient, group_id: UUID, match: str | None) -> None:
        """Its members lose the roles it gave. Raises ResourceNotFound, VersionDiffers."""
        async with self._services.db.transaction() as conn:
            before = await _group(conn, client, group_id)
            _check_version(before.version, match)
            members = await repository.members_of(conn, group_id)
            await repository.delete_group(conn, group_id)
            await _sync(conn, client, members)
        self._sessions.forget_all()

    async def _store_user(
        self, conn: Connection, client: ProvisioningClient, before: StoredUser, new: ScimUser
    ) -> StoredUser:
        await _check_email(conn, new, before.account_id)
        await repository.update_user(conn, before.id, before.account_id, new, self._services.clock.now())
        if new.shown_name != before.display_name:
            await self._mirror(conn, before.account_id, new.shown_name)
        if not new.active:
            await _end_sessions(conn, before.account_id)
        else:
            await notify(conn, "session", {"user_id": before.account_id})
        return await _user(conn, client, before.id)

    async def _store_group(
        self, conn: Connection, client: ProvisioningClient, before: StoredGroup, new: ScimGroup
    ) -> StoredGroup:
        members = await repository.members_of(conn, before.id)
        await repository.update_group(conn, before.id, new, self._services.clock.now())
        await _set_members(conn, client, before.id, new.members, members)
        return await _group(conn, client, before.id)


async def _user(conn: Connection, client: ProvisioningClient, user_id: UUID) -> StoredUser:
    found = await repository.user(conn, client.id, user_id)
    if found is None:
        raise ResourceNotFound(f"there is no user {user_id}")
    return found


async def _group(conn: Connection, client: ProvisioningClient, group_id: UUID) -> StoredGroup:
    found = await repository.group(conn, client.id, group_id)
    if found is None:
        raise ResourceNotFound(f"there is no group {group_id}")
    return found


async def _create_account(conn: Connection, new: ScimUser) -> int:
    try:
        return await insert_account(conn, new.userName, new.shown_name, new.email)
    except AccountExists as error:
        raise NotUnique.of_field("userName", "unique", "another account has this user name") from error


async def _check_email(conn: Connection, new: ScimUser, account_id: int | None) -> None:
    """An address leads to one account: by it passwords are reset, and providers that are trusted find people."""
    if new.email is not None and await repository.email_taken(conn, new.email, account_id):
        raise NotUnique.of_field("emails", "unique", "another account has this e-mail address")


async def _set_members(
    conn: Connection, client: ProvisioningClient, group_id: UUID, members: Sequence[Member], before: Sequence[UUID]
) -> None:
    wanted = list(dict.fromkeys(member.value for member in members))
    unknown = await repository.set_members(conn, client.id, group_id, wanted)
    if unknown:
        raise ScimError.of_field("members", "exists", f"there is no user {unknown[0]}")
    await _sync(conn, client, [*before, *wanted])


async def _sync(conn: Connection, client: ProvisioningClient, users: Sequence[UUID]) -> None:
    mapped: Sequence[GroupRole] = client.group_roles
    for account_id in await repository.sync_roles(conn, client.id, mapped, list(users)):
        await notify(conn, "session", {"user_id": account_id})


async def _end_sessions(conn: Connection, account_id: int) -> None:
    await repository_sessions.delete_sessions(conn, account_id)
    await notify(conn, "session", {"user_id": account_id})


def _check_version(version: int, match: str | None) -> None:
    if match is not None and match.strip() not in ("*", etag(version), f'"{version}"'):
        raise VersionDiffers("the resource was changed meanwhile", version=etag(version))


def _patched(resource: dict[str, Any], operations: Patch) -> dict[str, Any]:
    return patch.apply(resource, [(one.op, one.path, one.value) for one in operations.Operations])


def _valid(model: type[Model], resource: dict[str, Any]) -> Model:
    """Raises ScimError naming what does not fit."""
    try:
        return model.model_validate(resource)
    except ValidationError as error:
        fields = [
            FieldError(field=".".join(map(str, one["loc"])), rule=one["type"], message=one["msg"])
            for one in error.errors(include_url=False, include_context=False, include_input=False)
        ]
        raise ScimError("the changed resource does not fit", fields=fields) from error
