"""Which steps of published components wait for messages, and of which source."""

from collections.abc import Iterator
from uuid import UUID

from pydantic import ValidationError

from aqtra.dataflow.consuming.models import Source, Subscription
from aqtra.dataflow.integrations import repository as integrations
from aqtra.dataflow.integrations.models import Connector
from aqtra.dataflow.integrations.service import secret_of
from aqtra.dataflow.steps.subscribe_to_connector import STEP, Settings
from aqtra.infra.container import Services
from aqtra.metadata.definitions import Definitions
from aqtra.metadata.documents import Flow, FlowKind
from aqtra.metadata.releases.models import PublishedComponent

Waiting = tuple[PublishedComponent, Flow, str, Settings]


def waiting_steps(definitions: Definitions) -> list[Waiting]:
    """All of them; a step whose settings cannot be read waits for nothing."""
    return list(_waiting(definitions))


def _waiting(definitions: Definitions) -> Iterator[Waiting]:
    for published in definitions:
        for flow in published.document.flows:
            if flow.kind is not FlowKind.INPUT_DATAFLOW:
                continue
            for step in flow.steps():
                if step.type != STEP.id:
                    continue
                try:
                    yield published, flow, step.id, Settings.model_validate(step.params)
                except ValidationError:
                    continue


async def subscriptions(services: Services, steps: list[Waiting]) -> dict[UUID, Subscription]:
    """By key. A step whose system, connector or endpoint is not published waits for nothing."""
    found: dict[UUID, Subscription] = {}
    for published, flow, step_id, settings in steps:
        source = await _source(services, settings)
        if source is not None:
            wanted = Subscription(published.document.key, flow.key, flow.name, step_id, published.version, source)
            found[wanted.key] = wanted
    return found


async def _source(services: Services, settings: Settings) -> Source | None:
    async with services.db.connection() as conn:
        content, secrets = await integrations.published(conn, settings.system) or (None, {})
        connector = content.connector(settings.connector) if content else None
        if connector is None or isinstance(connector, Connector):
            return None
        endpoint = connector.endpoint(settings.query_path)
        if endpoint is None:
            return None
        return Source(connector, endpoint, await secret_of(conn, services, secrets.get(connector.id)))
