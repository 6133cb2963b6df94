"""Get values from connector: starts a flow with what an endpoint of another system answers."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from aqtra.dataflow.connector_calls import (
    ERRORS,
    MethodName,
    call_problems,
    call_values,
    declared_method,
    designed_endpoint,
    is_paged,
    reference_of,
)
from aqtra.dataflow.context import StepContext
from aqtra.dataflow.errors import at_item
from aqtra.dataflow.integrations.response_model import item_of, model_of, model_of_item
from aqtra.dataflow.items.table import Table
from aqtra.dataflow.items.types import ItemModel
from aqtra.dataflow.models import Trigger
from aqtra.dataflow.parameters import ConnectorRef, EndpointRef, ParameterMapping, StepSettings, SystemRef
from aqtra.dataflow.ports import Capabilities
from aqtra.dataflow.step import DesignContext, Example, Group, InputMode, Ports, Problem, Replay, Step

if TYPE_CHECKING:
    from aqtra.dataflow.integrations.models import Endpoint


class Settings(StepSettings):
    """What to call. Without a source the mapping takes constants and run variables."""

    system: SystemRef
    connector: ConnectorRef
    query_path: EndpointRef
    method_name: MethodName = "get"
    parameters_mapping: ParameterMapping = ()


def model(settings: Settings, _inputs: tuple[ItemModel, ...], ctx: DesignContext) -> ItemModel:
    endpoint = designed_endpoint(settings, ctx)
    return (_declared(endpoint, settings) if endpoint else None) or ItemModel()


def check(settings: Settings, _inputs: tuple[ItemModel, ...], ctx: DesignContext) -> Iterable[Problem]:
    return call_problems(settings, ctx)


async def run(_table: Table, settings: Settings, ctx: StepContext) -> Table:
    target = await ctx.connectors.target(reference_of(settings))
    method = declared_method(settings, target.endpoint)
    one = Table.of({}, ItemModel(), 1)
    with at_item(0):
        values = call_values(one, settings.parameters_mapping, target.endpoint, ctx).of(0)
        received = await ctx.connectors.call(target, method, values)
    if received.is_partial:
        ctx.warn("page_limit_reached", f"{target.endpoint.name} has more pages than are asked for")
    item = item_of(received.value)
    return Table.from_items([item], _declared(target.endpoint, settings) or model_of_item(item), ctx.run.zone)


def _declared(endpoint: "Endpoint", settings: Settings) -> ItemModel | None:
    return model_of(endpoint.response, in_pages=is_paged(endpoint, settings.method_name))


STEP = Step(
    id="get_values_from_connector",
    group=Group.INPUT,
    settings=Settings,
    ports=Ports(
        InputMode.ENTRY,
        triggers=frozenset({Trigger.CRON, Trigger.USER_CALL, Trigger.API, Trigger.SCRIPT, Trigger.NESTED}),
    ),
    capabilities=Capabilities(network=True, secrets=True),
    replay=Replay.AT_LEAST_ONCE,
    errors=ERRORS,
    example=Example(
        settings={
            "system": "00000000-0000-4000-8000-00000000a001",
            "connector": "00000000-0000-4000-8000-00000000a002",
            "query_path": "00000000-0000-4000-8000-00000000a003",
            "parameters_mapping": [{"target": "currency", "const": "EUR"}],
        },
        output=({"items": [{"code": "R-1", "total": "12.50"}, {"code": "R-2", "total": "7.00"}]},),
    ),
    run=run,
    model=model,
    check=check,
)
