"""Get entity by id: loads one entry per item by its id. What is not there or may not be read is null."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from aqtra.catalogs.odata.options import QueryOptions
from aqtra.dataflow.context import StepContext
from aqtra.dataflow.entry_filter import item_filters
from aqtra.dataflow.entry_model import entry_type
from aqtra.dataflow.entry_reading import KEY, first_of_each, found_by, joined, loaded
from aqtra.dataflow.entry_writing import document_of
from aqtra.dataflow.filter_values import filter_problems
from aqtra.dataflow.items.resolve import Column
from aqtra.dataflow.items.table import Table
from aqtra.dataflow.items.types import ANY, ItemModel, variable
from aqtra.dataflow.mapping import Target, fitted, path_column
from aqtra.dataflow.parameters import ComponentRef, FieldPath, FilterRules, NewField, StepSettings
from aqtra.dataflow.ports import Capabilities
from aqtra.dataflow.step import DesignContext, Example, Group, InputMode, Ports, Problem, Replay, Step
from aqtra.metadata.documents import ComponentDocument

if TYPE_CHECKING:
    import polars as pl


class Settings(StepSettings):
    """Which entry, where to put it, and what it must meet besides."""

    src_field: FieldPath
    dst_field_name: NewField
    component: ComponentRef
    filter: FilterRules = ()


def model(settings: Settings, inputs: tuple[ItemModel, ...], ctx: DesignContext) -> ItemModel:
    document = ctx.component(settings.component)
    return inputs[0].with_field(variable(settings.dst_field_name, entry_type(document) if document else ANY))


def check(settings: Settings, _inputs: tuple[ItemModel, ...], ctx: DesignContext) -> Iterable[Problem]:
    document = ctx.component(settings.component)
    return filter_problems(settings.filter, document) if document else ()


async def run(table: Table, settings: Settings, ctx: StepContext) -> Table:
    document = document_of(settings.component, ctx)
    shown = entry_type(document)
    ids = path_column(table, settings.src_field, KEY, ctx)
    entries = Column(await _entries(table, ids, settings, document, ctx), shown)
    field = variable(settings.dst_field_name, shown)
    return table.with_column(field, fitted(entries, Target(field.type, field.name), ctx).series)


async def _entries(
    table: Table, ids: Column, settings: Settings, document: ComponentDocument, ctx: StepContext
) -> "pl.Series":
    """The entries themselves; where the condition is not the same for all items, each is asked for with its own."""
    shown = entry_type(document)
    filters = item_filters(table, settings.filter, document, ctx)
    if len(filters.conditions) < 2:
        condition = next(iter(filters.conditions), None)
        return joined(ids.series, await loaded(ids.series, document, shown, ctx, condition))
    filters = item_filters(table, settings.filter, document, ctx, {"id": ids})
    found = await found_by(filters, QueryOptions(top=1), document, shown, ctx)
    return first_of_each(found, filters.which)


STEP = Step(
    id="get_entity_by_id",
    group=Group.MODEL_TRANSFORMATION,
    settings=Settings,
    ports=Ports(InputMode.ITEM),
    capabilities=Capabilities(reads=True),
    replay=Replay.PURE,
    example=Example(
        settings={
            "component": "00000000-0000-4000-8000-00000000e001",
            "src_field": "invoice@catalog",
            "dst_field_name": "_invoice",
            "filter": [{"field": "InvoiceState", "operator": "less", "value": {"const": 9}}],
        },
        stored=({"InvoiceNumber": "R-1", "InvoiceState": 3}, {"InvoiceNumber": "R-2", "InvoiceState": 9}),
        input=({"invoice@catalog": 1}, {"invoice@catalog": 2}, {"invoice@catalog": None}),
        output=(
            {"invoice@catalog": 1, "_invoice": {"id": 1, "data": {"InvoiceNumber": "R-1", "InvoiceState": 3}}},
            {"invoice@catalog": 2, "_invoice": None},
            {"invoice@catalog": None, "_invoice": None},
        ),
    ),
    run=run,
    sliced=True,
    model=model,
    check=check,
)
