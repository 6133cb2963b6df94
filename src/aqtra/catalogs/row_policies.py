"""The second wall: row policies of PostgreSQL on the tables of ruled components and of their lists.

They ask the database alone, so a statement of ours that forgot its condition still shows no row too many, and a
session that does not say whom it answers to sees none. What they say, `policies` composes.
"""

import asyncio
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from psycopg import sql

from aqtra.catalogs import names
from aqtra.catalogs.ddl.transactions import Transactions
from aqtra.catalogs.model import Model
from aqtra.catalogs.policies import entry_policies, list_policies, mark_of
from aqtra.catalogs.rulings import Rulings
from aqtra.catalogs.sight import Sight
from aqtra.catalogs.sql.views import make_view
from aqtra.catalogs.sqltext import literal, table
from aqtra.infra.database import Connection
from aqtra.metadata.releases.models import PublishedComponent

_NAMES: Final = ("reading", "creating", "changing", "removing")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a table shall have. Its comment, the `mark`, tells whether it has it."""

    component: UUID
    table: str
    policies: tuple[str, ...]

    @property
    def mark(self) -> str:
        return mark_of(self.policies)


async def align(
    transactions: Transactions,
    live: Mapping[UUID, PublishedComponent],
    *,
    only: Callable[[Wanted], bool] | None = None,
    patience: float = 0,
) -> list[UUID]:
    """Gives every table the policies that these components ask for. Repeatable; the components that were changed.

    `patience`: seconds to wait before the first change. Raises TablesBusy.
    """
    rulings = Rulings(live)
    async with transactions.fenced() as conn:
        present = await _present(conn)
    changed: list[UUID] = []
    for wanted in _wanted(rulings):
        if present.get(wanted.table, "") == wanted.mark or (only is not None and not only(wanted)):
            continue
        if not changed:
            await asyncio.sleep(patience)
        published = live[wanted.component]
        view = Model(published, Sight(rulings, anybody=True))

        async def then(conn: Connection, model: Model = view, version: int = published.version) -> None:
            await make_view(conn, model, version)

        await transactions.change(list(_statements(wanted)), then)
        changed.append(wanted.component)
    return changed


def no_longer_ruled(wanted: Wanted) -> bool:
    """For what may be done while an earlier version is in use, which says whom it answers to."""
    return not wanted.policies


async def _present(conn: Connection) -> dict[str, str]:
    """Table → its mark."""
    cursor = await conn.execute(
        "SELECT relname, obj_description(oid, 'pg_class') FROM pg_class "
        "WHERE relnamespace = %s::regnamespace AND relrowsecurity",
        (names.SCHEMA,),
    )
    return {name: comment or "unknown" for name, comment in await cursor.fetchall()}


def _wanted(rulings: Rulings) -> Iterator[Wanted]:
    for component in rulings.components():
        ruling = rulings.of(component)
        if ruling is not None and ruling.table:
            yield Wanted(component, ruling.table, entry_policies(component, rulings))
            for listed in ruling.lists:
                yield Wanted(component, listed.table, list_policies(component, listed, rulings))


def _statements(wanted: Wanted) -> Iterator[str]:
    name = table(wanted.table)
    switch = "ENABLE" if wanted.policies else "DISABLE"
    yield f"ALTER TABLE {name} {switch} ROW LEVEL SECURITY"
    for policy in _NAMES:
        yield f"DROP POLICY IF EXISTS {policy} ON {name}"
    for policy, text in zip(_NAMES, wanted.policies, strict=False):
        yield f"CREATE POLICY {policy} ON {name} {text}"
    comment = literal(wanted.mark) if wanted.policies else "NULL"
    yield names.text_of(sql.SQL("COMMENT ON TABLE {} IS {}").format(sql.SQL(name), sql.SQL(comment)))
