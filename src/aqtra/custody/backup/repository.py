"""SQL of backups: the moment that is kept, what it holds, and whether a database is empty."""

from collections.abc import AsyncIterator
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from psycopg import AsyncConnection, sql

from aqtra.infra.database import Connection

SCHEMAS: Final = (
    "audit",
    "bulk",
    "catalogs",
    "dataflow",
    "files",
    "identity",
    "infra",
    "metadata",
    "notification",
    "scheduler",
    "templates",
    "views",
)
_TABLES: Final = """
    SELECT nspname, relname FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
    WHERE relkind IN ('r', 'p') AND nspname !~ '^pg_' AND nspname <> 'information_schema' ORDER BY 1, 2
"""
_CONTENTS: Final = """
    SELECT file_id, salts || coalesce(thumbnail_salt, '') FROM files.blob
    UNION ALL SELECT upload_id, salt FROM files.upload_part
"""


async def begin_moment(conn: AsyncConnection[Any]) -> str:
    """Begins the transaction whose moment is kept; the name under which others see the same."""
    await conn.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
    await conn.execute("SET LOCAL idle_in_transaction_session_timeout = 0")
    cursor = await conn.execute("SELECT pg_export_snapshot()")
    row = await cursor.fetchone()
    assert row is not None
    return str(row[0])


async def revision(conn: AsyncConnection[Any]) -> str | None:
    cursor = await conn.execute("SELECT to_regclass('infra.revision') IS NOT NULL")
    row = await cursor.fetchone()
    if row is None or not row[0]:
        return None
    found = await (await conn.execute("SELECT version_num FROM infra.revision")).fetchone()
    return str(found[0]) if found else None


async def row_counts(conn: AsyncConnection[Any]) -> dict[str, int]:
    """Of every table, by its name."""
    counts = {}
    for schema, table in await (await conn.execute(_TABLES)).fetchall():
        cursor = await conn.execute(sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(schema, table)))
        row = await cursor.fetchone()
        assert row is not None
        counts[f"{schema}.{table}"] = int(row[0])
    return counts


async def contents(conn: AsyncConnection[Any]) -> AsyncIterator[tuple[UUID, bytes]]:
    """Files and uploads with the salts of their objects, a page at a time."""
    async with conn.cursor(name="contents") as cursor:
        await cursor.execute(_CONTENTS)
        async for row in cursor:
            yield row[0], row[1]


async def key_fingerprints(conn: AsyncConnection[Any]) -> dict[int, str]:
    """Of the keys that data of this moment need."""
    cursor = await conn.execute("SELECT version, fingerprint FROM infra.encryption_key WHERE retired_at IS NULL")
    return {row[0]: row[1].hex() for row in await cursor.fetchall()}


async def present_schemas(conn: AsyncConnection[Any]) -> list[str]:
    cursor = await conn.execute("SELECT nspname FROM pg_namespace WHERE nspname = ANY(%s) ORDER BY 1", (list(SCHEMAS),))
    return [row[0] for row in await cursor.fetchall()]


async def other_sessions(conn: AsyncConnection[Any]) -> int:
    cursor = await conn.execute(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() "
        "AND backend_type = 'client backend'"
    )
    row = await cursor.fetchone()
    assert row is not None
    return int(row[0])


async def drop_everything(conn: AsyncConnection[Any]) -> None:
    """Everything that is the platform's, in one transaction."""
    for schema in await present_schemas(conn):
        await conn.execute(sql.SQL("DROP SCHEMA {} CASCADE").format(sql.Identifier(schema)))
    await conn.execute("DROP EXTENSION IF EXISTS pg_trgm")


async def grant_database(conn: AsyncConnection[Any]) -> None:
    """Rights on the database itself, which no dump of its contents holds."""
    row = await (await conn.execute("SELECT current_database()")).fetchone()
    assert row is not None
    name = sql.Identifier(row[0])
    await conn.execute(sql.SQL("GRANT TEMPORARY ON DATABASE {} TO aqtra_app").format(name))


async def end_sessions(conn: AsyncConnection[Any]) -> None:
    """Sessions that had ended since must not come alive again."""
    await conn.execute("DELETE FROM identity.session")


async def remember(
    conn: Connection, backup: UUID, target: str, started_at: datetime, ended_at: datetime, size: int, key_version: int
) -> None:
    await conn.execute(
        "INSERT INTO infra.backup (id, target, started_at, ended_at, size, key_version) "
        "VALUES (%s, %s, %s, %s, %s, %s)",
        (backup, target, started_at, ended_at, size, key_version),
    )
