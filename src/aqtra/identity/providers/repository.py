"""SQL of providers and of identities elsewhere."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from psycopg.errors import UniqueViolation
from psycopg.rows import class_row, dict_row
from psycopg.types.json import Jsonb

from aqtra.identity.providers.errors import AccountExists, AlreadyLinked
from aqtra.identity.providers.models import ExternalIdentity, OfferedProvider, Provider, ProviderContent
from aqtra.identity.rights.administrators import Held
from aqtra.infra.database import Connection

PROVIDER = "id, title, enabled, document, version, secret IS NOT NULL AS secret_is_set"


async def providers(conn: Connection) -> list[Provider]:
    """All of them, by title."""
    cursor = conn.cursor(row_factory=dict_row)
    await cursor.execute(f"SELECT {PROVIDER} FROM identity.provider ORDER BY lower(title), id")
    return [_provider(row) for row in await cursor.fetchall()]


async def provider(conn: Connection, provider_id: UUID) -> Provider | None:
    cursor = conn.cursor(row_factory=dict_row)
    await cursor.execute(f"SELECT {PROVIDER} FROM identity.provider WHERE id = %s", (provider_id,))
    row = await cursor.fetchone()
    return _provider(row) if row else None


async def provider_ids(conn: Connection) -> frozenset[UUID]:
    """Of all that are configured."""
    cursor = await conn.execute("SELECT id FROM identity.provider")
    return frozenset([row[0] for row in await cursor.fetchall()])


async def offered(conn: Connection) -> list[OfferedProvider]:
    """Those that are enabled, by title."""
    cursor = conn.cursor(row_factory=class_row(OfferedProvider))
    await cursor.execute("SELECT id, kind, title FROM identity.provider WHERE enabled ORDER BY lower(title), id")
    return await cursor.fetchall()


async def insert_provider(conn: Connection, provider_id: UUID, content: ProviderContent, now: datetime) -> None:
    await conn.execute(
        """
        INSERT INTO identity.provider (id, kind, title, enabled, document, created_at)
        VALUES (%s, %s, %s, %s, %s, %s)
        """,
        (provider_id, content.settings.kind, content.title, content.enabled, _document(content), now),
    )


async def update_provider(conn: Connection, provider_id: UUID, version: int, content: ProviderContent) -> bool:
    """False when it is not at `version` any more, or of another kind."""
    cursor = await conn.execute(
        """
        UPDATE identity.provider SET title = %s, enabled = %s, document = %s, version = version + 1
        WHERE id = %s AND version = %s AND kind = %s
        """,
        (content.title, content.enabled, _document(content), provider_id, version, content.settings.kind),
    )
    return cursor.rowcount == 1


async def set_secret(conn: Connection, provider_id: UUID, sealed: bytes | None) -> None:
    await conn.execute("UPDATE identity.provider SET secret = %s WHERE id = %s", (sealed, provider_id))


async def secret(conn: Connection, provider_id: UUID) -> bytes | None:
    """The sealed secret."""
    cursor = await conn.execute("SELECT secret FROM identity.provider WHERE id = %s", (provider_id,))
    row = await cursor.fetchone()
    return row[0] if row else None


async def delete_provider(conn: Connection, provider_id: UUID) -> bool:
    cursor = await conn.execute("DELETE FROM identity.provider WHERE id = %s", (provider_id,))
    return cursor.rowcount == 1


async def account_of(conn: Connection, provider_id: UUID, subject: str) -> int | None:
    cursor = await conn.execute(
        "SELECT account_id FROM identity.external_identity WHERE provider_id = %s AND subject = %s",
        (provider_id, subject),
    )
    row = await cursor.fetchone()
    return int(row[0]) if row else None


async def accounts_of_email(conn: Connection, email: str) -> list[int]:
    cursor = await conn.execute("SELECT id FROM identity.account WHERE lower(email) = lower(%s) LIMIT 2", (email,))
    return [int(row[0]) for row in await cursor.fetchall()]


async def link(conn: Connection, provider_id: UUID, subject: str, account_id: int, now: datetime) -> None:
    """Raises AlreadyLinked."""
    try:
        async with conn.transaction():
            await conn.execute(
                """
                INSERT INTO identity.external_identity (provider_id, subject, account_id, linked_at)
                VALUES (%s, %s, %s, %s)
                """,
                (provider_id, subject, account_id, now),
            )
    except UniqueViolation as error:
        raise AlreadyLinked.of_field("subject", "unique", "this identity or this account is linked already") from error


async def unlink(conn: Connection, provider_id: UUID, account_id: int) -> bool:
    cursor = await conn.execute(
        "DELETE FROM identity.external_identity WHERE provider_id = %s AND account_id = %s", (provider_id, account_id)
    )
    return cursor.rowcount == 1


async def note_sign_in(conn: Connection, provider_id: UUID, subject: str, now: datetime) -> None:
    await conn.execute(
        "UPDATE identity.external_identity SET signed_in_at = %s WHERE provider_id = %s AND subject = %s",
        (now, provider_id, subject),
    )


async def identities(conn: Connection, provider_id: UUID, limit: int) -> list[ExternalIdentity]:
    cursor = conn.cursor(row_factory=class_row(ExternalIdentity))
    await cursor.execute(
        """
        SELECT subject, account_id, user_name
        FROM identity.external_identity JOIN identity.account ON account.id = account_id
        WHERE provider_id = %s ORDER BY lower(user_name) LIMIT %s
        """,
        (provider_id, limit),
    )
    return await cursor.fetchall()


async def insert_account(conn: Connection, user_name: str, display_name: str, email: str | None) -> int:
    """An account without a password. Raises AccountExists."""
    try:
        async with conn.transaction():
            cursor = await conn.execute(
                "INSERT INTO identity.account (user_name, display_name, email) VALUES (%s, %s, %s) RETURNING id",
                (user_name, display_name, email),
            )
            row = await cursor.fetchone()
    except UniqueViolation as error:
        raise AccountExists(
            "an account of this name exists: sign in to it with its password, then link", user_name=user_name
        ) from error
    assert row is not None
    return int(row[0])


async def update_account(conn: Connection, account_id: int, display_name: str, email: str | None) -> bool:
    """Takes over what the provider says; whether anything changed."""
    cursor = await conn.execute(
        """
        UPDATE identity.account SET display_name = %(name)s, email = coalesce(%(email)s, email)
        WHERE id = %(id)s AND (display_name <> %(name)s OR email IS DISTINCT FROM coalesce(%(email)s, email))
        """,
        {"id": account_id, "name": display_name, "email": email},
    )
    return cursor.rowcount == 1


async def missing_roles(conn: Connection, names: Sequence[str]) -> list[str]:
    """Those of the names that no role has."""
    cursor = await conn.execute(
        "SELECT name FROM unnest(%s::text[]) AS wanted(name) WHERE name NOT IN (SELECT name FROM identity.role)",
        (list(names),),
    )
    return [str(row[0]) for row in await cursor.fetchall()]


async def set_roles(
    conn: Connection, account_id: int, managed: Sequence[str], held: Sequence[str]
) -> tuple[list[Held], list[Held]]:
    """Of the managed roles the account has exactly those held; others are not touched. What was taken, and given."""
    removed = await conn.execute(
        """
        DELETE FROM identity.account_role USING identity.role
        WHERE role.id = role_id AND account_id = %s AND context_component IS NULL
              AND role.name = ANY(%s) AND NOT role.name = ANY(%s)
        RETURNING account_id, role_id, role.name
        """,
        (account_id, list(managed), list(held)),
    )
    added = await conn.execute(
        """
        INSERT INTO identity.account_role (account_id, role_id)
        SELECT %s, id FROM identity.role WHERE name = ANY(%s) ON CONFLICT DO NOTHING
        RETURNING account_id, role_id, (SELECT name FROM identity.role WHERE role.id = role_id)
        """,
        (account_id, list(held)),
    )
    return [Held(*row) for row in await removed.fetchall()], [Held(*row) for row in await added.fetchall()]


def _document(content: ProviderContent) -> Jsonb:
    return Jsonb(content.model_dump(mode="json", exclude={"title", "enabled"}))


def _provider(row: dict[str, Any]) -> Provider:
    return Provider.model_validate({**row.pop("document"), **row})
