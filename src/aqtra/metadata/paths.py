"""Paths through object models: `data.supplier.name` in a form, `InvoiceState` or `data.InvoiceState` in a list."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from aqtra.metadata.documents import ComponentDocument, Property
from aqtra.metadata.layout import SYSTEM_FIELDS_BY_NAME, USER_INFO_KEY

DATA = "data"


class BrokenPath(Exception):
    """The path leads nowhere. `code` says why, `segment` where."""

    def __init__(self, code: str, segment: str) -> None:
        super().__init__(f"{code} at {segment!r}")
        self.code = code
        self.segment = segment


@dataclass(frozen=True, slots=True)
class Resolved:
    """Where a path ends. `target` is the component a reference leads to; `field` is None for a system field.

    `steps` counts the fields on the way: more than one means the value belongs to another entry.
    """

    type: str
    field: Property | None
    target: UUID | None
    steps: int

    @property
    def bind_type(self) -> str:
        """The type as elements declare it: enumerations apart."""
        return f"{self.type}_enum" if getattr(self.field, "enum", None) else self.type

    @property
    def is_stored(self) -> bool:
        return self.field is None or not self.field.virtual


def resolve(
    path: str, document: ComponentDocument, documents: Mapping[UUID, ComponentDocument], *, bare: bool
) -> Resolved:
    """Follows a path that starts at an entry of `document`.

    `bare` allows properties without `data.` in front, as lists and filters do. Raises BrokenPath with the code
    path_empty, path_unknown, path_not_reference or target_missing.
    """
    segments = path.split(".")
    found: Resolved | None = None
    at = document
    after_data = False
    for segment in segments:
        if found is not None and not after_data:
            at = _entered(found, documents, segment)
        if segment == DATA and not after_data:
            after_data = True
            continue
        reached = _field(at, segment, properties=bare or after_data or found is not None, system=not after_data)
        found = Resolved(
            type=reached.type,
            field=reached.field,
            target=reached.target,
            steps=1 if found is None else found.steps + 1,
        )
        after_data = False
    if found is None or after_data:
        raise BrokenPath("path_empty", path)
    return found


def _entered(found: Resolved, documents: Mapping[UUID, ComponentDocument], segment: str) -> ComponentDocument:
    if found.type != "catalog":
        raise BrokenPath("path_not_reference", segment)
    target = documents.get(found.target) if found.target else None
    if target is None:
        raise BrokenPath("target_missing", segment)
    return target


def _field(document: ComponentDocument, name: str, *, properties: bool, system: bool) -> Resolved:
    prop = next((own for own in document.properties if own.name == name), None) if properties else None
    if prop is not None:
        return Resolved(prop.type, prop, getattr(prop, "component", None), 1)
    field = SYSTEM_FIELDS_BY_NAME.get(name) if system else None
    if field is None:
        raise BrokenPath("path_unknown", name)
    return Resolved(field.type, None, USER_INFO_KEY if field.type == "catalog" else None, 1)
