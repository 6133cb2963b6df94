"""Query entity by filter: the entries of a component that meet a filter, as a list in each item."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Annotated, Literal

from pydantic import Field as Bounds

from aqtra.catalogs.odata.narrowing import Narrowing
from aqtra.catalogs.odata.nodes import Path
from aqtra.catalogs.odata.options import Order, QueryOptions
from aqtra.dataflow.context import TIMES, StepContext
from aqtra.dataflow.entry_filter import item_filters
from aqtra.dataflow.entry_model import DATA, entry_type
from aqtra.dataflow.entry_reading import MOST_ENTRIES, found_narrowed, lists_of
from aqtra.dataflow.entry_writing import document_of
from aqtra.dataflow.filter_values import filter_problems, order_problem
from aqtra.dataflow.items.table import Table
from aqtra.dataflow.items.types import ANY, FieldType, ItemModel, Kind, variable
from aqtra.dataflow.mapping import Target, fitted
from aqtra.dataflow.parameters import ComponentRef, FilterRules, NewField, Parameter, ParameterType, Row, StepSettings
from aqtra.dataflow.ports import Capabilities
from aqtra.dataflow.step import DesignContext, Example, Group, InputMode, Ports, Problem, Replay, Step, StepFailureKind


class OrderBy(Row):
    """One term of the order."""

    field: Annotated[str, Parameter(ParameterType.STRING)]
    direction: Literal["asc", "desc"] = "asc"


class Settings(StepSettings):
    """Whose entries, which of them, in which order, and how many at most."""

    component: ComponentRef
    dst_field_name: NewField
    filter: FilterRules = ()
    order_by: tuple[OrderBy, ...] = ()
    top: Annotated[int, Bounds(ge=1, le=MOST_ENTRIES)] = 1_000


def model(settings: Settings, inputs: tuple[ItemModel, ...], ctx: DesignContext) -> ItemModel:
    document = ctx.component(settings.component)
    listed = FieldType(Kind.ARRAY, element=entry_type(document)) if document else ANY
    return inputs[0].with_field(variable(settings.dst_field_name, listed))


def check(settings: Settings, _inputs: tuple[ItemModel, ...], ctx: DesignContext) -> Iterable[Problem]:
    document = ctx.component(settings.component)
    if document is None:
        return
    yield from filter_problems(settings.filter, document)
    for row in settings.order_by:
        yield from order_problem(row.field, document)


async def run(table: Table, settings: Settings, ctx: StepContext) -> Table:
    return await answered(table, settings, ctx)


async def answered(table: Table, settings: Settings, ctx: StepContext, narrowing: Narrowing | None = None) -> Table:
    """`narrowing`: what later steps do not read stays in the database; those members are null, and lists shorter."""
    document = document_of(settings.component, ctx)
    filters = item_filters(table, settings.filter, document, ctx)
    shown = entry_type(document)
    options = replace(options_of(settings), narrowing=narrowing)
    found = await found_narrowed(filters, options, document, shown, ctx)
    if found.cut:
        items = filters.which.is_in(found.cut).arg_true()
        message = f"more than {settings.top} entries match for {TIMES} of the items; the rest is left out"
        ctx.warn_times("result_truncated", message, len(items), int(items[0]))
    lists = lists_of(found, filters.which, shown)
    field = variable(settings.dst_field_name, lists.type)
    return table.with_column(field, fitted(lists, Target(field.type, field.name), ctx).series)


def options_of(settings: Settings) -> QueryOptions:
    """The order and the number of entries that is asked for."""
    order = tuple(Order(_path(row.field), descending=row.direction == "desc") for row in settings.order_by)
    return QueryOptions(order=order, top=settings.top)


def _path(field: str) -> Path:
    return Path((field.removeprefix(f"{DATA}."),))


STEP = Step(
    id="query_entity_by_filter",
    group=Group.MODEL_TRANSFORMATION,
    settings=Settings,
    ports=Ports(InputMode.ITEM),
    capabilities=Capabilities(reads=True),
    replay=Replay.PURE,
    errors=(StepFailureKind("too_many_items", 413),),
    example=Example(
        settings={
            "component": "00000000-0000-4000-8000-00000000e001",
            "dst_field_name": "_open@array",
            "filter": [
                {"field": "InvoiceState", "operator": "less", "value": {"const": 9}},
                {"field": "InvoiceNumber", "operator": "starts_with", "value": {"path": "prefix@string"}},
            ],
            "order_by": [{"field": "InvoiceNumber", "direction": "desc"}],
        },
        stored=(
            {"InvoiceNumber": "R-1", "InvoiceState": 3},
            {"InvoiceNumber": "R-2", "InvoiceState": 4},
            {"InvoiceNumber": "R-3", "InvoiceState": 9},
        ),
        input=({"prefix@string": "r-"}, {"prefix@string": "x"}),
        output=(
            {
                "prefix@string": "r-",
                "_open@array": [
                    {"id": 2, "data": {"InvoiceNumber": "R-2", "InvoiceState": 4}},
                    {"id": 1, "data": {"InvoiceNumber": "R-1", "InvoiceState": 3}},
                ],
            },
            {"prefix@string": "x", "_open@array": []},
        ),
    ),
    run=run,
    sliced=True,
    model=model,
    check=check,
)
