"""Get workflow model: starts a flow that a workflow calls, with the model of the instance, saved or not."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from aqtra.catalogs.values import read_values
from aqtra.dataflow.context import StepContext
from aqtra.dataflow.entry_model import DATA, entry_model
from aqtra.dataflow.errors import BadModel
from aqtra.dataflow.items.table import Table
from aqtra.dataflow.items.types import Field, FieldType, ItemModel, Kind
from aqtra.dataflow.models import Trigger
from aqtra.dataflow.parameters import StepSettings
from aqtra.dataflow.step import DesignContext, Example, Group, InputMode, Ports, Problem, Replay, Step, StepFailureKind
from aqtra.metadata.documents import ComponentDocument, FlowKind
from aqtra.metadata.layout import USER_INFO_KEY

_UUID: Final = FieldType(Kind.UUID)
WORKFLOW: Final = Field(
    "_workflow",
    FieldType(
        Kind.OBJECT,
        fields=(
            Field("instanceId", _UUID, "Instance"),
            Field("workflowId", _UUID, "Workflow"),
            Field("startedBy", FieldType(Kind.CATALOG, component=USER_INFO_KEY), "Started by"),
        ),
    ),
    "Workflow",
)
"""The instance that calls."""


class Settings(StepSettings):
    """`validate_input_values` checks the constraints of the object model before the flow goes on."""

    validate_input_values: bool = False


def model(_settings: Settings, _inputs: tuple[ItemModel, ...], ctx: DesignContext) -> ItemModel:
    return _model(ctx.owner)


def check(_settings: Settings, _inputs: tuple[ItemModel, ...], ctx: DesignContext) -> Iterable[Problem]:
    if ctx.kind is FlowKind.INPUT_DATAFLOW:
        yield Problem("not_allowed_in_input_dataflow", "no workflow calls the Input dataflow")


async def run(_table: Table, settings: Settings, ctx: StepContext) -> Table:
    """The model comes from the engine: the system fields in it are those of the entry when the instance read it."""
    model = _object(ctx.run.payload, "model")
    data = _object(model.get(DATA), DATA)
    if settings.validate_input_values:
        known = {prop.name: data.get(prop.name) for prop in ctx.owner.properties}
        read_values(ctx.owner, known, creating=True)
    return Table.from_items([{**model, WORKFLOW.name: _workflow(ctx)}], _model(ctx.owner), ctx.run.zone)


def _model(owner: ComponentDocument) -> ItemModel:
    return entry_model(owner).with_field(WORKFLOW)


def _workflow(ctx: StepContext) -> dict[str, Any]:
    """Nothing but nulls where a builder tries the flow without a workflow."""
    found = ctx.run.workflow
    if found is None:
        return {}
    return {
        "instanceId": str(found.instance),
        "workflowId": str(found.workflow),
        "startedBy": found.started_by,
    }


def _object(value: Any, name: str) -> Mapping[str, Any]:
    if value is None:
        return {}
    if not isinstance(value, Mapping):
        raise BadModel.of_field(name, "type", f"{name} is not an object")
    return value


STEP = Step(
    id="get_workflow_model",
    group=Group.INPUT,
    settings=Settings,
    ports=Ports(InputMode.ENTRY, triggers=frozenset({Trigger.WORKFLOW})),
    replay=Replay.PURE,
    errors=(StepFailureKind("wrong_trigger", 409), StepFailureKind("validation_failed", 422)),
    example=Example(
        settings={"validate_input_values": True},
        payload={"id": 7, "name": "R-1", "data": {"InvoiceNumber": "R-1", "InvoiceTotalValue": "12.50"}},
        output=(
            {
                "id": 7,
                "name": "R-1",
                "data": {"InvoiceNumber": "R-1", "InvoiceTotalValue": "12.50", "InvoiceState": None},
                "_workflow": {"instanceId": None, "workflowId": None, "startedBy": None},
            },
        ),
    ),
    run=run,
    model=model,
    check=check,
)
