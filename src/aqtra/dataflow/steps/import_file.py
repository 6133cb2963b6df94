"""Import file: reads a stored file row by row into items.

The file is read in batches, which leave one by one: no more of it is in memory than two of them.
"""

import asyncio
from collections.abc import AsyncGenerator, Iterable, Iterator
from contextlib import aclosing
from typing import Annotated, Final, Literal
from uuid import UUID

from pydantic import Field, ValidationInfo, field_validator

from aqtra.bulk.streams import blocking, looked_ahead, portions
from aqtra.dataflow.context import StepContext
from aqtra.dataflow.entry_model import property_type
from aqtra.dataflow.errors import TooManyItems, UnknownReference, at_item, shifted
from aqtra.dataflow.file_errors import FileMissing, RowInvalid
from aqtra.dataflow.file_reading import FileType, Reading, json_paths, records
from aqtra.dataflow.file_rows import BadRow, ImportedField, batches, converted, imported_model
from aqtra.dataflow.file_separator import Separator
from aqtra.dataflow.items.keeping import EVERYTHING, Needs, kept
from aqtra.dataflow.items.table import Table
from aqtra.dataflow.items.types import FieldType, ItemModel, Kind
from aqtra.dataflow.mapping import RUN_VARIABLES, column_or_null, is_empty, run_variable
from aqtra.dataflow.parameters import ColumnMapping, FieldPath, ShownWhen, StepSettings
from aqtra.dataflow.ports import Capabilities, OpenedFile
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
from aqtra.files.errors import FileNotFound
from aqtra.metadata.documents import ComponentDocument
from aqtra.metadata.documents import Mapping as MappingRow
from aqtra.metadata.documents.property import BaseProperty

_TOLD_ROWS: Final = 20
"""Rows left out that get a warning each; the others are counted."""


class Settings(StepSettings):
    """Which file, how it is read, and which column becomes which property."""

    file_info_field: FieldPath
    input_file_type: FileType
    column_separator: Annotated[Separator, ShownWhen("input_file_type", "csv")] = ";"
    first_lines_to_ignore: Annotated[int, Field(ge=0, le=1_000_000)] = 0
    worksheet_name: Annotated[str | None, ShownWhen("input_file_type", "xlsx")] = None
    fields_mapping: ColumnMapping
    on_row_error: Literal["stop", "skip"] = "stop"

    @field_validator("fields_mapping")
    @classmethod
    def _json_has_paths(cls, rows: ColumnMapping, info: ValidationInfo) -> ColumnMapping:
        if info.data.get("input_file_type") == "json":
            json_paths([row.source for row in rows if row.source and row.source not in RUN_VARIABLES])
        return rows


def model(settings: Settings, _inputs: tuple[ItemModel, ...], ctx: DesignContext) -> ItemModel:
    known = {prop.name: prop for prop in ctx.owner.properties}
    rows = [row for row in settings.fields_mapping if not is_empty(row) and row.target in known]
    return imported_model([_field(row, known[row.target]) for row in rows])


def check(settings: Settings, _inputs: tuple[ItemModel, ...], ctx: DesignContext) -> Iterable[Problem]:
    targets = [row.target for row in settings.fields_mapping]
    for target in dict.fromkeys(targets):
        if targets.count(target) > 1:
            yield Problem("duplicate_target", f"{target} is written twice", "fields_mapping", params={"target": target})
        if ctx.owner.property_named(target) is None:
            message = f"{ctx.owner.settings.title} has no property {target}"
            yield Problem("unknown_reference", message, "fields_mapping", params={"reference": target})


def stream(source: Stream, settings: Settings, ctx: StepContext) -> AsyncGenerator[Table, None]:
    return answered(source, settings, ctx, EVERYTHING)


async def answered(source: Stream, settings: Settings, ctx: StepContext, behind: Needs) -> AsyncGenerator[Table, None]:
    """`behind`: what is read of the items; the rest is checked and may be left out of them."""
    fields = _fields(settings, ctx)
    skipped = _Skipped(ctx)
    total = 0
    yield kept(Table.empty(imported_model(fields)), behind)
    for index, file_id in _file_ids(source, settings, ctx):
        with at_item(index):
            opened = await _opened(file_id, ctx)
            async with aclosing(_batches(opened, settings, fields, ctx)) as found:
                async for part, bad in found:
                    ctx.check_cancelled()
                    skipped.add(bad, index, stops=settings.on_row_error == "stop")
                    total += len(part)
                    if total > ctx.limits.items:
                        raise TooManyItems(f"{opened.name} has more than {ctx.limits.items} rows")
                    yield kept(part, behind)
    skipped.tell_rest()


def _file_ids(source: Stream, settings: Settings, ctx: StepContext) -> Iterator[tuple[int, str | None]]:
    """The file of each item, with the item's place."""
    for before, part in source.numbered():
        with shifted(before):
            column = column_or_null(part, settings.file_info_field, ctx)
            ids = column.converted(FieldType(Kind.UUID)).series.to_list()
        yield from enumerate(ids, before)


