"""Stage 6: tables, columns, rules, indexes and foreign keys."""

from typing import Final

from aqtra.catalogs.ddl.executor import Migration, carry_out
from aqtra.catalogs.ddl.flow_indexes import flow_indexes
from aqtra.catalogs.ddl.journal import take_back
from aqtra.catalogs.ddl.plan import plan
from aqtra.catalogs.ddl.transactions import Transactions
from aqtra.metadata.documents import ComponentDocument, ComponentKind
from aqtra.metadata.layout import TableLayout
from aqtra.metadata.publication.stage import Candidate, PublicationContext

LAYOUTS: Final = "catalogs.layouts"
"""Key of the workspace: component key → layout, as JSON."""
NO_TABLE: Final = TableLayout(table="")
"""The layout of a component that keeps no entries."""


class Migrate:
    """Expands while the version before is in use. Every step is one short transaction or none, its way back stored."""

    number = 6
    name = "database_migration"

    async def run(self, ctx: PublicationContext) -> None:
        keeping = {key for key, document in ctx.documents_after().items() if _keeps_entries(document)}
        migrations = [
            Migration(old, candidate.new, plan(old, layout, candidate.new, keeping, tolerant=ctx.going_back))
            for candidate in ctx.candidates
            if _keeps_entries(candidate.new)
            for old, layout in [_before(candidate)]
        ]
        layouts = {candidate.new.key: NO_TABLE for candidate in ctx.candidates}
        layouts |= {migration.new.key: migration.plan.layout for migration in migrations}
        everywhere = {key: published.table for key, published in ctx.live.items()} | layouts
        indexes = tuple(flow_indexes(ctx.documents_after(), everywhere))
        await carry_out(transactions_of(ctx), migrations, indexes)
        ctx.workspace[LAYOUTS] = {str(key): layout.model_dump(mode="json") for key, layout in layouts.items()}

    async def undo(self, ctx: PublicationContext) -> None:
        await take_back(transactions_of(ctx), ctx.publication_id)


def transactions_of(ctx: PublicationContext) -> Transactions:
    return Transactions(ctx.services.owner_db, ctx.publication_id, ctx.fence)


def _keeps_entries(document: ComponentDocument) -> bool:
    return document.kind is not ComponentKind.MULTICOMPONENT


def _before(candidate: Candidate) -> tuple[ComponentDocument | None, TableLayout | None]:
    if candidate.old is None or not candidate.old.table.table:
        return None, None
    return candidate.old.document, candidate.old.table
