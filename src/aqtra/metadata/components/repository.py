"""SQL of components and their versions."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from psycopg.rows import class_row, dict_row

from aqtra.infra.database import Connection
from aqtra.kernel.principal import Principal
from aqtra.metadata.components.models import ComponentRow, ComponentVersion
from aqtra.metadata.documents import ComponentDocument
from aqtra.metadata.documents.storing import storable
from aqtra.metadata.names import shown_name

COLUMNS = """id, key, kind, built_in, saved_version, ready_version, published_version, document,
             created_at, updated_by_name AS updated_by, updated_at"""


async def component(conn: Connection, key: UUID, *, lock: bool = False) -> ComponentRow | None:
    """One component; `lock` keeps others from changing it until the transaction ends."""
    cursor = conn.cursor(row_factory=class_row(ComponentRow))
    suffix = " FOR UPDATE" if lock else ""
    await cursor.execute(f"SELECT {COLUMNS} FROM metadata.component WHERE key = %s{suffix}", (key,))
    return await cursor.fetchone()


async def components(conn: Connection) -> list[ComponentRow]:
    """All components, oldest first."""
    cursor = conn.cursor(row_factory=class_row(ComponentRow))
    await cursor.execute(f"SELECT {COLUMNS} FROM metadata.component ORDER BY id")
    return await cursor.fetchall()


async def locked(conn: Connection, keys: Sequence[UUID]) -> list[ComponentRow]:
    """The named components, in a fixed order, locked."""
    cursor = conn.cursor(row_factory=class_row(ComponentRow))
    await cursor.execute(
        f"SELECT {COLUMNS} FROM metadata.component WHERE key = ANY(%s) ORDER BY key FOR UPDATE", (list(keys),)
    )
    return await cursor.fetchall()


async def saved_versions(conn: Connection) -> list[tuple[UUID, int]]:
    """Key and saved version of every component."""
    cursor = await conn.execute("SELECT key, saved_version FROM metadata.component ORDER BY id")
    return [(row[0], row[1]) for row in await cursor.fetchall()]


async def documents(conn: Connection, keys: Sequence[UUID]) -> list[tuple[UUID, int, ComponentDocument]]:
    """Key, version and saved document of the named components."""
    if not keys:
        return []
    cursor = await conn.execute(
        "SELECT key, saved_version, document FROM metadata.component WHERE key = ANY(%s)", (list(keys),)
    )
    return [(row[0], row[1], ComponentDocument.model_validate(row[2])) for row in await cursor.fetchall()]


async def insert(
    conn: Connection, document: ComponentDocument, by: Principal, at: datetime, *, built_in: bool = False
) -> None:
    """Stores a new component as its version 1."""
    await conn.execute(
        """
        WITH created AS (
            INSERT INTO metadata.component (key, kind, built_in, saved_version, document, created_at, created_by,
                                            updated_at, updated_by, updated_by_name)
            VALUES (%(key)s, %(kind)s, %(built_in)s, 1, %(document)s, %(at)s, %(by)s, %(at)s, %(by)s, %(name)s)
            RETURNING key, document
        )
        INSERT INTO metadata.component_version (component_key, version, document, saved_at, saved_by, saved_by_name)
        SELECT key, 1, document, %(at)s, %(by)s, %(name)s FROM created
        """,
        {
            "key": document.key,
            "kind": document.kind.value,
            "built_in": built_in,
            "document": storable(document),
            "at": at,
            "by": by.user_id,
            "name": shown_name(by),
        },
    )


async def update(conn: Connection, document: ComponentDocument, by: Principal, at: datetime) -> None:
    """Stores the next version; the mark Ready to publish is lost."""
    await conn.execute(
        """
        WITH saved AS (
            UPDATE metadata.component SET kind = %(kind)s, document = %(document)s, saved_version = saved_version + 1,
                   ready_version = NULL, updated_at = %(at)s, updated_by = %(by)s, updated_by_name = %(name)s
            WHERE key = %(key)s
            RETURNING key, saved_version, document
        )
        INSERT INTO metadata.component_version (component_key, version, document, saved_at, saved_by, saved_by_name)
        SELECT key, saved_version, document, %(at)s, %(by)s, %(name)s FROM saved
        """,
        {
            "key": document.key,
            "kind": document.kind.value,
            "document": storable(document),
            "at": at,
            "by": by.user_id,
            "name": shown_name(by),
        },
    )


async def mark_ready(conn: Connection, key: UUID) -> None:
    await conn.execute("UPDATE metadata.component SET ready_version = saved_version WHERE key = %s", (key,))


async def delete(conn: Connection, key: UUID) -> None:
    await conn.execute("DELETE FROM metadata.component WHERE key = %s", (key,))


async def versions(conn: Connection, key: UUID) -> list[ComponentVersion]:
    """The history of a component, newest first."""
    cursor = conn.cursor(row_factory=dict_row)
    await cursor.execute(
        """
        SELECT version, saved_at, saved_by_name AS saved_by, version IS NOT DISTINCT FROM published_version AS published
        FROM metadata.component_version JOIN metadata.component ON key = component_key
        WHERE component_key = %s ORDER BY version DESC
        """,
        (key,),
    )
    return [ComponentVersion(**row) for row in await cursor.fetchall()]


async def version_document(conn: Connection, key: UUID, version: int) -> ComponentDocument | None:
    cursor = await conn.execute(
        "SELECT document FROM metadata.component_version WHERE component_key = %s AND version = %s", (key, version)
    )
    row = await cursor.fetchone()
    return ComponentDocument.model_validate(row[0]) if row else None


async def set_published(conn: Connection, publication_id: int) -> None:
    """Records that the versions frozen in a publication are live; a version saved meanwhile keeps its mark.

    A component that was deleted since that version is there again, as a draft without the modules of its release.
    """
    await conn.execute(
        """
        WITH restored AS (
            INSERT INTO metadata.component (key, kind, saved_version, document, created_at, created_by, updated_at,
                                            updated_by, updated_by_name)
            SELECT chosen.component_key, chosen.document ->> 'kind', chosen.saved_version,
                   chosen.document - 'modules', started_at, started_by, started_at, started_by, started_by_name
            FROM metadata.publication_component AS chosen JOIN metadata.publication ON id = publication_id
            WHERE publication_id = %s AND chosen.document IS NOT NULL
            ON CONFLICT (key) DO NOTHING
            RETURNING key, saved_version, document, updated_at, updated_by, updated_by_name
        )
        INSERT INTO metadata.component_version (component_key, version, document, saved_at, saved_by, saved_by_name)
        SELECT * FROM restored
        """,
        (publication_id,),
    )
    await conn.execute(
        """
        UPDATE metadata.component SET published_version = chosen.saved_version,
               ready_version = CASE WHEN ready_version = chosen.saved_version THEN NULL ELSE ready_version END
        FROM metadata.publication_component AS chosen
        WHERE chosen.publication_id = %s AND key = chosen.component_key
        """,
        (publication_id,),
    )


async def flow_counts(conn: Connection) -> dict[str, int]:
    """How many flows there are, by kind."""
    cursor = await conn.execute(
        """
        SELECT flow ->> 'kind', count(*) FROM metadata.component, jsonb_array_elements(document -> 'flows') AS flow
        GROUP BY 1
        """
    )
    return {row[0]: row[1] for row in await cursor.fetchall()}
