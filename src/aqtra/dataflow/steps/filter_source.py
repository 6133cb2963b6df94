"""Filter source: lets through only items that satisfy a test. Two filters on one source make an if and an else."""

from collections.abc import Iterable
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Annotated, Final, Literal

from pydantic import AfterValidator

from aqtra.dataflow.comparing import Comparable, comparable, is_composite
from aqtra.dataflow.context import StepContext
from aqtra.dataflow.errors import TypeMismatch
from aqtra.dataflow.items.codec import Misfit, build_series
from aqtra.dataflow.items.paths import parse_path
from aqtra.dataflow.items.resolve import Column
from aqtra.dataflow.items.scalars import Unfit, convert
from aqtra.dataflow.items.table import Table
from aqtra.dataflow.items.types import STRING, FieldType, ItemModel, Kind
from aqtra.dataflow.mapping import column_or_null
from aqtra.dataflow.parameters import FieldPath, ShownWhen, StepSettings
from aqtra.dataflow.path_checks import path_problems
from aqtra.dataflow.step import DesignContext, Example, Group, InputMode, Ports, Problem, Replay, Step

if TYPE_CHECKING:
    import polars as pl

_EQUALITY: Final = ("equal", "not_equal")
_NO_ORDER: Final = "objects and arrays have no order"


def _value(text: str) -> str:
    if _path_in(text) is not None:
        parse_path(text[1:-1])
    return text


def _path_in(text: str) -> str | None:
    """The path of a value that is read from the item: `{data.limit}`."""
    return text[1:-1] if text.startswith("{") and text.endswith("}") else None


class Settings(StepSettings):
    """The value is a constant, converted to the field's type, or `{path}`."""

    src_field: FieldPath
    operator: Literal["equal", "not_equal", "greater", "less", "greater_or_equal", "less_or_equal"] = "equal"
    compare_with_null: bool = False
    filter_value: Annotated[Annotated[str, AfterValidator(_value)] | None, ShownWhen("compare_with_null", False)] = None

    @property
    def path(self) -> str | None:
        return None if self.filter_value is None else _path_in(self.filter_value)


def check(settings: Settings, inputs: tuple[ItemModel, ...], _ctx: DesignContext) -> Iterable[Problem]:
    if settings.compare_with_null:
        if settings.operator not in _EQUALITY:
            yield Problem("operator_needs_value", "null is neither greater nor less", "operator")
    elif settings.filter_value is None:
        yield Problem("operator_needs_value", "there is no value to compare with", "filter_value")
    elif settings.path is not None:
        yield from path_problems("filter_value", settings.path, inputs)
    else:
        yield from _constant_problems(settings.filter_value, inputs[0].at(parse_path(settings.src_field)))


def _constant_problems(value: str, of: FieldType | None) -> Iterable[Problem]:
    try:
        convert(value, Kind.ANY if of is None else of.kind)
    except Unfit as unfit:
        yield Problem("type_mismatch", f"{value}: {unfit}", "filter_value", params={"reason": str(unfit)})


async def run(table: Table, settings: Settings, ctx: StepContext) -> Table:
    field = column_or_null(table, settings.src_field, ctx)
    if settings.compare_with_null or settings.filter_value is None:
        passes = field.series.is_null()
        passes = ~passes if settings.operator == "not_equal" else passes
    else:
        passes = _passes(field, _other(table, field, settings, ctx), settings, ctx)
    return table.taken(passes.arg_true())


def _other(table: Table, field: Column, settings: Settings, ctx: StepContext) -> Column:
    """What the field is compared with: one value for each item, or one for all of them.

    Raises TypeMismatch for a constant of another type.
    """
    if settings.path is not None:
        return column_or_null(table, settings.path, ctx)
    of = STRING if field.type.kind is Kind.ANY else field.type
    misfits: list[Misfit] = []
    value = build_series("filter_value", [settings.filter_value], of, misfits, ctx.run.zone)
    if misfits:
        raise TypeMismatch(f"filter_value: {misfits[0].reason}", type=misfits[0].type)
    return Column(value, of)


def _passes(field: Column, other: Column, settings: Settings, ctx: StepContext) -> "pl.Series":
    both = comparable(field, other, ctx.run.zone, strict=True)
    if settings.operator in _EQUALITY:
        equal = both.left.eq_missing(both.right)
        return equal if settings.operator == "equal" else ~equal
    if is_composite(field.type) != is_composite(other.type):
        _refuse(both.left.is_not_null() & both.right.is_not_null(), settings, _NO_ORDER)
    pairs = both.ordered()
    if both.loose:
        _refuse_mixed(both, *pairs[0], settings)
    compared = [_ordered(left, right, settings.operator) for left, right in pairs]
    # What is null in one pair has its order in another.
    return compared[0] if len(compared) == 1 else reduce(or_, (passes.fill_null(False) for passes in compared))


def _ordered(left: "pl.Series", right: "pl.Series", operator: str) -> "pl.Series":
    match operator:
        case "greater":
            return left > right
        case "less":
            return left < right
        case "greater_or_equal":
            return left >= right
        case _:
            return left <= right


def _refuse_mixed(both: Comparable, left: "pl.Series", right: "pl.Series", settings: Settings) -> None:
    """A number and a text have no order. Raises TypeMismatch."""
    present = both.left.is_not_null() & both.right.is_not_null()
    _refuse(present & (left.is_null() != right.is_null()), settings, "a number and a text have no order")


def _refuse(odd: "pl.Series", settings: Settings, reason: str) -> None:
    """Names the first of the odd items. Raises TypeMismatch."""
    if odd.any():
        raise TypeMismatch.of([Misfit(int(odd.arg_true()[0]), settings.src_field, "number", reason)])


STEP = Step(
    id="filter_source",
    group=Group.MODEL_TRANSFORMATION,
    settings=Settings,
    ports=Ports(InputMode.ITEM),
    replay=Replay.PURE,
    example=Example(
        settings={"src_field": "total@number", "operator": "greater", "filter_value": "9.5"},
        input=({"id": 1, "total@number": "10"}, {"id": 2, "total@number": "9.50"}, {"id": 3, "total@number": None}),
        output=({"id": 1, "total@number": "10"},),
    ),
    run=run,
    sliced=True,
    check=check,
)
