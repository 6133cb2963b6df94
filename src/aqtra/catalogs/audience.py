"""Who would see entries differently after a publication: counted from what roles grant, before anything changes."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum
from uuid import UUID

from aqtra.catalogs import names
from aqtra.catalogs.rulings import Rulings
from aqtra.identity.rights.models import Readers
from aqtra.metadata.documents import CatalogProperty, ComponentDocument, ComponentKind
from aqtra.metadata.layout import TableLayout
from aqtra.metadata.releases.models import PublishedComponent


class Extent(IntEnum):
    """How many entries of a component somebody may read, as far as roles say."""

    NONE = 0
    SOME = 1
    """Those of certain contexts, or those that refer to nothing out of sight."""
    ALL = 2


@dataclass(frozen=True, slots=True)
class AudienceChange:
    """A component whose entries `losing` users see fewer of than now, and `gaining` users more."""

    component: UUID
    title: str
    losing: int
    gaining: int


def rulings_after(live: Mapping[UUID, PublishedComponent], documents: Collection[ComponentDocument]) -> Rulings:
    """Those that would hold with these documents. Places are made up: nothing is asked of tables."""
    return Rulings(dict(live) | {document.key: _imagined(document) for document in documents})


def concerned(before: Rulings, after: Rulings) -> frozenset[UUID]:
    """Components that were there and stay, whose rules may differ, with all that their rules ask about."""
    kept = [key for key in before.components() if after.of(key) is not None]
    ruled = before.ruled | after.ruled
    return frozenset(further for key in kept if key in ruled for further in before.reach(key) | after.reach(key))


def audience_changes(
    before: Rulings, after: Rulings, titles: Mapping[UUID, str], readers: Iterable[Readers]
) -> Iterator[AudienceChange]:
    """For the components in the order of their titles, those that nobody sees differently left out."""
    groups = list(readers)
    kept = [key for key in before.components() if after.of(key) is not None and key in before.ruled | after.ruled]
    for key in sorted(kept, key=lambda one: (titles[one], one)):
        losing = gaining = 0
        for group in groups:
            was, becomes = _extent(before, key, group), _extent(after, key, group)
            losing += group.count if becomes < was else 0
            gaining += group.count if becomes > was else 0
        if losing or gaining:
            yield AudienceChange(key, titles[key], losing, gaining)


def _extent(rulings: Rulings, component: UUID, readers: Readers) -> Extent:
    own = _own(rulings, component, readers)
    if own is not Extent.ALL or rulings.of(component) is None:
        return own
    taken_over = rulings.upwards(component) & rulings.ruled
    # Entries without a reference stay.
    return Extent.ALL if all(_own(rulings, one, readers) is Extent.ALL for one in taken_over) else Extent.SOME


def _own(rulings: Rulings, component: UUID, readers: Readers) -> Extent:
    """What its own restriction leaves, whatever references take over."""
    ruling = rulings.of(component)
    if ruling is None or not ruling.restricted or component in readers.whole:
        return Extent.ALL
    return Extent.SOME if component in readers.some else Extent.NONE


def _imagined(document: ComponentDocument) -> PublishedComponent:
    keeps = document.kind is not ComponentKind.MULTICOMPONENT
    columns = {
        prop.id: names.column_name(prop.id)
        for prop in document.properties
        if isinstance(prop, CatalogProperty) and not prop.virtual
    }
    layout = TableLayout(table=names.table_name(document.key) if keeps else "", columns=columns)
    return PublishedComponent(document, layout, 0)
