"""SQL of people as flows look them up: many at once, and by what items hold of them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from psycopg.rows import class_row

from aqtra.infra.database import Connection


@dataclass(frozen=True, slots=True)
class Person:
    """What may be known of an account."""

    id: int
    handle: UUID
    user_name: str
    display_name: str
    email: str | None
    first_name: str
    middle_name: str
    last_name: str
    active: bool


async def people(
    conn: Connection, ids: Sequence[int] = (), handles: Sequence[UUID] = (), names: Sequence[str] = ()
) -> list[Person]:
    """Those with one of the ids, handles or user names; case does not matter. Service accounts are no people."""
    cursor = conn.cursor(row_factory=class_row(Person))
    await cursor.execute(
        """
        SELECT id, handle, user_name, coalesce(nullif(display_name, ''), user_name) AS display_name, email,
               first_name, middle_name, last_name, active
        FROM identity.account
        WHERE kind = 'person' AND (id = ANY(%s) OR handle = ANY(%s) OR lower(user_name) = ANY(%s)) ORDER BY id
        """,
        (list(ids), list(handles), [name.lower() for name in names]),
    )
    return await cursor.fetchall()


@dataclass(frozen=True, slots=True)
class Named:
    """An account to choose from: a person's or a service's."""

    id: int
    user_name: str
    display_name: str
    active: bool


async def active_of(conn: Connection, ids: Collection[int]) -> frozenset[int]:
    """Those of the accounts that exist and are active."""
    cursor = await conn.execute("SELECT id FROM identity.account WHERE active AND id = ANY(%s)", (list(ids),))
    return frozenset([row[0] for row in await cursor.fetchall()])


async def named(conn: Connection, ids: Collection[int]) -> list[Named]:
    """Whoever has one of the ids, active or not."""
    return await _named(conn, "id = ANY(%s)", (list(ids),))


async def active_like(conn: Connection, text: str, limit: int) -> list[Named]:
    """Active accounts with the text in a name, in the order of their user names."""
    condition = "active AND strpos(lower(user_name || ' ' || coalesce(display_name, '')), lower(%s)) > 0"
    return await _named(conn, condition, (text.replace("\0", ""),), limit)


async def _named(conn: Connection, condition: str, values: tuple[object, ...], limit: int | None = None) -> list[Named]:
    cursor = conn.cursor(row_factory=class_row(Named))
    # The conditions are this module's own words, never a caller's.
    await cursor.execute(
        f"SELECT id, user_name, coalesce(nullif(display_name, ''), user_name) AS display_name, active "
        f"FROM identity.account WHERE {condition} ORDER BY lower(user_name) LIMIT %s",
        (*values, limit),
    )
    return await cursor.fetchall()
