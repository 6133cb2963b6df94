"""Proxy mode is switched on for components without entries only: what is stored would be out of everybody's sight."""

from typing import Final

from psycopg import sql

from aqtra.catalogs.errors import ExistingEntriesRefuse
from aqtra.infra.database import Connection
from aqtra.kernel.errors import FieldError
from aqtra.metadata.publication.stage import Candidate, PublicationContext

_NAMED: Final = 20


async def refuse_kept(ctx: PublicationContext) -> None:
    """Entries that are marked for deletion count too. Raises ExistingEntriesRefuse."""
    switched = [candidate for candidate in ctx.candidates if _is_switched(candidate)]
    errors: list[FieldError] = []
    if switched:
        async with ctx.services.owner_db.connection() as conn:
            for candidate in switched:
                errors += await _errors(conn, candidate)
    if errors:
        raise ExistingEntriesRefuse("there are entries, which nobody would see in proxy mode", fields=errors)


def _is_switched(candidate: Candidate) -> bool:
    old = candidate.old
    has_table = old is not None and bool(old.table.table)
    return candidate.new.settings.proxy_mode and has_table


async def _errors(conn: Connection, candidate: Candidate) -> list[FieldError]:
    assert candidate.old is not None
    place = sql.Identifier("catalogs", candidate.old.table.table)
    statement = sql.SQL("SELECT count(*), (array_agg(id ORDER BY id))[1:{}] FROM {}")
    cursor = await conn.execute(statement.format(sql.Literal(_NAMED), place))
    count, ids = await cursor.fetchone() or (0, None)
    if not count:
        return []
    return [
        FieldError(
            field=f"{candidate.new.settings.title}/proxy_mode",
            rule="entries_kept",
            message="remove the entries first: in proxy mode none are kept",
            params={"count": count, "entries": ids},
        )
    ]
