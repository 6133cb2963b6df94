"""The counts of the Home screen."""

from aqtra.identity import repository as identity
from aqtra.infra.database import Connection
from aqtra.metadata.components.repository import flow_counts
from aqtra.metadata.documents import FlowKind
from aqtra.metadata.domains import repository as domains


async def counts(conn: Connection) -> dict[str, int]:
    """Domains, users, dataflows and workflows as they are saved now."""
    flows = await flow_counts(conn)
    return {
        "applications": len(await domains.domains(conn)),
        "users": await identity.count_accounts(conn),
        "dataflows": flows.get(FlowKind.DATAFLOW, 0) + flows.get(FlowKind.INPUT_DATAFLOW, 0),
        "workflows": flows.get(FlowKind.WORKFLOW, 0),
    }
