"""How each property type is kept in a column."""

from collections.abc import Iterator
from typing import Final

from aqtra.metadata.documents import ComponentDocument
from aqtra.metadata.documents.property import BaseProperty

SQL_TYPES: Final = {
    "string": "text",
    "uri": "text",
    "integer": "bigint",
    "number": "numeric",
    "boolean": "boolean",
    "datetime": "timestamptz",
    "date": "date",
    "time": "time",
    "catalog": "bigint",
    "file": "uuid",
}
"""Column type by property type. Arrays have no column but a link table, whose values have these types too."""

ENCRYPTED: Final = "encrypted"
"""The kind of a column whose values the database cannot read."""
_SEALED: Final = f"{ENCRYPTED} "
ARRAY: Final = "array"
_VALUES: Final = "array of "
CATALOG: Final = "catalog"
FILE: Final = "file"
SCALARS: Final = frozenset({"string", "uri", "integer", "number", "boolean", "datetime", "date", "time"})
TEXTS: Final = frozenset({"string", "uri"})


def type_of(prop: BaseProperty) -> str:
    """The property type's name as it stands in documents."""
    return str(prop.type)  # type: ignore[attr-defined]


def items_of(prop: BaseProperty) -> str | None:
    """The type of the values of an array of values; None for references and for everything else."""
    items = getattr(prop, "items", None)
    return None if items is None else str(items)


def storage_of(prop: BaseProperty) -> str:
    """How values are kept: as they are, or sealed."""
    return f"{_SEALED}{type_of(prop)}" if prop.encrypted else values_of(prop)


def values_of(prop: BaseProperty) -> str:
    """The property type, for an array of values with the type of these."""
    items = items_of(prop)
    return type_of(prop) if items is None else f"{_VALUES}{items}"


def column_type(storage: str) -> str:
    """The SQL type of a column of this storage."""
    return "bytea" if storage.startswith(_SEALED) else SQL_TYPES[storage]


def is_array(storage: str) -> bool:
    """Whether this storage is a link table."""
    return storage == ARRAY or storage.startswith(_VALUES)


def items_stored(storage: str) -> str | None:
    """The type of the values in a link table; None where it holds references."""
    return storage.removeprefix(_VALUES) if storage.startswith(_VALUES) else None


def target_of(prop: BaseProperty) -> str | None:
    """The key of the component that a catalog or array refers to, as text."""
    component = getattr(prop, "component", None)
    return None if component is None else str(component)


def stored(document: ComponentDocument) -> Iterator[BaseProperty]:
    """The properties that have a place in the database."""
    return (prop for prop in document.properties if not prop.virtual)


def is_lossless(old: str, new: str) -> bool:
    """Whether every value of the old type is a value of the new one (studio.md 5.2)."""
    return old == new or (old, new) == ("integer", "number") or (old in SCALARS and new == "string")
