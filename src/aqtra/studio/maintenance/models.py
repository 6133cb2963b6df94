"""Shapes of the Maintenance screen's answers."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from aqtra.bulk.models import JobError
from aqtra.catalogs.ddl.contract import RetiredData
from aqtra.catalogs.deletion import Marked, Refusal
from aqtra.catalogs.models import Person
from aqtra.catalogs.rebuilding import Broken, Rebuilt
from aqtra.catalogs.references import EntryKey, Uses
from aqtra.metadata.documents import ComponentDocument
from aqtra.metadata.maintenance.models import MaintenanceKind, MaintenanceRow, MaintenanceState

MAX_CHOSEN = 1_000


class ComponentName(BaseModel):
    """A component as people know it."""

    key: UUID
    title: str

    @classmethod
    def of(cls, document: ComponentDocument) -> "ComponentName":
        return cls(key=document.key, title=document.settings.title)


class EntryReferences(BaseModel):
    """How often one property refers to an entry, with the first referring entries: all `marked`, or none of them."""

    component: ComponentName
    property: str
    count: int
    entries: tuple[int, ...]
    marked: bool

    @classmethod
    def of(cls, uses: Uses) -> "EntryReferences":
        return cls(
            component=ComponentName.of(uses.field.model.document),
            property=uses.field.field.name,
            count=uses.count,
            entries=uses.entries,
            marked=uses.marked,
        )


class MarkedEntry(BaseModel):
    """An entry marked for deletion. One that only marked entries refer to may go together with these."""

    component: ComponentName
    id: int
    name: str
    marked_at: datetime
    marked_by: Person | None
    referenced_by: list[EntryReferences]

    @classmethod
    def of(cls, marked: Marked) -> "MarkedEntry":
        return cls(
            component=ComponentName.of(marked.model.document),
            id=marked.id,
            name=marked.name,
            marked_at=marked.at,
            marked_by=None if marked.by is None else Person(id=marked.by, name=marked.by_name),
            referenced_by=[EntryReferences.of(uses) for uses in marked.uses],
        )


class MarkedEntries(BaseModel):
    """A page of marked entries, latest first."""

    count: int
    value: list[MarkedEntry]


class EntryAddress(BaseModel):
    """One entry of a component."""

    model_config = ConfigDict(extra="forbid")

    component: UUID
    id: int = Field(ge=1, lt=2**63)


class Choice(BaseModel):
    """Which marked entries to remove or restore."""

    model_config = ConfigDict(extra="forbid")

    entries: tuple[EntryAddress, ...] = Field(min_length=1, max_length=MAX_CHOSEN)

    def keys(self) -> list[EntryKey]:
        return [EntryKey(entry.component, entry.id) for entry in self.entries]


class RefusedEntry(BaseModel):
    """An entry that stays as it is. `reason`: not_found, not_marked, referenced, or the code of an error."""

    component: UUID
    id: int
    reason: str
    referenced_by: list[EntryReferences]

    @classmethod
    def of(cls, refusal: Refusal) -> "RefusedEntry":
        return cls(
            component=refusal.entry.component,
            id=refusal.entry.id,
            reason=refusal.reason,
            referenced_by=[EntryReferences.of(uses) for uses in refusal.uses],
        )


class Removal(BaseModel):
    """How many entries were removed, and which were not."""

    removed: int
    refused: list[RefusedEntry]


class Restoration(BaseModel):
    """How many entries were restored, and which were not."""

    restored: int
    refused: list[RefusedEntry]


class BrokenReference(BaseModel):
    """Entries whose reference leads nowhere; the first are listed."""

    component: ComponentName
    property: str
    count: int
    entries: tuple[int, ...]

    @classmethod
    def of(cls, broken: Broken) -> "BrokenReference":
        return cls(
            component=ComponentName.of(broken.component),
            property=broken.property,
            count=broken.count,
            entries=broken.entries,
        )


class RebuiltReferences(BaseModel):
    """How many references were checked, how many were made whole in the database, and what leads nowhere."""

    checked: int
    repaired: int
    broken: list[BrokenReference]

    @classmethod
    def of(cls, rebuilt: Rebuilt) -> "RebuiltReferences":
        return cls(
            checked=rebuilt.checked,
            repaired=rebuilt.repaired,
            broken=[BrokenReference.of(broken) for broken in rebuilt.broken],
        )


class RebuiltCache(BaseModel):
    """What this process holds after reading it anew; all others are told to do the same."""

    version: int
    components: int


class RetiredProperty(BaseModel):
    """Values that a removed property left behind, or a present one whose type was replaced (`superseded`)."""

    component: ComponentName
    property: str
    place: str
    superseded: bool


class RetiredProperties(BaseModel):
    """What could be removed, or was."""

    value: list[RetiredProperty]

    @classmethod
    def of(cls, found: Iterable[RetiredData]) -> "RetiredProperties":
        return cls(
            value=[
                RetiredProperty(
                    component=ComponentName(key=data.component, title=data.title),
                    property=data.property,
                    place=data.place,
                    superseded=data.superseded,
                )
                for data in found
            ]
        )


class MaintenanceJob(BaseModel):
    """Work on tables that a worker does. A completed one has the answer of its kind, a failed one an error."""

    id: int
    kind: MaintenanceKind
    state: MaintenanceState
    requested_by: str | None
    requested_at: datetime
    ended_at: datetime | None
    references: RebuiltReferences | None = None
    retired: RetiredProperties | None = None
    error: JobError | None = None

    @classmethod
    def of(cls, job: MaintenanceRow) -> "MaintenanceJob":
        names = ("id", "kind", "state", "requested_by", "requested_at", "ended_at", "error")
        shown = {name: getattr(job, name) for name in names}
        return cls.model_validate({**shown, job.kind: job.result})
