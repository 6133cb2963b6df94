"""SQL of users as the Access screens manage them."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from psycopg.errors import ForeignKeyViolation, UniqueViolation
from psycopg.rows import dict_row

from aqtra.identity.errors import UserNameTaken
from aqtra.identity.rights.errors import InvalidGrant
from aqtra.identity.rights.models import Assignment, GrantedRight, User, UserChange
from aqtra.identity.rights.repository import insert_rows, place_of
from aqtra.infra.database import Connection

_ASSIGNMENTS = """
coalesce((SELECT json_agg(json_build_object('role', role_id, 'context', json_build_object(
             'component', context_component, 'entry', context_entry, 'object', context_object))
             ORDER BY role_id, context_component, context_entry, context_object)
          FROM identity.account_role WHERE account_id = account.id), '[]')
"""


async def users(conn: Connection, now: datetime, search: str, top: int, skip: int) -> tuple[int, list[User]]:
    """How many there are, and a page of them by name."""
    where = "kind = 'person' AND strpos(lower(concat_ws(' ', user_name, display_name, email)), lower(%(search)s)) > 0"
    cursor = conn.cursor(row_factory=dict_row)
    await cursor.execute(f"SELECT count(*) FROM identity.account WHERE {where}", {"search": search})
    row = await cursor.fetchone()
    await cursor.execute(
        f"{_select()} WHERE {where} ORDER BY lower(user_name) LIMIT %(top)s OFFSET %(skip)s",
        {"search": search, "now": now, "top": top, "skip": skip},
    )
    return (row["count"] if row else 0), [User.model_validate(found) for found in await cursor.fetchall()]


async def user(conn: Connection, now: datetime, account_id: int) -> User | None:
    cursor = conn.cursor(row_factory=dict_row)
    await cursor.execute(f"{_select()} WHERE account.id = %(id)s", {"id": account_id, "now": now})
    row = await cursor.fetchone()
    return None if row is None else User.model_validate(row)


async def write_user(conn: Connection, account_id: int, change: UserChange, version: int | None) -> bool:
    """Whether it was written; False: it has another version. Raises UserNameTaken, InvalidGrant."""
    try:
        async with conn.transaction():
            cursor = await conn.execute(
                "UPDATE identity.account SET user_name = %s, email = %s, first_name = %s, last_name = %s, "
                "middle_name = %s, display_name = %s, active = %s, version = version + 1, updated_at = now() "
                "WHERE id = %s AND (%s::integer IS NULL OR version = %s)",
                (*_profile(change), account_id, version, version),
            )
    except UniqueViolation as error:
        raise UserNameTaken.of_field("user_name", "unique", "this user name is taken") from error
    if cursor.rowcount == 0:
        return False
    await conn.execute("DELETE FROM identity.account_role WHERE account_id = %s", (account_id,))
    await _insert_assignments(conn, account_id, dict.fromkeys(change.assignments))
    return True


async def _insert_assignments(conn: Connection, account_id: int, assignments: Iterable[Assignment]) -> None:
    try:
        await insert_rows(
            conn,
            "account_role (account_id, role_id, context_component, context_entry, context_object)",
            "bigint[], %s::bigint[], %s::uuid[], %s::bigint[], %s::text[]",
            [(account_id, one.role, *place_of(one.context)) for one in assignments],
        )
    except ForeignKeyViolation as error:
        raise InvalidGrant.of_field("assignments", "role", "there is no such role") from error


async def add_assignments(conn: Connection, account_id: int, assignments: Iterable[Assignment]) -> list[str]:
    """Adds those that the account has not yet; names of the roles that were added."""
    rows = [(account_id, one.role, *place_of(one.context)) for one in assignments]
    columns = [list(column) for column in zip(*rows, strict=True)]
    cursor = await conn.execute(
        "INSERT INTO identity.account_role (account_id, role_id, context_component, context_entry, context_object) "
        "SELECT * FROM unnest(%s::bigint[], %s::bigint[], %s::uuid[], %s::bigint[], %s::text[]) ON CONFLICT DO NOTHING "
        "RETURNING (SELECT name FROM identity.role WHERE role.id = role_id)",
        columns,
    )
    return sorted({str(row[0]) for row in await cursor.fetchall()})


async def delete_assignments(conn: Connection, account_id: int) -> list[str]:
    """Takes every role in every context; names of the roles."""
    cursor = await conn.execute(
        "DELETE FROM identity.account_role WHERE account_id = %s "
        "RETURNING (SELECT name FROM identity.role WHERE role.id = role_id)",
        (account_id,),
    )
    return sorted({str(row[0]) for row in await cursor.fetchall()})


async def set_display_name(conn: Connection, account_id: int, name: str) -> None:
    await conn.execute("UPDATE identity.account SET display_name = %s WHERE id = %s", (name, account_id))


async def explained(conn: Connection, account_id: int) -> list[GrantedRight]:
    """Every right of an account with where it comes from."""
    cursor = conn.cursor(row_factory=dict_row)
    await cursor.execute(
        "SELECT kind, component, object, verb, json_build_object('component', context_component, "
        "'entry', context_entry, 'object', context_object) AS context, role.name AS role, "
        "permission_set.name AS permission_set "
        "FROM identity.granted JOIN identity.role ON role.id = role_id "
        "JOIN identity.permission_set ON permission_set.id = permission_set_id "
        "WHERE account_id = %s ORDER BY kind, component, object, verb, role.name, permission_set.name",
        (account_id,),
    )
    return [GrantedRight.model_validate(row) for row in await cursor.fetchall()]


def _select() -> str:
    return (
        "SELECT id, user_name, email, first_name, last_name, middle_name, active, version, "
        f"coalesce(locked_until > %(now)s, false) AS locked, {_ASSIGNMENTS} AS assignments FROM identity.account"
    )


def _profile(change: UserChange) -> tuple[Any, ...]:
    return (
        change.user_name,
        change.email,
        change.first_name,
        change.last_name,
        change.middle_name,
        change.display_name,
        change.active,
    )
