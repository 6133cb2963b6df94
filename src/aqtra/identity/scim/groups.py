"""Groups of provisioning: they give roles where an administrator has mapped their name."""

from collections.abc import Sequence
from uuid import UUID

from aqtra.identity.scim import repository, trail
from aqtra.identity.scim.collection import Collection
from aqtra.identity.scim.errors import ScimError
from aqtra.identity.scim.filters import Node
from aqtra.identity.scim.membership import follow
from aqtra.identity.scim.models import Member, ProvisioningClient, ScimGroup, StoredGroup
from aqtra.identity.scim.resources import Resource, of_group
from aqtra.infra.database import Connection


class Groups(Collection[ScimGroup, StoredGroup]):
    """Members are users of the same client."""

    kind = "group"
    body = ScimGroup

    def shown(self, stored: StoredGroup, base_url: str) -> Resource:
        return of_group(stored, base_url)

    async def _page(
        self, conn: Connection, client: ProvisioningClient, node: Node | None, skip: int, limit: int
    ) -> tuple[int, list[StoredGroup]]:
        return await repository.groups(conn, client.id, node, skip=skip, limit=limit)

    async def _read(self, conn: Connection, client: ProvisioningClient, resource_id: UUID) -> StoredGroup | None:
        return await repository.group(conn, client.id, resource_id)

    async def _create(self, conn: Connection, client: ProvisioningClient, new: ScimGroup) -> StoredGroup:
        group_id = self._services.ids.uuid()
        await repository.insert_group(conn, client.id, group_id, new, self._services.clock.now())
        added = await self._set_members(conn, client, group_id, new.members)
        await self._record(conn, client, "group.created", group_id, new.displayName, added=len(added))
        await self._follow(conn, client, added)
        return await self._found(conn, client, group_id)

    async def _store(
        self, conn: Connection, client: ProvisioningClient, before: StoredGroup, new: ScimGroup
    ) -> StoredGroup:
        members = await repository.members_of(conn, before.id)
        await repository.update_group(conn, before.id, new, self._services.clock.now())
        now = await self._set_members(conn, client, before.id, new.members)
        after = await self._found(conn, client, before.id)
        fields = trail.changed_fields(of_group(before, ""), of_group(after, ""))
        added, removed = len(set(now) - set(members)), len(set(members) - set(now))
        if fields or added or removed:
            await self._record(
                conn, client, "group.changed", before.id, new.displayName, fields=fields, added=added, removed=removed
            )
        await self._follow(conn, client, [*members, *now])
        return after

    async def _delete(self, conn: Connection, client: ProvisioningClient, before: StoredGroup) -> None:
        """Its members lose the roles it gave."""
        members = await repository.members_of(conn, before.id)
        await repository.delete_group(conn, before.id)
        await self._record(conn, client, "group.deleted", before.id, before.display_name, removed=len(members))
        await self._follow(conn, client, members)

    async def _set_members(
        self, conn: Connection, client: ProvisioningClient, group_id: UUID, members: Sequence[Member]
    ) -> list[UUID]:
        """Raises ScimError for members that there are not."""
        wanted = list(dict.fromkeys(member.value for member in members))
        unknown = await repository.set_members(conn, client.id, group_id, wanted)
        if unknown:
            raise ScimError.of_field("members", "exists", f"there is no user {unknown[0]}")
        return wanted

    async def _follow(self, conn: Connection, client: ProvisioningClient, users: Sequence[UUID]) -> None:
        await follow(conn, client, client.group_roles, trail.actor_of(client), self._services.clock, users)

    async def _record(
        self, conn: Connection, client: ProvisioningClient, action: str, group_id: UUID, name: str, **more: str | int
    ) -> None:
        await trail.record(conn, client, action, f"scim_group:{group_id}", self._services.clock, name=name, **more)
