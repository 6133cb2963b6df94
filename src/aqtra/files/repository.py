"""SQL of stored content and of the global rules."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from psycopg.rows import class_row, dict_row

from aqtra.catalogs.files import COLUMNS, Kind, RegisteredFile
from aqtra.files.models import File, GlobalRules
from aqtra.files.storage import Sealed, split_salts
from aqtra.infra.crypto import SALT_BYTES, WrappedKey
from aqtra.infra.database import Connection

_STORED = """
    SELECT file.id, file.name, file.size, file.content_type, file.created_at, file.kind, file.component,
           blob.sha256, blob.part_size, blob.salts, blob.key_version, blob.wrapped_key,
           blob.thumbnail_size, blob.thumbnail_salt
    FROM catalogs.file AS file JOIN files.blob AS blob ON blob.file_id = file.id
"""


@dataclass(frozen=True, slots=True)
class Thumbnail:
    """A thumbnail that was tried: of size 0 when the file has none."""

    size: int
    salt: bytes | None


@dataclass(frozen=True, slots=True)
class Stored:
    """A file with what opens its content. `thumbnail` is None while none was tried."""

    file: File
    kind: Kind
    component: UUID | None
    sha256: bytes
    sealed: Sealed
    thumbnail: Thumbnail | None

    @property
    def salts(self) -> list[bytes]:
        """Of all objects that belong to the file."""
        found = split_salts(self.sealed.salts)
        return [*found, self.thumbnail.salt] if self.thumbnail and self.thumbnail.salt else found


async def stored(conn: Connection, file_id: UUID) -> Stored | None:
    found = await all_stored(conn, [file_id])
    return found[0] if found else None


async def all_stored(
    conn: Connection, files: Sequence[UUID], lock: Literal["", "FOR UPDATE OF file"] = ""
) -> list[Stored]:
    """Those of the files that have content. Who changes both rows of one locks that of the registry first."""
    cursor = conn.cursor(row_factory=dict_row)
    await cursor.execute(f"{_STORED} WHERE file.id = ANY(%s) ORDER BY file.id {lock}", (list(files),))
    return [
        Stored(
            file=File(
                id=row["id"],
                name=row["name"],
                size=row["size"],
                content_type=row["content_type"],
                created_at=row["created_at"],
            ),
            kind=row["kind"],
            component=row["component"],
            sha256=row["sha256"],
            sealed=Sealed(
                row["id"],
                row["size"],
                row["part_size"],
                row["salts"],
                WrappedKey(row["key_version"], row["wrapped_key"]),
            ),
            thumbnail=None
            if row["thumbnail_size"] is None
            else Thumbnail(row["thumbnail_size"], row["thumbnail_salt"]),
        )
        for row in await cursor.fetchall()
    ]


async def registered(conn: Connection, files: Collection[UUID]) -> list[RegisteredFile]:
    """What the registry says of those of the files that have content; nothing that opens it is read."""
    cursor = conn.cursor(row_factory=class_row(RegisteredFile))
    await cursor.execute(
        f"SELECT {COLUMNS} FROM catalogs.file WHERE id = ANY(%s) "
        "AND EXISTS (SELECT FROM files.blob WHERE file_id = id) ORDER BY id",
        (list(files),),
    )
    return await cursor.fetchall()


async def insert(conn: Connection, sealed: Sealed, sha256: bytes, folder: UUID | None) -> None:
    """Keeps what opens the content of a registered file."""
    await conn.execute(
        """
        INSERT INTO files.blob (file_id, folder, sha256, part_size, salts, key_version, wrapped_key, made_under)
        VALUES (%s, %s, %s, %s, %s, %s, %s, coalesce((SELECT made_under FROM files.upload WHERE id = %s), %s))
        """,
        (
            sealed.id,
            folder,
            sha256,
            sealed.part_size,
            sealed.salts,
            sealed.key.version,
            sealed.key.sealed,
            # The key of an upload may have been wrapped anew since.
            sealed.id,
            sealed.key.version,
        ),
    )


async def delete(conn: Connection, file_id: UUID) -> bool:
    """Drops what opens the content; the registry may still know the file. Tells whether there was anything."""
    cursor = await conn.execute("DELETE FROM files.blob WHERE file_id = %s", (file_id,))
    return cursor.rowcount == 1


async def set_thumbnail(conn: Connection, sealed: Sealed, size: int, salt: bytes | None) -> bool:
    """Keeps the outcome of the first try; False when the file is gone, was written anew, or another was first."""
    cursor = await conn.execute(
        "UPDATE files.blob SET thumbnail_size = %s, thumbnail_salt = %s "
        "WHERE file_id = %s AND salts = %s AND thumbnail_size IS NULL",
        (size, salt, sealed.id, sealed.salts),
    )
    return cursor.rowcount == 1


async def rules(conn: Connection) -> GlobalRules:
    cursor = conn.cursor(row_factory=dict_row)
    await cursor.execute("SELECT file_types, max_file_size FROM files.rules")
    row = await cursor.fetchone()
    assert row is not None
    return GlobalRules(**row)


async def set_rules(conn: Connection, new: GlobalRules) -> None:
    await conn.execute(
        "UPDATE files.rules SET file_types = %s, max_file_size = %s", (new.file_types, new.max_file_size)
    )


async def wrapped_with_others(
    conn: Connection, version: int, after: UUID | None, limit: int
) -> list[tuple[UUID, WrappedKey]]:
    """Files whose keys are not wrapped by the key of this version; in pages by id."""
    cursor = await conn.execute(
        """
        SELECT file_id, key_version, wrapped_key FROM files.blob
        WHERE key_version < %s AND (%s::uuid IS NULL OR file_id > %s) ORDER BY file_id LIMIT %s
        """,
        (version, after, after, limit),
    )
    return [(row[0], WrappedKey(row[1], row[2])) for row in await cursor.fetchall()]


async def set_key(conn: Connection, file_id: UUID, old: WrappedKey, new: WrappedKey) -> None:
    """Replaces a wrapped key unless another process did."""
    await conn.execute(
        "UPDATE files.blob SET key_version = %s, wrapped_key = %s WHERE file_id = %s AND wrapped_key = %s",
        (new.version, new.sealed, file_id, old.sealed),
    )


async def mark_unreferenced(conn: Connection, files: Sequence[UUID], since: datetime) -> None:
    await conn.execute(
        "UPDATE files.blob SET unreferenced_since = %s WHERE file_id = ANY(%s) AND unreferenced_since IS NULL",
        (since, list(files)),
    )


async def mark_referenced(conn: Connection, files: Sequence[UUID]) -> None:
    await conn.execute("UPDATE files.blob SET unreferenced_since = NULL WHERE file_id = ANY(%s)", (list(files),))


async def of_properties(conn: Connection, after: UUID | None, limit: int) -> list[tuple[UUID, datetime | None]]:
    """Files for properties and files that flows made, with the instant since when no entry refers to them.

    In pages by id.
    """
    cursor = await conn.execute(
        """
        SELECT blob.file_id, blob.unreferenced_since
        FROM files.blob JOIN catalogs.file ON file.id = blob.file_id
        WHERE file.kind IN ('property', 'flow') AND (%s::uuid IS NULL OR blob.file_id > %s)
        ORDER BY blob.file_id LIMIT %s
        """,
        (after, after, limit),
    )
    return [(row[0], row[1]) for row in await cursor.fetchall()]


async def imports_before(conn: Connection, before: datetime) -> list[UUID]:
    """Files for imports and files that jobs made, from before this instant."""
    cursor = await conn.execute(
        "SELECT id FROM catalogs.file WHERE kind IN ('import', 'bulk') AND created_at < %s", (before,)
    )
    return [row[0] for row in await cursor.fetchall()]


async def without_content(conn: Connection) -> list[UUID]:
    """Registered files whose content was deleted while entries referred to them."""
    cursor = await conn.execute(
        "SELECT id FROM catalogs.file WHERE NOT EXISTS (SELECT FROM files.blob WHERE file_id = id)"
    )
    return [row[0] for row in await cursor.fetchall()]


async def known_salts(conn: Connection, files: Sequence[UUID]) -> dict[UUID, set[bytes]]:
    """For each of these that is a file or an upload, the salts of all its objects."""
    cursor = await conn.execute(
        """
        SELECT file_id, salts || coalesce(thumbnail_salt, '') FROM files.blob WHERE file_id = ANY(%s)
        UNION ALL
        SELECT upload_id, salt FROM files.upload_part WHERE upload_id = ANY(%s)
        UNION ALL
        SELECT file_id, salts FROM files.replaced WHERE file_id = ANY(%s)
        """,
        (list(files), list(files), list(files)),
    )
    known: dict[UUID, set[bytes]] = {}
    for file_id, salts in await cursor.fetchall():
        known.setdefault(file_id, set()).update(split_salts(salts))
    return known


@dataclass(frozen=True, slots=True)
class Totals:
    """Counts over everything that is stored; `size` in bytes."""

    files: int
    size: int
    objects: int
    unreferenced: int
    expired_uploads: int


async def totals(conn: Connection, now: datetime) -> Totals:
    cursor = conn.cursor(row_factory=class_row(Totals))
    await cursor.execute(
        """
        SELECT count(*) AS files, coalesce(sum(file.size), 0)::bigint AS size,
               coalesce(sum(octet_length(salts) / %s + (thumbnail_salt IS NOT NULL)::int), 0)::bigint
                   + (SELECT count(*) FROM files.upload_part)
                   + (SELECT coalesce(sum(octet_length(salts) / 16), 0) FROM files.replaced)::bigint AS objects,
               count(unreferenced_since) AS unreferenced,
               (SELECT count(*) FROM files.upload WHERE expires_at <= %s) AS expired_uploads
        FROM files.blob JOIN catalogs.file ON file.id = blob.file_id
        """,
        (SALT_BYTES, now),
    )
    found = await cursor.fetchone()
    assert found is not None
    return found


async def key_versions(conn: Connection) -> list[int]:
    """Versions of the keys that files and uploads need."""
    cursor = await conn.execute(
        "SELECT key_version FROM files.blob UNION SELECT key_version FROM files.upload ORDER BY 1"
    )
    return [row[0] for row in await cursor.fetchall()]
