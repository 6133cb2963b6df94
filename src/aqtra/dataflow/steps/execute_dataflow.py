"""Execute dataflow: calls a dataflow of any published component for every item and keeps what it answers.

Items follow one another, so a failure leaves exactly the calls before it done; elements of an array are sent at once.
"""

from collections.abc import Iterable, Iterator
from functools import partial
from typing import Annotated, Any

from pydantic import AfterValidator

from aqtra.dataflow.call_payload import assembled, assignments, payloads
from aqtra.dataflow.context import Cancelled, StepContext
from aqtra.dataflow.errors import NestedFailed, NoEntryStep, RecursionLimit, at_item
from aqtra.dataflow.items.paths import parse_path
from aqtra.dataflow.items.resolve import Column
from aqtra.dataflow.items.table import Table
from aqtra.dataflow.items.types import Field, FieldType, ItemModel, Kind, variable
from aqtra.dataflow.mapping import RUN_VARIABLES
from aqtra.dataflow.models import Outcome, RunState, Trigger
from aqtra.dataflow.parallel import in_order
from aqtra.dataflow.parameters import (
    ComponentRef,
    DataflowRef,
    FieldPath,
    FreeMapping,
    NewField,
    Parameter,
    ParameterType,
    StepSettings,
)
from aqtra.dataflow.plan import plan_flow
from aqtra.dataflow.ports import Capabilities
from aqtra.dataflow.step import DesignContext, Example, Group, InputMode, Ports, Problem, Replay, Step, StepFailureKind
from aqtra.metadata.documents import Mapping

_ITEMS = FieldType(Kind.ARRAY)
"""What a flow answers is known when it has answered: paths into it are not checked before."""


def _targets(rows: tuple[Mapping, ...]) -> tuple[Mapping, ...]:
    for row in rows:
        if not all(isinstance(segment, str) for segment in parse_path(row.target).segments):
            raise ValueError(f"{row.target} is not a member of the called flow's input: it may hold no positions")
    return rows


class Settings(StepSettings):
    """Which flow to call, and what to send."""

    component: ComponentRef
    dataflow: DataflowRef
    input_field: FieldPath | None = None
    fields_mapping: Annotated[
        FreeMapping, AfterValidator(_targets), Parameter(ParameterType.MAPPING, within="input_field")
    ] = ()
    result_store_field: NewField | None = None


def model(settings: Settings, inputs: tuple[ItemModel, ...], _ctx: DesignContext) -> ItemModel:
    result = _result_field(settings)
    return inputs[0].with_field(result) if result else inputs[0]


def check(settings: Settings, inputs: tuple[ItemModel, ...], ctx: DesignContext) -> Iterable[Problem]:
    document = ctx.component(settings.component)
    called = document.flow(settings.dataflow) if document else None
    if called is not None:
        try:
            plan_flow(called).plan.active(Trigger.NESTED)
        except NoEntryStep:
            message = f"{called.name} has no entry step that a call by a flow starts"
            yield Problem("no_matching_entry", message, "dataflow", params={"flow": called.name})
    yield from _mapping_problems(settings, inputs)


def _mapping_problems(settings: Settings, inputs: tuple[ItemModel, ...]) -> Iterator[Problem]:
    targets = [row.target for row in settings.fields_mapping]
    for target in dict.fromkeys(targets):
        if targets.count(target) > 1:
            yield Problem("duplicate_target", f"{target} is written twice", "fields_mapping", params={"target": target})
    sent = [_sent(model, settings.input_field) for model in inputs]
    for path in (row.source for row in settings.fields_mapping):
        if path and path not in RUN_VARIABLES and all(model is None or _leads_nowhere(path, model) for model in sent):
            message = f"{path} is not in what is sent"
            yield Problem("unknown_field", message, "fields_mapping", params={"path": path})


def _sent(model: ItemModel, input_field: str | None) -> FieldType | None:
    """The type of what one call gets."""
    found = model.type if input_field is None else model.at(parse_path(input_field))
    return found.element if found is not None and found.kind is Kind.ARRAY and found.element else found


def _leads_nowhere(path: str, sent: FieldType) -> bool:
    return (
        not sent.is_json and sent.kind is not Kind.ARRAY and ItemModel(sent.fields or ()).at(parse_path(path)) is None
    )


async def run(table: Table, settings: Settings, ctx: StepContext) -> Table:
    rows = assignments(settings.fields_mapping, ctx)
    answers: list[str] = []
    for index, parts in enumerate(payloads(table, settings.input_field, ctx)):
        ctx.check_cancelled()
        calls = [partial(_call, assembled(part, rows), settings, ctx) for part in parts]
        with at_item(index):
            outcomes = await in_order(calls, ctx.limits.parallel)
        answers.append(_joined(outcomes))
        for outcome in outcomes:
            ctx.response.actions.extend(outcome.actions)
    return _with_result(table, settings, answers)


async def _call(payload: Any, settings: Settings, ctx: StepContext) -> Outcome:
    """One run of the called flow. Raises NestedFailed, and RecursionLimit as the one at the bottom did."""
    ctx.check_cancelled()
    outcome = await ctx.flows.call(settings.component, settings.dataflow, payload)
    if outcome.state is RunState.CANCELLED:
        raise Cancelled
    if outcome.error is None:
        return outcome
    if outcome.error.code == RecursionLimit.code:
        raise RecursionLimit(outcome.error.message)
    raise NestedFailed.of(outcome.run.flow_name, outcome.error)


def _joined(outcomes: list[Outcome]) -> str:
    """All answered items as one JSON array, in the order of the calls."""
    parts = (outcome.items[1:-1].decode() for outcome in outcomes)
    return f"[{','.join(part for part in parts if part)}]"


def _result_field(settings: Settings) -> Field | None:
    return variable(settings.result_store_field, _ITEMS) if settings.result_store_field else None


def _with_result(table: Table, settings: Settings, answers: list[str]) -> Table:
    import polars as pl

    field = _result_field(settings)
    if field is None:
        return table
    column = Column(pl.Series(field.name, answers, dtype=pl.String), _ITEMS)
    return table.with_column(field, column.converted(field.type).series)


STEP = Step(
    id="execute_dataflow",
    group=Group.MODEL_TRANSFORMATION,
    settings=Settings,
    ports=Ports(InputMode.ITEM),
    capabilities=Capabilities(calls=True),
    replay=Replay.AT_LEAST_ONCE,
    errors=(
        StepFailureKind("nested_failed", 500),
        StepFailureKind("recursion_limit", 508),
        StepFailureKind("permission_denied", 403),
    ),
    example=Example(
        settings={
            "component": "00000000-0000-4000-8000-00000000e001",
            "dataflow": "00000000-0000-0000-0000-000000000006",
            "input_field": "lines",
            "fields_mapping": [{"target": "data.InvoiceNumber", "source": "number"}],
            "result_store_field": "_Result",
        },
        input=({"id": 7, "lines": [{"number": "R-1"}, {"number": "R-2"}]}, {"id": 8, "lines": []}),
        output=(
            {
                "id": 7,
                "_Result": [
                    {
                        "id": None,
                        "name": None,
                        "createdDate": None,
                        "updateDate": None,
                        "creatorSubject": None,
                        "changeAuthor": None,
                        "version": None,
                        "data": {
                            "InvoiceNumber": number,
                            "InvoiceTotalValue": None,
                            "InvoiceState": None,
                            "InvoiceDueDate": None,
                        },
                    }
                    for number in ("R-1", "R-2")
                ],
            },
            {"id": 8, "_Result": []},
        ),
    ),
    run=run,
    model=model,
    check=check,
)
