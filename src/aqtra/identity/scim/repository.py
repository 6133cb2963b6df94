"""SQL of provisioned users and groups. Every statement names the client: none sees another's."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from psycopg.errors import UniqueViolation
from psycopg.rows import class_row
from psycopg.types.json import Jsonb

from aqtra.identity.providers.models import GroupRole
from aqtra.identity.rights.administrators import Held
from aqtra.identity.scim.errors import NotUnique
from aqtra.identity.scim.filters import Node
from aqtra.identity.scim.models import ScimGroup, ScimUser, StoredGroup, StoredUser
from aqtra.identity.scim.repository_filters import GROUP_ATTRIBUTES, USER_ATTRIBUTES, compiled
from aqtra.infra.database import Connection

USERS = """
    SELECT scim_user.id, account_id, user_name, display_name, email, active, external_id, attributes,
           scim_user.version, scim_user.created_at, scim_user.updated_at,
           coalesce((SELECT jsonb_agg(jsonb_build_object('value', scim_group.id, 'display', scim_group.display_name)
                                      ORDER BY scim_group.display_name)
                     FROM identity.scim_member JOIN identity.scim_group ON scim_group.id = group_id
                     WHERE user_id = scim_user.id), '[]') AS groups
    FROM identity.scim_user JOIN identity.account ON account.id = account_id
    WHERE client_id = %s AND NOT scim_user.deleted
"""
GROUPS = """
    SELECT scim_group.id, display_name, external_id, version, created_at, updated_at,
           coalesce((SELECT jsonb_agg(jsonb_build_object('value', scim_user.id, 'display', account.user_name)
                                      ORDER BY account.user_name)
                     FROM identity.scim_member JOIN identity.scim_user ON scim_user.id = user_id
                          JOIN identity.account ON account.id = account_id
                     WHERE group_id = scim_group.id), '[]') AS members
    FROM identity.scim_group
    WHERE client_id = %s