async def _opened(file_id: str | None, ctx: StepContext) -> OpenedFile:
    if file_id is None:
        raise FileMissing("there is no file in the field")
    try:
        return await ctx.files.open(UUID(file_id))
    except FileNotFound as error:
        raise FileMissing(f"the file {file_id} does not exist", file=file_id) from error


async def _batches(
    opened: OpenedFile, settings: Settings, fields: tuple[ImportedField, ...], ctx: StepContext
) -> AsyncGenerator[tuple[Table, list[BadRow]], None]:
    """The items of one file, batch by batch. Reading and converting happen in a thread, one batch ahead."""
    async with aclosing(opened.chunks()) as stream, aclosing(portions(stream)) as large:
        chunks = blocking(large, asyncio.get_running_loop())
        rows = records(chunks, _reading(opened, settings, fields))
        read = batches(rows)

        def step() -> tuple[Table, list[BadRow]] | None:
            batch = next(read, None)
            return None if batch is None else converted(batch, fields, ctx.run.zone)

        try:
            async with aclosing(looked_ahead(step)) as found:
                async for part in found:
                    yield part
        finally:
            # Ends the process that reads, where there is one.
            await asyncio.to_thread(rows.close)


def _reading(opened: OpenedFile, settings: Settings, fields: tuple[ImportedField, ...]) -> Reading:
    read = [(field.column, field.type.kind) for field in fields if field.column is not None]
    return Reading(
        type=settings.input_file_type,
        sources=tuple(column for column, _ in read),
        separator=settings.column_separator,
        skipped=settings.first_lines_to_ignore,
        sheet=settings.worksheet_name,
        charset=opened.charset,
        whole=frozenset(place for place, (_, kind) in enumerate(read) if kind in (Kind.INTEGER, Kind.CATALOG)),
    )


def _fields(settings: Settings, ctx: StepContext) -> tuple[ImportedField, ...]:
    found = []
    for row in settings.fields_mapping:
        if is_empty(row):
            continue
        constant = run_variable(row.source, ctx.run) if row.source in RUN_VARIABLES else row.const
        found.append(_field(row, _property(ctx.owner, row.target), constant))
    return tuple(found)


def _field(row: MappingRow, prop: BaseProperty, constant: object = None) -> ImportedField:
    column = None if not row.source or row.source in RUN_VARIABLES else row.source
    return ImportedField(prop.name, property_type(prop), column, constant, prop.encrypted)


def _property(owner: ComponentDocument, name: str) -> BaseProperty:
    prop = owner.property_named(name)
    if prop is None:
        raise UnknownReference(f"{owner.settings.title} has no property {name}", property=name)
    return prop


class _Skipped:
    """Rows that are no items: the first ends the run or, when they are left out, some are told and the rest counted."""

    def __init__(self, ctx: StepContext) -> None:
        self._ctx = ctx
        self._count = 0

    def add(self, rows: list[BadRow], item: int, *, stops: bool) -> None:
        """Raises RowInvalid."""
        for row in rows[: 1 if stops else _TOLD_ROWS]:
            if stops:
                raise RowInvalid(row.message, fields=(row.as_field,), **row.as_field.params)
            if self._count < _TOLD_ROWS:
                self._ctx.warn(RowInvalid.code, row.message, item)
            self._count += 1
        self._count += max(0, len(rows) - _TOLD_ROWS)

    def tell_rest(self) -> None:
        if self._count > _TOLD_ROWS:
            self._ctx.warn(RowInvalid.code, f"{self._count} rows were left out; the first {_TOLD_ROWS} are named")


STEP = Step(
    id="import_file",
    group=Group.INPUT,
    settings=Settings,
    ports=Ports(InputMode.ITEM),
    capabilities=Capabilities(files=True),
    replay=Replay.PURE,
    errors=(
        StepFailureKind("file_missing", 422),
        StepFailureKind("file_type_mismatch", 415),
        StepFailureKind("column_not_found", 422),
        StepFailureKind("row_invalid", 422),
        StepFailureKind("file_too_large", 413),
        StepFailureKind("too_many_items", 413),
    ),
    example=Example(
        settings={
            "file_info_field": "file@uuid",
            "input_file_type": "csv",
            "fields_mapping": [
                {"target": "InvoiceNumber", "source": "Number"},
                {"target": "InvoiceTotalValue", "source": "Total"},
            ],
        },
        input=({"file@uuid": "00000000-0000-4000-8000-00000000f001"},),
        output=(
            {"data": {"InvoiceNumber": "R-1", "InvoiceTotalValue": "12.50"}, "_row@integer": 2},
            {"data": {"InvoiceNumber": "R-2", "InvoiceTotalValue": None}, "_row@integer": 3},
        ),
    ),
    run=at_once(stream),
    stream=stream,
    model=model,
    check=check,
)
