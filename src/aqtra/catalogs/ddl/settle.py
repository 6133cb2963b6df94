"""After a switch: rules, references and indexes that only earlier versions needed are removed.

Found by comparing what stands in the schema with what the live version asks for, so nothing has to be remembered
over a crash: whoever looks next does it.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from contextlib import suppress
from uuid import UUID

import structlog
from psycopg import sql

from aqtra.catalogs import names
from aqtra.catalogs.ddl import statements
from aqtra.catalogs.ddl.existing import Found, found
from aqtra.catalogs.ddl.places import places_of
from aqtra.catalogs.ddl.shape import FILE_TABLE, indexes_of_flows, shape_of
from aqtra.catalogs.ddl.transactions import Transactions
from aqtra.catalogs.errors import TablesBusy
from aqtra.catalogs.row_policies import align
from aqtra.infra.container import Services
from aqtra.infra.database import Connection
from aqtra.metadata.definitions import definitions_of
from aqtra.metadata.publication import repository as publications
from aqtra.metadata.publication.errors import LeaseLost
from aqtra.metadata.queried import queried_fields
from aqtra.metadata.releases import repository as releases
from aqtra.metadata.releases.models import PublishedComponent

# Until then processes of the version before may read without saying whom for; their own conditions hold.
_KNOWN_EVERYWHERE_SECONDS = 2.0

logger = structlog.get_logger("aqtra.migration")


async def settle(services: Services) -> None:
    """Removes what the live version does not need. Gives way to a publication, and to tables that stay busy."""
    definitions = definitions_of(services)
    await definitions.refresh()
    version = definitions.current_version

    async def fence(conn: Connection) -> None:
        # Held to the end of each transaction: a publication that starts meanwhile waits for it.
        live = await releases.current_version(conn, lock=True)
        if live != version or await publications.active(conn) is not None:
            raise LeaseLost("another version is being made")

    transactions = Transactions(services.owner_db, 0, fence)
    with suppress(LeaseLost):
        async with transactions.fenced() as conn:
            needless = superfluous(definitions.snapshot(), await found(conn))
        for table, things in needless.items():
            try:
                await transactions.change(_removal(table, things), _nothing_more)
            except TablesBusy:
                logger.warning("rules of an earlier version stay for now", table=table)
        try:
            await align(transactions, definitions.snapshot(), patience=_KNOWN_EVERYWHERE_SECONDS)
        except TablesBusy:
            logger.warning("row policies follow later: tables are busy")


def superfluous(live: Mapping[UUID, PublishedComponent], things: Iterable[Found]) -> dict[str, list[Found]]:
    """By table: what no live component asks for. Tables of components that are not live keep all they have."""
    wanted: set[tuple[str, str]] = set()
    tables: set[str] = set()
    queried = queried_fields(published.document for published in live.values())
    for published in live.values():
        if not published.table.table:
            continue
        shape = shape_of(published.document, places_of(published.document, published.table))
        indexes_of_flows(shape, published.document, queried.get(published.document.key, {}))
        tables |= {shape.table, *published.table.link_tables.values()}
        tables |= {name for name in published.table.retired if name.startswith("l_")}
        wanted |= {(shape.table, name) for name in (*shape.checks, *shape.indexes)} | set(shape.references)
    needless: dict[str, list[Found]] = defaultdict(list)
    for thing in things:
        # A file stays as long as any version one may return to could show it.
        if thing.table in tables and (thing.table, thing.name) not in wanted and thing.target != FILE_TABLE:
            needless[thing.table].append(thing)
    return needless


def _removal(table: str, things: Iterable[Found]) -> list[str]:
    constraints = [statements.drop_constraint(thing.name) for thing in things if thing.kind != "index"]
    indexes = [names.qualified(thing.name) for thing in things if thing.kind == "index"]
    run = [statements.lock(table)]
    if constraints:
        run.append(statements.alter(table, constraints))
    if indexes:
        run.append(names.text_of(sql.SQL("DROP INDEX IF EXISTS {}").format(sql.SQL(", ").join(indexes))))
    return run


async def _nothing_more(_: Connection) -> None:
    """Nothing to record: the schema itself tells what is left."""
