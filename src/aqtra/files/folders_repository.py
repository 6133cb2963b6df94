"""SQL of the folders of the library and of the files in them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from psycopg import sql
from psycopg.rows import class_row, dict_row

from aqtra.files.models import Folder, LibraryFile, Order, Person
from aqtra.infra.database import Connection

_ORDERS: Final[dict[Order, str]] = {
    "name": "lower(file.name), file.id",
    "name desc": "lower(file.name) DESC, file.id DESC",
    "size": "file.size, file.id",
    "size desc": "file.size DESC, file.id DESC",
    "created_at": "file.created_at, file.id",
    "created_at desc": "file.created_at DESC, file.id DESC",
}
_FOLDERS = """
    SELECT id, name, parent,
           (SELECT count(*) FROM files.blob JOIN catalogs.file ON file.id = file_id
            WHERE folder = found.id AND kind = 'library') AS files,
           (SELECT count(*) FROM files.folder AS inner_one WHERE inner_one.parent = found.id) AS folders
    FROM files.folder AS found
"""
_BELOW = """
    WITH RECURSIVE below AS (
        SELECT id, 1 AS depth FROM files.folder WHERE id = %s
        UNION ALL
        SELECT folder.id, depth + 1 FROM files.folder JOIN below ON folder.parent = below.id)
"""
_ABOVE = """
    WITH RECURSIVE above AS (
        SELECT id, parent FROM files.folder WHERE id = %s
        UNION ALL
        SELECT folder.id, folder.parent FROM files.folder JOIN above ON folder.id = above.parent)
"""
# Trees are changed one after the other: two moves at once could tie a knot.
_LOCK: Final = 7210006


@dataclass(frozen=True, slots=True)
class Content:
    """Everything below a folder. The folders come deepest first, the folder itself last."""

    folders: tuple[UUID, ...]
    files: tuple[UUID, ...]


async def lock(conn: Connection) -> None:
    """Holds off other changes of the tree until the end of the transaction."""
    await conn.execute("SELECT pg_advisory_xact_lock(%s)", (_LOCK,))


async def hold(conn: Connection) -> None:
    """Holds off changes of the tree, but not others that hold it: for what is put into a folder that was just found."""
    await conn.execute("SELECT pg_advisory_xact_lock_shared(%s)", (_LOCK,))


async def folders(conn: Connection) -> list[Folder]:
    cursor = conn.cursor(row_factory=class_row(Folder))
    await cursor.execute(f"{_FOLDERS} ORDER BY lower(name), id")
    return await cursor.fetchall()


async def folder(conn: Connection, folder_id: UUID) -> Folder | None:
    cursor = conn.cursor(row_factory=class_row(Folder))
    await cursor.execute(f"{_FOLDERS} WHERE id = %s", (folder_id,))
    return await cursor.fetchone()


async def exists(conn: Connection, folder_id: UUID) -> bool:
    cursor = await conn.execute("SELECT FROM files.folder WHERE id = %s", (folder_id,))
    return cursor.rowcount == 1


async def insert(
    conn: Connection, folder_id: UUID, name: str, parent: UUID | None, at: datetime, by: int | None
) -> None:
    """Raises psycopg's UniqueViolation when the name is taken there."""
    await conn.execute(
        "INSERT INTO files.folder (id, name, parent, created_at, created_by) VALUES (%s, %s, %s, %s, %s)",
        (folder_id, name, parent, at, by),
    )


async def update(conn: Connection, folder_id: UUID, name: str, parent: UUID | None) -> None:
    """Raises psycopg's UniqueViolation when the name is taken there."""
    await conn.execute("UPDATE files.folder SET name = %s, parent = %s WHERE id = %s", (name, parent, folder_id))


async def depth_of(conn: Connection, folder_id: UUID | None) -> int:
    """How deep a folder lies; 0 for the root."""
    cursor = await conn.execute(f"{_ABOVE} SELECT count(*) FROM above", (folder_id,))  # noqa: S608
    row = await cursor.fetchone()
    assert row is not None
    return int(row[0])


async def height_of(conn: Connection, folder_id: UUID) -> int:
    """How many levels a folder has, itself among them."""
    cursor = await conn.execute(f"{_BELOW} SELECT max(depth) FROM below", (folder_id,))  # noqa: S608
    row = await cursor.fetchone()
    assert row is not None
    return int(row[0] or 0)


async def content(conn: Connection, folder_id: UUID) -> Content:
    cursor = await conn.execute(f"{_BELOW} SELECT id FROM below ORDER BY depth DESC, id", (folder_id,))  # noqa: S608
    found = tuple(row[0] for row in await cursor.fetchall())
    cursor = await conn.execute("SELECT file_id FROM files.blob WHERE folder = ANY(%s) ORDER BY 1", (list(found),))
    return Content(found, tuple(row[0] for row in await cursor.fetchall()))


async def delete(conn: Connection, folders_: Sequence[UUID]) -> None:
    """Deletes empty folders in this order."""
    for folder_id in folders_:
        await conn.execute("DELETE FROM files.folder WHERE id = %s", (folder_id,))


async def files(
    conn: Connection, folder_id: UUID | None, order: Order, top: int, skip: int
) -> tuple[int, list[LibraryFile]]:
    """How many files lie in a folder, and one page of them; their uses are not counted yet."""
    where = sql.SQL("WHERE file.kind = 'library' AND blob.folder IS NOT DISTINCT FROM %s")
    source = sql.SQL("FROM catalogs.file AS file JOIN files.blob AS blob ON blob.file_id = file.id")
    cursor = await conn.execute(sql.SQL("SELECT count(*) {} {}").format(source, where), (folder_id,))
    row = await cursor.fetchone()
    assert row is not None
    page = sql.SQL("SELECT {} {} {} ORDER BY {} LIMIT %s OFFSET %s").format(
        sql.SQL(_COLUMNS), source, where, sql.SQL(_ORDERS[order])
    )
    return int(row[0]), await _files(conn, page, (folder_id, top, skip))


async def file(conn: Connection, file_id: UUID) -> LibraryFile | None:
    """A file of the library; its uses are not counted yet."""
    statement = sql.SQL(
        "SELECT {} FROM catalogs.file AS file JOIN files.blob AS blob ON blob.file_id = file.id "
        "WHERE file.kind = 'library' AND file.id = %s"
    ).format(sql.SQL(_COLUMNS))
    found = await _files(conn, statement, (file_id,))
    return found[0] if found else None


async def update_file(conn: Connection, file_id: UUID, name: str, folder_id: UUID | None) -> None:
    await conn.execute("UPDATE catalogs.file SET name = %s WHERE id = %s", (name, file_id))
    await conn.execute("UPDATE files.blob SET folder = %s WHERE file_id = %s", (folder_id, file_id))


_COLUMNS = """
    file.id, file.name, file.size, file.content_type, file.created_at, blob.folder, file.created_by AS user_id,
    (SELECT coalesce(nullif(display_name, ''), user_name) FROM identity.account
     WHERE account.id = file.created_by) AS user_name
"""


async def _files(conn: Connection, statement: sql.Composed, parameters: tuple[object, ...]) -> list[LibraryFile]:
    cursor = conn.cursor(row_factory=dict_row)
    await cursor.execute(statement, parameters)
    return [
        LibraryFile(
            **{name: row[name] for name in ("id", "name", "size", "content_type", "created_at", "folder")},
            created_by=Person(id=row["user_id"], name=row["user_name"]) if row["user_name"] is not None else None,
            uses=0,
        )
        for row in await cursor.fetchall()
    ]
