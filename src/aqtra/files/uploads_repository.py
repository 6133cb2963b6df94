"""SQL of uploads and their parts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from psycopg.rows import dict_row

from aqtra.catalogs.files import Kind
from aqtra.infra.crypto import WrappedKey
from aqtra.infra.database import Connection


@dataclass(frozen=True, slots=True)
class Purpose:
    """What a file is uploaded for."""

    kind: Kind
    component: UUID | None = None
    property_id: str | None = None
    control: UUID | None = None
    folder: UUID | None = None


@dataclass(frozen=True, slots=True)
class UploadRow:
    """An upload under way."""

    id: UUID
    name: str
    size: int
    part_size: int
    purpose: Purpose
    key: WrappedKey
    created_by: int
    created_at: datetime
    expires_at: datetime
    charset: str | None = None

    @property
    def parts(self) -> int:
        return -(-self.size // self.part_size)

    def length(self, part: int) -> int:
        """Bytes that a part must have."""
        return min(self.part_size, self.size - part * self.part_size)


async def insert(conn: Connection, upload: UploadRow) -> None:
    purpose = upload.purpose
    await conn.execute(
        """
        INSERT INTO files.upload (id, name, size, part_size, kind, component, property_id, control, folder,
                                  key_version, wrapped_key, made_under, created_by, created_at, expires_at, charset)
        VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
        """,
        (
            upload.id,
            upload.name,
            upload.size,
            upload.part_size,
            purpose.kind,
            purpose.component,
            purpose.property_id,
            purpose.control,
            purpose.folder,
            upload.key.version,
            upload.key.sealed,
            upload.key.version,
            upload.created_by,
            upload.created_at,
            upload.expires_at,
            upload.charset,
        ),
    )


async def upload(
    conn: Connection, upload_id: UUID, user_id: int, now: datetime, lock: Literal["", "FOR SHARE", "FOR UPDATE"] = ""
) -> UploadRow | None:
    """The upload of this person; None when it is absent, expired or somebody else's."""
    cursor = conn.cursor(row_factory=dict_row)
    await cursor.execute(
        f"SELECT * FROM files.upload WHERE id = %s AND created_by = %s AND expires_at > %s {lock}",  # noqa: S608
        (upload_id, user_id, now),
    )
    row = await cursor.fetchone()
    return _row(row) if row else None


async def one_at_a_time(conn: Connection, user_id: int) -> None:
    """Holds off other uploads of this person, which would not be counted yet, until the end of the transaction."""
    await conn.execute("SELECT pg_advisory_xact_lock(hashtextextended('files.upload', %s))", (user_id,))


async def count_open(conn: Connection, user_id: int, now: datetime) -> int:
    cursor = await conn.execute(
        "SELECT count(*) FROM files.upload WHERE created_by = %s AND expires_at > %s", (user_id, now)
    )
    row = await cursor.fetchone()
    assert row is not None
    return int(row[0])


async def delete(conn: Connection, upload_id: UUID) -> None:
    """Drops the upload with its parts."""
    await conn.execute("DELETE FROM files.upload WHERE id = %s", (upload_id,))


async def parts(conn: Connection, upload_id: UUID) -> dict[int, bytes]:
    """Salts by number of the part, in order."""
    cursor = await conn.execute(
        "SELECT number, salt FROM files.upload_part WHERE upload_id = %s ORDER BY number", (upload_id,)
    )
    return {row[0]: row[1] for row in await cursor.fetchall()}


async def set_part(conn: Connection, upload_id: UUID, number: int, salt: bytes) -> bytes | None:
    """Keeps where a part was stored; the salt of the one it replaces."""
    cursor = await conn.execute(
        "SELECT salt FROM files.upload_part WHERE upload_id = %s AND number = %s FOR UPDATE", (upload_id, number)
    )
    row = await cursor.fetchone()
    await conn.execute(
        """
        INSERT INTO files.upload_part (upload_id, number, salt) VALUES (%s, %s, %s)
        ON CONFLICT (upload_id, number) DO UPDATE SET salt = excluded.salt
        """,
        (upload_id, number, salt),
    )
    return row[0] if row else None


async def expired(conn: Connection, now: datetime, limit: int) -> list[UUID]:
    cursor = await conn.execute(
        "SELECT id FROM files.upload WHERE expires_at <= %s ORDER BY expires_at LIMIT %s", (now, limit)
    )
    return [row[0] for row in await cursor.fetchall()]


async def salts_of(conn: Connection, uploads: Sequence[UUID]) -> list[tuple[UUID, bytes]]:
    cursor = await conn.execute(
        "SELECT upload_id, salt FROM files.upload_part WHERE upload_id = ANY(%s)", (list(uploads),)
    )
    return [(row[0], row[1]) for row in await cursor.fetchall()]


def _row(row: dict[str, Any]) -> UploadRow:
    return UploadRow(
        id=row["id"],
        name=row["name"],
        size=row["size"],
        part_size=row["part_size"],
        purpose=Purpose(
            row["kind"],
            row["component"],
            row["property_id"],
            row["control"],
            row["folder"],
        ),
        key=WrappedKey(row["key_version"], row["wrapped_key"]),
        created_by=row["created_by"],
        created_at=row["created_at"],
        expires_at=row["expires_at"],
        charset=row["charset"],
    )
