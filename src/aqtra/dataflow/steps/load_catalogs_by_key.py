"""Load catalogs by key: references become the entries they lead to.

References of these entries stay ids. For a few known references Get entity by id is the simpler step.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final
from uuid import UUID

from aqtra.dataflow.context import StepContext
from aqtra.dataflow.entry_model import entry_type
from aqtra.dataflow.entry_reading import joined, loaded
from aqtra.dataflow.entry_references import UNREADABLE, chosen, path_of, reference_places, resolved, warn_unresolved
from aqtra.dataflow.items.nesting import Place, struct_of, values_at, with_types, with_values
from aqtra.dataflow.items.paths import EACH, parse_path
from aqtra.dataflow.items.resolve import Column
from aqtra.dataflow.items.table import Table, nulls
from aqtra.dataflow.items.types import Field, FieldType, ItemModel, Kind
from aqtra.dataflow.parameters import FieldPaths, StepSettings
from aqtra.dataflow.ports import Capabilities
from aqtra.dataflow.step import DesignContext, Example, Group, InputMode, Ports, Problem, Replay, Step
from aqtra.metadata.documents import ComponentDocument

if TYPE_CHECKING:
    import polars as pl

_MISSING: Final = Field("missing", FieldType(Kind.BOOLEAN), "Missing")


class Settings(StepSettings):
    """Which references; without any named all are replaced."""

    catalog_fields: FieldPaths = ()


def model(settings: Settings, inputs: tuple[ItemModel, ...], ctx: DesignContext) -> ItemModel:
    return with_types(inputs[0], _types(settings, inputs[0], ctx))


def check(settings: Settings, inputs: tuple[ItemModel, ...], ctx: DesignContext) -> Iterable[Problem]:
    found = {path_of(place): component for place, component in reference_places(inputs[0]).items()}
    for path in settings.catalog_fields:
        path = path_of(parse_path(path).segments)
        if path not in found and inputs[0].at(parse_path(path)) is not None:
            message = f"{path} is no reference whose component is known"
            yield Problem("not_a_reference", message, "catalog_fields", params={"path": path})
        elif path in found and ctx.component(found[path]) is None:
            message = f"the component that {path} leads to is not published"
            yield Problem("unknown_reference", message, "catalog_fields", params={"reference": str(found[path])})


async def run(table: Table, settings: Settings, ctx: StepContext) -> Table:
    types = _types(settings, table.model, ctx)
    at = {place: component for place, component in reference_places(table.model).items() if place in types}

    async def load(ids: "pl.Series", component: UUID) -> Column:
        document = ctx.component(component)
        assert document is not None
        return Column(await _entries(ids, document, ctx), _shown(document))

    entries = await resolved(table, at, load)
    for place, column in values_at(table, frozenset(entries)).items():
        missing = entries[place].series.struct.field(_MISSING.name)
        warn_unresolved(ctx, place, column.series, missing, "an entry is gone or may not be read")
    return with_values(table, frozenset(entries), lambda place, _: entries[place])


def _types(settings: Settings, items: ItemModel, ctx: DesignContext | StepContext) -> dict[Place, FieldType]:
    """What becomes of the references. Inside of lists of objects only those that are named."""
    found = chosen(reference_places(items), settings.catalog_fields)
    documents = {place: ctx.component(component) for place, component in found.items()}
    return {
        place: _shown(document)
        for place, document in documents.items()
        if document is not None and (settings.catalog_fields or EACH not in place[:-1])
    }


def _shown(document: ComponentDocument) -> FieldType:
    of = entry_type(document)
    return FieldType(Kind.OBJECT, fields=(*(of.fields or ()), _MISSING), component=document.key)


async def _entries(ids: "pl.Series", document: ComponentDocument, ctx: StepContext) -> "pl.Series":
    """For each id the entry, or only the id and that it is missing."""
    shown = entry_type(document)
    try:
        entries = joined(ids, await loaded(ids, document, shown, ctx))
    except UNREADABLE:
        entries = nulls("entry", shown, len(ids))
    members = [entries.struct.field(field.name) for field in shown.fields or () if field.name != "id"]
    known = [ids.alias("id"), *members, entries.is_null().alias(_MISSING.name)]
    return struct_of("entry", known, ids.is_null())


STEP = Step(
    id="load_catalogs_by_key",
    group=Group.MODEL_TRANSFORMATION,
    settings=Settings,
    ports=Ports(InputMode.ITEM),
    capabilities=Capabilities(reads=True),
    retypes=True,
    replay=Replay.PURE,
    example=Example(
        settings={"catalog_fields": ["invoice@catalog"]},
        stored=({"InvoiceNumber": "R-1"},),
        input=({"invoice@catalog": 1}, {"invoice@catalog": None}, {"invoice@catalog": 7}),
        output=(
            {"invoice@catalog": {"id": 1, "data": {"InvoiceNumber": "R-1"}, "missing": False}},
            {"invoice@catalog": None},
            {"invoice@catalog": {"id": 7, "name": None, "data": None, "missing": True}},
        ),
    ),
    run=run,
    sliced=True,
    model=model,
    check=check,
)
