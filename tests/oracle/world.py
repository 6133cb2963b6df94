"""What was put into the database, kept in memory: components, their fields and their entries."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from aqtra.metadata.documents import ComponentDocument

USERS = "User info"
_REFERENCE = "catalog"


@dataclass(frozen=True, slots=True)
class Field:
    """A property or a system field. `target` is the title of the component that it refers to."""

    name: str
    kind: str
    target: str | None = None
    items: str | None = None
    query: bool = False
    safe: bool = True
    """Of integers: whether every possible value is exact in JavaScript."""

    @property
    def is_reference(self) -> bool:
        return self.kind == _REFERENCE

    @property
    def is_list(self) -> bool:
        return self.kind == "array"


SYSTEM: Mapping[str, Field] = {
    "id": Field("id", "integer"),
    "name": Field("name", "string"),
    "createdDate": Field("createdDate", "datetime"),
    "updateDate": Field("updateDate", "datetime"),
    "creatorSubject": Field("creatorSubject", _REFERENCE, USERS),
    "changeAuthor": Field("changeAuthor", _REFERENCE, USERS),
    "version": Field("version", "integer"),
}
ALIASES = {"createDate": "createdDate", "updateSubject": "changeAuthor"}


@dataclass(slots=True)
class Row:
    """An entry: `system` and `data` by field name, lists as Python lists, nothing as None."""

    system: dict[str, Any]
    data: dict[str, Any]
    marked: bool = False

    @property
    def id(self) -> int:
        return int(self.system["id"])

    @property
    def name(self) -> str | None:
        name: str | None = self.system["name"]
        return name

    def value(self, name: str) -> Any:
        return self.system[name] if name in self.system else self.data[name]


@dataclass(slots=True)
class Component:
    title: str
    fields: dict[str, Field]
    document: ComponentDocument | None = None
    rows: dict[int, Row] = field(default_factory=dict)

    def field(self, name: str) -> Field:
        """By the name that paths use; system fields first."""
        name = ALIASES.get(name, name)
        return SYSTEM.get(name) or self.fields[name]

    def has(self, name: str) -> bool:
        return ALIASES.get(name, name) in SYSTEM or name in self.fields

    def all_fields(self) -> Iterator[Field]:
        yield from SYSTEM.values()
        yield from self.fields.values()

    def visible(self) -> list[Row]:
        """Marked entries are hidden everywhere."""
        return [row for row in self.rows.values() if not row.marked]

    def shown_name(self, row: Row) -> str:
        """What references show."""
        return row.name or f"{self.title} #{row.id}"


@dataclass(slots=True, repr=False)
class World:
    """Everything one queries against."""

    components: dict[str, Component]
    seed: int

    def __repr__(self) -> str:
        return f"World(seed={self.seed})"

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        """As Hypothesis prints it."""
        printer.text(repr(self))

    def referred(self, of: Field, value: Any) -> Row | None:
        """The entry behind a reference, when it may be seen."""
        if value is None or of.target is None:
            return None
        row = self.components[of.target].rows.get(value)
        return None if row is None or row.marked else row

    def queried(self) -> list[Component]:
        return [component for title, component in self.components.items() if title != USERS]


def instant(text: str) -> datetime:
    return datetime.fromisoformat(text)
