"""Lookup reference: the id of the entry that has a primary key. With Update entry behind it: create or change."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from aqtra.catalogs.odata.options import QueryOptions
from aqtra.dataflow.context import StepContext
from aqtra.dataflow.entry_filter import item_filters
from aqtra.dataflow.entry_keys import key_properties
from aqtra.dataflow.entry_model import id_variable, property_type
from aqtra.dataflow.entry_reading import first_of_each, found_by
from aqtra.dataflow.entry_writing import document_of
from aqtra.dataflow.errors import NoPrimaryKey
from aqtra.dataflow.items.resolve import Column
from aqtra.dataflow.items.table import Table
from aqtra.dataflow.items.types import INTEGER, Field, FieldType, ItemModel, Kind
from aqtra.dataflow.mapping import Target, fitted, is_empty, mapped_column
from aqtra.dataflow.parameters import ComponentRef, NewField, PropertyMapping, StepSettings
from aqtra.dataflow.ports import Capabilities
from aqtra.dataflow.step import DesignContext, Example, Group, InputMode, Ports, Problem, Replay, Step, StepFailureKind
from aqtra.metadata.documents import ComponentDocument

if TYPE_CHECKING:
    import polars as pl

_SHOWN = FieldType(Kind.OBJECT, fields=(Field("id", INTEGER),))


class Settings(StepSettings):
    """Whose entry, where to put its id, and the key."""

    component: ComponentRef
    field_name: NewField
    key_mapping: PropertyMapping


def model(settings: Settings, inputs: tuple[ItemModel, ...], _ctx: DesignContext) -> ItemModel:
    return inputs[0].with_field(id_variable(settings.field_name, settings.component))


def check(settings: Settings, _inputs: tuple[ItemModel, ...], ctx: DesignContext) -> Iterable[Problem]:
    document = ctx.component(settings.component)
    if document is None:
        return
    names = [prop.name for prop in key_properties(document)]
    if not names:
        yield Problem("no_primary_key", f"{document.settings.title} has no primary key", "component")
    given = [row.target for row in settings.key_mapping if not is_empty(row)]
    for name in (name for name in names if given.count(name) != 1):
        message = f"{name} is part of the key and takes one value"
        yield Problem("key_incomplete", message, "key_mapping", params={"property": name})
    for name in dict.fromkeys(name for name in given if name not in names):
        message = f"{name} is no part of the key"
        yield Problem("not_a_key", message, "key_mapping", params={"property": name})


async def run(table: Table, settings: Settings, ctx: StepContext) -> Table:
    import polars as pl

    document = document_of(settings.component, ctx)
    key = _key(table, settings, document, ctx)
    # A key that is not whole names nothing; compared as null it would find entries without one.
    given = pl.DataFrame([_given(column).alias(name) for name, column in key.items()])
    is_whole = given.select(pl.all_horizontal(pl.all())).to_series()
    asked = Table(table.frame.filter(is_whole), table.model)
    columns = {name: Column(column.series.filter(is_whole), column.type) for name, column in key.items()}
    filters = item_filters(asked, (), document, ctx, columns)
    found = await found_by(filters, QueryOptions(top=1), document, _SHOWN, ctx, select=())
    first = first_of_each(found, filters.which).struct.field("id")
    places = pl.when(is_whole).then(is_whole.cast(pl.UInt32).cum_sum() - 1)
    ids = Column(first.gather(pl.select(places).to_series()).alias("id"), INTEGER)
    field = id_variable(settings.field_name, settings.component)
    return table.with_column(field, fitted(ids, Target(field.type, field.name), ctx).series)


def _key(table: Table, settings: Settings, document: ComponentDocument, ctx: StepContext) -> dict[str, Column]:
    """The values of every property of the key. Raises NoPrimaryKey, TypeMismatch."""
    rows = {row.target: row for row in settings.key_mapping if not is_empty(row)}
    properties = key_properties(document)
    if not properties or any(prop.name not in rows for prop in properties):
        # Publication refuses it; the key may have been changed since.
        raise NoPrimaryKey(f"the key of {document.settings.title} is not the one that is mapped")
    return {
        prop.name: mapped_column(table, rows[prop.name], Target(property_type(prop), prop.name), ctx)
        for prop in properties
    }


def _given(column: Column) -> "pl.Series":
    """Where there is a value: an empty text is none."""
    if column.type.kind in (Kind.STRING, Kind.URI):
        return column.series.is_not_null() & (column.series != "")
    return column.series.is_not_null()


STEP = Step(
    id="lookup_reference",
    group=Group.MODEL_TRANSFORMATION,
    settings=Settings,
    ports=Ports(InputMode.ITEM),
    capabilities=Capabilities(reads=True),
    replay=Replay.PURE,
    errors=(StepFailureKind("no_primary_key", 422),),
    example=Example(
        settings={
            "component": "00000000-0000-4000-8000-00000000e001",
            "field_name": "_invoice",
            "key_mapping": [{"target": "InvoiceNumber", "source": "number@string"}],
        },
        stored=({"InvoiceNumber": "R-1"},),
        input=({"number@string": "R-1"}, {"number@string": "R-2"}, {"number@string": None}),
        output=(
            {"number@string": "R-1", "_invoice": 1},
            {"number@string": "R-2", "_invoice": None},
            {"number@string": None, "_invoice": None},
        ),
    ),
    run=run,
    sliced=True,
    model=model,
    check=check,
)
