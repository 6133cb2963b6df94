"""SQL of packed definitions."""

from collections.abc import Mapping
from uuid import UUID

from aqtra.infra.database import Connection


async def store(conn: Connection, version: int, packed: Mapping[UUID, str]) -> None:
    async with conn.cursor() as cursor:
        await cursor.executemany(
            """
            INSERT INTO metadata.packed_definition (component_key, version, content) VALUES (%s, %s, %s)
            ON CONFLICT (component_key, version) DO UPDATE SET content = excluded.content
            """,
            [(key, version, content) for key, content in packed.items()],
        )


async def remove(conn: Connection, version: int) -> None:
    await conn.execute("DELETE FROM metadata.packed_definition WHERE version = %s", (version,))


async def packed(conn: Connection, key: UUID, version: int) -> bytes | None:
    cursor = await conn.execute(
        "SELECT content FROM metadata.packed_definition WHERE component_key = %s AND version = %s", (key, version)
    )
    row = await cursor.fetchone()
    return row[0].encode() if row else None
