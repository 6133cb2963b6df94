"""Route: what the database does for a flow, for builders."""

from uuid import UUID

from aqtra.catalogs.service import entries_of
from aqtra.dataflow.errors import FlowNotFound
from aqtra.dataflow.plan import is_dataflow, plan_flow
from aqtra.dataflow.pushdown.explain import FlowExplanation, explained
from aqtra.dataflow.spreading.deciding import whole_steps
from aqtra.infra.container import Services
from aqtra.infra.http import Caller, Router, ServicesDep
from aqtra.kernel.principal import Right
from aqtra.metadata.components.documents import saved_documents
from aqtra.metadata.definitions import definitions_of
from aqtra.metadata.documents import ComponentDocument

router = Router(prefix="/api/v1/studio", tags=["dataflow"])


@router.get("/flows/{flow}/explain", right=Right.COMPONENTS)
async def explain_flow(
    flow: UUID, services: ServicesDep, caller: Caller, component: UUID, *, draft: bool = False
) -> FlowExplanation:
    """Which steps of a flow go into the queries before them, and the statements of these, without any value.

    Also which of them several workers do in parts.

    Of the published flow, or of the one that was saved last.
    """
    documents = await _saved(services) if draft else _published(services)
    owner = documents.get(component)
    found = owner.flow(flow) if owner is not None else None
    if found is None or not is_dataflow(found):
        raise FlowNotFound("the component has no such flow")
    plan, threshold = plan_flow(found).plan, services.settings.flow_spread_items
    whole = whole_steps(plan, documents.get, threshold, atomic=found.atomic, repeatable=found.safe_to_repeat)
    return explained(plan, documents.get, entries_of(services).readable_by(caller), whole)


def _published(services: Services) -> dict[UUID, ComponentDocument]:
    return {published.document.key: published.document for published in definitions_of(services)}


async def _saved(services: Services) -> dict[UUID, ComponentDocument]:
    async with services.db.connection() as conn:
        return dict(await saved_documents(conn, services))
