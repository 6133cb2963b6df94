"""Register context for model: gives an entry of a restricted component an id, under which roles are granted in it."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from aqtra.dataflow.context import StepContext
from aqtra.dataflow.entry_model import property_type
from aqtra.dataflow.entry_writing import document_of
from aqtra.dataflow.errors import UnknownReference
from aqtra.dataflow.item_loop import for_each
from aqtra.dataflow.items.table import Table
from aqtra.dataflow.items.types import FieldType, ItemModel, Kind, variable
from aqtra.dataflow.mapping import Target, is_empty, mapped_column
from aqtra.dataflow.parameters import ComponentRef, FieldPath, NewField, PropertyMapping, StepSettings
from aqtra.dataflow.ports import Capabilities
from aqtra.dataflow.step import DesignContext, Example, Group, InputMode, Ports, Problem, Replay, Step, StepFailureKind
from aqtra.dataflow.user_errors import KeyMissing
from aqtra.dataflow.user_fields import texts_at, with_values

_ID = FieldType(Kind.UUID)


class Settings(StepSettings):
    """Which entry, and what it is called."""

    component: ComponentRef
    name_field: FieldPath
    keys: PropertyMapping
    result_store_field: NewField = "_contextId@uuid"


def model(settings: Settings, inputs: tuple[ItemModel, ...], _ctx: DesignContext) -> ItemModel:
    return inputs[0].with_field(variable(settings.result_store_field, _ID))


def check(settings: Settings, _inputs: tuple[ItemModel, ...], ctx: DesignContext) -> Iterable[Problem]:
    document = ctx.component(settings.component)
    if document is None:
        return
    if not document.settings.restrict_access:
        message = f"{document.settings.title} does not restrict access, so its entries are no contexts"
        yield Problem("component_not_restricted", message, "component")
    mapped = {row.target for row in settings.keys if not is_empty(row)}
    for prop in document.properties:
        if prop.primary_key and prop.name not in mapped:
            yield Problem("key_missing", f"{prop.name} is part of the key", "keys", params={"property": prop.name})
    if not mapped:
        yield Problem("key_missing", "without a key no entry is meant", "keys")


async def run(table: Table, settings: Settings, ctx: StepContext) -> Table:
    columns = _columns(table, settings, ctx)
    names = texts_at(table, settings.name_field, ctx)

    async def register(index: int) -> UUID:
        keys = {target: values[index] for target, values in columns.items()}
        missing = next((target for target, value in keys.items() if value is None), None if keys else "keys")
        if missing is not None:
            raise KeyMissing.of_field(missing, "required", "a value of the key is null")
        return await ctx.directory.register_context(settings.component, keys, names[index])

    ids = await for_each(table, ctx, register)
    return with_values(table, variable(settings.result_store_field, _ID), _ID, ids)


def _columns(table: Table, settings: Settings, ctx: StepContext) -> dict[str, list[Any]]:
    document = document_of(settings.component, ctx)
    columns = {}
    for row in settings.keys:
        prop = document.property_named(row.target)
        if prop is None:
            raise UnknownReference(f"{document.settings.title} has no property {row.target}", property=row.target)
        if not is_empty(row):
            target = Target(property_type(prop), row.target)
            columns[row.target] = mapped_column(table, row, target, ctx).json_values()
    return columns


STEP = Step(
    id="register_context_for_model",
    group=Group.USER_CONTEXTS,
    settings=Settings,
    ports=Ports(InputMode.ITEM),
    capabilities=Capabilities(directory=True),
    replay=Replay.KEYED,
    errors=(StepFailureKind("key_missing", 422), StepFailureKind("entry_not_found", 404)),
    example=Example(
        settings={
            "component": "00000000-0000-4000-8000-00000000e035",
            "name_field": "title@string",
            "keys": [{"target": "Code", "source": "code@string"}],
        },
        input=({"code@string": "D-1", "title@string": "Sales"},),
        output=({"code@string": "D-1", "title@string": "Sales"},),
    ),
    run=run,
    model=model,
    check=check,
)
