"""SQL of the installation's SAML keys."""

from typing import Final
from uuid import UUID

from psycopg.rows import dict_row

from aqtra.identity.providers.models import ShownSamlKey
from aqtra.infra.database import Connection

LOCK: Final = 0x7361_6D6C_6B65
"""Advisory lock of whoever changes the keys."""


async def lock(conn: Connection) -> None:
    """Until the transaction ends nobody else makes, uses or deletes one."""
    await conn.execute("SELECT pg_advisory_xact_lock(%s)", (LOCK,))


async def keys(conn: Connection) -> list[tuple[ShownSamlKey, bytes]]:
    """With the sealed private halves, the one that signs first."""
    cursor = conn.cursor(row_factory=dict_row)
    await cursor.execute(
        "SELECT id, certificate, secret, signs, created_at, expires_at FROM identity.saml_key "
        "ORDER BY signs DESC, created_at DESC, id"
    )
    sealed = [(bytes(row.pop("secret")), row) for row in await cursor.fetchall()]
    return [(ShownSamlKey.model_validate(row), secret) for secret, row in sealed]


async def insert(conn: Connection, key: ShownSamlKey, sealed: bytes) -> None:
    await conn.execute(
        """
        INSERT INTO identity.saml_key (id, certificate, secret, signs, created_at, expires_at)
        VALUES (%s, %s, %s, %s, %s, %s)
        """,
        (key.id, key.certificate, sealed, key.signs, key.created_at, key.expires_at),
    )


async def set_signing(conn: Connection, key_id: UUID) -> None:
    """This one, and no other."""
    await conn.execute("UPDATE identity.saml_key SET signs = false WHERE signs")
    await conn.execute("UPDATE identity.saml_key SET signs = true WHERE id = %s", (key_id,))


async def delete(conn: Connection, key_id: UUID) -> None:
    await conn.execute("DELETE FROM identity.saml_key WHERE id = %s", (key_id,))
