"""SQL of systems and of their secrets."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from psycopg.errors import UniqueViolation
from psycopg.rows import class_row, dict_row
from psycopg.types.json import Json, Jsonb

from aqtra.dataflow.integrations.errors import InvalidIntegration
from aqtra.dataflow.integrations.models import System, SystemContent, SystemSummary
from aqtra.infra.database import Connection

_SYSTEM: Final = "id, document, secrets, version, published_version, changed_at, changed_by"


async def summaries(conn: Connection) -> list[SystemSummary]:
    """All systems by name."""
    cursor = conn.cursor(row_factory=class_row(SystemSummary))
    await cursor.execute(
        """
        SELECT id, name, json_array_length(document->'connectors') AS connectors,
               (SELECT coalesce(sum(json_array_length(connector->'endpoints')), 0)::integer
                FROM json_array_elements(document->'connectors') AS connector) AS endpoints,
               version, published_version, changed_at, changed_by
        FROM dataflow.integration ORDER BY lower(name), id
        """
    )
    return await cursor.fetchall()


async def system(conn: Connection, system_id: UUID, *, lock: bool = False) -> System | None:
    """A system as saved."""
    cursor = conn.cursor(row_factory=dict_row)
    suffix = "FOR UPDATE" if lock else ""
    await cursor.execute(f"SELECT {_SYSTEM} FROM dataflow.integration WHERE id = %s {suffix}", (system_id,))
    row = await cursor.fetchone()
    return _system(row) if row else None


async def secret_ids(conn: Connection, system_id: UUID) -> dict[UUID, UUID]:
    """Of the saved system: connectors that have a secret, and which."""
    cursor = await conn.execute("SELECT secrets FROM dataflow.integration WHERE id = %s", (system_id,))
    row = await cursor.fetchone()
    return _ids(row[0]) if row else {}


async def insert(conn: Connection, system_id: UUID, content: SystemContent, by: str | None, now: datetime) -> None:
    """Raises InvalidIntegration when the name is taken."""
    await _named(
        conn,
        """INSERT INTO dataflow.integration (id, name, document, changed_by, changed_at)
           VALUES (%(id)s, %(name)s, %(document)s, %(by)s, %(now)s)""",
        {"id": system_id, **_written(content, by, now)},
    )


async def update(conn: Connection, system_id: UUID, content: SystemContent, by: str | None, now: datetime) -> None:
    """The next version. Raises InvalidIntegration when the name is taken."""
    await _named(
        conn,
        """UPDATE dataflow.integration SET name = %(name)s, document = %(document)s, version = version + 1,
                  changed_by = %(by)s, changed_at = %(now)s WHERE id = %(id)s""",
        {"id": system_id, **_written(content, by, now)},
    )


async def delete(conn: Connection, system_id: UUID) -> None:
    """With its secrets."""
    await conn.execute("DELETE FROM dataflow.integration WHERE id = %s", (system_id,))


async def insert_secret(conn: Connection, secret_id: UUID, system_id: UUID, sealed: bytes) -> None:
    await conn.execute(
        "INSERT INTO dataflow.integration_secret (id, integration_id, sealed) VALUES (%s, %s, %s)",
        (secret_id, system_id, sealed),
    )


async def set_secret_ids(conn: Connection, system_id: UUID, secrets: Mapping[UUID, UUID]) -> None:
    """Says which connector has which; secrets that neither the saved nor the published system names are gone."""
    names = Jsonb({str(connector): str(secret) for connector, secret in secrets.items()})
    await conn.execute("UPDATE dataflow.integration SET secrets = %s WHERE id = %s", (names, system_id))
    await _forget_unused(conn, system_id)


async def publish(conn: Connection, system_id: UUID, now: datetime) -> None:
    """What is saved becomes what runs use."""
    await conn.execute(
        """UPDATE dataflow.integration SET published = document, published_secrets = secrets,
                  published_version = version, published_at = %s WHERE id = %s""",
        (now, system_id),
    )
    await _forget_unused(conn, system_id)


async def published(conn: Connection, system_id: UUID) -> tuple[SystemContent, dict[UUID, UUID]] | None:
    """A system as runs use it, and its connectors' secrets."""
    cursor = await conn.execute(
        "SELECT published, published_secrets FROM dataflow.integration WHERE id = %s AND published IS NOT NULL",
        (system_id,),
    )
    row = await cursor.fetchone()
    return (SystemContent.model_validate(row[0]), _ids(row[1])) if row else None


async def all_published(conn: Connection, ids: Iterable[UUID] | None = None) -> dict[UUID, SystemContent]:
    """Systems as runs use them; of `ids`, or all."""
    cursor = await conn.execute(
        """SELECT id, published FROM dataflow.integration
           WHERE published IS NOT NULL AND (%(ids)s::uuid[] IS NULL OR id = ANY(%(ids)s))""",
        {"ids": None if ids is None else list(ids)},
    )
    return {row[0]: SystemContent.model_validate(row[1]) for row in await cursor.fetchall()}


async def sealed_secret(conn: Connection, secret_id: UUID) -> bytes | None:
    cursor = await conn.execute("SELECT sealed FROM dataflow.integration_secret WHERE id = %s", (secret_id,))
    row = await cursor.fetchone()
    return row[0] if row else None


async def _forget_unused(conn: Connection, system_id: UUID) -> None:
    await conn.execute(
        """DELETE FROM dataflow.integration_secret AS secret USING dataflow.integration AS owner
           WHERE owner.id = %s AND secret.integration_id = owner.id
             AND NOT EXISTS (SELECT FROM jsonb_each_text(owner.secrets) WHERE value = secret.id::text)
             AND NOT EXISTS (SELECT FROM jsonb_each_text(owner.published_secrets) WHERE value = secret.id::text)""",
        (system_id,),
    )


async def _named(conn: Connection, statement: str, values: Mapping[str, Any]) -> None:
    try:
        async with conn.transaction():
            await conn.execute(statement.encode(), values)
    except UniqueViolation as error:
        raise InvalidIntegration.of_field("name", "unique", "another system has this name") from error


def _written(content: SystemContent, by: str | None, now: datetime) -> dict[str, Any]:
    document = content.model_dump(mode="json", include=set(SystemContent.model_fields))
    return {"name": content.name, "document": Json(document), "by": by, "now": now}


def _ids(found: Mapping[str, str]) -> dict[UUID, UUID]:
    return {UUID(connector): UUID(secret) for connector, secret in found.items()}


def _system(row: dict[str, Any]) -> System:
    secrets = tuple(_ids(row.pop("secrets")))
    return System.model_validate({**row.pop("document"), **row, "secrets_set": secrets})
