"""Select many: splits an array into items that keep their parent's data under `$parent`.

The parent is the same for all its elements. Text is shared between rows and lists are not, so arrays of the
parent lie there as JSON text: a thousand elements with a large sibling array cost one copy of it.
"""

from collections.abc import AsyncGenerator
from dataclasses import replace
from typing import Final

from aqtra.dataflow.arrays import Split, split_model, splits
from aqtra.dataflow.context import StepContext
from aqtra.dataflow.items.paths import parse_path
from aqtra.dataflow.items.table import Table
from aqtra.dataflow.items.types import Field, FieldType, ItemModel, Kind
from aqtra.dataflow.nesting import type_without, without
from aqtra.dataflow.parameters import FieldPath, StepSettings
from aqtra.dataflow.step import DesignContext, Example, Group, InputMode, Ports, Replay, Step, StepFailureKind, at_once
from aqtra.dataflow.streams import Stream

PARENT: Final = "$parent"


class Settings(StepSettings):
    """Null, missing and empty arrays give no items."""

    model_path: FieldPath


def model(settings: Settings, inputs: tuple[ItemModel, ...], _ctx: DesignContext) -> ItemModel:
    names = _names(settings)
    whole = inputs[0].member_type
    parent = _shared(type_without(whole, names) if names else whole)
    return split_model(inputs[0], settings.model_path).with_field(Field(PARENT, parent))


async def stream(source: Stream, settings: Settings, ctx: StepContext) -> AsyncGenerator[Table, None]:
    for part, found in splits(source, settings.model_path, ctx):
        yield _with_parent(part, found, settings, ctx)


def _with_parent(table: Table, found: Split, settings: Settings, ctx: StepContext) -> Table:
    names = _names(settings)
    whole = table.whole()
    parent = without(whole, names) if names else whole
    shared = parent.converted(_shared(parent.type), ctx.run.zone)
    return found.elements.with_column(Field(PARENT, shared.type), shared.series.gather(found.rows))


def _names(settings: Settings) -> tuple[str, ...]:
    """The way to the array when it leads by names only: elsewhere it cannot be taken out of the parent."""
    segments = parse_path(settings.model_path).segments
    names = tuple(segment for segment in segments if isinstance(segment, str))
    return names if len(names) == len(segments) else ()


def _shared(of: FieldType) -> FieldType:
    if of.kind is Kind.ARRAY:
        return FieldType(Kind.ARRAY)
    if of.fields is None:
        return of
    return replace(of, fields=tuple(replace(field, type=_shared(field.type)) for field in of.fields))


STEP = Step(
    id="select_many",
    group=Group.MODEL_TRANSFORMATION,
    settings=Settings,
    ports=Ports(InputMode.ITEM),
    replay=Replay.PURE,
    errors=(StepFailureKind("not_an_array", 422),),
    example=Example(
        settings={"model_path": "lines@array"},
        input=({"id": 7, "lines@array": [{"price": 1}, {"price": 2}]}, {"id": 8, "lines@array": ["loose"]}),
        output=(
            {"price": 1, "$parent": {"id": 7}},
            {"price": 2, "$parent": {"id": 7}},
            {"value": "loose", "$parent": {"id": 8}},
        ),
    ),
    run=at_once(stream),
    stream=stream,
    model=model,
)
