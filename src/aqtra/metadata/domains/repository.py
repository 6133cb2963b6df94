"""SQL of application domains, their settings and menus."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from psycopg.rows import class_row, dict_row

from aqtra.identity.providers.repository import provider_ids
from aqtra.identity.rights.repository import names_of_roles
from aqtra.infra.database import Connection
from aqtra.metadata.checks.context import MenuTarget, Site
from aqtra.metadata.documents.storing import storable
from aqtra.metadata.domains.models import Domain, DomainSettings, Menu, MenuItem, VersionedSettings

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


async def site(conn: Connection) -> Site:
    """What the checks of components know of what surrounds them."""
    cursor = conn.cursor(row_factory=dict_row)
    await cursor.execute("SELECT name, settings, menu FROM metadata.domain ORDER BY name")
    rows = await cursor.fetchall()
    targets = [target for row in rows for target in _targets(row)]
    await cursor.execute("SELECT id, published FROM dataflow.integration WHERE published IS NOT NULL")
    systems = {row["id"]: row["published"] for row in await cursor.fetchall()}
    return Site(
        domains=frozenset(row["name"] for row in rows),
        targets=tuple(targets),
        roles=await names_of_roles(conn),
        providers=await provider_ids(conn),
        systems=systems,
    )


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