"""


async def users(
    conn: Connection, client: UUID, node: Node | None, *, skip: int, limit: int
) -> tuple[int, list[StoredUser]]:
    """How many fit, and a page of them. Raises InvalidFilter."""
    condition, values = compiled(node, USER_ATTRIBUTES)
    counting = await conn.execute(
        "SELECT count(*) FROM identity.scim_user JOIN identity.account ON account.id = account_id "
        f"WHERE client_id = %s AND NOT scim_user.deleted AND {condition}",
        (client, *values),
    )
    total = await counting.fetchone()
    cursor = conn.cursor(row_factory=class_row(StoredUser))
    await cursor.execute(
        f"{USERS} AND {condition} ORDER BY scim_user.created_at, scim_user.id LIMIT %s OFFSET %s",
        (client, *values, limit, skip),
    )
    return (int(total[0]) if total else 0), await cursor.fetchall()


async def user(conn: Connection, client: UUID, user_id: UUID) -> StoredUser | None:
    """Locked against changes until the transaction ends."""
    cursor = conn.cursor(row_factory=class_row(StoredUser))
    await cursor.execute(f"{USERS} AND scim_user.id = %s FOR UPDATE OF scim_user", (client, user_id))
    return await cursor.fetchone()


async def deleted_user(conn: Connection, client: UUID, user_name: str) -> tuple[UUID, int] | None:
    """A user of this name that the client has deleted: id and account."""
    cursor = await conn.execute(
        """
        SELECT scim_user.id, account_id FROM identity.scim_user JOIN identity.account ON account.id = account_id
        WHERE client_id = %s AND deleted AND lower(user_name) = lower(%s) FOR UPDATE OF scim_user
        """,
        (client, user_name),
    )
    row = await cursor.fetchone()
    return (row[0], int(row[1])) if row else None


async def insert_user(
    conn: Connection, client: UUID, user_id: UUID, account_id: int, new: ScimUser, now: datetime
) -> None:
    await conn.execute(
        """
        INSERT INTO identity.scim_user (id, client_id, account_id, external_id, attributes, created_at, updated_at)
        VALUES (%s, %s, %s, %s, %s, %s, %s)
        """,
        (user_id, client, account_id, new.externalId, _attributes(new), now, now),
    )


async def update_user(conn: Connection, user_id: UUID, account_id: int, new: ScimUser, now: datetime) -> None:
    """Raises NotUnique."""
    await conn.execute(
        """
        UPDATE identity.scim_user SET external_id = %s, attributes = %s, updated_at = %s, version = version + 1,
               deleted = false
        WHERE id = %s
        """,
        (new.externalId, _attributes(new), now, user_id),
    )
    try:
        async with conn.transaction():
            await conn.execute(
                "UPDATE identity.account SET user_name = %s, display_name = %s, email = %s, active = %s WHERE id = %s",
                (new.userName, new.shown_name, new.email, new.active, account_id),
            )
    except UniqueViolation as error:
        raise NotUnique.of_field("userName", "unique", "another account has this user name") from error


async def delete_user(conn: Connection, user_id: UUID, account_id: int, now: datetime) -> None:
    """The account stays, inactive and in no group."""
    await conn.execute("DELETE FROM identity.scim_member WHERE user_id = %s", (user_id,))
    await conn.execute(
        "UPDATE identity.scim_user SET deleted = true, updated_at = %s, version = version + 1 WHERE id = %s",
        (now, user_id),
    )
    await conn.execute("UPDATE identity.account SET active = false WHERE id = %s", (account_id,))


async def email_taken(conn: Connection, email: str, account_id: int | None) -> bool:
    """Whether an account other than `account_id` has the address."""
    cursor = await conn.execute(
        "SELECT 1 FROM identity.account WHERE lower(email) = lower(%s) AND id IS DISTINCT FROM %s LIMIT 1",
        (email, account_id),
    )
    return await cursor.fetchone() is not None


async def groups(
    conn: Connection, client: UUID, node: Node | None, *, skip: int, limit: int
) -> tuple[int, list[StoredGroup]]:
    """How many fit, and a page of them. Raises InvalidFilter."""
    condition, values = compiled(node, GROUP_ATTRIBUTES)
    counting = await conn.execute(
        f"SELECT count(*) FROM identity.scim_group WHERE client_id = %s AND {condition}", (client, *values)
    )
    total = await counting.fetchone()
    cursor = conn.cursor(row_factory=class_row(StoredGroup))
    await cursor.execute(
        f"{GROUPS} AND {condition} ORDER BY created_at, id LIMIT %s OFFSET %s", (client, *values, limit, skip)
    )
    return (int(total[0]) if total else 0), await cursor.fetchall()


async def group(conn: Connection, client: UUID, group_id: UUID) -> StoredGroup | None:
    """Locked against changes until the transaction ends."""
    cursor = conn.cursor(row_factory=class_row(StoredGroup))
    await cursor.execute(f"{GROUPS} AND scim_group.id = %s FOR UPDATE", (client, group_id))
    return await cursor.fetchone()


async def insert_group(conn: Connection, client: UUID, group_id: UUID, new: ScimGroup, now: datetime) -> None:
    """Raises NotUnique."""
    try:
        async with conn.transaction():
            await conn.execute(
                """
                INSERT INTO identity.scim_group (id, client_id, display_name, external_id, created_at, updated_at)
                VALUES (%s, %s, %s, %s, %s, %s)
                """,
                (group_id, client, new.displayName, new.externalId, now, now),
            )
    except UniqueViolation as error:
        raise NotUnique.of_field("displayName", "unique", "another group has this name") from error


async def update_group(conn: Connection, group_id: UUID, new: ScimGroup, now: datetime) -> None:
    """Raises NotUnique."""
    try:
        async with conn.transaction():
            await conn.execute(
                """
                UPDATE identity.scim_group SET display_name = %s, external_id = %s, updated_at = %s,
                       version = version + 1
                WHERE id = %s
                """,
                (new.displayName, new.externalId, now, group_id),
            )
    except UniqueViolation as error:
        raise NotUnique.of_field("displayName", "unique", "another group has this name") from error


async def delete_group(conn: Connection, group_id: UUID) -> None:
    await conn.execute("DELETE FROM identity.scim_group WHERE id = %s", (group_id,))


async def members_of(conn: Connection, group_id: UUID) -> list[UUID]:
    cursor = await conn.execute("SELECT user_id FROM identity.scim_member WHERE group_id = %s", (group_id,))
    return [row[0] for row in await cursor.fetchall()]


async def set_members(conn: Connection, client: UUID, group_id: UUID, members: Sequence[UUID]) -> list[UUID]:
    """Those of the members that the client has no user of; then nothing is to be kept."""
    wanted = list(members)
    await conn.execute(
        "DELETE FROM identity.scim_member WHERE group_id = %s AND NOT user_id = ANY(%s)", (group_id, wanted)
    )
    await conn.execute(
        """
        INSERT INTO identity.scim_member (group_id, user_id)
        SELECT %s, id FROM identity.scim_user WHERE client_id = %s AND NOT deleted AND id = ANY(%s)
        ON CONFLICT DO NOTHING
        """,
        (group_id, client, wanted),
    )
    kept = set(await members_of(conn, group_id))
    return [member for member in wanted if member not in kept]


async def sync_roles(
    conn: Connection, client: UUID, group_roles: Sequence[GroupRole], only: Sequence[UUID] | None = None
) -> tuple[list[Held], list[Held]]:
    """Takes and gives mapped roles by membership, of all the client's users or `only` some; what was taken, given."""
    values = {
        "client": client,
        "managed": sorted({mapped.role for mapped in group_roles}),
        "groups": [mapped.group for mapped in group_roles],
        "roles": [mapped.role for mapped in group_roles],
        "only": list(only) if only is not None else None,
    }
    removed = await conn.execute(f"{_WANTED} {_REMOVE}", values)
    taken = [Held(*row) for row in await removed.fetchall()]
    added = await conn.execute(f"{_WANTED} {_ADD}", values)
    return taken, [Held(*row) for row in await added.fetchall()]


