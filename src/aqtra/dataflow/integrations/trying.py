"""A call of a saved endpoint, for whoever sets it up."""

import time
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from pydantic import BaseModel

from aqtra.dataflow.consuming.clients import probe_of
from aqtra.dataflow.consuming.clients.port import Opening
from aqtra.dataflow.consuming.errors import BrokerUnavailable
from aqtra.dataflow.consuming.models import Source
from aqtra.dataflow.errors import StepError
from aqtra.dataflow.integrations.caller import Shown, Target
from aqtra.dataflow.integrations.decoding import decode
from aqtra.dataflow.integrations.errors import CallFailed, InvalidIntegration
from aqtra.dataflow.integrations.models import Connector, Method
from aqtra.dataflow.integrations.response_model import drawn_from
from aqtra.dataflow.integrations.run_connectors import caller_of
from aqtra.dataflow.integrations.service import Integrations
from aqtra.infra.container import Services
from aqtra.infra.egress import EgressRefused, egress_of


class Tried(BaseModel):
    """What came back. `text` is the beginning of `size` bytes, with secrets masked; `drawn` a schema it fits.

    A broker answers with `text` alone. `code` and `message` say what stood in the way when nothing came back.
    """

    milliseconds: int
    status: int | None = None
    content_type: str = ""
    text: str = ""
    size: int = 0
    drawn: dict[str, Any] | None = None
    code: str | None = None
    message: str = ""


async def try_endpoint(
    services: Services, system_id: UUID, connector: UUID, endpoint: UUID, method: Method, values: Mapping[str, Any]
) -> Tried:
    """A broker only says who it is, and what it has. Raises IntegrationNotFound, InvalidIntegration for no endpoint."""
    try:
        source = await _source(services, system_id, connector, endpoint)
        if source is not None:
            return await _ask_broker(services, source)
        target = await _target(services, system_id, connector, endpoint, method)
    except CallFailed as error:
        return Tried(milliseconds=0, code=error.code, message=error.message)
    began = time.monotonic()
    try:
        shown = await caller_of(services).show(target, method, values)
    except (StepError, EgressRefused) as error:
        return Tried(milliseconds=_since(began), code=error.code, message=error.message)
    return Tried(
        milliseconds=_since(began),
        status=shown.status,
        content_type=shown.content_type,
        text=shown.text,
        size=shown.size,
        drawn=_drawn(shown),
    )


async def _target(services: Services, system_id: UUID, connector_id: UUID, endpoint_id: UUID, method: Method) -> Target:
    async with services.db.transaction() as conn:
        integrations = Integrations(conn, services)
        connector = (await integrations.get(system_id)).connector(connector_id)
        if not isinstance(connector, Connector):
            raise InvalidIntegration.of_field("connector", "exists", "the saved system has no such connector")
        endpoint = connector.endpoint(endpoint_id)
        if endpoint is None:
            raise InvalidIntegration.of_field("endpoint", "exists", "the saved connector has no such endpoint")
        if method not in endpoint.methods:
            raise InvalidIntegration.of_field("method", "exists", "the saved endpoint does not take this method")
        return Target(connector, endpoint, await integrations.saved_secret(system_id, connector))


async def _source(services: Services, system_id: UUID, connector_id: UUID, endpoint_id: UUID) -> Source | None:
    """The endpoint of a broker; None when it is that of something else."""
    async with services.db.transaction() as conn:
        integrations = Integrations(conn, services)
        connector = (await integrations.get(system_id)).connector(connector_id)
        if connector is None or isinstance(connector, Connector):
            return None
        endpoint = connector.endpoint(endpoint_id)
        if endpoint is None:
            raise InvalidIntegration.of_field("endpoint", "exists", "the saved connector has no such endpoint")
        return Source(connector, endpoint, await integrations.saved_secret(system_id, connector))


async def _ask_broker(services: Services, source: Source) -> Tried:
    began = time.monotonic()
    try:
        name = f"aqtra-{services.ids.uuid().hex}"
        told = await probe_of(source.connector)(Opening(source, name, egress_of(services)))
    except (BrokerUnavailable, EgressRefused) as error:
        return Tried(milliseconds=_since(began), code=error.code, message=error.message)
    return Tried(milliseconds=_since(began), text=told)


def _drawn(shown: Shown) -> dict[str, Any] | None:
    """Only of an answer that is shown whole."""
    if shown.status >= 300 or shown.size > len(shown.text.encode()) + 3:
        return None
    try:
        return drawn_from(decode(shown.text.encode(), shown.content_type)) or None
    except CallFailed:
        return None


def _since(began: float) -> int:
    return round((time.monotonic() - began) * 1000)
