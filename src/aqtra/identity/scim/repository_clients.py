"""SQL of provisioning clients."""

from datetime import datetime
from typing import Any
from uuid import UUID

from psycopg.rows import dict_row
from psycopg.types.json import Jsonb

from aqtra.identity.scim.models import ClientContent, ProvisioningClient
from aqtra.infra.database import Connection

CLIENTS = """
    SELECT id, title, group_roles, created_at, revoked_at,
           (SELECT count(*) FROM identity.scim_user WHERE client_id = scim_client.id AND NOT deleted) AS users
    FROM identity.scim_client
"""


async def clients(conn: Connection) -> list[ProvisioningClient]:
    """All of them, by title."""
    return await _selected(conn, f"{CLIENTS} ORDER BY lower(title), id", ())


async def client(conn: Connection, client_id: UUID) -> ProvisioningClient | None:
    found = await _selected(conn, f"{CLIENTS} WHERE id = %s", (client_id,))
    return found[0] if found else None


async def client_of_token(conn: Connection, token_hash: bytes) -> ProvisioningClient | None:
    """The client that the token belongs to, unless it was revoked."""
    found = await _selected(conn, f"{CLIENTS} WHERE token_hash = %s AND revoked_at IS NULL", (token_hash,))
    return found[0] if found else None


async def insert_client(
    conn: Connection, client_id: UUID, token_hash: bytes, content: ClientContent, now: datetime
) -> None:
    await conn.execute(
        """
        INSERT INTO identity.scim_client (id, title, token_hash, group_roles, created_at) VALUES (%s, %s, %s, %s, %s)
        """,
        (client_id, content.title, token_hash, _mapped(content), now),
    )


async def update_client(conn: Connection, client_id: UUID, content: ClientContent) -> bool:
    cursor = await conn.execute(
        "UPDATE identity.scim_client SET title = %s, group_roles = %s WHERE id = %s",
        (content.title, _mapped(content), client_id),
    )
    return cursor.rowcount == 1


async def set_token(conn: Connection, client_id: UUID, token_hash: bytes) -> bool:
    """A new token; the old one is worth nothing from now on, and a revoked client works again."""
    cursor = await conn.execute(
        "UPDATE identity.scim_client SET token_hash = %s, revoked_at = NULL WHERE id = %s", (token_hash, client_id)
    )
    return cursor.rowcount == 1


async def revoke(conn: Connection, client_id: UUID, now: datetime) -> bool:
    cursor = await conn.execute(
        "UPDATE identity.scim_client SET revoked_at = coalesce(revoked_at, %s) WHERE id = %s", (now, client_id)
    )
    return cursor.rowcount == 1


def _mapped(content: ClientContent) -> Jsonb:
    return Jsonb([mapped.model_dump() for mapped in content.group_roles])


async def _selected(conn: Connection, statement: str, values: tuple[Any, ...]) -> list[ProvisioningClient]:
    cursor = conn.cursor(row_factory=dict_row)
    await cursor.execute(statement, values)
    return [ProvisioningClient.model_validate(row) for row in await cursor.fetchall()]
