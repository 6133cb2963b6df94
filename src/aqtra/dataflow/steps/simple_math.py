"""Simple math: combines two fields with one operator and stores the result in a third, row by row."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated, Final, Literal

from pydantic import Field as Setting

from aqtra.dataflow.context import StepContext
from aqtra.dataflow.decimals import IndexedUnfit, combined, without_zeros
from aqtra.dataflow.errors import StepError, TypeMismatch
from aqtra.dataflow.items.codec import Misfit
from aqtra.dataflow.items.resolve import Column
from aqtra.dataflow.items.table import Table
from aqtra.dataflow.items.types import FieldType, ItemModel, Kind, variable
from aqtra.dataflow.mapping import column_or_null
from aqtra.dataflow.parameters import FieldPath, NewField, Parameter, ParameterType, Row, StepSettings
from aqtra.dataflow.path_checks import path_problems
from aqtra.dataflow.results import with_result
from aqtra.dataflow.step import DesignContext, Example, Group, InputMode, Ports, Problem, Replay, Step, StepFailureKind
from aqtra.dataflow.transform_errors import DivisionByZero, NotBoolean, NotNumeric
from aqtra.kernel.errors import FieldError

if TYPE_CHECKING:
    import polars as pl

_NUMBER: Final = FieldType(Kind.NUMBER)
_BOOLEAN: Final = FieldType(Kind.BOOLEAN)
_LOGIC: Final = ("AND", "OR", "XOR")
# A row may read what an earlier one wrote, so its own check knows the paths.
_Operand = Annotated[FieldPath, Parameter(ParameterType.FIELD_PATH, own_check=True)]


class Operation(Row):
    """`left_field` operator `right_field`. A null operand gives null."""

    left_field: _Operand
    operator: Literal["+", "-", "*", "/", "AND", "OR", "XOR"]
    right_field: _Operand
    result_field: NewField

    @property
    def type(self) -> FieldType:
        return _BOOLEAN if self.operator in _LOGIC else _NUMBER


class Settings(StepSettings):
    """Rows run in order; a row may use an earlier row's result."""

    operations: Annotated[tuple[Operation, ...], Setting(min_length=1)]


def model(settings: Settings, inputs: tuple[ItemModel, ...], _ctx: DesignContext) -> ItemModel:
    found = inputs[0]
    for row in settings.operations:
        found = found.with_field(variable(row.result_field, row.type))
    return found


def check(settings: Settings, inputs: tuple[ItemModel, ...], _ctx: DesignContext) -> Iterable[Problem]:
    known = inputs[0]
    for row in settings.operations:
        for path in (row.left_field, row.right_field):
            yield from path_problems("operations", path, (known,))
        known = known.with_field(variable(row.result_field, row.type))


async def run(table: Table, settings: Settings, ctx: StepContext) -> Table:
    for row in settings.operations:
        ctx.check_cancelled()
        series = _logical(table, row, ctx) if row.type is _BOOLEAN else _arithmetical(table, row, ctx)
        table = with_result(table, row.result_field, Column(series, row.type), ctx)
    return table


def _logical(table: Table, row: Operation, ctx: StepContext) -> "pl.Series":
    left = _operand(table, row.left_field, _BOOLEAN, NotBoolean, ctx)
    right = _operand(table, row.right_field, _BOOLEAN, NotBoolean, ctx)
    found = left & right if row.operator == "AND" else left | right if row.operator == "OR" else left ^ right
    # Polars knows that false AND null is false; here null gives null.
    return _where(found, left.is_not_null() & right.is_not_null())


def _arithmetical(table: Table, row: Operation, ctx: StepContext) -> "pl.Series":
    left = _operand(table, row.left_field, _NUMBER, NotNumeric, ctx)
    right = _operand(table, row.right_field, _NUMBER, NotNumeric, ctx)
    if row.operator == "/":
        zero = left.is_not_null() & (without_zeros(right) == "0").fill_null(False)
        if zero.any():
            field = FieldError(field=row.right_field, rule="not_zero", message="0 divides nothing")
            raise DivisionByZero(f"{row.right_field} is 0", item_index=int(zero.arg_true()[0]), fields=[field])
    try:
        return combined(row.operator, left, right)
    except IndexedUnfit as unfit:
        raise TypeMismatch.of([Misfit(unfit.index, row.result_field, "number", str(unfit))]) from unfit


def _operand(table: Table, path: str, wanted: FieldType, error: type[StepError], ctx: StepContext) -> "pl.Series":
    """The operands as numbers or booleans. Raises `error` naming the item and the field."""
    try:
        return column_or_null(table, path, ctx).converted(wanted, ctx.run.zone).series
    except TypeMismatch as mismatch:
        found = mismatch.fields[0].model_copy(update={"field": path})
        raise error(f"{path}: {found.message}", item_index=mismatch.item_index, fields=[found]) from mismatch


def _where(values: "pl.Series", condition: "pl.Series") -> "pl.Series":
    import polars as pl

    return values.zip_with(condition, pl.repeat(None, len(values), dtype=values.dtype, eager=True))


STEP = Step(
    id="simple_math",
    group=Group.MODEL_TRANSFORMATION,
    settings=Settings,
    ports=Ports(InputMode.ITEM),
    replay=Replay.PURE,
    errors=(
        StepFailureKind("not_numeric", 422),
        StepFailureKind("not_boolean", 422),
        StepFailureKind("division_by_zero", 422),
    ),
    example=Example(
        settings={
            "operations": [
                {"left_field": "net", "operator": "*", "right_field": "rate", "result_field": "_tax@number"},
                {"left_field": "net", "operator": "+", "right_field": "_tax@number", "result_field": "_gross@number"},
            ]
        },
        input=({"net": "12.50", "rate": 0.2}, {"net": None, "rate": 0.2}),
        output=({"_tax@number": "2.5", "_gross@number": "15"}, {"_tax@number": None, "_gross@number": None}),
    ),
    run=run,
    sliced=True,
    model=model,
    check=check,
)
