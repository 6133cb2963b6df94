"""Join models: enriches the items of one stream with matching items of another."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Annotated, Final, Literal

from pydantic import AfterValidator
from pydantic import Field as Setting

from aqtra.dataflow.context import StepContext
from aqtra.dataflow.items.keeping import EVERYTHING, Needs, kept
from aqtra.dataflow.items.paths import Path, parse_path
from aqtra.dataflow.items.table import Table
from aqtra.dataflow.items.types import Field, ItemModel
from aqtra.dataflow.joining import Pairs
from aqtra.dataflow.mapping import RUN_VARIABLES, Target, column_or_null, is_empty, mapped_column, source_type
from aqtra.dataflow.parameters import FieldPaths, FreeMapping, Parameter, ParameterType, StepRef, StepSettings
from aqtra.dataflow.path_checks import path_problems, target_problems
from aqtra.dataflow.step import DesignContext, Example, Group, InputMode, Ports, Problem, Replay, Step, StepFailureKind
from aqtra.dataflow.transform_errors import JoinTooLarge
from aqtra.dataflow.variables import promised_type
from aqtra.metadata.documents import Mapping

if TYPE_CHECKING:
    import polars as pl

_SIDES: Final = ("left", "right")


def _sided(rows: tuple[Mapping, ...]) -> tuple[Mapping, ...]:
    for row in rows:
        if len(parse_path(row.target).segments) != 1:
            raise ValueError(f"{row.target} is no field of the result: it may hold neither dots nor brackets")
        if row.source and row.source not in RUN_VARIABLES and _read(row) is None:
            raise ValueError(f"{row.source} begins neither with left. nor with right.")
    return rows


def _read(row: Mapping) -> tuple[int, Mapping] | None:
    """The stream a row reads, and the row as that stream understands it; None for constants and run variables."""
    if not row.source or row.source in RUN_VARIABLES:
        return None
    side, *inside = parse_path(row.source).segments
    if side not in _SIDES or not inside or not isinstance(inside[0], str):
        return None
    return _SIDES.index(str(side)), Mapping(target=row.target, source=str(Path(tuple(inside))))


class Settings(StepSettings):
    """Without `map` all fields of the right item are added, and the left one wins on a clash of names."""

    left_step: StepRef
    right_step: StepRef
    left_key: Annotated[FieldPaths, Parameter(ParameterType.FIELD_PATHS, port=0), Setting(min_length=1)]
    right_key: Annotated[FieldPaths, Parameter(ParameterType.FIELD_PATHS, port=1), Setting(min_length=1)]
    map: Annotated[FreeMapping, AfterValidator(_sided), Parameter(ParameterType.MAPPING, own_check=True)] = ()
    join_type: Literal["left", "inner"] = "left"

    @property
    def read(self) -> list[tuple[int, str]]:
        """The paths that the rows read, each after the stream it is a path of."""
        found = (_read(row) for row in self.rows)
        return [(side, inside.source) for side, inside in filter(None, found) if inside.source]

    @property
    def rows(self) -> list[Mapping]:
        return [row for row in self.map if not is_empty(row)]


def model(settings: Settings, inputs: tuple[ItemModel, ...], _ctx: DesignContext) -> ItemModel:
    left, right = inputs
    if not settings.rows:
        return _with_all(left, right)
    for row in settings.rows:
        left = left.with_field(_field(row, inputs))
    return left


def check(settings: Settings, inputs: tuple[ItemModel, ...], _ctx: DesignContext) -> Iterable[Problem]:
    if len(settings.left_key) != len(settings.right_key):
        message = f"{len(settings.left_key)} fields cannot match {len(settings.right_key)}"
        yield Problem("key_arity_mismatch", message, "right_key")
    yield from target_problems("map", (row.target for row in settings.map))
    yield from _source_problems(settings, inputs)


def _source_problems(settings: Settings, inputs: tuple[ItemModel, ...]) -> Iterator[Problem]:
    for row in settings.rows:
        side, inside = _read(row) or (0, None)
        if inside is not None and inside.source:
            yield from path_problems("map", inside.source, (inputs[side],))


async def run(table: Table, settings: Settings, ctx: StepContext) -> Table:
    return await answered(table, settings, ctx, EVERYTHING)


async def answered(_table: Table, settings: Settings, ctx: StepContext, behind: Needs) -> Table:
    """`behind`: what is read of the result; the rest may be left out of it."""
    left, right = ctx.inputs
    pairs = Pairs.of(
        [column_or_null(left, path, ctx) for path in settings.left_key],
        [column_or_null(right, path, ctx) for path in settings.right_key],
        ctx.run.zone,
        keep_unmatched=settings.join_type == "left",
    )
    limit = ctx.shared.limits.items
    if (count := pairs.count(limit)) > limit:
        raise JoinTooLarge(f"the streams have {count} pairs; a run may have {limit} items", count=count, limit=limit)
    left_rows, right_rows = pairs.rows()
    read = behind | {parse_path(path).segments for _, path in settings.read}
    taken = kept(left, read).taken(left_rows)
    if not settings.rows:
        return _added(taken, kept(right, read), right_rows)
    return kept(_mapped(settings, taken, right, right_rows, ctx), behind)


def _added(left: Table, right: Table, rows: "pl.Series") -> Table:
    columns = {field.name: right.frame[field.name].rechunk().gather(rows) for field in right.model.fields}
    known = {field.name: left.frame[field.name] for field in left.model.fields}
    return Table.of({**columns, **known}, _with_all(left.model, right.model), len(left))


def _mapped(settings: Settings, left: Table, right: Table, rows: "pl.Series", ctx: StepContext) -> Table:
    """Every source is read before anything is written: a row may not see what another one wrote."""
    sides = (left, right)
    models = (left.model, right.model)
    result = left
    for row in settings.rows:
        field = _field(row, models)
        side, inside = _read(row) or (0, row)
        series = mapped_column(sides[side], inside, Target(field.type, row.target), ctx).series
        result = result.with_column(field, series.rechunk().gather(rows) if side else series)
    return result


def _with_all(left: ItemModel, right: ItemModel) -> ItemModel:
    taken = {field.name for field in left.fields}
    fields = (*left.fields, *(field for field in right.fields if field.name not in taken))
    return ItemModel(fields, open=left.open or right.open)


def _field(row: Mapping, models: tuple[ItemModel, ...]) -> Field:
    """The field a row writes; its type is that of the source unless its suffix says otherwise."""
    name = str(parse_path(row.target).segments[0])
    side, inside = _read(row) or (0, row)
    return Field(name, promised_type(name, source_type(inside, models[side])))


STEP = Step(
    id="join_models",
    group=Group.MODEL_TRANSFORMATION,
    settings=Settings,
    ports=Ports(InputMode.JOIN, join=("left_step", "right_step")),
    replay=Replay.PURE,
    errors=(StepFailureKind("join_too_large", 413),),
    example=Example(
        settings={
            "left_step": "orders",
            "right_step": "customers",
            "left_key": ["customer@integer"],
            "right_key": ["id"],
            "map": [{"target": "customerName@string", "source": "right.name@string"}],
        },
        input=({"order@string": "B-2", "customer@integer": 8}, {"order@string": "A-1", "customer@integer": 7}),
        right=({"id": 7, "name@string": "Ada"},),
        output=(
            {"order@string": "A-1", "customer@integer": 7, "customerName@string": "Ada"},
            {"order@string": "B-2", "customer@integer": 8, "customerName@string": None},
        ),
    ),
    run=run,
    model=model,
    check=check,
)
