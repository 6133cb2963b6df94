"""SQL of versions that were live."""

from uuid import UUID

from psycopg.rows import dict_row

from aqtra.infra.database import Connection
from aqtra.metadata.publication import repository
from aqtra.metadata.publication.models import PlatformVersion, PublishedTitle


async def versions(conn: Connection, current: int, limit: int) -> list[PlatformVersion]:
    """Newest first. A component that was deleted made a version without a publication."""
    cursor = conn.cursor(row_factory=dict_row)
    await cursor.execute(
        """
        SELECT version, switched_at AS live_since, started_by_name AS published_by, returns_to, publication.id,
               version = %(current)s AS is_current, can_return AND version < %(current)s AS can_return
        FROM metadata.platform_version LEFT JOIN metadata.publication USING (version)
        WHERE switched_at IS NOT NULL ORDER BY version DESC LIMIT %(limit)s
        """,
        {"current": current, "limit": limit},
    )
    found = []
    for row in await cursor.fetchall():
        publication_id = row.pop("id")
        titles = await _titles(conn, publication_id, row["version"])
        found.append(PlatformVersion(**row, components=titles))
    return found


async def can_return(conn: Connection, version: int) -> bool | None:
    """Whether everything the version needs is still there; None when it never was live."""
    cursor = await conn.execute(
        "SELECT can_return FROM metadata.platform_version WHERE version = %s AND switched_at IS NOT NULL", (version,)
    )
    row = await cursor.fetchone()
    return bool(row[0]) if row else None


async def saved_version(conn: Connection, key: UUID, version: int) -> int:
    """The saved version that a release was made of."""
    cursor = await conn.execute(
        """
        SELECT saved_version FROM metadata.publication_component
        JOIN metadata.publication ON publication.id = publication_id
        WHERE component_key = %s AND publication.version = %s
        """,
        (key, version),
    )
    row = await cursor.fetchone()
    assert row is not None, f"release {version} of {key} has no publication"
    return int(row[0])


async def _titles(conn: Connection, publication_id: int | None, version: int) -> tuple[PublishedTitle, ...]:
    if publication_id is not None:
        return await repository.titles(conn, publication_id)
    cursor = await conn.execute(
        """
        SELECT component_key, (SELECT earlier.document -> 'settings' ->> 'title' FROM metadata.release AS earlier
                               WHERE earlier.component_key = release.component_key AND earlier.document IS NOT NULL
                               ORDER BY earlier.version DESC LIMIT 1)
        FROM metadata.release WHERE version = %s
        """,
        (version,),
    )
    return tuple([PublishedTitle(key=key, title=title, withdrawn=True) for key, title in await cursor.fetchall()])
