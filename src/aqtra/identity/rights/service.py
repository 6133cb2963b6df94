"""Verbs of rights. Each belongs in a transaction of the caller; every process knows of a change at its commit."""

from datetime import datetime
from typing import Final

from aqtra.identity import audit, repository_sessions
from aqtra.identity.errors import NoSuchUser
from aqtra.identity.rights import repository, repository_users
from aqtra.identity.rights.administrators import one_is_left
from aqtra.identity.rights.errors import (
    BuiltInRole,
    InvalidGrant,
    NoSuchPermissionSet,
    NoSuchRole,
    RightsChanged,
    StillUsed,
)
from aqtra.identity.rights.models import (
    Assignment,
    GrantedRight,
    PermissionSet,
    PermissionSetChange,
    Role,
    RoleChange,
    User,
    UserChange,
)
from aqtra.infra.database import Connection
from aqtra.infra.outbox import notify
from aqtra.kernel.principal import Principal

_SHOWN_USES: Final = 20


class Rights:
    """Permission sets, roles, and the roles of users."""

    def __init__(self, conn: Connection, now: datetime) -> None:
        self._conn = conn
        self._now = now

    async def permission_sets(self) -> list[PermissionSet]:
        return await repository.permission_sets(self._conn)

    async def permission_set(self, set_id: int) -> PermissionSet:
        """Raises NoSuchPermissionSet."""
        found = await repository.permission_sets(self._conn, set_id)
        if not found:
            raise NoSuchPermissionSet("there is no such permission set")
        return found[0]

    async def save_permission_set(self, set_id: int | None, change: PermissionSetChange) -> PermissionSet:
        """Raises NoSuchPermissionSet, RightsChanged, NameTaken."""
        if set_id is not None:
            await self.permission_set(set_id)
        written = await repository.write_permission_set(self._conn, set_id, change)
        if written is None:
            raise RightsChanged("somebody else saved it meanwhile; load it again")
        await self._tell()
        return await self.permission_set(written)

    async def delete_permission_set(self, set_id: int) -> None:
        """Raises NoSuchPermissionSet, StillUsed."""
        await self.permission_set(set_id)
        _refuse_used(await repository.roles_with(self._conn, set_id))
        await repository.delete(self._conn, "permission_set", set_id)

    async def roles(self) -> list[Role]:
        return await repository.roles(self._conn)

    async def role(self, role_id: int) -> Role:
        """Raises NoSuchRole."""
        found = await repository.roles(self._conn, role_id)
        if not found:
            raise NoSuchRole("there is no such role")
        return found[0]

    async def save_role(self, role_id: int | None, change: RoleChange) -> Role:
        """Raises NoSuchRole, BuiltInRole, RightsChanged, NameTaken, InvalidGrant."""
        if role_id is not None and (await self.role(role_id)).built_in:
            raise BuiltInRole("built-in roles stay as they are; make one of your own")
        written = await repository.write_role(self._conn, role_id, change)
        if written is None:
            raise RightsChanged("somebody else saved it meanwhile; load it again")
        await self._tell()
        return await self.role(written)

    async def delete_role(self, role_id: int) -> None:
        """Raises NoSuchRole, BuiltInRole, StillUsed."""
        if (await self.role(role_id)).built_in:
            raise BuiltInRole("built-in roles stay")
        _refuse_used(await repository.users_with(self._conn, role_id))
        await repository.delete(self._conn, "role", role_id)

    async def users(self, search: str, top: int, skip: int) -> tuple[int, list[User]]:
        return await repository_users.users(self._conn, self._now, search, top, skip)

    async def user(self, user_id: int) -> User:
        """Raises NoSuchUser."""
        found = await repository_users.user(self._conn, self._now, user_id)
        if found is None:
            raise NoSuchUser("there is no such user")
        return found

    async def save_user(self, user_id: int, change: UserChange) -> User:
        """Deactivation ends all sessions.

        Raises NoSuchUser, RightsChanged, UserNameTaken, InvalidGrant, LastAdministrator.
        """
        await self.user(user_id)
        await self._check_assignments(change.assignments)
        async with one_is_left(self._conn):
            if not await repository_users.write_user(self._conn, user_id, change, change.version):
                raise RightsChanged("somebody else saved it meanwhile; load it again")
        if not change.active:
            await repository_sessions.delete_sessions(self._conn, user_id)
        await self._tell(user_id)
        return await self.user(user_id)

    async def give(self, user_id: int, assignments: tuple[Assignment, ...], by: Principal) -> None:
        """Adds assignments and takes none; those the user has already change nothing.

        Raises NoSuchUser, InvalidGrant.
        """
        await self.user(user_id)
        await self._check_assignments(assignments)
        if not assignments:
            return
        added = await repository_users.add_assignments(self._conn, user_id, assignments)
        if added:
            await audit.record(self._conn, "role.given", by, f"account:{user_id}", added=", ".join(added))
            await self._tell(user_id)

    async def take_all(self, user_id: int, by: Principal) -> None:
        """Takes every role in every context. Raises NoSuchUser, LastAdministrator."""
        await self.user(user_id)
        async with one_is_left(self._conn):
            removed = await repository_users.delete_assignments(self._conn, user_id)
        if removed:
            await audit.record(self._conn, "role.taken", by, f"account:{user_id}", removed=", ".join(removed))
            await self._tell(user_id)

    async def explained(self, user_id: int) -> list[GrantedRight]:
        """Every right of a user and where it comes from. Raises NoSuchUser."""
        await self.user(user_id)
        return await repository_users.explained(self._conn, user_id)

    async def _check_assignments(self, assignments: tuple[Assignment, ...]) -> None:
        built_in = {role.id for role in await repository.roles(self._conn) if role.built_in}
        for place, one in enumerate(assignments):
            if one.role in built_in and one.context.component is not None:
                raise InvalidGrant.of_field(
                    f"assignments[{place}].context", "system_only", "a built-in role is given in System only"
                )

    async def _tell(self, user_id: int | None = None) -> None:
        await notify(self._conn, "session", {"user_id": user_id})


def _refuse_used(used_by: list[str]) -> None:
    if used_by:
        shown = used_by[:_SHOWN_USES]
        raise StillUsed(f"it is used by {', '.join(shown)}", used_by=shown, count=len(used_by))
