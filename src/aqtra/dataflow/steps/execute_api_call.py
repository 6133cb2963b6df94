"""Execute API call: calls an endpoint of another system for each item, and keeps what it answers.

Calls of several items overlap. The first failure starts nothing new; what other systems did before it, they did.
"""

from collections.abc import Iterable
from typing import Any, Literal

from aqtra.dataflow.connector_calls import (
    ERRORS,
    MethodName,
    call_problems,
    call_values,
    declared_method,
    decoded_type,
    designed_endpoint,
    reference_of,
)
from aqtra.dataflow.context import StepContext
from aqtra.dataflow.errors import TypeMismatch
from aqtra.dataflow.integrations.errors import CallFailed
from aqtra.dataflow.integrations.limits import PARALLEL
from aqtra.dataflow.items.codec import Misfit, build_series
from aqtra.dataflow.items.table import Table
from aqtra.dataflow.items.types import ANY, Field, FieldType, ItemModel, Kind, variable
from aqtra.dataflow.parallel import for_items
from aqtra.dataflow.parameters import (
    ConnectorRef,
    EndpointRef,
    NewField,
    ParameterMapping,
    StepSettings,
    SystemRef,
)
from aqtra.dataflow.ports import Capabilities, StoredFile
from aqtra.dataflow.step import DesignContext, Example, Group, InputMode, Ports, Problem, Replay, Step, StepFailureKind
from aqtra.kernel.findings import Severity


class Settings(StepSettings):
    """What to call for each item, and where the answer goes."""

    result_store_field: NewField | None = None
    system: SystemRef
    connector: ConnectorRef
    query_path: EndpointRef
    method_name: MethodName
    parameters_mapping: ParameterMapping = ()
    store_response_as_file: bool = False
    on_error: Literal["stop", "store"] = "stop"


def model(settings: Settings, inputs: tuple[ItemModel, ...], ctx: DesignContext) -> ItemModel:
    endpoint = designed_endpoint(settings, ctx)
    result = _result(settings, decoded_type(endpoint, settings.method_name) if endpoint else ANY)
    return inputs[0].with_field(result) if result else inputs[0]


def check(settings: Settings, _inputs: tuple[ItemModel, ...], ctx: DesignContext) -> Iterable[Problem]:
    yield from call_problems(settings, ctx)
    if settings.on_error == "store" and settings.result_store_field is None:
        message = "an error can be kept only where the answer is kept"
        yield Problem("required_setting", message, "result_store_field")
    result = _result(settings, ANY)
    if settings.on_error == "store" and result and result.type.kind not in (Kind.ANY, Kind.OBJECT):
        message = f"{result.name} cannot hold an error: use an object, or no type"
        yield Problem("error_does_not_fit", message, "result_store_field", Severity.WARNING)


async def run(table: Table, settings: Settings, ctx: StepContext) -> Table:
    target = await ctx.connectors.target(reference_of(settings))
    method = declared_method(settings, target.endpoint)
    values = call_values(table, settings.parameters_mapping, target.endpoint, ctx)

    async def call(index: int) -> Any:
        try:
            if settings.store_response_as_file:
                return _file(await ctx.connectors.store(target, method, values.of(index)), settings)
            received = await ctx.connectors.call(target, method, values.of(index))
        except CallFailed as error:
            if settings.on_error == "stop":
                raise
            return {"status": error.upstream_status, "error": error.code}
        if received.is_partial:
            ctx.warn("page_limit_reached", f"{target.endpoint.name} has more pages than are asked for", index)
        return received.value

    answers = await for_items(len(table), call, PARALLEL, ctx.check_cancelled)
    result = _result(settings, decoded_type(target.endpoint, settings.method_name))
    return table if result is None else _with_answers(table, result, answers, ctx)


def _with_answers(table: Table, result: Field, answers: list[Any], ctx: StepContext) -> Table:
    misfits: list[Misfit] = []
    series = build_series(result.name, answers, result.type, misfits, ctx.run.zone)
    if misfits:
        raise TypeMismatch.of(misfits)
    return table.with_column(result, series)


def _file(stored: StoredFile, settings: Settings) -> Any:
    """The id of the file; in a variable of type object, all that is known of it."""
    if settings.result_store_field and settings.result_store_field.endswith(f"@{Kind.OBJECT.value}"):
        return {
            "id": str(stored.id),
            "name": stored.name,
            "size": stored.size,
            "contentType": stored.content_type,
        }
    return str(stored.id)


def _result(settings: Settings, answered: FieldType) -> Field | None:
    if settings.result_store_field is None:
        return None
    if settings.on_error == "store":
        answered = ANY
    elif settings.store_response_as_file:
        answered = FieldType(Kind.UUID)
    return variable(settings.result_store_field, answered)


STEP = Step(
    id="execute_api_call",
    group=Group.OUTPUT,
    settings=Settings,
    ports=Ports(InputMode.ITEM),
    capabilities=Capabilities(network=True, secrets=True),
    replay=Replay.AT_LEAST_ONCE,
    errors=(*ERRORS, StepFailureKind("file_too_large", 413), StepFailureKind("file_type", 415)),
    example=Example(
        settings={
            "result_store_field": "_rate",
            "system": "00000000-0000-4000-8000-00000000a001",
            "connector": "00000000-0000-4000-8000-00000000a002",
            "query_path": "00000000-0000-4000-8000-00000000a004",
            "method_name": "get",
            "parameters_mapping": [{"target": "currency", "source": "currency@string"}],
        },
        input=({"id": 0, "currency@string": "EUR"}, {"id": 1, "currency@string": "SEK"}),
        output=(
            {"currency@string": "EUR", "_rate": {"currency": "EUR", "rate": "1.0"}},
            {"currency@string": "SEK", "_rate": {"currency": "SEK", "rate": "11.055"}},
        ),
    ),
    run=run,
    model=model,
    check=check,
)
