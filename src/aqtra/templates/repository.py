"""SQL of templates."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from psycopg.errors import UniqueViolation
from psycopg.rows import class_row, dict_row
from psycopg.types.json import Json

from aqtra.infra.database import Connection
from aqtra.templates.content import TemplateContent
from aqtra.templates.errors import InvalidTemplate
from aqtra.templates.models import Template, TemplateSummary

_TEMPLATE: Final = "id, document, version, published_version, changed_at, changed_by"


async def summaries(conn: Connection) -> list[TemplateSummary]:
    """All templates by name."""
    cursor = conn.cursor(row_factory=class_row(TemplateSummary))
    await cursor.execute(
        """
        SELECT id, name, json_array_length(document->'properties') AS properties,
               version, published_version, changed_at, changed_by
        FROM templates.template ORDER BY lower(name), id
        """
    )
    return await cursor.fetchall()


async def template(conn: Connection, template_id: UUID, *, lock: bool = False) -> Template | None:
    """A template as saved."""
    cursor = conn.cursor(row_factory=dict_row)
    suffix = "FOR UPDATE" if lock else ""
    await cursor.execute(f"SELECT {_TEMPLATE} FROM templates.template WHERE id = %s {suffix}", (template_id,))
    row = await cursor.fetchone()
    return Template.model_validate({**row.pop("document"), **row}) if row else None


async def insert(conn: Connection, template_id: UUID, content: TemplateContent, by: str | None, now: datetime) -> None:
    """Raises InvalidTemplate when the name is taken."""
    await _named(
        conn,
        """INSERT INTO templates.template (id, name, document, changed_by, changed_at)
           VALUES (%(id)s, %(name)s, %(document)s, %(by)s, %(now)s)""",
        {"id": template_id, **_written(content, by, now)},
    )


async def update(conn: Connection, template_id: UUID, content: TemplateContent, by: str | None, now: datetime) -> None:
    """The next version. Raises InvalidTemplate when the name is taken."""
    await _named(
        conn,
        """UPDATE templates.template SET name = %(name)s, document = %(document)s, version = version + 1,
                  changed_by = %(by)s, changed_at = %(now)s WHERE id = %(id)s""",
        {"id": template_id, **_written(content, by, now)},
    )


async def delete(conn: Connection, template_id: UUID) -> None:
    await conn.execute("DELETE FROM templates.template WHERE id = %s", (template_id,))


async def publish(conn: Connection, template_id: UUID, now: datetime) -> None:
    """What is saved becomes what flows render."""
    await conn.execute(
        """UPDATE templates.template SET published = document, published_version = version, published_at = %s
           WHERE id = %s""",
        (now, template_id),
    )


async def all_published(conn: Connection, ids: Iterable[UUID] | None = None) -> dict[UUID, TemplateContent]:
    """Templates as flows render them; of `ids`, or all."""
    cursor = await conn.execute(
        """SELECT id, published FROM templates.template
           WHERE published IS NOT NULL AND (%(ids)s::uuid[] IS NULL OR id = ANY(%(ids)s))""",
        {"ids": None if ids is None else list(ids)},
    )
    return {row[0]: TemplateContent.model_validate(row[1]) for row in await cursor.fetchall()}


async def _named(conn: Connection, statement: str, values: Mapping[str, Any]) -> None:
    try:
        async with conn.transaction():
            await conn.execute(statement.encode(), values)
    except UniqueViolation as error:
        raise InvalidTemplate.of_field("name", "unique", "another template has this name") from error


def _written(content: TemplateContent, by: str | None, now: datetime) -> dict[str, Any]:
    document = content.model_dump(mode="json", include=set(TemplateContent.model_fields))
    return {"name": content.name, "document": Json(document), "by": by, "now": now}
