"""Transform model: builds a new, usually smaller, item from fields of the source, constants and run variables."""

from collections.abc import Iterable
from typing import Annotated

from pydantic import AfterValidator, Field

from aqtra.dataflow.context import StepContext
from aqtra.dataflow.items.paths import parse_path
from aqtra.dataflow.items.table import Table
from aqtra.dataflow.items.types import FieldType, ItemModel
from aqtra.dataflow.mapping import Target, is_empty, mapped_column, source_type
from aqtra.dataflow.nesting import Names, nested_model, nested_table
from aqtra.dataflow.parameters import FreeMapping, StepSettings
from aqtra.dataflow.path_checks import target_problems
from aqtra.dataflow.step import DesignContext, Example, Group, InputMode, Ports, Problem, Replay, Step
from aqtra.dataflow.variables import promised_type
from aqtra.metadata.documents import Mapping


def _dotted(rows: tuple[Mapping, ...]) -> tuple[Mapping, ...]:
    for row in rows:
        if not all(isinstance(name, str) for name in parse_path(row.target).segments):
            raise ValueError(f"{row.target} is no target: it may hold names only")
    return rows


class Settings(StepSettings):
    """Targets are names; dotted ones make nested objects. Unmapped fields are dropped."""

    fields_mapping: Annotated[FreeMapping, AfterValidator(_dotted), Field(min_length=1)]


def model(settings: Settings, inputs: tuple[ItemModel, ...], _ctx: DesignContext) -> ItemModel:
    return nested_model({_names(row): _type(row, inputs[0]) for row in _written(settings)})


def check(settings: Settings, _inputs: tuple[ItemModel, ...], _ctx: DesignContext) -> Iterable[Problem]:
    yield from target_problems("fields_mapping", (row.target for row in settings.fields_mapping))


async def run(table: Table, settings: Settings, ctx: StepContext) -> Table:
    leaves = {
        _names(row): mapped_column(table, row, Target(_type(row, table.model), row.target), ctx)
        for row in _written(settings)
    }
    return nested_table(leaves, len(table))


def _written(settings: Settings) -> list[Mapping]:
    """The rows that write something. Of rows that write into one another the last one does."""
    rows: dict[Names, Mapping] = {}
    for row in settings.fields_mapping:
        if not is_empty(row):
            names = _names(row)
            rows = {other: kept for other, kept in rows.items() if not _overlap(names, other)}
            rows[names] = row
    return list(rows.values())


def _overlap(one: Names, other: Names) -> bool:
    return one[: len(other)] == other[: len(one)]


def _names(row: Mapping) -> Names:
    return tuple(str(name) for name in parse_path(row.target).segments)


def _type(row: Mapping, source: ItemModel) -> FieldType:
    return promised_type(_names(row)[-1], source_type(row, source))


STEP = Step(
    id="transform_model",
    group=Group.MODEL_TRANSFORMATION,
    settings=Settings,
    ports=Ports(InputMode.ITEM),
    replay=Replay.PURE,
    example=Example(
        settings={
            "fields_mapping": [
                {"target": "number", "source": "id"},
                {"target": "price.net@number", "source": "net@number"},
                {"target": "price.currency", "const": "EUR"},
            ]
        },
        input=({"id": 7, "net@number": "12.50", "secret": "dropped"},),
        output=({"number": 7, "price": {"net@number": "12.50", "currency": "EUR"}},),
    ),
    run=run,
    sliced=True,
    model=model,
    check=check,
)
