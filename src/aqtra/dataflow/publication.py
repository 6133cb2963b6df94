"""Stage 3 of a publication: the dataflows of the new version are compiled."""

from collections.abc import Callable, Iterator, Mapping
from uuid import UUID

from aqtra.dataflow.design import review
from aqtra.dataflow.plan import is_dataflow
from aqtra.dataflow.step import DesignContext
from aqtra.dataflow.surroundings import surroundings
from aqtra.kernel.errors import Conflict, FieldError
from aqtra.kernel.findings import Severity
from aqtra.metadata.documents import ComponentDocument, Flow
from aqtra.metadata.publication.stage import PublicationContext

Documents = Mapping[UUID, ComponentDocument]


class FlowsBroken(Conflict):
    """Dataflows of the new version could not run. Each field names a component, a flow and a step."""

    code = "flows_broken"


class Dataflows:
    """Compiles every dataflow of the new version, those of components that are not published now included:
    a changed object model must not break a flow that is live elsewhere.

    Plans are not stored: a process makes them from the immutable release when a flow is first called.
    """

    number = 3
    name = "dataflows"

    async def run(self, ctx: PublicationContext) -> None:
        """Raises FlowsBroken naming each place."""
        after = ctx.documents_after()
        async with ctx.services.db.connection() as conn:
            design = await surroundings(conn)
        before = {key: published.document for key, published in ctx.live.items()}
        chosen = {candidate.new.key for candidate in ctx.candidates}
        broken = [
            error
            for key, document in after.items()
            for flow in filter(is_dataflow, document.flows)
            for error in _errors(document, flow, after, design)
            if key in chosen or error not in list(_errors(document, flow, before, design))
        ]
        if broken:
            raise FlowsBroken("dataflows of the new version could not run", fields=broken)

    async def undo(self, ctx: PublicationContext) -> None:
        """Only compiled: nothing to remove."""


def _errors(
    document: ComponentDocument, flow: Flow, documents: Documents, design: Callable[..., DesignContext]
) -> Iterator[FieldError]:
    for found in review(flow, design(document, documents.get)).problems:
        if found.problem.severity is Severity.ERROR:
            names = {step.id: step.name for step in flow.steps()}
            place = [document.settings.title, flow.name, *([names[found.step]] if found.step in names else [])]
            yield FieldError(field="/".join(place), rule=found.problem.code, message=found.problem.message)
