"""Stage 7: the new models stand beside the old ones, with their statements compiled."""

from uuid import UUID

from aqtra.catalogs.compiled import compile_entry_statements
from aqtra.catalogs.model import Model
from aqtra.catalogs.row_policies import align, no_longer_ruled
from aqtra.catalogs.rulings import Rulings
from aqtra.catalogs.sight import Sight
from aqtra.catalogs.sql.views import drop_views, make_view, view_name
from aqtra.catalogs.stages.migrate import LAYOUTS, transactions_of
from aqtra.metadata.layout import TableLayout
from aqtra.metadata.publication.stage import PublicationContext
from aqtra.metadata.releases import repository as releases
from aqtra.metadata.releases.models import PublishedComponent


class Register:
    """Stores where the data of each new release is kept, after every statement of it was prepared once."""

    number = 7
    name = "catalogs_version"

    async def run(self, ctx: PublicationContext) -> None:
        layouts = {
            candidate.new.key: TableLayout.model_validate(ctx.workspace[LAYOUTS][str(candidate.new.key)])
            for candidate in ctx.candidates
        }
        after = self._after(ctx, layouts)
        await align(transactions_of(ctx), after, only=no_longer_ruled)
        await self._make_views(ctx, layouts, Sight(Rulings(after), anybody=True))
        async with ctx.services.db.transaction() as conn:
            await ctx.fence(conn)
            for candidate in ctx.candidates:
                layout = layouts[candidate.new.key]
                model = Model(PublishedComponent(candidate.new, layout, ctx.new_version))
                if model.has_entries:
                    await compile_entry_statements(conn, model)
                await releases.set_layout(conn, model.key, ctx.new_version, layout)

    @staticmethod
    def _after(ctx: PublicationContext, layouts: dict[UUID, TableLayout]) -> dict[UUID, PublishedComponent]:
        """What would be live after the switch."""
        kept = {key: published for key, published in ctx.live.items() if key not in ctx.withdrawn}
        return kept | {
            candidate.new.key: PublishedComponent(candidate.new, layouts[candidate.new.key], ctx.new_version)
            for candidate in ctx.candidates
        }

    async def _make_views(self, ctx: PublicationContext, layouts: dict[UUID, TableLayout], sight: Sight) -> None:
        """Beside those of the live version; views of earlier ones leave."""
        async with ctx.services.owner_db.transaction() as conn:
            await ctx.fence(conn)
            await drop_views(conn, _live_views(ctx), layouts)
            for candidate in ctx.candidates:
                model = Model(PublishedComponent(candidate.new, layouts[candidate.new.key], ctx.new_version), sight)
                if model.has_entries:
                    await make_view(conn, model, ctx.new_version)

    async def undo(self, ctx: PublicationContext) -> None:
        """The layouts leave with the version of stage 2; statements are held by processes that use the version."""
        async with ctx.services.owner_db.transaction() as conn:
            await ctx.fence(conn)
            await drop_views(conn, _live_views(ctx), [candidate.new.key for candidate in ctx.candidates])
        await align(transactions_of(ctx), ctx.live)


def _live_views(ctx: PublicationContext) -> set[str]:
    return {view_name(key, published.version) for key, published in ctx.live.items()}
