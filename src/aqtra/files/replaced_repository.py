"""SQL of contents that are written anew: which ones, the switch, and what it leaves."""

from datetime import datetime
from typing import Final
from uuid import UUID

from aqtra.files.repository import Stored
from aqtra.files.storage import Sealed
from aqtra.infra.database import Connection

_AT_ONCE: Final = 500


async def made_before(conn: Connection, version: int, after: UUID | None, limit: int) -> list[UUID]:
    """Files whose content's key is older than this version; in pages by id."""
    cursor = await conn.execute(
        "SELECT file_id FROM files.blob WHERE made_under < %s AND (%s::uuid IS NULL OR file_id > %s) "
        "ORDER BY file_id LIMIT %s",
        (version, after, after, limit),
    )
    return [row[0] for row in await cursor.fetchall()]


async def count_made_before(conn: Connection, version: int) -> int:
    cursor = await conn.execute("SELECT count(*) FROM files.blob WHERE made_under < %s", (version,))
    row = await cursor.fetchone()
    assert row is not None
    return int(row[0])


async def switch(conn: Connection, old: Stored, new: Sealed, now: datetime) -> bool:
    """Readers get the new content from now on. False when the file is gone or was changed."""
    cursor = await conn.execute(
        "UPDATE files.blob SET salts = %s, key_version = %s, wrapped_key = %s, made_under = %s, part_size = %s, "
        "thumbnail_size = NULL, thumbnail_salt = NULL WHERE file_id = %s AND salts = %s RETURNING file_id",
        (new.salts, new.key.version, new.key.sealed, new.key.version, new.part_size, old.file.id, old.sealed.salts),
    )
    if await cursor.fetchone() is None:
        return False
    await conn.execute(
        "INSERT INTO files.replaced (file_id, salts, replaced_at) VALUES (%s, %s, %s)",
        (old.file.id, b"".join(old.salts), now),
    )
    return True


async def before(conn: Connection, instant: datetime) -> list[tuple[int, UUID, bytes]]:
    cursor = await conn.execute(
        "SELECT id, file_id, salts FROM files.replaced WHERE replaced_at < %s ORDER BY id LIMIT %s",
        (instant, _AT_ONCE),
    )
    return [(row[0], row[1], row[2]) for row in await cursor.fetchall()]


async def forget(conn: Connection, number: int) -> None:
    await conn.execute("DELETE FROM files.replaced WHERE id = %s", (number,))
