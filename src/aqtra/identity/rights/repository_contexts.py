"""SQL of entries that were registered as contexts: an id for each, to be passed on."""

from uuid import UUID

from aqtra.identity.rights.models import Context
from aqtra.infra.database import Connection


async def register(conn: Connection, new_id: UUID, component: UUID, entry: int) -> UUID:
    """The id of an entry as a context: that given before, else `new_id`."""
    await conn.execute(
        "INSERT INTO identity.context (id, component, entry) VALUES (%s, %s, %s) ON CONFLICT DO NOTHING",
        (new_id, component, entry),
    )
    cursor = await conn.execute(
        "SELECT id FROM identity.context WHERE component = %s AND entry = %s", (component, entry)
    )
    row = await cursor.fetchone()
    assert row is not None
    found: UUID = row[0]
    return found


async def members(conn: Connection, context: Context) -> list[int]:
    """Active accounts that were given a role in exactly this context."""
    cursor = await conn.execute(
        """
        SELECT DISTINCT account.id FROM identity.account_role given
        JOIN identity.account ON account.id = given.account_id
        WHERE account.active AND (given.context_component, given.context_entry, given.context_object)
              IS NOT DISTINCT FROM (%s::uuid, %s::bigint, %s::text)
        ORDER BY account.id
        """,
        (context.component, context.entry, context.object),
    )
    return [row[0] for row in await cursor.fetchall()]


async def context(conn: Connection, context_id: UUID) -> Context | None:
    cursor = await conn.execute("SELECT component, entry FROM identity.context WHERE id = %s", (context_id,))
    row = await cursor.fetchone()
    return None if row is None else Context(component=row[0], entry=int(row[1]))
