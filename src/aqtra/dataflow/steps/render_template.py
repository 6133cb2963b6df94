"""Render template: makes a document of each item, and keeps it as a file of the principal."""

from collections.abc import AsyncIterator, Iterable
from typing import Literal

from aqtra.dataflow.context import StepContext
from aqtra.dataflow.file_errors import FileTooLarge
from aqtra.dataflow.file_names import file_name
from aqtra.dataflow.items.codec import build_series
from aqtra.dataflow.items.resolve import Column
from aqtra.dataflow.items.table import Table
from aqtra.dataflow.items.types import FieldType, ItemModel, Kind, variable
from aqtra.dataflow.parallel import for_items
from aqtra.dataflow.parameters import NewField, StepSettings, TemplateMapping, TemplateRef, TextTemplate
from aqtra.dataflow.ports import Capabilities
from aqtra.dataflow.results import with_result
from aqtra.dataflow.step import DesignContext, Example, Group, InputMode, Ports, Problem, Replay, Step, StepFailureKind
from aqtra.dataflow.template_data import template_data
from aqtra.dataflow.template_models import mapping_problems
from aqtra.dataflow.text_template import filled
from aqtra.templates.limits import AT_ONCE
from aqtra.templates.models import DocumentFormat

_FILE = FieldType(Kind.UUID)


class Settings(StepSettings):
    """Which template, as what, what the document is called, and what fills it."""

    template: TemplateRef
    render_type: Literal["text", "html", "docx", "xlsx", "pdf"] = "pdf"
    file_name: TextTemplate
    fields_mapping: TemplateMapping
    result_store_field: NewField = "fileId"


def model(settings: Settings, inputs: tuple[ItemModel, ...], _ctx: DesignContext) -> ItemModel:
    return inputs[0].with_field(variable(settings.result_store_field, _FILE))


def check(settings: Settings, _inputs: tuple[ItemModel, ...], ctx: DesignContext) -> Iterable[Problem]:
    content = ctx.templates.get(settings.template)
    if content is not None:
        yield from mapping_problems("fields_mapping", settings.fields_mapping, content)


async def run(table: Table, settings: Settings, ctx: StepContext) -> Table:
    templates, files = ctx.templates, ctx.files
    wanted = DocumentFormat(settings.render_type)
    data = template_data(table, settings.fields_mapping, await templates.model(settings.template), ctx)
    names = filled(settings.file_name, table, ctx).to_list()

    async def make(index: int) -> str:
        name = file_name(names[index], f".{wanted.extension}")
        made = await templates.render(settings.template, wanted, name, data(index))
        if len(made.content) > files.export_limit:
            raise FileTooLarge(f"the document has more than {files.export_limit} bytes", limit=files.export_limit)
        return str(await files.store(made.name, wanted.content_type, _streamed(made.content)))

    made = await for_items(len(table), make, AT_ONCE, ctx.check_cancelled)
    series = build_series(settings.result_store_field, made, _FILE, [])
    return with_result(table, settings.result_store_field, Column(series, _FILE), ctx)


async def _streamed(content: bytes) -> AsyncIterator[bytes]:
    yield content


STEP = Step(
    id="render_template",
    group=Group.OUTPUT,
    settings=Settings,
    ports=Ports(InputMode.ITEM),
    capabilities=Capabilities(files=True, templates=True),
    replay=Replay.AT_LEAST_ONCE,
    errors=(
        StepFailureKind("render_failed", 422),
        StepFailureKind("file_too_large", 413),
        StepFailureKind("bad_file_name", 422),
        StepFailureKind("unknown_reference", 409),
    ),
    example=Example(
        settings={
            "template": "00000000-0000-4000-8000-00000000d001",
            "render_type": "text",
            "file_name": "Invoice {number@string}",
            "fields_mapping": [
                {"target": "number", "source": "number@string"},
                {"target": "lines", "source": "lines@array"},
            ],
        },
        input=(
            {"number@string": "R-1", "lines@array": [{"title": "Paper", "price": "12.50"}]},
            {"number@string": "R-2", "lines@array": []},
        ),
        output=({"number@string": "R-1"}, {"number@string": "R-2"}),
    ),
    run=run,
    model=model,
    check=check,
)
