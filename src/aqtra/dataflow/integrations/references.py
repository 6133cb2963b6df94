"""Whether the settings of a step lead to an endpoint that is published. Pure."""

from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID

from pydantic import ValidationError

from aqtra.dataflow.integrations.models import Connector, Endpoint, SystemContent
from aqtra.dataflow.parameters import ParameterType
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


def connector_at(ctx: DesignContext, system: UUID | None, connector: UUID | None) -> Connector | None:
    content = ctx.systems.get(system) if system else None
    return content.connector(connector) if content and connector else None


def endpoint_at(
    ctx: DesignContext, system: UUID | None, connector: UUID | None, endpoint: UUID | None
) -> Endpoint | None:
    found = connector_at(ctx, system, connector)
    return found.endpoint(endpoint) if found and endpoint else None


def reference_problems(
    name: str, kind: ParameterType, value: UUID, settings: Any, ctx: DesignContext
) -> Iterator[Problem]:
    """One remark, at the first setting that leads nowhere: the others depend on it."""
    system, connector = getattr(settings, "system", None), getattr(settings, "connector", None)
    match kind:
        case ParameterType.SYSTEM_REF:
            missing = value not in ctx.systems
        case ParameterType.CONNECTOR_REF:
            missing = system in ctx.systems and connector_at(ctx, system, value) is None
        case _:
            known = connector_at(ctx, system, connector)
            missing = known is not None and known.endpoint(value) is None
    if missing:
        what = {ParameterType.SYSTEM_REF: "system", ParameterType.CONNECTOR_REF: "connector"}.get(kind, "endpoint")
        message = f"the {what} does not exist or is not published"
        yield Problem("unknown_reference", message, name, params={"reference": str(value)})
