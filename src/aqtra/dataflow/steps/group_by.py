"""Group by: collects items that share key values into one item per group, in order of first occurrence."""

from collections.abc import Iterable
from typing import Annotated

from pydantic import Field as Setting

from aqtra.dataflow.content import content_keys
from aqtra.dataflow.context import StepContext
from aqtra.dataflow.items.keeping import EVERYTHING, Needs, kept
from aqtra.dataflow.items.paths import parse_path
from aqtra.dataflow.items.resolve import Column
from aqtra.dataflow.items.table import Table
from aqtra.dataflow.items.types import ANY, Field, FieldType, ItemModel, Kind, variable
from aqtra.dataflow.mapping import column_or_null
from aqtra.dataflow.parameters import FieldPaths, NewField, StepSettings
from aqtra.dataflow.step import DesignContext, Example, Group, InputMode, Ports, Problem, Replay, Step
from aqtra.dataflow.variables import named_field


class Settings(StepSettings):
    """Each key becomes a field named by the last name of its path."""

    keys: Annotated[FieldPaths, Setting(min_length=1)]
    result_store_field: NewField = "items"


def model(settings: Settings, inputs: tuple[ItemModel, ...], _ctx: DesignContext) -> ItemModel:
    fields = [_key_field(path, inputs[0].at(parse_path(path)) or ANY) for path in settings.keys]
    return _model(fields, settings, inputs[0].member_type)


def check(settings: Settings, _inputs: tuple[ItemModel, ...], _ctx: DesignContext) -> Iterable[Problem]:
    taken = {settings.result_store_field}
    for path in settings.keys:
        name = _last_name(path)
        if name in taken:
            message = f"the field {name} would be written twice"
            yield Problem("key_name_clash", message, "keys", params={"name": name})
        taken.add(name)


async def run(table: Table, settings: Settings, ctx: StepContext) -> Table:
    return await answered(table, settings, ctx, EVERYTHING)


async def answered(table: Table, settings: Settings, ctx: StepContext, members: Needs) -> Table:
    """`members`: what is read of the items in a group; the rest may be left out of them."""
    import polars as pl

    columns = [column_or_null(table, path, ctx) for path in settings.keys]
    keys = [key for column in columns for key in content_keys(column)]
    names = [f"key{index}" for index in range(len(keys))]
    member = kept(table, members).whole()
    frame = pl.DataFrame({**dict(zip(names, keys, strict=True)), "member": member.series}).with_row_index("row")
    groups = frame.group_by(names, maintain_order=True).agg(pl.col("row").first(), pl.col("member"))
    fields = [_key_field(path, column.type) for path, column in zip(settings.keys, columns, strict=True)]
    found = {
        field.name: Column(column.series.gather(groups["row"]).alias(field.name), column.type)
        .converted(field.type, ctx.run.zone)
        .series
        for field, column in zip(fields, columns, strict=True)
    }
    whole = _model(fields, settings, member.type)
    result = Column(groups["member"].alias(settings.result_store_field), FieldType(Kind.ARRAY, element=member.type))
    wanted = whole.field(settings.result_store_field)
    assert wanted is not None
    found[wanted.name] = result.converted(wanted.type, ctx.run.zone).series
    return Table.of(found, whole, len(groups))


def _model(fields: Iterable[Field], settings: Settings, member: FieldType) -> ItemModel:
    model = ItemModel()
    for field in (*fields, variable(settings.result_store_field, FieldType(Kind.ARRAY, element=member))):
        model = model.with_field(field)
    return model


def _key_field(path: str, natural: FieldType) -> Field:
    return named_field(_last_name(path), natural)


def _last_name(path: str) -> str:
    return next(segment for segment in reversed(parse_path(path).segments) if isinstance(segment, str))


STEP = Step(
    id="group_by",
    group=Group.MODEL_TRANSFORMATION,
    settings=Settings,
    ports=Ports(InputMode.BARRIER),
    replay=Replay.PURE,
    example=Example(
        settings={"keys": ["city@string"]},
        input=(
            {"id": 1, "city@string": "Bern"},
            {"id": 2, "city@string": None},
            {"id": 3, "city@string": "Bern"},
        ),
        output=(
            {
                "city@string": "Bern",
                "items": [{"id": 1, "city@string": "Bern"}, {"id": 3, "city@string": "Bern"}],
            },
            {"city@string": None, "items": [{"id": 2, "city@string": None}]},
        ),
    ),
    run=run,
    model=model,
    check=check,
)
