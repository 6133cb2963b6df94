"""Primary keys of entries: of what they are made, and those of entries that are known by id."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final
from uuid import UUID

from aqtra.dataflow.entry_model import DATA, property_type
from aqtra.dataflow.entry_reading import joined, loaded
from aqtra.dataflow.items.resolve import Column
from aqtra.dataflow.items.types import INTEGER, Field, FieldType, Kind
from aqtra.dataflow.step import DesignContext
from aqtra.metadata.documents import ArrayProperty, ComponentDocument
from aqtra.metadata.documents.property import BaseProperty
from aqtra.metadata.layout import USER_INFO_KEY

if TYPE_CHECKING:
    import polars as pl

    from aqtra.dataflow.context import StepContext

_PERSON: Final = "user_name"


def key_properties(document: ComponentDocument) -> Sequence[BaseProperty]:
    """The properties of the primary key; people, whose component has none, are known by their user name."""
    declared = [
        prop
        for prop in document.properties
        if prop.primary_key and not prop.virtual and not isinstance(prop, ArrayProperty)
    ]
    person = document.property_named(_PERSON) if document.key == USER_INFO_KEY else None
    return declared or ([person] if person is not None else [])


def key_type(
    component: UUID, ctx: "DesignContext | StepContext", behind: frozenset[UUID] = frozenset()
) -> FieldType | None:
    """The type of the keys of a component: a value, or an object when the key has several properties.

    References in a key are replaced by keys themselves. None: there is no key.
    """
    document = ctx.component(component)
    properties = key_properties(document) if document else ()
    fields = [Field(prop.name, _part_type(prop, ctx, behind | {component}), prop.title) for prop in properties]
    if len(fields) < 2:
        return fields[0].type if fields else None
    return FieldType(Kind.OBJECT, fields=tuple(fields))


async def keys_of(
    ids: "pl.Series", component: UUID, ctx: "StepContext", behind: frozenset[UUID] = frozenset()
) -> Column:
    """The key of each id; null where the entry may not be read. The component has a key."""
    from aqtra.dataflow.items.nesting import struct_of

    document = ctx.component(component)
    of = key_type(component, ctx, behind)
    assert document is not None
    assert of is not None
    properties = key_properties(document)
    raw = FieldType(Kind.OBJECT, fields=tuple(Field(prop.name, property_type(prop)) for prop in properties))
    shown = FieldType(Kind.OBJECT, fields=(Field("id", INTEGER), Field(DATA, raw)))
    found = await loaded(ids, document, shown, ctx, select=tuple(prop.name for prop in properties))
    data = joined(ids, found).struct.field(DATA)
    parts = [
        await _part(Column(data.struct.field(prop.name), property_type(prop)), ctx, behind | {component})
        for prop in properties
    ]
    if len(parts) == 1:
        return parts[0]
    members = [part.series.alias(prop.name) for part, prop in zip(parts, properties, strict=True)]
    return Column(struct_of("key", members, data.is_null()), of)


def _part_type(prop: BaseProperty, ctx: "DesignContext | StepContext", behind: frozenset[UUID]) -> FieldType:
    of = property_type(prop)
    if of.component is None or of.component in behind:
        return of
    return key_type(of.component, ctx, behind) or of


async def _part(column: Column, ctx: "StepContext", behind: frozenset[UUID]) -> Column:
    target = column.type.component
    if target is None or target in behind or key_type(target, ctx, behind) is None:
        return column
    return await keys_of(column.series, target, ctx, behind)
