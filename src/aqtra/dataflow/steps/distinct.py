"""Distinct: drops items that equal an earlier one."""

from aqtra.dataflow.content import content_keys
from aqtra.dataflow.context import StepContext
from aqtra.dataflow.items.resolve import Column
from aqtra.dataflow.items.table import Table
from aqtra.dataflow.mapping import column_or_null
from aqtra.dataflow.parameters import FieldPaths, StepSettings
from aqtra.dataflow.step import Example, Group, InputMode, Ports, Replay, Step


class Settings(StepSettings):
    """No keys: the whole item is compared."""

    keys: FieldPaths = ()


async def run(table: Table, settings: Settings, ctx: StepContext) -> Table:
    import polars as pl

    if settings.keys:
        compared = [column_or_null(table, path, ctx) for path in settings.keys]
    else:
        compared = [Column(table.frame[field.name], field.type) for field in table.model.fields]
    if len(table) <= 1:
        return table
    keys = [key for column in compared for key in content_keys(column)]
    if not keys:
        return table.taken(pl.int_range(1, eager=True))
    frame = pl.DataFrame({str(index): key for index, key in enumerate(keys)}).with_row_index("row")
    kept = frame.unique(subset=[str(index) for index in range(len(keys))], keep="first", maintain_order=True)
    return table.taken(kept["row"])


STEP = Step(
    id="distinct",
    group=Group.MODEL_TRANSFORMATION,
    settings=Settings,
    ports=Ports(InputMode.BARRIER),
    replay=Replay.PURE,
    example=Example(
        settings={"keys": ["price@number"]},
        input=({"id": 1, "price@number": "1.5"}, {"id": 2, "price@number": "1.50"}, {"id": 3, "price@number": None}),
        output=({"id": 1, "price@number": "1.5"}, {"id": 3, "price@number": None}),
    ),
    run=run,
)
