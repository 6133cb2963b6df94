"""SQL of application domains, their settings and menus."""

from collections.abc import Iterable, Iterator
from typing import Any
from uuid import UUID

from psycopg.rows import class_row, dict_row

from aqtra.identity.providers.repository import provider_ids
from aqtra.identity.repository_people import active_of
from aqtra.identity.rights.repository import names_of_roles
from aqtra.infra.database import Connection
from aqtra.metadata.checks.context import MenuTarget, Site
from aqtra.metadata.checks.setting_types import is_uuid
from aqtra.metadata.documents import ComponentDocument
from aqtra.metadata.documents.storing import storable
from aqtra.metadata.domains.models import FILES, Domain, DomainSettings, Menu, MenuItem, VersionedSettings
from aqtra.metadata.modules.repository import documents as saved_modules
from aqtra.metadata.uses import texts

CARDS = """
    SELECT domain.key, domain.name, coalesce(domain.settings ->> 'title', '') AS title, domain.is_default,
           domain.enabled, domain.built_in,
           (SELECT count(*) FROM metadata.component
            WHERE document -> 'settings' -> 'domains' ? domain.name) AS components,
           (SELECT count(*) FROM metadata.component
            WHERE published_version IS NOT NULL
              AND document -> 'settings' -> 'domains' ? domain.name) AS published_components
    FROM metadata.domain
"""


async def domains(conn: Connection) -> list[Domain]:
    """All domains, the default one first."""
    cursor = conn.cursor(row_factory=class_row(Domain))
    await cursor.execute(f"{CARDS} ORDER BY is_default DESC, name")
    return await cursor.fetchall()


async def domain(conn: Connection, name: str) -> Domain | None:
    cursor = conn.cursor(row_factory=class_row(Domain))
    await cursor.execute(f"{CARDS} WHERE name = %s", (name,))
    return await cursor.fetchone()


async def domain_of_host(conn: Connection, host: str) -> str | None:
    """Name of the enabled domain that a host name leads to, else of the default one; None when that is disabled."""
    cursor = await conn.execute(
        """
        SELECT name FROM metadata.domain
        WHERE enabled AND (is_default OR settings -> 'hosts' ? %s)
        ORDER BY settings -> 'hosts' ? %s DESC NULLS LAST, name LIMIT 1
        """,
        (host, host),
    )
    row = await cursor.fetchone()
    return str(row[0]) if row else None


async def enabled_hosts(conn: Connection) -> list[tuple[str, bool, list[str]]]:
    """Name, whether it is the default one, and host names of the enabled domains, by name."""
    cursor = await conn.execute(
        "SELECT name, is_default, coalesce(settings -> 'hosts', '[]') FROM metadata.domain WHERE enabled ORDER BY name"
    )
    return await cursor.fetchall()


async def insert(conn: Connection, key: UUID, name: str, title: str) -> bool:
    """Creates a domain; False when the name is taken."""
    cursor = await conn.execute(
        "INSERT INTO metadata.domain (name, key, settings) VALUES (%s, %s, %s) ON CONFLICT (name) DO NOTHING",
        (name, key, storable({"title": title})),
    )
    return cursor.rowcount == 1


async def set_enabled(conn: Connection, name: str, enabled: bool) -> None:
    await conn.execute("UPDATE metadata.domain SET enabled = %s WHERE name = %s", (enabled, name))


async def set_default(conn: Connection, name: str) -> None:
    """Exactly one domain is the default one."""
    await conn.execute("UPDATE metadata.domain SET is_default = false WHERE is_default AND name <> %s", (name,))
    await conn.execute("UPDATE metadata.domain SET is_default = true WHERE name = %s", (name,))


async def delete(conn: Connection, name: str) -> None:
    await conn.execute("DELETE FROM metadata.domain WHERE name = %s", (name,))


async def components_of(conn: Connection, name: str) -> list[tuple[UUID, str]]:
    """Key and title of the components that name a domain."""
    cursor = await conn.execute(
        """
        SELECT key, document -> 'settings' ->> 'title' FROM metadata.component
        WHERE document -> 'settings' -> 'domains' ? %s ORDER BY id
        """,
        (name,),
    )
    return [(row[0], row[1]) for row in await cursor.fetchall()]


async def settings(conn: Connection, name: str) -> VersionedSettings | None:
    row = await _row(conn, name, "settings, settings_version")
    return VersionedSettings(version=row["settings_version"], **row["settings"]) if row else None


async def is_public(conn: Connection, component: UUID) -> bool:
    """Whether anonymous visitors may open a component, as it was saved last."""
    cursor = await conn.execute(
        """
        SELECT document -> 'settings' ->> 'access_mode' = 'public'
               AND document -> 'settings' ->> 'restrict_access' IS DISTINCT FROM 'true'
        FROM metadata.component WHERE key = %s
        """,
        (component,),
    )
    row = await cursor.fetchone()
    return bool(row and row[0])


