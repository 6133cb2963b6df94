"""Stage 3 of a publication, second half: the schedules of the new version."""

from collections.abc import Iterable, Iterator

from aqtra.metadata.documents import ComponentDocument, Flow, FlowKind
from aqtra.metadata.publication.stage import PublicationContext, Stage
from aqtra.scheduler import repository
from aqtra.scheduler.models import Schedule


class Scheduled:
    """Registers schedules once the flows compile. They hold from the switch on, with the release that has them."""

    def __init__(self, flows: Stage) -> None:
        self._flows = flows

    @property
    def number(self) -> int:
        return self._flows.number

    @property
    def name(self) -> str:
        return self._flows.name

    async def run(self, ctx: PublicationContext) -> None:
        """Raises what the flows raise."""
        await self._flows.run(ctx)
        schedules = _schedules((candidate.new for candidate in ctx.candidates), ctx.new_version)
        async with ctx.services.db.transaction() as conn:
            await ctx.fence(conn)
            await repository.register(conn, schedules)

    async def undo(self, ctx: PublicationContext) -> None:
        async with ctx.services.db.transaction() as conn:
            await ctx.fence(conn)
            await repository.unregister(conn, ctx.new_version)
        await self._flows.undo(ctx)


def input_dataflow(document: ComponentDocument) -> Flow | None:
    """The flow that runs without a caller; None while nobody has made it."""
    return next((flow for flow in document.flows if flow.kind is FlowKind.INPUT_DATAFLOW), None)


def _schedules(documents: Iterable[ComponentDocument], version: int) -> Iterator[Schedule]:
    for document in documents:
        flow, settings = input_dataflow(document), document.settings
        if settings.cron.strip() and flow is not None:
            yield Schedule(document.key, version, settings.cron, flow.key, flow.name, settings.run_as_user)
