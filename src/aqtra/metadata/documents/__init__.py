"""The documents builders author. Saved as JSON, exported as one file per object.

Unknown members of an element's settings and of a step's parameters are kept (a newer version may have
written them); unknown members anywhere else are refused.
"""

from aqtra.metadata.documents.base import Document, LocalizedText
from aqtra.metadata.documents.component import (
    AccessMode,
    ComponentDocument,
    ComponentKind,
    ComponentSettings,
)
from aqtra.metadata.documents.flow import Flow, FlowKind, Mapping, Stage, Step
from aqtra.metadata.documents.module import ModuleType, ScriptModule, Side
from aqtra.metadata.documents.page import Element
from aqtra.metadata.documents.property import (
    SYSTEM_FIELDS,
    ArrayProperty,
    BooleanProperty,
    CatalogProperty,
    DateProperty,
    DateTimeProperty,
    EnumValue,
    FileProperty,
    IntegerProperty,
    NumberProperty,
    Property,
    StringProperty,
    SystemField,
    TimeProperty,
    UriProperty,
)

__all__ = [
    "SYSTEM_FIELDS",
    "AccessMode",
    "ArrayProperty",
    "BooleanProperty",
    "CatalogProperty",
    "ComponentDocument",
    "ComponentKind",
    "ComponentSettings",
    "DateProperty",
    "DateTimeProperty",
    "Document",
    "Element",
    "EnumValue",
    "FileProperty",
    "Flow",
    "FlowKind",
    "IntegerProperty",
    "LocalizedText",
    "Mapping",
    "ModuleType",
    "NumberProperty",
    "Property",
    "ScriptModule",
    "Side",
    "Stage",
    "Step",
    "StringProperty",
    "SystemField",
    "TimeProperty",
    "UriProperty",
]