_WANTED = """
    WITH touched AS (
        SELECT id, account_id FROM identity.scim_user
        WHERE client_id = %(client)s AND (%(only)s::uuid[] IS NULL OR id = ANY(%(only)s))
    ), wanted AS (
        SELECT DISTINCT touched.account_id, role.id AS role_id
        FROM touched JOIN identity.scim_member ON user_id = touched.id
             JOIN identity.scim_group ON scim_group.id = group_id
             JOIN unnest(%(groups)s::text[], %(roles)s::text[]) AS mapped(group_name, role_name)
                  ON lower(group_name) = lower(scim_group.display_name)
             JOIN identity.role ON role.name = role_name
    )
"""
_REMOVE = """
    DELETE FROM identity.account_role USING touched, identity.role
    WHERE account_role.account_id = touched.account_id AND role.id = account_role.role_id
      AND account_role.context_component IS NULL AND role.name = ANY(%(managed)s)
      AND NOT EXISTS (SELECT FROM wanted WHERE wanted.account_id = account_role.account_id
                                           AND wanted.role_id = account_role.role_id)
    RETURNING account_role.account_id, account_role.role_id, role.name
"""
_ADD = """
    INSERT INTO identity.account_role (account_id, role_id) SELECT account_id, role_id FROM wanted
    ON CONFLICT DO NOTHING RETURNING account_id, role_id, (SELECT name FROM identity.role WHERE role.id = role_id)
"""


def _attributes(new: ScimUser) -> Jsonb:
    return Jsonb(new.model_dump(mode="json", include={"name", "emails", "displayName"}, exclude_none=True))
