"""Users of provisioning: accounts that another system makes, changes and deactivates."""

from uuid import UUID

from aqtra.identity import repository_sessions
from aqtra.identity.providers.errors import AccountExists
from aqtra.identity.providers.repository import insert_account, set_roles
from aqtra.identity.rights.administrators import one_is_left
from aqtra.identity.scim import repository, trail
from aqtra.identity.scim.collection import Collection
from aqtra.identity.scim.errors import NotUnique
from aqtra.identity.scim.filters import Node
from aqtra.identity.scim.membership import follow
from aqtra.identity.scim.models import ProvisioningClient, ScimUser, StoredUser
from aqtra.identity.scim.resources import Resource, of_user
from aqtra.infra.database import Connection
from aqtra.infra.outbox import notify

NEW_ACCOUNT_ROLE = "Members"


class Users(Collection[ScimUser, StoredUser]):
    """A new user is an account without a password. One that is deleted stays, for what it has done."""

    kind = "user"
    body = ScimUser

    def shown(self, stored: StoredUser, base_url: str) -> Resource:
        return of_user(stored, base_url)

    async def _page(
        self, conn: Connection, client: ProvisioningClient, node: Node | None, skip: int, limit: int
    ) -> tuple[int, list[StoredUser]]:
        return await repository.users(conn, client.id, node, skip=skip, limit=limit)

    async def _read(self, conn: Connection, client: ProvisioningClient, resource_id: UUID) -> StoredUser | None:
        return await repository.user(conn, client.id, resource_id)

    async def _create(self, conn: Connection, client: ProvisioningClient, new: ScimUser) -> StoredUser:
        """Also one that the client deleted before."""
        now = self._services.clock.now()
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
        await self._record(conn, client, "account.provisioned", account_id, new)
        return await self._found(conn, client, user_id)

    async def _store(
        self, conn: Connection, client: ProvisioningClient, before: StoredUser, new: ScimUser
    ) -> StoredUser:
        await _check_email(conn, new, before.account_id)
        if before.active and not new.active:
            async with one_is_left(conn):
                await self._update(conn, before, new)
            await repository_sessions.delete_sessions(conn, before.account_id)
        else:
            await self._update(conn, before, new)
        await notify(conn, "session", {"user_id": before.account_id})
        after = await self._found(conn, client, before.id)
        if fields := trail.changed_fields(of_user(before, ""), of_user(after, "")):
            await self._record(conn, client, "account.changed", before.account_id, new, fields=fields)
        return after

    async def _delete(self, conn: Connection, client: ProvisioningClient, before: StoredUser) -> None:
        """Nobody signs in to the account any more."""
        async with one_is_left(conn):
            await repository.delete_user(conn, before.id, before.account_id, self._services.clock.now())
            await follow(conn, client, client.group_roles, trail.actor_of(client), self._services.clock, [before.id])
        await repository_sessions.delete_sessions(conn, before.account_id)
        await notify(conn, "session", {"user_id": before.account_id})
        target = f"account:{before.account_id}"
        await trail.record(
            conn, client, "account.deprovisioned", target, self._services.clock, user_name=before.user_name
        )

    async def _update(self, conn: Connection, before: StoredUser, new: ScimUser) -> None:
        await repository.update_user(conn, before.id, before.account_id, new, self._services.clock.now())
        if new.shown_name != before.display_name:
            await self._mirror(conn, before.account_id, new.shown_name)

    async def _record(
        self, conn: Connection, client: ProvisioningClient, action: str, account_id: int, new: ScimUser, **more: str
    ) -> None:
        state = "active" if new.active else "inactive"
        target = f"account:{account_id}"
        await trail.record(
            conn, client, action, target, self._services.clock, user_name=new.userName, state=state, **more
        )


async def _create_account(conn: Connection, new: ScimUser) -> int:
    try:
        return await insert_account(conn, new.userName, new.shown_name, new.email)
    except AccountExists as error:
        raise NotUnique.of_field("userName", "unique", "another account has this user name") from error


async def _check_email(conn: Connection, new: ScimUser, account_id: int | None) -> None:
    """An address leads to one account: by it passwords are reset, and providers that are trusted find people."""
    if new.email is not None and await repository.email_taken(conn, new.email, account_id):
        raise NotUnique.of_field("emails", "unique", "another account has this e-mail address")
