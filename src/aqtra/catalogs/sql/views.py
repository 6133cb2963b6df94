"""Readable views of components: names that people know, rows that may be seen.

A view belongs to one release, since a later one may name its properties otherwise. Its columns are "Id", "Name",
"CreatedDate", "UpdateDate", "CreatorSubject", "ChangeAuthor" and "Data_<property>"; an array is an array of ids or
values in its order. Encrypted properties have no column: the database could not show them.
"""

from collections.abc import Collection, Iterable
from typing import Final
from uuid import UUID

from psycopg import sql

from aqtra.catalogs import names
from aqtra.catalogs.model import SYSTEM, Field, Model
from aqtra.catalogs.projection import elements
from aqtra.catalogs.sqltext import column, output_name, table
from aqtra.infra.database import Connection

SCHEMA: Final = "views"
READER: Final = "aqtra_reader"
DATA: Final = "Data_"
SYSTEM_COLUMNS: Final = {
    "Id": "id",
    "Name": "name",
    "CreatedDate": "createdDate",
    "UpdateDate": "updateDate",
    "CreatorSubject": "creatorSubject",
    "ChangeAuthor": "changeAuthor",
}


def view_name(component: UUID, version: int) -> str:
    return f"v_{component.hex}_{version}"


async def make_view(conn: Connection, model: Model, version: int) -> None:
    """Makes the view of one release, in the owner's transaction. Repeatable."""
    name = names.text_of(sql.Identifier(SCHEMA, view_name(model.key, version)))
    await conn.execute(f"DROP VIEW IF EXISTS {name}".encode())
    # A barrier: no function of a query sees a row that the view holds back.
    await conn.execute(f"CREATE VIEW {name} WITH (security_barrier) AS {_select(model)}".encode())
    await conn.execute(f"GRANT SELECT ON {name} TO {READER}".encode())


async def drop_views(conn: Connection, kept: Collection[str], components: Iterable[UUID]) -> None:
    """Removes the views of these components, but for those whose names are `kept`."""
    cursor = await conn.execute("SELECT viewname FROM pg_views WHERE schemaname = %s", (SCHEMA,))
    prefixes = tuple(f"v_{component.hex}_" for component in components)
    for (name,) in await cursor.fetchall():
        if name.startswith(prefixes) and name not in kept:
            await conn.execute(sql.SQL("DROP VIEW {}").format(sql.Identifier(SCHEMA, name)))


def _select(model: Model) -> str:
    shown = [f"{column(SYSTEM[field].location, 't')} AS {output_name(name)}" for name, field in SYSTEM_COLUMNS.items()]
    readable = [field for field in model.data.values() if field.sealed is None]
    shown += [f"{_value(field)} AS {output_name(f'{DATA}{field.name}')}" for field in readable]
    return f"SELECT {', '.join(shown)} FROM {table(model.table)} t WHERE {model.readable('t')}"


def _value(field: Field) -> str:
    if not field.is_array:
        return column(field.location, "t")
    element = "target_id" if field.items is None else "value"
    return f"ARRAY(SELECT link.{element} FROM {elements(field)} WHERE link.owner_id = t.id ORDER BY link.position)"