async def update_settings(conn: Connection, name: str, version: int, new: DomainSettings) -> bool:
    """Replaces the settings; False when they are not at `version` any more."""
    content = new.model_dump(mode="json", exclude={"version"})
    cursor = await conn.execute(
        """
        UPDATE metadata.domain SET settings = %s, settings_version = settings_version + 1
        WHERE name = %s AND settings_version = %s
        """,
        (storable(content, "settings"), name, version),
    )
    return cursor.rowcount == 1


async def menu(conn: Connection, name: str) -> Menu | None:
    row = await _row(conn, name, "menu, menu_version")
    return Menu(version=row["menu_version"], items=row["menu"]) if row else None


async def update_menu(conn: Connection, name: str, version: int, items: tuple[MenuItem, ...]) -> bool:
    """Replaces the menu; False when it is not at `version` any more."""
    content = [item.model_dump(mode="json") for item in items]
    cursor = await conn.execute(
        "UPDATE metadata.domain SET menu = %s, menu_version = menu_version + 1 WHERE name = %s AND menu_version = %s",
        (storable(content, "items"), name, version),
    )
    return cursor.rowcount == 1


async def site(conn: Connection, documents: Iterable[ComponentDocument] = ()) -> Site:
    """What the checks of components know of what surrounds them. `documents`: those that are checked."""
    documents = tuple(documents)
    named = {user for document in documents if (user := document.settings.run_as_user) is not None}
    cursor = conn.cursor(row_factory=dict_row)
    await cursor.execute("SELECT name, settings, menu FROM metadata.domain ORDER BY name")
    rows = await cursor.fetchall()
    targets = [target for row in rows for target in _targets(row)]
    await cursor.execute("SELECT id, published FROM dataflow.integration WHERE published IS NOT NULL")
    systems = {row["id"]: row["published"] for row in await cursor.fetchall()}
    await cursor.execute("SELECT id, published FROM templates.template WHERE published IS NOT NULL")
    templates = {row["id"]: row["published"] for row in await cursor.fetchall()}
    return Site(
        domains=frozenset(row["name"] for row in rows),
        targets=tuple(targets),
        roles=await names_of_roles(conn),
        providers=await provider_ids(conn),
        systems=systems,
        inactive=frozenset(named - await active_of(conn, named)) if named else frozenset(),
        templates=templates,
        files=await _library_files(conn, documents),
        modules=await saved_modules(conn),
    )


async def library_type(conn: Connection, file_id: UUID) -> str | None:
    """Type of content of a file of the library; None when it does not have the file."""
    return (await _library_types(conn, [file_id])).get(file_id)


async def shows(conn: Connection, domain: str | None, file_id: UUID) -> bool:
    """Whether settings of an enabled domain name the file: of this one, if one is given."""
    cursor = await conn.execute(
        """
        SELECT FROM metadata.domain
        WHERE enabled AND (%s::text IS NULL OR name = %s)
          AND EXISTS (SELECT FROM unnest(%s::text[]) AS field WHERE settings ->> field = %s)
        """,
        (domain, domain, list(FILES), str(file_id)),
    )
    return cursor.rowcount > 0


async def _library_files(conn: Connection, documents: Iterable[ComponentDocument]) -> dict[UUID, str]:
    """Types of content of those files of the library that settings of these documents mention."""
    settings = (element.settings for document in documents for page in document.pages for element in page.walk())
    mentioned = {UUID(text) for found in settings for text in texts(found) if is_uuid(text)}
    return await _library_types(conn, mentioned) if mentioned else {}


async def _library_types(conn: Connection, files: Iterable[UUID]) -> dict[UUID, str]:
    cursor = await conn.execute(
        "SELECT id, content_type FROM catalogs.file WHERE kind = 'library' AND id = ANY(%s) "
        "AND EXISTS (SELECT FROM files.blob WHERE file_id = id)",
        (list(files),),
    )
    return {row[0]: row[1] for row in await cursor.fetchall()}


def walk(items: tuple[MenuItem, ...]) -> Iterator[MenuItem]:
    """All items of a menu, groups before what they hold."""
    for item in items:
        yield item
        yield from walk(item.children)


def _targets(row: dict[str, Any]) -> Iterator[MenuTarget]:
    start = DomainSettings.model_validate(row["settings"])
    if start.default_component is not None:
        yield MenuTarget(row["name"], start.default_component, start.default_page)
    for item in walk(Menu(version=0, items=row["menu"]).items):
        if item.component is not None:
            yield MenuTarget(row["name"], item.component, item.page)


async def _row(conn: Connection, name: str, columns: str) -> dict[str, Any] | None:
    cursor = conn.cursor(row_factory=dict_row)
    # The columns are this module's own words, never a caller's.
    await cursor.execute(f"SELECT {columns} FROM metadata.domain WHERE name = %s", (name,))
    return await cursor.fetchone()
