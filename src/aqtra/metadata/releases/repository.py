"""SQL of platform versions, releases and the pointer to the current version."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from psycopg.rows import dict_row

from aqtra.infra.database import Connection
from aqtra.infra.outbox import notify
from aqtra.metadata.documents import ComponentDocument
from aqtra.metadata.documents.storing import storable
from aqtra.metadata.layout import TableLayout
from aqtra.metadata.releases.models import LastProperty, PublishedComponent


async def current_version(conn: Connection, *, lock: bool = False) -> int:
    """The platform version that is live; 0 before the first publication. `lock` holds off a switch."""
    suffix = " FOR UPDATE" if lock else ""
    cursor = await conn.execute(f"SELECT version FROM metadata.current{suffix}")
    row = await cursor.fetchone()
    return int(row[0]) if row else 0


async def pointer(conn: Connection) -> tuple[int, int]:
    """The platform version that is live, and the generation of the copies that processes hold."""
    cursor = await conn.execute("SELECT version, generation FROM metadata.current")
    row = await cursor.fetchone()
    return (int(row[0]), int(row[1])) if row else (0, 0)


async def forget_copies(conn: Connection) -> None:
    """Makes every process read all definitions anew, those with a lost notification within its next poll."""
    await conn.execute("UPDATE metadata.current SET generation = generation + 1")
    await notify(conn, "cache", {})


async def next_version(conn: Connection) -> int:
    """A number never used before. Numbers of abandoned versions are not used again."""
    cursor = await conn.execute("SELECT nextval('metadata.platform_version_number')")
    row = await cursor.fetchone()
    assert row is not None
    return int(row[0])


async def insert_version(conn: Connection, version: int, at: datetime) -> None:
    await conn.execute(
        "INSERT INTO metadata.platform_version (version, created_at) VALUES (%s, %s) ON CONFLICT DO NOTHING",
        (version, at),
    )


async def delete_version(conn: Connection, version: int) -> None:
    """Drops a version that was never current, with its releases."""
    await conn.execute("DELETE FROM metadata.platform_version WHERE version = %s AND switched_at IS NULL", (version,))


async def insert_releases(conn: Connection, version: int, documents: Sequence[ComponentDocument]) -> None:
    """Adds releases without their layouts."""
    async with conn.cursor() as cursor:
        await cursor.executemany(
            """
            INSERT INTO metadata.release (component_key, version, document) VALUES (%s, %s, %s)
            ON CONFLICT (component_key, version) DO UPDATE SET document = excluded.document
            """,
            [(document.key, version, storable(document)) for document in documents],
        )


async def set_layout(conn: Connection, key: UUID, version: int, layout: TableLayout) -> None:
    await conn.execute(
        "UPDATE metadata.release SET layout = %s WHERE component_key = %s AND version = %s",
        (layout.model_dump_json(), key, version),
    )


async def without_layout(conn: Connection, version: int) -> list[UUID]:
    """Components whose release cannot be used yet."""
    cursor = await conn.execute(
        "SELECT component_key FROM metadata.release WHERE version = %s AND layout IS NULL AND document IS NOT NULL",
        (version,),
    )
    return [row[0] for row in await cursor.fetchall()]


async def withdraw(conn: Connection, key: UUID, version: int) -> None:
    """From `version` on the component is not live any more. Its earlier releases and its table stay."""
    await conn.execute(
        "INSERT INTO metadata.release (component_key, version) VALUES (%s, %s) ON CONFLICT DO NOTHING", (key, version)
    )


async def switch(conn: Connection, version: int, at: datetime) -> None:
    """Makes `version` current and tells every process when the transaction commits."""
    await conn.execute("UPDATE metadata.platform_version SET switched_at = %s WHERE version = %s", (at, version))
    await conn.execute("UPDATE metadata.current SET version = %s", (version,))
    await notify(conn, "version", {"version": version})


async def released(conn: Connection, since: int, until: int) -> list[tuple[UUID, PublishedComponent | None]]:
    """The last release of each component among versions in (since, until]; None for a withdrawn component."""
    cursor = conn.cursor(row_factory=dict_row)
    await cursor.execute(
        """
        SELECT DISTINCT ON (component_key) component_key, version, document, layout
        FROM metadata.release JOIN metadata.platform_version USING (version)
        WHERE version > %s AND version <= %s AND switched_at IS NOT NULL
        ORDER BY component_key, version DESC
        """,
        (since, until),
    )
    return [(row["component_key"], _published(row)) for row in await cursor.fetchall()]


async def latest_release(conn: Connection, key: UUID) -> PublishedComponent | None:
    """The last release with a document, also of a component withdrawn since: its table is still there."""
    cursor = conn.cursor(row_factory=dict_row)
    await cursor.execute(
        """
        SELECT version, document, layout FROM metadata.release JOIN metadata.platform_version USING (version)
        WHERE component_key = %s AND switched_at IS NOT NULL AND document IS NOT NULL ORDER BY version DESC LIMIT 1
        """,
        (key,),
    )
    row = await cursor.fetchone()
    return _published(row) if row else None


async def last_properties(conn: Connection, key: UUID, ids: Collection[str]) -> dict[str, LastProperty]:
    """What properties of a component were in the last release with them, by id."""
    cursor = await conn.execute(
        """
        SELECT DISTINCT ON (property ->> 'id') property ->> 'id', property ->> 'name',
               coalesce(property ->> 'title', ''), (property ->> 'component')::uuid
        FROM metadata.release JOIN metadata.platform_version USING (version),
             jsonb_array_elements(document -> 'properties') AS property
        WHERE component_key = %s AND switched_at IS NOT NULL AND property ->> 'id' = ANY(%s)
        ORDER BY property ->> 'id', version DESC
        """,
        (key, list(ids)),
    )
    return {row[0]: LastProperty(*row[1:]) for row in await cursor.fetchall()}


async def withdrawn(conn: Connection, live: Collection[UUID]) -> list[PublishedComponent]:
    """The last release with a document of every component that is not `live` any more: its table is still there."""
    cursor = conn.cursor(row_factory=dict_row)
    await cursor.execute(
        """
        SELECT DISTINCT ON (component_key) version, document, layout
        FROM metadata.release JOIN metadata.platform_version USING (version)
        WHERE NOT component_key = ANY(%s) AND switched_at IS NOT NULL AND document IS NOT NULL
        ORDER BY component_key, version DESC
        """,
        (list(live),),
    )
    return [published for row in await cursor.fetchall() if (published := _published(row))]


def _published(row: dict[str, Any]) -> PublishedComponent | None:
    if row["document"] is None:
        return None
    return PublishedComponent(
        document=ComponentDocument.model_validate(row["document"]),
        table=TableLayout.model_validate(row["layout"]),
        version=row["version"],
    )
