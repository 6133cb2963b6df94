"""Removing retired data: columns and link tables that no version needs to which one may still return.

Publications only add. What dropped properties and changed types leave behind stays, so that going back finds it,
until somebody decides that nobody will.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from psycopg import sql
from psycopg.rows import dict_row

from aqtra.catalogs import names
from aqtra.catalogs.columns import is_array
from aqtra.catalogs.ddl import statements
from aqtra.catalogs.ddl.existing import synchronizers
from aqtra.catalogs.ddl.moving import stop_synchronizing
from aqtra.catalogs.ddl.settle import settle
from aqtra.catalogs.ddl.transactions import Transactions
from aqtra.infra.container import Services
from aqtra.infra.database import Connection
from aqtra.metadata.layout import RetiredPlace, TableLayout
from aqtra.metadata.publication.service import refuse_beside_publication
from aqtra.metadata.releases import repository as releases
from aqtra.metadata.releases.models import LastProperty

# The releases that hold at the version `since`, and all later ones, need what their layouts name.
_NEEDED: Final = """
SELECT place FROM metadata.release JOIN metadata.platform_version USING (version),
     LATERAL (SELECT value AS place FROM jsonb_each_text(layout -> 'columns')
              UNION ALL SELECT value FROM jsonb_each_text(layout -> 'link_tables')) places
WHERE component_key = %(key)s AND switched_at IS NOT NULL AND version >= coalesce(
    (SELECT max(version) FROM metadata.release JOIN metadata.platform_version USING (version)
     WHERE component_key = %(key)s AND switched_at IS NOT NULL AND version <= %(since)s), 0)
"""
_LATEST: Final = """
SELECT DISTINCT ON (component_key) component_key AS key, version, layout, document
FROM metadata.release JOIN metadata.platform_version USING (version)
WHERE switched_at IS NOT NULL AND document IS NOT NULL ORDER BY component_key, version DESC
"""


@dataclass(frozen=True, slots=True)
class RetiredData:
    """A column or link table that could be removed. `property` is the last name that builders knew it by."""

    component: UUID
    title: str
    property_id: str
    property: str
    storage: str
    place: str
    superseded: bool


async def removable(conn: Connection, since: int | None = None) -> list[RetiredData]:
    """What no version from `since` on needs; without it, what the current version does not need."""
    since = await releases.current_version(conn) if since is None else since
    cursor = conn.cursor(row_factory=dict_row)
    await cursor.execute(_LATEST)
    listed: list[RetiredData] = []
    for row in await cursor.fetchall():
        layout = TableLayout.model_validate(row["layout"])
        if not layout.retired:
            continue
        needed = await _needed(conn, row["key"], since)
        last = await releases.last_properties(conn, row["key"], [place.property for place in layout.retired.values()])
        listed += [
            _retired(row["key"], row["document"]["settings"]["title"], name, place, last)
            for name, place in layout.retired.items()
            if name not in needed
        ]
    return listed


async def remove_retired(services: Services, since: int | None = None) -> list[RetiredData]:
    """Removes for good what `removable` lists; earlier versions cannot be returned to afterwards.

    One component after the other, each in one transaction: what is interrupted goes on when it is asked for again.
    Raises PublicationRunning, TablesBusy.
    """
    await settle(services)
    async with services.owner_db.transaction() as conn:
        await _refuse_while_publishing(conn)
        first = await releases.current_version(conn) if since is None else since
        listed = await removable(conn, first)
    transactions = Transactions(services.owner_db, 0, _refuse_while_publishing)
    for key in dict.fromkeys(found.component for found in listed):
        places = [found for found in listed if found.component == key]
        async with services.owner_db.connection() as conn:
            run = await _removal(conn, key, places)

        async def forget(conn: Connection, key: UUID = key, places: list[RetiredData] = places) -> None:
            await conn.execute("UPDATE metadata.platform_version SET can_return = false WHERE version < %s", (first,))
            await conn.execute(
                "UPDATE metadata.release "
                "SET layout = jsonb_set(layout, '{retired}', (layout -> 'retired') - %s::text[]) "
                "WHERE component_key = %s AND version >= %s AND layout IS NOT NULL",
                ([found.place for found in places], key, await _release_at(conn, key, first)),
            )

        await transactions.change(run, forget)
    return listed


async def _refuse_while_publishing(conn: Connection) -> None:
    # Held to the end of the transaction: a publication that starts meanwhile waits for it.
    await releases.current_version(conn, lock=True)
    await refuse_beside_publication(conn)


async def _needed(conn: Connection, key: UUID, since: int) -> set[str]:
    cursor = await conn.execute(_NEEDED, {"key": key, "since": since})
    return {row[0] for row in await cursor.fetchall()}


async def _release_at(conn: Connection, key: UUID, version: int) -> int:
    cursor = await conn.execute(
        "SELECT coalesce(max(version), 0) FROM metadata.release JOIN metadata.platform_version USING (version) "
        "WHERE component_key = %s AND switched_at IS NOT NULL AND version <= %s",
        (key, version),
    )
    row = await cursor.fetchone()
    assert row is not None
    return int(row[0])


async def _removal(conn: Connection, key: UUID, places: Iterable[RetiredData]) -> list[str]:
    table = names.table_name(key)
    columns = [found.place for found in places if not is_array(found.storage)]
    run = [statements.lock(table)]
    for name, followed in (await synchronizers(conn, table)).items():
        if followed & set(columns):
            run += stop_synchronizing(table, name)
    if columns:
        # A view of an earlier version may still show it.
        actions = [sql.SQL("DROP COLUMN IF EXISTS {} CASCADE").format(sql.Identifier(column)) for column in columns]
        run.append(statements.alter(table, actions))
    return [*run, *(statements.drop_table(found.place) for found in places if is_array(found.storage))]


def _retired(key: UUID, title: str, name: str, place: RetiredPlace, last: dict[str, LastProperty]) -> RetiredData:
    shown = last[place.property].name if place.property in last else place.property
    return RetiredData(key, title, place.property, shown, place.storage, name, place.superseded)
