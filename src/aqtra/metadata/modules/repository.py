"""SQL of modules."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from psycopg.errors import UniqueViolation
from psycopg.rows import class_row

from aqtra.infra.database import Connection
from aqtra.kernel.principal import Principal
from aqtra.metadata.documents import ScriptModule
from aqtra.metadata.documents.storing import storable
from aqtra.metadata.modules.errors import InvalidModule
from aqtra.metadata.modules.models import StoredModule
from aqtra.metadata.names import shown_name

COLUMNS = """id, key, title, name, type, source, version, created_at, created_by_name AS created_by,
             updated_at, updated_by_name AS updated_by"""


async def modules(conn: Connection) -> list[StoredModule]:
    """All modules, oldest first."""
    cursor = conn.cursor(row_factory=class_row(StoredModule))
    await cursor.execute(f"SELECT {COLUMNS} FROM metadata.script_module ORDER BY id")
    return await cursor.fetchall()


async def documents(conn: Connection) -> tuple[ScriptModule, ...]:
    """What drafts import."""
    return tuple([found.document for found in await modules(conn)])


async def module(conn: Connection, key: UUID, *, lock: bool = False) -> StoredModule | None:
    """One module; `lock` keeps others from changing it until the transaction ends."""
    cursor = conn.cursor(row_factory=class_row(StoredModule))
    suffix = " FOR UPDATE" if lock else ""
    await cursor.execute(f"SELECT {COLUMNS} FROM metadata.script_module WHERE key = %s{suffix}", (key,))
    return await cursor.fetchone()


async def insert(conn: Connection, document: ScriptModule, by: Principal, at: datetime) -> None:
    """Raises InvalidModule when the name is taken."""
    await _named(
        conn,
        """
        INSERT INTO metadata.script_module (key, title, name, type, source, created_at, created_by_name, updated_at,
                                            updated_by_name)
        VALUES (%(key)s, %(title)s, %(name)s, %(type)s, %(source)s, %(at)s, %(by)s, %(at)s, %(by)s)
        """,
        document,
        {"by": shown_name(by), "at": at},
    )


async def update(conn: Connection, document: ScriptModule, by: Principal, at: datetime) -> None:
    """The next version. Raises InvalidModule when the name is taken."""
    await _named(
        conn,
        """
        UPDATE metadata.script_module SET title = %(title)s, name = %(name)s, type = %(type)s, source = %(source)s,
               version = version + 1, updated_at = %(at)s, updated_by_name = %(by)s
        WHERE key = %(key)s
        """,
        document,
        {"by": shown_name(by), "at": at},
    )


async def delete(conn: Connection, key: UUID) -> None:
    await conn.execute("DELETE FROM metadata.script_module WHERE key = %s", (key,))


async def restore(conn: Connection, found: Sequence[ScriptModule], at: datetime) -> None:
    """Modules that were deleted since they were published are there again, unless their name is taken."""
    async with conn.cursor() as cursor:
        await cursor.executemany(
            """
            INSERT INTO metadata.script_module (key, title, name, type, source, created_at, updated_at)
            VALUES (%s, %s, %s, %s, %s, %s, %s) ON CONFLICT DO NOTHING
            """,
            [(each.key, each.title, each.name, each.type.value, each.source, at, at) for each in found],
        )


async def _named(conn: Connection, statement: str, document: ScriptModule, more: dict[str, Any]) -> None:
    storable(document, "module")
    try:
        async with conn.transaction():
            await conn.execute(statement.encode(), {**document.model_dump(mode="json"), **more})
    except UniqueViolation as error:
        message = f"another module is called {document.name} where this one is imported"
        raise InvalidModule.of_field("name", "unique", message) from error
