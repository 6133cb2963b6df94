"""The item model of an entry: system fields at the root, the component's properties under `data`."""

from typing import Final
from uuid import UUID

from aqtra.dataflow.items.types import INTEGER, STRING, Field, FieldType, ItemModel, Kind
from aqtra.metadata.documents import SYSTEM_FIELDS, ArrayProperty, CatalogProperty, ComponentDocument
from aqtra.metadata.documents.property import BaseProperty
from aqtra.metadata.layout import USER_INFO_KEY

DATA: Final = "data"
_USER: Final = FieldType(Kind.CATALOG, component=USER_INFO_KEY)
_SYSTEM_KINDS: Final = {
    "integer": INTEGER,
    "string": STRING,
    "datetime": FieldType(Kind.DATE_TIME),
    "catalog": _USER,
}
VERSION: Final = Field("version", INTEGER, "Version")
SYSTEM: Final = (
    *(Field(found.name, _SYSTEM_KINDS[found.type], found.title, found.aliases) for found in SYSTEM_FIELDS),
    VERSION,
)
_PROPERTY_KINDS: Final = {
    "string": Kind.STRING,
    "integer": Kind.INTEGER,
    "number": Kind.NUMBER,
    "boolean": Kind.BOOLEAN,
    "datetime": Kind.DATE_TIME,
    "date": Kind.DATE,
    "time": Kind.TIME,
    "uri": Kind.URI,
    "file": Kind.UUID,
}


def property_type(prop: BaseProperty) -> FieldType:
    """The type of a property's values in an item."""
    if isinstance(prop, CatalogProperty):
        return _reference(prop.component)
    if isinstance(prop, ArrayProperty) and prop.items is not None:
        return FieldType(Kind.ARRAY, element=FieldType(_PROPERTY_KINDS[prop.items]))
    if isinstance(prop, ArrayProperty):
        return FieldType(Kind.ARRAY, element=_reference(prop.component))
    return FieldType(_PROPERTY_KINDS[prop.type])  # type: ignore[attr-defined]


def entry_model(document: ComponentDocument) -> ItemModel:
    """The model of the component's entries, virtual properties included."""
    properties = tuple(Field(prop.name, property_type(prop), prop.title) for prop in document.properties)
    return ItemModel((*SYSTEM, Field(DATA, FieldType(Kind.OBJECT, fields=properties), document.settings.title)))


def _reference(component: UUID | None) -> FieldType:
    return FieldType(Kind.CATALOG, component=component)
