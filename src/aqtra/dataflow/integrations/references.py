"""Whether the settings of a step lead to an endpoint that is published. Pure."""

from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID

from pydantic import ValidationError

from aqtra.dataflow.integrations.brokers import BrokerEndpoint
from aqtra.dataflow.integrations.models import AnyConnector, Connector, Endpoint, SystemContent
from aqtra.dataflow.parameters import Parameter, ParameterType
from aqtra.dataflow.step import DesignContext, Problem


def systems_of(documents: Mapping[UUID, Any]) -> dict[UUID, SystemContent]:
    """Published systems, of their documents; one that a newer version wrote is as good as absent."""
    found = {}
    for key, document in documents.items():
        try:
            found[key] = SystemContent.model_validate(document)
        except ValidationError:
            continue
    return found


def connector_at(ctx: DesignContext, system: UUID | None, connector: UUID | None) -> AnyConnector | None:
    content = ctx.systems.get(system) if system else None
    return content.connector(connector) if content and connector else None


def endpoint_at(
    ctx: DesignContext, system: UUID | None, connector: UUID | None, endpoint: UUID | None
) -> Endpoint | None:
    """An endpoint that can be called."""
    found = connector_at(ctx, system, connector)
    return found.endpoint(endpoint) if isinstance(found, Connector) and endpoint else None


def subscription_at(
    ctx: DesignContext, system: UUID | None, connector: UUID | None, endpoint: UUID | None
) -> BrokerEndpoint | None:
    """An endpoint that hands messages over."""
    found = connector_at(ctx, system, connector)
    if found is None or isinstance(found, Connector) or endpoint is None:
        return None
    return found.endpoint(endpoint)


def reference_problems(
    name: str, parameter: Parameter, value: UUID, settings: Any, ctx: DesignContext
) -> Iterator[Problem]:
    """One remark, at the first setting that leads nowhere: the others depend on it."""
    kind = parameter.type
    system, connector = getattr(settings, "system", None), getattr(settings, "connector", None)
    match kind:
        case ParameterType.SYSTEM_REF:
            missing = value not in ctx.systems
        case ParameterType.CONNECTOR_REF:
            chosen = connector_at(ctx, system, value)
            missing = system in ctx.systems and chosen is None
            if chosen is not None and isinstance(chosen, Connector) is bool(parameter.broker):
                message = "the connector " + ("is no broker" if parameter.broker else "takes no calls: it is a broker")
                yield Problem("unknown_reference", message, name, params={"reference": str(value)})
        case _:
            known = connector_at(ctx, system, connector)
            missing = known is not None and known.endpoint(value) is None
    if missing:
        what = {ParameterType.SYSTEM_REF: "system", ParameterType.CONNECTOR_REF: "connector"}.get(kind, "endpoint")
        message = f"the {what} does not exist or is not published"
        yield Problem("unknown_reference", message, name, params={"reference": str(value)})
