"""Which components, domains and templates mention an id, such as that of a file, anywhere in what was authored."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final, Literal
from uuid import UUID

from psycopg.rows import class_row

from aqtra.infra.database import Connection

_UUID: Final = "([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})"


@dataclass(frozen=True, slots=True)
class Mention:
    """`place` is the key of a component or the id of a template, saved or live, or the name of a domain."""

    mentioned: UUID
    kind: Literal["component", "domain", "template"]
    place: str
    title: str


async def mentions(conn: Connection, ids: Collection[UUID]) -> list[Mention]:
    """One pass over every document, whatever the number of ids."""
    cursor = conn.cursor(row_factory=class_row(Mention))
    await cursor.execute(
        """
        SELECT lower(match[1])::uuid AS mentioned, kind, place, max(title) AS title
        FROM (
            SELECT 'component' AS kind, key::text AS place, document -> 'settings' ->> 'title' AS title,
                   document::text AS content
            FROM metadata.component
            UNION ALL
            (SELECT DISTINCT ON (component_key) 'component', component_key::text,
                    document -> 'settings' ->> 'title', document::text
             FROM metadata.release
             WHERE version <= (SELECT version FROM metadata.current)
             ORDER BY component_key, version DESC)
            UNION ALL
            SELECT 'domain', name, coalesce(nullif(settings ->> 'title', ''), name), settings::text || menu::text
            FROM metadata.domain
            UNION ALL
            SELECT 'template', id::text, name, document::text || coalesce(published::text, '')
            FROM templates.template
        ) AS document, regexp_matches(content, %s, 'gi') AS match
        WHERE lower(match[1]) = ANY(%s)
        GROUP BY 1, 2, 3 ORDER BY 2, 4, 3
        """,
        (_UUID, [str(wanted) for wanted in ids]),
    )
    return await cursor.fetchall()
