"""The registry of files: what file columns refer to, and who refers to it. Content is none of its business."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from psycopg import sql
from psycopg.errors import ForeignKeyViolation
from psycopg.rows import class_row

from aqtra.catalogs import names
from aqtra.catalogs.subject import as_platform
from aqtra.infra.database import Connection

Kind = Literal["library", "property", "import", "bulk", "flow"]


@dataclass(frozen=True, slots=True)
class RegisteredFile:
    """A row of the registry. A file of kind `property` has both component and property, one of the library neither."""

    id: UUID
    name: str
    size: int
    content_type: str
    created_at: datetime
    created_by: int | None
    kind: Kind
    component: UUID | None = None
    property_id: str | None = None


@dataclass(frozen=True, slots=True)
class Reference:
    """Entries of one component that refer to a file by one column."""

    file_id: UUID
    component: UUID
    property_id: str
    entries: tuple[int, ...]
    count: int


@dataclass(frozen=True, slots=True)
class _Column:
    table: str
    column: str

    @property
    def source(self) -> sql.Composed:
        return sql.SQL("{}.{}").format(sql.Identifier("catalogs"), sql.Identifier(self.table))


COLUMNS = "id, name, size, content_type, created_at, created_by, kind, component, property_id"


async def register_file(conn: Connection, file: RegisteredFile) -> None:
    """Makes a file known, so that entries may refer to it."""
    await conn.execute(
        f"INSERT INTO catalogs.file ({COLUMNS}) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s)",  # noqa: S608
        (
            file.id,
            file.name,
            file.size,
            file.content_type,
            file.created_at,
            file.created_by,
            file.kind,
            file.component,
            file.property_id,
        ),
    )


async def registered_file(conn: Connection, file_id: UUID) -> RegisteredFile | None:
    cursor = conn.cursor(row_factory=class_row(RegisteredFile))
    await cursor.execute(f"SELECT {COLUMNS} FROM catalogs.file WHERE id = %s", (file_id,))  # noqa: S608
    return await cursor.fetchone()


async def forget_file(conn: Connection, file_id: UUID) -> bool:
    """Takes a file out of the registry; False when an entry refers to it."""
    try:
        async with conn.transaction():
            await conn.execute("DELETE FROM catalogs.file WHERE id = %s", (file_id,))
    except ForeignKeyViolation:
        return False
    return True


async def unreferenced_files(conn: Connection, candidates: Sequence[UUID]) -> set[UUID]:
    """Which of these files no entry refers to; those marked for deletion and retired columns count as referring."""
    return set(candidates) - {reference.file_id for reference in await references_to(conn, candidates)}


async def references_to(conn: Connection, files: Sequence[UUID], *, shown: int = 5) -> list[Reference]:
    """Every column that refers to one of the files, with the first `shown` entries of each."""
    async with as_platform(conn):
        return await _references_to(conn, files, shown)


async def _references_to(conn: Connection, files: Sequence[UUID], shown: int) -> list[Reference]:
    found: list[Reference] = []
    for column in await _columns(conn):
        statement = sql.SQL(
            "SELECT {column}, (array_agg(id ORDER BY id))[1:{shown}], count(*) FROM {table} "
            "WHERE {column} = ANY(%s) GROUP BY {column}"
        ).format(column=sql.Identifier(column.column), table=column.source, shown=sql.Literal(shown))
        cursor = await conn.execute(statement, (list(files),))
        component, property_id = UUID(column.table.removeprefix("c_")), names.property_of(column.column)
        found += [Reference(row[0], component, property_id, tuple(row[1]), row[2]) for row in await cursor.fetchall()]
    return found


async def _columns(conn: Connection) -> list[_Column]:
    """The columns of entries that keep files. Retired ones are among them: a rollback brings them back."""
    cursor = conn.cursor(row_factory=class_row(_Column))
    await cursor.execute(
        """
        SELECT class.relname AS "table", attribute.attname AS "column"
        FROM pg_class AS class
        JOIN pg_attribute AS attribute ON attribute.attrelid = class.oid
        WHERE class.relnamespace = 'catalogs'::regnamespace AND class.relkind IN ('r', 'p')
          AND class.relname ~ '^c_[0-9a-f]{32}$'
          AND attribute.attnum > 0 AND NOT attribute.attisdropped
          AND attribute.atttypid = 'uuid'::regtype AND attribute.attname ~ '^p_'
        ORDER BY 1, 2
        """
    )
    return await cursor.fetchall()
