"""Calculate array: aggregates the values of an array into one variable per row of the settings."""

from collections.abc import Iterable
from typing import Annotated, Literal

from pydantic import Field as Setting

from aqtra.dataflow.array_values import Calculation, calculated, element_type, natural_type
from aqtra.dataflow.context import StepContext
from aqtra.dataflow.items.table import Table
from aqtra.dataflow.items.types import ItemModel, variable
from aqtra.dataflow.parameters import FieldPath, NewField, Parameter, ParameterType, Row, StepSettings
from aqtra.dataflow.results import with_result
from aqtra.dataflow.step import DesignContext, Example, Group, InputMode, Ports, Problem, Replay, Step, StepFailureKind


class Operation(Row):
    """Null elements are ignored. An empty array has the sum 0; all else of it is null."""

    array_path: FieldPath
    field: Annotated[FieldPath | None, Parameter(ParameterType.FIELD_PATH, within="array_path")] = None
    operation: Literal["min", "max", "sum", "average"]
    result_field: NewField


class Settings(StepSettings):
    """Rows run in order; each reads the items as they came."""

    operations: Annotated[tuple[Operation, ...], Setting(min_length=1)]


def model(settings: Settings, inputs: tuple[ItemModel, ...], _ctx: DesignContext) -> ItemModel:
    found = inputs[0]
    for row in settings.operations:
        found = found.with_field(variable(row.result_field, natural_type(_read(row), inputs[0])))
    return found


def check(settings: Settings, inputs: tuple[ItemModel, ...], _ctx: DesignContext) -> Iterable[Problem]:
    for row in settings.operations:
        if row.field is not None and element_type(_read(row), inputs[0]) is None:
            message = f"{row.field} is not in the elements of {row.array_path}"
            yield Problem("unknown_field", message, "operations", params={"path": row.field})


async def run(table: Table, settings: Settings, ctx: StepContext) -> Table:
    result = table
    for row in settings.operations:
        ctx.check_cancelled()
        result = with_result(result, row.result_field, calculated(table, _read(row), ctx), ctx)
    return result


def _read(row: Operation) -> Calculation:
    return Calculation(row.array_path, row.field, row.operation, row.result_field)


STEP = Step(
    id="calculate_array",
    group=Group.MODEL_TRANSFORMATION,
    settings=Settings,
    ports=Ports(InputMode.ITEM),
    replay=Replay.PURE,
    errors=(StepFailureKind("not_an_array", 422), StepFailureKind("not_numeric", 422)),
    example=Example(
        settings={
            "operations": [
                {"array_path": "lines@array", "field": "price", "operation": "sum", "result_field": "_total@number"},
                {"array_path": "lines@array", "field": "due", "operation": "min", "result_field": "_due@date"},
            ]
        },
        input=(
            {"lines@array": [{"price": 1.25, "due": "2026-02-01"}, {"price": "2.5", "due": "2026-01-01"}]},
            {"lines@array": []},
        ),
        output=({"_total@number": "3.75", "_due@date": "2026-01-01"}, {"_total@number": "0", "_due@date": None}),
    ),
    run=run,
    sliced=True,
    model=model,
    check=check,
)
