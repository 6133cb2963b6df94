"""Export to file: writes the stream to a file of the principal, one row per item."""

import asyncio
import re
from collections.abc import AsyncGenerator, Iterable, Iterator
from contextlib import aclosing
from typing import Annotated, Final

from pydantic import ValidationInfo, field_validator

from aqtra.bulk.streams import looked_ahead
from aqtra.dataflow.context import StepContext
from aqtra.dataflow.file_names import file_name
from aqtra.dataflow.file_separator import Separator
from aqtra.dataflow.file_writing import FORMATS, Output, OutputType, Writing, written
from aqtra.dataflow.items.table import Table
from aqtra.dataflow.items.types import INTEGER, STRING, Field, FieldType, ItemModel, Kind, variable
from aqtra.dataflow.mapping import is_empty, source_column
from aqtra.dataflow.parameters import FreeMapping, NewField, ShownWhen, StepSettings, TextTemplate
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
from aqtra.dataflow.text_template import filled_once
from aqtra.metadata.documents import Mapping

_XML_NAME: Final = re.compile(r"[^\W\d][\w.-]*")
_SHEET_NAME: Final = re.compile(r"(?!')[^\[\]:*?/\\\x00-\x1f]{1,31}(?<!')")


class Settings(StepSettings):
    """What kind of file, what it is called, and its columns in order."""

    output_file_type: OutputType
    file_name: TextTemplate
    column_separator: Annotated[Separator, ShownWhen("output_file_type", "csv")] = ";"
    worksheet_name: Annotated[str | None, ShownWhen("output_file_type", "excel")] = None
    fields_mapping: FreeMapping
    result_store_field: NewField = "fileId"

    @field_validator("worksheet_name")
    @classmethod
    def _sheet(cls, name: str | None) -> str | None:
        if name is not None and not _SHEET_NAME.fullmatch(name):
            raise ValueError(
                r"the name of a sheet has 1 to 31 characters, none of []:*?/\, and no apostrophe at an end"
            )
        return name

    @field_validator("fields_mapping")
    @classmethod
    def _columns(cls, rows: FreeMapping, info: ValidationInfo) -> FreeMapping:
        if all(map(is_empty, rows)):
            raise ValueError("a file has at least one column")
        if info.data.get("output_file_type") == "xml":
            for row in rows:
                if not _XML_NAME.fullmatch(row.target):
                    raise ValueError(f"{row.target} cannot be the name of an XML element")
        return rows


def model(settings: Settings, _inputs: tuple[ItemModel, ...], _ctx: DesignContext) -> ItemModel:
    return _model(settings)


def _model(settings: Settings) -> ItemModel:
    known = ItemModel((Field("fileName", STRING), Field("rows", INTEGER)))
    return known.with_field(variable(settings.result_store_field, FieldType(Kind.UUID)))


def check(settings: Settings, _inputs: tuple[ItemModel, ...], _ctx: DesignContext) -> Iterable[Problem]:
    targets = [row.target for row in settings.fields_mapping]
    for target in dict.fromkeys(targets):
        if targets.count(target) > 1:
            message = f"two columns have the title {target}"
            yield Problem("duplicate_target", message, "fields_mapping", params={"target": target})


async def stream(source: Stream, settings: Settings, ctx: StepContext) -> AsyncGenerator[Table, None]:
    kind = FORMATS[settings.output_file_type]
    name = file_name(filled_once(settings.file_name, source.head(1), ctx), kind.extension)
    files = ctx.files
    with files.scratch() as folder:
        how = Writing(
            separator=settings.column_separator,
            sheet=settings.worksheet_name,
            zone=ctx.run.zone,
            limit=files.export_limit,
            scratch=folder,
            step=ctx.check_cancelled,
        )
        rows = [row for row in settings.fields_mapping if not is_empty(row)]
        titles = [row.target for row in rows]
        content = written(settings.output_file_type, titles, _outputs(source, rows, ctx), how)
        try:
            async with aclosing(_streamed(content)) as chunks:
                file_id = await files.store(name, kind.content_type, chunks)
        finally:
            await asyncio.to_thread(content.close)
    item = {"fileName": name, "rows": len(source), settings.result_store_field: str(file_id)}
    yield Table.from_items([item], _model(settings))


def _outputs(source: Stream, rows: list[Mapping], ctx: StepContext) -> Iterator[Output]:
    for part in source.slices():
        yield Output(tuple((row.target, source_column(part, row, ctx)) for row in rows), len(part))


async def _streamed(content: Iterator[bytes]) -> AsyncGenerator[bytes, None]:
    """Written in a thread, one chunk ahead of who stores them."""
    async with aclosing(looked_ahead(lambda: next(content, None))) as chunks:
        async for chunk in chunks:
            yield chunk


STEP = Step(
    id="export_to_file",
    group=Group.OUTPUT,
    settings=Settings,
    ports=Ports(InputMode.BARRIER),
    capabilities=Capabilities(files=True),
    replay=Replay.AT_LEAST_ONCE,
    errors=(
        StepFailureKind("file_too_large", 413),
        StepFailureKind("bad_file_name", 422),
        StepFailureKind("cell_too_long", 422),
    ),
    example=Example(
        settings={
            "output_file_type": "csv",
            "file_name": "Invoices {month@string}",
            "fields_mapping": [
                {"target": "Number", "source": "number@string"},
                {"target": "Total", "source": "total@number"},
            ],
        },
        input=(
            {"month@string": "2026-01", "number@string": "R-1", "total@number": "12.50"},
            {"month@string": "2026-01", "number@string": "R-2", "total@number": None},
        ),
        output=({"fileName": "Invoices 2026-01.csv", "rows": 2},),
    ),
    run=at_once(stream),
    stream=stream,
    model=model,
    check=check,
)
