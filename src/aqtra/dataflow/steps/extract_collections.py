"""Extract collection: splits an array into items of their own. Fields of the parent are not carried."""

from collections.abc import AsyncGenerator

from aqtra.dataflow.arrays import split_model, splits
from aqtra.dataflow.context import StepContext
from aqtra.dataflow.items.table import Table
from aqtra.dataflow.items.types import ItemModel
from aqtra.dataflow.parameters import FieldPath, StepSettings
from aqtra.dataflow.step import DesignContext, Example, Group, InputMode, Ports, Replay, Step, StepFailureKind, at_once
from aqtra.dataflow.streams import Stream


class Settings(StepSettings):
    """Null, missing and empty arrays give no items."""

    model_path: FieldPath


def model(settings: Settings, inputs: tuple[ItemModel, ...], _ctx: DesignContext) -> ItemModel:
    return split_model(inputs[0], settings.model_path)


async def stream(source: Stream, settings: Settings, ctx: StepContext) -> AsyncGenerator[Table, None]:
    for _, found in splits(source, settings.model_path, ctx):
        yield found.elements


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
    run=at_once(stream),
    stream=stream,
    model=model,
)
