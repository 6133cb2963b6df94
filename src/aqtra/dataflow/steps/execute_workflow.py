"""Execute workflow: starts a workflow on an entry, as the run's principal."""

from collections.abc import Mapping
from typing import Any

from aqtra.dataflow.calling_errors import WorkflowFaulted
from aqtra.dataflow.context import StepContext
from aqtra.dataflow.entry_model import DATA
from aqtra.dataflow.entry_reading import KEY
from aqtra.dataflow.errors import EntryNotFound
from aqtra.dataflow.item_loop import for_each
from aqtra.dataflow.items.codec import plain
from aqtra.dataflow.items.table import Table
from aqtra.dataflow.items.types import STRING, Field, FieldType, ItemModel, Kind, variable
from aqtra.dataflow.mapping import column_or_null
from aqtra.dataflow.parameters import ComponentRef, FieldPath, NewField, StepSettings, WorkflowRef
from aqtra.dataflow.ports import Capabilities, Instance
from aqtra.dataflow.step import DesignContext, Example, Group, InputMode, Ports, Replay, Step, StepFailureKind
from aqtra.dataflow.user_fields import with_values

_INSTANCE = FieldType(Kind.OBJECT, fields=(Field("instanceId", FieldType(Kind.UUID)), Field("state", STRING)))


class Settings(StepSettings):
    """Which workflow, and the field with the entry: its id, or the entry itself."""

    component: ComponentRef
    workflow: WorkflowRef
    component_entry_field: FieldPath
    wait_complete: bool = False
    result_store_field: NewField | None = None


def model(settings: Settings, inputs: tuple[ItemModel, ...], _ctx: DesignContext) -> ItemModel:
    return inputs[0].with_field(_result(settings.result_store_field)) if settings.result_store_field else inputs[0]


async def run(table: Table, settings: Settings, ctx: StepContext) -> Table:
    entries = column_or_null(table, settings.component_entry_field, ctx).converted(KEY).series.to_list()
    data = _data(table)

    async def start(index: int) -> Any:
        if not entries[index]:
            raise EntryNotFound("the field holds no entry to start the workflow on")
        instance = await ctx.workflows.start(
            settings.component, settings.workflow, entries[index], data[index], wait=settings.wait_complete
        )
        return _answer(instance, waited=settings.wait_complete)

    answers = await for_each(table, ctx, start)
    if settings.result_store_field is None:
        return table
    return with_values(table, _result(settings.result_store_field), _INSTANCE, answers)


def _answer(instance: Instance, *, waited: bool) -> dict[str, str]:
    """Raises WorkflowFaulted."""
    if waited and instance.state == "faulted":
        raise WorkflowFaulted(instance.error or "the workflow has faulted", instance=str(instance.id))
    return {"instanceId": str(instance.id), "state": instance.state}


def _data(table: Table) -> list[Mapping[str, Any]]:
    """What of each item overlays the stored entry."""
    field = table.model.field(DATA)
    if field is None:
        return [{}] * len(table)
    values = [plain(value, field.type) for value in table.frame[DATA].to_list()]
    return [value if isinstance(value, Mapping) else {} for value in values]


def _result(name: str) -> Field:
    return variable(name, _INSTANCE)


STEP = Step(
    id="execute_workflow",
    group=Group.OUTPUT,
    settings=Settings,
    ports=Ports(InputMode.ITEM),
    capabilities=Capabilities(calls=True),
    replay=Replay.KEYED,
    errors=(
        StepFailureKind("entry_not_found", 404),
        StepFailureKind("workflow_active", 409),
        StepFailureKind("workflow_faulted", 500),
    ),
    example=Example(
        settings={
            "component": "00000000-0000-4000-8000-00000000e001",
            "workflow": "00000000-0000-4000-8000-00000000f003",
            "component_entry_field": "id",
            "result_store_field": "_started@object",
        },
        input=({"id": 7},),
        output=(
            {
                "id": 7,
                "_started@object": {"instanceId": "00000000-0000-4000-8000-000000000007", "state": "running"},
            },
        ),
    ),
    run=run,
    sliced=True,
    model=model,
)
