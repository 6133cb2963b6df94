"""Stage 4: workflow definitions. There is no workflow engine yet, so a component with one is refused."""

from aqtra.kernel.errors import FieldError
from aqtra.metadata.documents import FlowKind
from aqtra.metadata.publication.errors import StageRefused
from aqtra.metadata.publication.stage import PublicationContext


class Workflows:
    """Refuses what nothing could run, rather than publishing buttons that do nothing."""

    number = 4
    name = "workflows"

    async def run(self, ctx: PublicationContext) -> None:
        workflows = [
            FieldError(
                field=f"{candidate.new.settings.title}/{flow.name}",
                rule="workflow_unavailable",
                message="workflows cannot be run by this version",
            )
            for candidate in ctx.candidates
            for flow in candidate.new.flows
            if flow.kind is FlowKind.WORKFLOW
        ]
        if workflows:
            raise StageRefused("a component has workflows", fields=workflows)

    async def undo(self, ctx: PublicationContext) -> None:
        """Only looked: nothing to remove."""
