"""A published component as statements see it: which fields it has and where each is kept."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from aqtra.catalogs.columns import ARRAY, CATALOG, ENCRYPTED, items_of, type_of
from aqtra.catalogs.encrypted import Sealed
from aqtra.catalogs.file_rules import kept_by
from aqtra.catalogs.limits import SAFE_INTEGER
from aqtra.catalogs.sight import EVERYTHING, Sight
from aqtra.kernel.policy import Verb
from aqtra.metadata.documents import ComponentDocument, ComponentKind, EnumValue, FileProperty
from aqtra.metadata.documents.property import BaseProperty
from aqtra.metadata.layout import SYSTEM_FIELDS_BY_NAME, USER_INFO_KEY
from aqtra.metadata.releases.models import PublishedComponent

_SYSTEM_COLUMNS: Final = {
    "id": "id",
    "name": "name",
    "createdDate": "created_at",
    "updateDate": "updated_at",
    "creatorSubject": "created_by",
    "changeAuthor": "changed_by",
}


@dataclass(frozen=True, slots=True)
class Field:
    """A readable field. `location` is a column, or for an array its link table.

    `items` is the type of the values of an array of values; an array without is one of references.
    """

    name: str
    kind: str
    location: str
    target: UUID | None = None
    property_id: str | None = None
    always_safe: bool = True
    """For integers: whether JavaScript can hold every possible value."""
    items: str | None = None
    visible: str | None = None
    """For lists of references: under which condition this reader sees the row `target` as an element; None: always."""
    sealed: Sealed | None = None
    """For encrypted properties: how their values are kept."""
    kept: str | None = None
    """For files: under which condition the row `file` may be kept here, if it was not uploaded for the property."""

    @property
    def is_system(self) -> bool:
        return self.property_id is None

    @property
    def value_kind(self) -> str:
        """The type of the values, encrypted or not."""
        return self.kind if self.sealed is None else self.sealed.kind

    @property
    def is_array(self) -> bool:
        return self.kind == ARRAY

    @property
    def is_reference(self) -> bool:
        return self.kind == CATALOG


def _system_fields() -> dict[str, Field]:
    fields: dict[str, Field] = {}
    for name, system in SYSTEM_FIELDS_BY_NAME.items():
        target = USER_INFO_KEY if system.type == CATALOG else None
        fields[name] = Field(system.name, system.type, _SYSTEM_COLUMNS[system.name], target)
    fields["version"] = Field("version", "integer", "version")
    return fields


SYSTEM: Final[Mapping[str, Field]] = _system_fields()
"""System fields by name and by alias."""
SYSTEM_SHOWN: Final = tuple({field.name: field for field in SYSTEM.values()}.values())


class Model:
    """The fields of one component as one kind of reader sees it: properties that are hidden are not there."""

    def __init__(self, published: PublishedComponent, sight: Sight = EVERYTHING) -> None:
        self.sight = sight
        self.document: ComponentDocument = _seen(published.document, sight)
        self.table = published.table.table
        self.title = published.document.settings.title
        self.key = published.document.key
        layout = published.table
        places = layout.columns | layout.link_tables
        self.data: dict[str, Field] = {
            prop.name: _field(prop, self.table, places[prop.id], sight)
            for prop in self.document.properties
            if not prop.virtual and prop.id in places
        }
        self.by_property = {field.property_id: field for field in self.data.values()}

    @property
    def has_entries(self) -> bool:
        return self.document.kind is not ComponentKind.MULTICOMPONENT

    def field(self, name: str) -> Field | None:
        """A field by the name that paths use; system fields first, their names are reserved."""
        return SYSTEM.get(name) or self.data.get(name)

    def readable(self, alias: str) -> str:
        """The condition under which a row of this component may be seen."""
        return self.sight.readable(self.key, alias)

    def scanned(self, alias: str) -> str:
        """The same for rows that the statement takes from this component's table itself."""
        return self.sight.scanned(self.key, alias)

    def key_fields(self) -> Iterator[Field]:
        """The stored key properties."""
        keys = {prop.id for prop in self.document.properties if prop.primary_key}
        return (field for field in self.data.values() if field.property_id in keys and not field.is_array)


def _seen(document: ComponentDocument, sight: Sight) -> ComponentDocument:
    hidden = sight.hidden(document.key)
    if not hidden:
        return document
    return document.model_copy(update={"properties": tuple(p for p in document.properties if p.id not in hidden)})


ModelOf = Callable[[UUID], Model]
"""Finds the model of another component, after checking that the reader may see it."""


def _field(prop: BaseProperty, table: str, location: str, sight: Sight) -> Field:
    target: UUID | None = getattr(prop, "component", None)
    listed = type_of(prop) == ARRAY
    return Field(
        name=prop.name,
        kind=ENCRYPTED if prop.encrypted else type_of(prop),
        location=location,
        target=target,
        property_id=prop.id,
        always_safe=_is_safe(prop),
        items=items_of(prop),
        visible=sight.rule(target, Verb.READ, "target") if target is not None and listed else None,
        sealed=Sealed(type_of(prop), table, location) if prop.encrypted else None,
        kept=kept_by(prop) if isinstance(prop, FileProperty) else None,
    )


def _is_safe(prop: BaseProperty) -> bool:
    enum: tuple[EnumValue, ...] | None = getattr(prop, "enum", None)
    if enum is not None:
        return all(abs(int(offered.value)) <= SAFE_INTEGER for offered in enum) if _is_integer(prop) else True
    low, high = getattr(prop, "minimum", None), getattr(prop, "maximum", None)
    if low is None or high is None:
        return False
    return bool(low >= -SAFE_INTEGER and high <= SAFE_INTEGER)


def _is_integer(prop: BaseProperty) -> bool:
    return type_of(prop) == "integer"
