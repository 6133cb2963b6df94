"""Prepare external keys: ids, which mean nothing outside of the platform, become primary keys. Undoes Lookup reference.

Which ids those are is told by the model's types: references, and the id of every entry.
"""

from typing import TYPE_CHECKING
from uuid import UUID

from aqtra.dataflow.context import StepContext
from aqtra.dataflow.entry_keys import key_type, keys_of
from aqtra.dataflow.entry_model import component_of
from aqtra.dataflow.entry_references import UNREADABLE, path_of, reference_places, resolved, warn_unresolved
from aqtra.dataflow.errors import NoPrimaryKey
from aqtra.dataflow.items.nesting import Place, places, values_at, with_types, with_values
from aqtra.dataflow.items.paths import EACH
from aqtra.dataflow.items.resolve import Column
from aqtra.dataflow.items.table import Table, nulls
from aqtra.dataflow.items.types import FieldType, ItemModel
from aqtra.dataflow.parameters import StepSettings
from aqtra.dataflow.ports import Capabilities
from aqtra.dataflow.step import DesignContext, Example, Group, InputMode, Ports, Replay, Step, StepFailureKind
from aqtra.kernel.errors import FieldError

if TYPE_CHECKING:
    import polars as pl


class Settings(StepSettings):
    """Nothing to set: the types of the items say what is replaced."""


def model(_settings: Settings, inputs: tuple[ItemModel, ...], ctx: DesignContext) -> ItemModel:
    return with_types(inputs[0], _types(_id_places(inputs[0]), ctx))


async def run(table: Table, _settings: Settings, ctx: StepContext) -> Table:
    at = _id_places(table.model)
    types = _types(at, ctx)
    values = values_at(table, frozenset(at))
    for place, column in values.items():
        if place not in types and _stored(column.series).any():
            raise _no_key(place, column.series)

    async def load(ids: "pl.Series", component: UUID) -> Column:
        try:
            return await keys_of(ids, component, ctx)
        except UNREADABLE:
            of = key_type(component, ctx)
            assert of is not None
            return Column(nulls("key", of, len(ids)), of)

    keys = await resolved(table, {place: at[place] for place in types}, load)
    for place, key in keys.items():
        ids = values[place].series
        missing = key.series.is_null() & _stored(ids)
        warn_unresolved(ctx, place, ids, missing, "an entry is gone, has no key, or may not be read")
    return with_values(table, frozenset(keys), lambda place, _: keys[place])


def _id_places(items: ItemModel) -> dict[Place, UUID]:
    """References, and the ids of entries: the item itself may be one."""
    own = {(*place, "id"): component for place, of in places(items.type) if (component := component_of(of)) is not None}
    return own | reference_places(items)


def _types(at: dict[Place, UUID], ctx: DesignContext | StepContext) -> dict[Place, FieldType]:
    """What becomes of ids; those of components without a key are not there."""
    types = {place: key_type(component, ctx) for place, component in at.items()}
    return {place: of for place, of in types.items() if of is not None}


def _stored(ids: "pl.Series") -> "pl.Series":
    """Where an id is one: that of an entry that was never stored is null or 0."""
    return (ids > 0).fill_null(False)


def _no_key(place: Place, ids: "pl.Series") -> NoPrimaryKey:
    path = path_of(place)
    message = f"{path} leads to a component without a primary key"
    item = None if EACH in place else int(_stored(ids).arg_true()[0])
    wrong = FieldError(field=path, rule="no_primary_key", message=message)
    return NoPrimaryKey(message, item_index=item, fields=[wrong])


STEP = Step(
    id="prepare_external_keys",
    group=Group.USER_CONTEXTS,
    settings=Settings,
    ports=Ports(InputMode.ITEM),
    capabilities=Capabilities(reads=True),
    retypes=True,
    replay=Replay.PURE,
    errors=(StepFailureKind("no_primary_key", 422),),
    example=Example(
        settings={},
        stored=({"InvoiceNumber": "R-1"},),
        input=({"invoice@catalog": 1, "n@integer": 1}, {"invoice@catalog": None, "n@integer": 2}),
        output=({"invoice@catalog": "R-1", "n@integer": 1}, {"invoice@catalog": None, "n@integer": 2}),
    ),
    run=run,
    sliced=True,
    model=model,
)
