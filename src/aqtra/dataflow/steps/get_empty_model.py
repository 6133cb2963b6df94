"""Get empty model: starts a flow that needs no input. What the caller sent along is never visible after it."""

from aqtra.dataflow.context import StepContext
from aqtra.dataflow.items.table import Table
from aqtra.dataflow.items.types import ItemModel
from aqtra.dataflow.models import Trigger
from aqtra.dataflow.parameters import StepSettings
from aqtra.dataflow.step import DesignContext, Example, Group, InputMode, Ports, Replay, Step


class Settings(StepSettings):
    """`validate_input_values` has nothing to check here; it is kept so that entry steps look alike."""

    validate_input_values: bool = False


def model(_settings: Settings, _inputs: tuple[ItemModel, ...], _ctx: DesignContext) -> ItemModel:
    return ItemModel()


async def run(_table: Table, _settings: Settings, _ctx: StepContext) -> Table:
    return Table.from_items([{}], ItemModel())


STEP = Step(
    id="get_empty_model",
    group=Group.INPUT,
    settings=Settings,
    ports=Ports(
        InputMode.ENTRY,
        triggers=frozenset(
            {Trigger.CRON, Trigger.USER_CALL, Trigger.SCRIPT, Trigger.API, Trigger.NESTED, Trigger.WORKFLOW}
        ),
    ),
    replay=Replay.PURE,
    example=Example(settings={}, payload={"id": 7}, output=({},)),
    run=run,
    model=model,
)
