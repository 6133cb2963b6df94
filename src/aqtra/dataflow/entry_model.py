"""The item model of an entry: system fields at the root, the component's properties under `data`."""

from typing import Final
from uuid import UUID

from aqtra.dataflow.items.types import INTEGER, STRING, Field, FieldType, ItemModel, Kind, variable
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
    data = FieldType(Kind.OBJECT, fields=properties, component=document.key)
    return ItemModel((*SYSTEM, Field(DATA, data, document.settings.title)))


def entry_type(document: ComponentDocument) -> FieldType:
    """The type of an entry that stands inside of an item."""
    return FieldType(Kind.OBJECT, fields=entry_model(document).fields, component=document.key)


def id_variable(name: str, component: UUID) -> Field:
    """A variable that receives ids of entries: an integer, or a reference when its suffix says so."""
    is_reference = name.endswith(f"@{Kind.CATALOG.value}")
    return variable(name, _reference(component) if is_reference else INTEGER)


def component_of(of: FieldType) -> UUID | None:
    """The component whose entry an object is; None for any other value. `data` of an entry says whose it is."""
    data, identity = of.member(DATA), of.member("id")
    is_entry = data is not None and data.type.kind is Kind.OBJECT and identity is not None
    return data.type.component if data is not None and is_entry else None


def field_type(document: ComponentDocument, name: str) -> FieldType | None:
    """The type of a field of an entry, as filters name it: a system field, or a property with or without `data.`."""
    bare = name.removeprefix(f"{DATA}.")
    system = next((found.type for found in SYSTEM if name in (found.name, *found.aliases)), None)
    prop = document.property_named(bare)
    return system or (None if prop is None else property_type(prop))


def _reference(component: UUID | None) -> FieldType:
    return FieldType(Kind.CATALOG, component=component)
