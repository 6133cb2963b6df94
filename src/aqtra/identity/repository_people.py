"""SQL of people as flows look them up: many at once, and by what items hold of them."""

from collections.abc import Sequence
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
