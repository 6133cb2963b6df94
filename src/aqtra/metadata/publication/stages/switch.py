"""Stage 9: the single atomic switch."""

from aqtra.identity import audit
from aqtra.kernel.principal import PLATFORM
from aqtra.metadata.components.repository import set_published
from aqtra.metadata.modules.repository import restore
from aqtra.metadata.publication import machine
from aqtra.metadata.publication import repository as publications
from aqtra.metadata.publication.errors import StageRefused
from aqtra.metadata.publication.machine import Progress
from aqtra.metadata.publication.models import STAGE_NAMES, PublicationState, StageState
from aqtra.metadata.publication.stage import PublicationContext
from aqtra.metadata.releases import repository as releases


class Switch:
    """Moves the pointer, the components' published versions and the publication's end in one transaction.

    So there is no moment at which the new version is live and the publication could still be rolled back.
    """

    number = 9
    name = "switch"

    async def run(self, ctx: PublicationContext) -> None:
        now = ctx.services.clock.now()
        async with ctx.services.db.transaction() as conn:
            await ctx.fence(conn)
            if missing := await releases.without_layout(conn, ctx.new_version):
                raise StageRefused(f"no table is registered for {', '.join(map(str, missing))}")
            await releases.current_version(conn, lock=True)
            await releases.switch(conn, ctx.new_version, now)
            await set_published(conn, ctx.publication_id)
            await restore(conn, [module for chosen in ctx.candidates for module in chosen.new.modules or ()], now)
            done = Progress(PublicationState.RUNNING, (StageState.COMPLETE,) * len(STAGE_NAMES))
            completed = machine.finish(done, PublicationState.COMPLETED)
            await publications.save(conn, ctx.publication_id, ctx.lease, completed, ctx.workspace, at=now)
            target = f"publication:{ctx.publication_id}"
            await audit.record(
                conn, "publication.ended", PLATFORM, target, state=completed.state.value, version=ctx.new_version
            )

    async def undo(self, ctx: PublicationContext) -> None:
        """Its transaction either switched, which ends the publication, or left nothing."""
