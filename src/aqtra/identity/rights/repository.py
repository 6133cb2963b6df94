"""SQL of permission sets and roles."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from psycopg.errors import ForeignKeyViolation, UniqueViolation
from psycopg.rows import dict_row

from aqtra.identity.rights.compiling import Granted
from aqtra.identity.rights.errors import InvalidGrant, NameTaken
from aqtra.identity.rights.models import (
    Context,
    Pair,
    Permission,
    PermissionSet,
    PermissionSetChange,
    Readers,
    Role,
    RoleChange,
)
from aqtra.infra.database import Connection

_PAIRS = """
coalesce((SELECT json_agg(json_build_object('permission_set', permission_set_id, 'context', json_build_object(
             'component', context_component, 'entry', context_entry, 'object', context_object))
             ORDER BY permission_set_id, context_component, context_entry, context_object)
          FROM identity.role_permission WHERE role_id = role.id), '[]')
"""
_PERMISSIONS = """
coalesce((SELECT json_agg(json_build_object('kind', kind, 'component', component, 'object', object, 'verb', verb)
             ORDER BY kind, component, object, verb)
          FROM identity.permission WHERE permission_set_id = permission_set.id), '[]')
"""


_READERS = """
WITH people AS (
    SELECT id FROM identity.account
    WHERE active AND kind = 'person' AND NOT EXISTS (
        SELECT FROM identity.account_role given JOIN identity.role ON role.id = given.role_id
        WHERE given.account_id = account.id AND 'administer' = ANY (role.rights) AND given.context_component IS NULL)
), granted AS (
    SELECT account_id, component, bool_or(scope = '00000000-0000-0000-0000-000000000000') AS everywhere
    FROM identity.held WHERE verb = 'read' AND component = ANY (%s) GROUP BY account_id, component
), each AS (
    SELECT people.id, coalesce(array_agg(component ORDER BY component) FILTER (WHERE everywhere), '{}') AS whole,
           coalesce(array_agg(component ORDER BY component) FILTER (WHERE NOT everywhere), '{}') AS partly
    FROM people LEFT JOIN granted ON granted.account_id = people.id GROUP BY people.id
)
SELECT count(*) AS count, whole, partly AS some FROM each GROUP BY whole, partly
"""


async def readers(conn: Connection, components: Iterable[UUID]) -> list[Readers]:
    """All active people but administrators, counted by what their roles let them read of these components."""
    cursor = conn.cursor(row_factory=dict_row)
    await cursor.execute(_READERS, (list(components),))
    return [Readers.model_validate(row) for row in await cursor.fetchall()]


async def permission_sets(conn: Connection, set_id: int | None = None) -> list[PermissionSet]:
    """All, or the one with this id."""
    cursor = conn.cursor(row_factory=dict_row)
    await cursor.execute(
        f"SELECT id, domain, name, version, {_PERMISSIONS} AS permissions FROM identity.permission_set "
        "WHERE %(id)s::bigint IS NULL OR id = %(id)s ORDER BY domain, lower(name)",
        {"id": set_id},
    )
    return [PermissionSet.model_validate(row) for row in await cursor.fetchall()]


async def write_permission_set(conn: Connection, set_id: int | None, change: PermissionSetChange) -> int | None:
    """Makes or replaces a set; its id, or None when it has another version. Raises NameTaken."""
    written = await _write(conn, "permission_set", set_id, change.version, domain=change.domain, name=change.name)
    if written is None:
        return None
    await conn.execute("DELETE FROM identity.permission WHERE permission_set_id = %s", (written,))
    await insert_rows(
        conn,
        "permission (permission_set_id, kind, component, object, verb)",
        "bigint[], %s::text[], %s::uuid[], %s::text[], %s::text[]",
        [(written, *_permission(one)) for one in dict.fromkeys(change.permissions)],
    )
    return written


async def roles(conn: Connection, role_id: int | None = None) -> list[Role]:
    """All, the built-in ones first, or the one with this id."""
    cursor = conn.cursor(row_factory=dict_row)
    await cursor.execute(
        f"SELECT id, domain, name, description, built_in, rights, version, {_PAIRS} AS pairs FROM identity.role "
        "WHERE %(id)s::bigint IS NULL OR id = %(id)s ORDER BY NOT built_in, domain, lower(name)",
        {"id": role_id},
    )
    return [Role.model_validate(row) for row in await cursor.fetchall()]


async def names_of_roles(conn: Connection) -> frozenset[str]:
    """As roles are written where only their names are: those of a domain also as `domain/name`."""
    cursor = await conn.execute("SELECT domain, name FROM identity.role")
    return frozenset(
        [text for domain, name in await cursor.fetchall() for text in (name, f"{domain}/{name}" if domain else name)]
    )


async def write_role(conn: Connection, role_id: int | None, change: RoleChange) -> int | None:
    """Makes or replaces a role; its id, or None when it has another version. Raises NameTaken, InvalidGrant."""
    written = await _write(
        conn, "role", role_id, change.version, domain=change.domain, name=change.name, description=change.description
    )
    if written is None:
        return None
    await conn.execute("DELETE FROM identity.role_permission WHERE role_id = %s", (written,))
    await _insert_pairs(conn, written, dict.fromkeys(change.pairs))
    return written


async def _insert_pairs(conn: Connection, role_id: int, pairs: Iterable[Pair]) -> None:
    try:
        await insert_rows(
            conn,
            "role_permission (role_id, permission_set_id, context_component, context_entry, context_object)",
            "bigint[], %s::bigint[], %s::uuid[], %s::bigint[], %s::text[]",
            [(role_id, pair.permission_set, *place_of(pair.context)) for pair in pairs],
        )
    except ForeignKeyViolation as error:
        raise InvalidGrant.of_field("pairs", "permission_set", "there is no such permission set") from error


async def insert_rows(conn: Connection, into: str, types: str, rows: list[tuple[Any, ...]]) -> None:
    """In one statement: what follows from the rows is worked out once for all of them."""
    if rows:
        columns = [list(column) for column in zip(*rows, strict=True)]
        await conn.execute(f"INSERT INTO identity.{into} SELECT * FROM unnest(%s::{types})", columns)


async def delete(conn: Connection, table: str, thing_id: int) -> bool:
    """Whether there was one. Nothing may use it."""
    cursor = await conn.execute(f"DELETE FROM identity.{table} WHERE id = %s", (thing_id,))
    return cursor.rowcount > 0


async def roles_with(conn: Connection, set_id: int) -> list[str]:
    """Names of the roles that use a permission set."""
    cursor = await conn.execute(
        "SELECT DISTINCT role.name FROM identity.role_permission JOIN identity.role ON role.id = role_id "
        "WHERE permission_set_id = %s ORDER BY 1",
        (set_id,),
    )
    return [row[0] for row in await cursor.fetchall()]


async def users_with(conn: Connection, role_id: int) -> list[str]:
    """Names of the users who have a role."""
    cursor = await conn.execute(
        "SELECT DISTINCT user_name FROM identity.account_role JOIN identity.account ON account.id = account_id "
        "WHERE role_id = %s ORDER BY 1",
        (role_id,),
    )
    return [row[0] for row in await cursor.fetchall()]


async def granted(conn: Connection, account_id: int) -> list[Granted]:
    """Distinct rights of an account."""
    cursor = await conn.execute(
        "SELECT kind, component, object, verb, context_component, count(DISTINCT context_entry), context_object "
        "FROM identity.granted WHERE account_id = %s "
        "GROUP BY kind, component, object, verb, context_component, context_entry IS NULL, context_object",
        (account_id,),
    )
    return [Granted(*row) for row in await cursor.fetchall()]


def place_of(context: Context) -> tuple[Any, ...]:
    return context.component, context.entry, context.object


def _permission(one: Permission) -> tuple[Any, ...]:
    return one.kind.value, one.component, one.object, one.verb


async def _write(conn: Connection, table: str, thing_id: int | None, version: int | None, **values: str) -> int | None:
    names, places = ", ".join(values), ", ".join(["%s"] * len(values))
    try:
        async with conn.transaction():
            if thing_id is None:
                cursor = await conn.execute(
                    f"INSERT INTO identity.{table} ({names}) VALUES ({places}) RETURNING id", tuple(values.values())
                )
            else:
                cursor = await conn.execute(
                    f"UPDATE identity.{table} SET ({names}) = ROW({places}), version = version + 1, "
                    "updated_at = now() WHERE id = %s AND version = %s RETURNING id",
                    (*values.values(), thing_id, version),
                )
            row = await cursor.fetchone()
    except UniqueViolation as error:
        raise NameTaken.of_field("name", "unique", "the domain has one of this name already") from error
    return None if row is None else int(row[0])
