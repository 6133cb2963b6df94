"""Extract collection: splits an array into items of their own. Fields of the parent are not carried."""

from aqtra.dataflow.arrays import split, split_model
from aqtra.dataflow.context import StepContext
from aqtra.dataflow.items.table import Table
from aqtra.dataflow.items.types import ItemModel
from aqtra.dataflow.parameters import FieldPath, StepSettings
from aqtra.dataflow.step import DesignContext, Example, Group, InputMode, Ports, Replay, Step, StepFailureKind


class Settings(StepSettings):
    """Null, missing and empty arrays give no items."""

    model_path: FieldPath


def model(settings: Settings, inputs: tuple[ItemModel, ...], _ctx: DesignContext) -> ItemModel:
    return split_model(inputs[0], settings.model_path)


async def run(table: Table, settings: Settings, ctx: StepContext) -> Table:
    return split(table, settings.model_path, ctx).elements


STEP = Step(
    id="extract_collections",
    group=Group.MODEL_TRANSFORMATION,
    settings=Settings,
    ports=Ports(InputMode.ITEM),
    replay=Replay.PURE,
    errors=(StepFailureKind("not_an_array", 422),),
    example=Example(
        settings={"model_path": "lines@array"},
        input=({"id": 7, "lines@array": [{"price": 1}, {"price": 2}]}, {"id": 8, "lines@array": ["loose"]}),
        output=({"price": 1}, {"price": 2}, {"value": "loose"}),
    ),
    run=run,
    model=model,
)
