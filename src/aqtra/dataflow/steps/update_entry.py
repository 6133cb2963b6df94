"""Update entry: creates, updates or marks for deletion one entry per item and waits for the result.

Each item is a transaction of its own and is visible to later steps at once. Items are written one after
another, so the first error leaves exactly the items before it stored. What cannot be converted is told before any is.
In a large background run several workers may write parts at once: then items behind the error may be stored too.
"""

from collections.abc import AsyncGenerator, Iterable, Mapping
from typing import Annotated, Any

from aqtra.catalogs.service import Kept
from aqtra.dataflow.context import StepContext
from aqtra.dataflow.entry_model import id_variable
from aqtra.dataflow.entry_writing import Write, document_of, fill_system_fields, planned_columns, planned_writes
from aqtra.dataflow.errors import EntryNotFound, at_item, shifted
from aqtra.dataflow.items.codec import build_series
from aqtra.dataflow.items.resolve import Column
from aqtra.dataflow.items.table import Table
from aqtra.dataflow.items.types import INTEGER, Field, ItemModel
from aqtra.dataflow.parameters import (
    ComponentRef,
    FieldPath,
    NewField,
    PropertyMapping,
    PropertyRef,
    ShownWhen,
    StepSettings,
)
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
from aqtra.kernel.errors import NotFound
from aqtra.kernel.findings import Severity
from aqtra.metadata.documents import ComponentDocument

_WRITING = ShownWhen("mark_entry_for_deletion", False)


class Settings(StepSettings):
    """Where to write, which entry, and what."""

    component: ComponentRef
    field_component_key: FieldPath | None = None
    mark_entry_for_deletion: bool = False
    no_tracking: bool = False
    name_field: Annotated[PropertyRef | None, _WRITING] = None
    result_store_field: NewField | None = None
    fields_mapping: Annotated[PropertyMapping, _WRITING] = ()


def model(settings: Settings, inputs: tuple[ItemModel, ...], _ctx: DesignContext) -> ItemModel:
    result = _result_field(settings)
    return inputs[0].with_field(result) if result else inputs[0]


def check(settings: Settings, _inputs: tuple[ItemModel, ...], ctx: DesignContext) -> Iterable[Problem]:
    if ctx.component(settings.component) is None:
        return
    if settings.field_component_key is None and settings.mark_entry_for_deletion:
        yield Problem("key_missing", "marking for deletion needs the entry's id", "field_component_key")
    elif settings.field_component_key is None:
        message = "without a key field every item makes a new entry"
        yield Problem("creates_always", message, "field_component_key", Severity.INFORMATION)
    yield from written_problems(settings.component, settings.fields_mapping, ctx)


async def stream(source: Stream, settings: Settings, ctx: StepContext) -> AsyncGenerator[Table, None]:
    document = document_of(settings.component, ctx)
    for before, part in source.numbered() if source.is_cut else ():
        with shifted(before):
            planned_columns(part, settings, document, ctx)
    for before, part in source.numbered():
        with shifted(before):
            written = await _written(part, settings, document, ctx)
        yield written


def apart(source: Stream, settings: Settings, ctx: StepContext) -> bool:
    """Changes of different entries that leave keys alone do not meet. New entries get their ids in order, though."""
    import polars as pl

    document = document_of(settings.component, ctx)
    keys = {prop.name for prop in document.properties if prop.primary_key}
    written = {row.target for row in settings.fields_mapping}
    if settings.mark_entry_for_deletion or settings.field_component_key is None or keys & written:
        return False
    entries = []
    for before, part in source.numbered():
        with shifted(before):
            planned = planned_columns(part, settings, document, ctx)
        entries.append(pl.Series(planned.keys, dtype=pl.Int64))
    found = pl.concat(entries)
    return found.null_count() == 0 and found.n_unique() == len(found)


async def _written(table: Table, settings: Settings, document: ComponentDocument, ctx: StepContext) -> Table:
    writes = planned_writes(table, settings, document, ctx)
    stored: list[Mapping[str, Any]] = []
    for index, write in enumerate(writes):
        ctx.check_cancelled()
        with at_item(index):
            stored.append(await _write(write, settings, ctx))
    if settings.component == ctx.owner.key and not settings.mark_entry_for_deletion:
        table = fill_system_fields(table, writes, stored)
    return _with_result(table, settings, stored)


async def _write(write: Write, settings: Settings, ctx: StepContext) -> Mapping[str, Any]:
    """Stores one item. Raises EntryNotFound, and what the catalogs raise."""
    component = settings.component
    if not settings.mark_entry_for_deletion and write.entry_id is None:
        return await ctx.entries.create(component, write.data, None if write.name is Kept.KEPT else write.name)
    if write.entry_id is None:
        raise EntryNotFound("there is no id of an entry to mark for deletion")
    tracked = not settings.no_tracking
    try:
        if settings.mark_entry_for_deletion:
            await ctx.entries.mark(component, write.entry_id, tracked=tracked)
            return {"id": write.entry_id}
        return await ctx.entries.update(component, write.entry_id, write.data, write.name, tracked=tracked)
    except NotFound as error:
        raise EntryNotFound(f"entry {write.entry_id} does not exist", id=write.entry_id) from error


def _result_field(settings: Settings) -> Field | None:
    name = settings.result_store_field
    return None if name is None else id_variable(name, settings.component)


def _with_result(table: Table, settings: Settings, stored: list[Mapping[str, Any]]) -> Table:
    field = _result_field(settings)
    if field is None:
        return table
    ids = Column(build_series(field.name, [entry["id"] for entry in stored], INTEGER, []), INTEGER)
    return table.with_column(field, ids.converted(field.type).series)


STEP = Step(
    id="update_entry",
    group=Group.OUTPUT,
    settings=Settings,
    ports=Ports(InputMode.ITEM),
    capabilities=Capabilities(reads=True, writes=True),
    replay=Replay.AT_LEAST_ONCE,
    errors=(
        StepFailureKind("entry_not_found", 404),
        StepFailureKind("duplicate_key", 409),
        StepFailureKind("validation_failed", 422),
        StepFailureKind("concurrent_update", 409),
    ),
    example=Example(
        settings={
            "component": "00000000-0000-4000-8000-00000000e001",
            "field_component_key": "id",
            "name_field": "InvoiceNumber",
            "result_store_field": "_newInvoice",
            "fields_mapping": [
                {"target": "InvoiceNumber", "source": "number@string"},
                {"target": "InvoiceState", "const": 0},
            ],
        },
        input=({"id": 0, "number@string": "R-1"}, {"id": 1, "number@string": "R-2"}),
        output=(
            {"id": 1, "number@string": "R-1", "_newInvoice": 1},
            {"id": 1, "number@string": "R-2", "_newInvoice": 1},
        ),
    ),
    run=at_once(stream),
    stream=stream,
    ranged=True,
    apart=apart,
    model=model,
    check=check,
)
