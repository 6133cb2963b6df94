"""Deferred update entry: records a create, update or deletion mark per item, to be executed later in a batch.

Values are converted and checked now, so a broken rule stops here and names its item. Whether keys are free and
references lead somewhere is asked when the operations are applied.
"""

from collections.abc import AsyncGenerator, Iterable
from typing import Annotated, Any, Final

from aqtra.catalogs.errors import InvalidEntry
from aqtra.dataflow.batches import OperationRefused
from aqtra.dataflow.context import StepContext
from aqtra.dataflow.deferred import PIECE, Mode, Operation, Shape
from aqtra.dataflow.entry_writing import Planned, document_of, planned_columns
from aqtra.dataflow.errors import ItemFailed, at_item, shifted
from aqtra.dataflow.items.table import Table
from aqtra.dataflow.items.types import ItemModel
from aqtra.dataflow.parameters import ComponentRef, FieldPath, PropertyMapping, PropertyRef, ShownWhen, StepSettings
from aqtra.dataflow.ports import Capabilities
from aqtra.dataflow.step import (
    DesignContext,
    Example,
    Group,
    InputMode,
    Ports,
    Problem,
    Replay,
    Step,
    StepFailureKind,
    at_once,
)
from aqtra.dataflow.streams import Stream
from aqtra.dataflow.write_checks import written_problems
from aqtra.kernel.findings import Severity

_WRITING = ShownWhen("mark_entry_for_deletion", False)
APPLY: Final = "apply_deferred_update_operations"


class Settings(StepSettings):
    """Where to write, which entry, and what."""

    component: ComponentRef
    field_component_key: FieldPath | None = None
    mark_entry_for_deletion: bool = False
    name_field: Annotated[PropertyRef | None, _WRITING] = None
    fields_mapping: Annotated[PropertyMapping, _WRITING] = ()


def check(settings: Settings, _inputs: tuple[ItemModel, ...], ctx: DesignContext) -> Iterable[Problem]:
    yield from written_problems(settings.component, settings.fields_mapping, ctx)
    if settings.field_component_key is None and settings.mark_entry_for_deletion:
        yield Problem("key_missing", "marking for deletion needs the entry's id", "field_component_key")
    if ctx.following is not None and APPLY not in ctx.following:
        message = "no Apply deferred update operations comes after it, so nothing is ever written"
        yield Problem("no_apply_step", message, severity=Severity.WARNING)


async def stream(source: Stream, settings: Settings, ctx: StepContext) -> AsyncGenerator[Table, None]:
    _ = ctx.batches
    document = document_of(settings.component, ctx)
    if settings.mark_entry_for_deletion:
        settings = settings.model_copy(update={"fields_mapping": (), "name_field": None})
    shapes: tuple[Shape, Shape] | None = None
    with ctx.deferred.all_or_none():
        for before, part in source.numbered():
            with shifted(before):
                planned = planned_columns(part, settings, document, ctx)
                # One recording, however many slices: changes of all of them come before new entries.
                shapes = shapes or _shapes(planned, settings, ctx)
                for start in range(0, len(part), PIECE):
                    ctx.check_cancelled()
                    await _record(start, before, planned, shapes, ctx)
            yield part


async def _record(start: int, before: int, planned: Planned, shapes: tuple[Shape, Shape], ctx: StepContext) -> None:
    """Checks and keeps one piece of a slice that `before` items come before. Raises ItemFailed."""
    changes, creates = shapes
    operations: list[tuple[int, Shape, int | None, tuple[Any, ...]]] = []
    for item, cells in enumerate(planned.rows(start, PIECE), start):
        entry = planned.keys[item]
        if entry is None and changes.mode == "mark":
            nothing = InvalidEntry.of_field("id", "required", "there is no id of an entry to mark for deletion")
            raise ItemFailed(nothing, item)
        if entry is None:
            # A new entry has a name at least, be it null.
            operations.append((before + item, creates, None, cells or (None,)))
        else:
            operations.append((before + item, changes, entry, cells))
    checked = [Operation(item - before, item, shape, entry, cells) for item, shape, entry, cells in operations]
    try:
        await ctx.batches.check(checked)
    except OperationRefused as refused:
        with at_item(refused.index):
            raise refused.cause from refused
    ctx.deferred.add(operations)


def _shapes(planned: Planned, settings: Settings, ctx: StepContext) -> tuple[Shape, Shape]:
    """Of changes and of new entries. Changes come first: they may free a key that a new entry takes."""
    component, members = settings.component, planned.members
    mode: Mode = "mark" if settings.mark_entry_for_deletion else "update"
    changes = ctx.deferred.shape(component, mode, members, ctx.step_id)
    return changes, ctx.deferred.shape(component, "create", members or ("name",), ctx.step_id)


STEP = Step(
    id="deferred_update_entry",
    group=Group.OUTPUT,
    settings=Settings,
    ports=Ports(InputMode.ITEM),
    capabilities=Capabilities(writes=True),
    replay=Replay.PURE,
    errors=(StepFailureKind("validation_failed", 422),),
    example=Example(
        settings={
            "component": "00000000-0000-4000-8000-00000000e001",
            "name_field": "InvoiceNumber",
            "fields_mapping": [{"target": "InvoiceNumber", "source": "number@string"}],
        },
        input=({"number@string": "R-1"}, {"number@string": "R-2"}),
        output=({"number@string": "R-1"}, {"number@string": "R-2"}),
    ),
    run=at_once(stream),
    stream=stream,
    ranged=True,
    check=check,
)
