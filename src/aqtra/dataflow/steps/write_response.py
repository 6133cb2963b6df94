"""Write response: returns the received items to the caller, but for what is secret."""

from collections.abc import AsyncGenerator

from aqtra.dataflow.context import StepContext
from aqtra.dataflow.items.table import Table
from aqtra.dataflow.parameters import StepSettings
from aqtra.dataflow.step import Example, Group, InputMode, Ports, Replay, Step, StepFailureKind, at_once
from aqtra.dataflow.streams import Stream


class Settings(StepSettings):
    """Nothing to set: several such steps append to one response in layout order."""


async def stream(source: Stream, _settings: Settings, ctx: StepContext) -> AsyncGenerator[Table, None]:
    for part in source.slices():
        ctx.response.append(part.without_secrets())
        yield part


STEP = Step(
    id="write_response",
    group=Group.OUTPUT,
    settings=Settings,
    ports=Ports(InputMode.BARRIER),
    replay=Replay.PURE,
    errors=(StepFailureKind("response_too_large", 413),),
    example=Example(
        settings={},
        input=({"id": 7, "total@number": "12.50"}, {"id": 8, "total@number": None}),
        output=({"id": 7, "total@number": "12.50"}, {"id": 8, "total@number": None}),
    ),
    run=at_once(stream),
    stream=stream,
)
