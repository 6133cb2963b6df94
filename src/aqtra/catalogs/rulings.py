"""What the live models say about access: which components are restricted, and whose rules reach which entries.

A component is *ruled* when its entries are not all or nothing for a reader: it is restricted, or a catalog property
of it leads to a ruled component.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from aqtra.metadata.documents import CatalogProperty, ComponentKind
from aqtra.metadata.releases.models import PublishedComponent

_LINKS: Final = "l_"


@dataclass(frozen=True, slots=True)
class Reference:
    """A stored catalog property: its column, and the component it leads to."""

    location: str
    target: UUID


@dataclass(frozen=True, slots=True)
class List:
    """The table of an array, of one that is out of use too, and where its references lead; of values nowhere."""

    table: str
    target: UUID | None


@dataclass(frozen=True, slots=True)
class Ruling:
    """One component. `leads_to`: all components that its references and lists lead to."""

    table: str
    restricted: bool
    hidden: frozenset[str]
    """Ids of restricted properties."""
    references: tuple[Reference, ...]
    lists: tuple[List, ...]
    leads_to: frozenset[UUID]


class Rulings:
    """All live components."""

    def __init__(self, live: Mapping[UUID, PublishedComponent]) -> None:
        self._by_key = {key: _ruling(published) for key, published in live.items() if published.table.table}
        self.ruled = self._ruled()
        self._reach: dict[UUID, frozenset[UUID]] = {}

    def of(self, component: UUID) -> Ruling | None:
        return self._by_key.get(component)

    def components(self) -> Iterable[UUID]:
        return self._by_key

    def reach(self, component: UUID) -> frozenset[UUID]:
        """The component and all that its references and lists lead to, however far."""
        if component not in self._reach:
            found, waiting = {component}, [component]
            while waiting:
                ruling = self._by_key.get(waiting.pop())
                further = ruling.leads_to - found if ruling else frozenset()
                found |= further
                waiting += further
            self._reach[component] = frozenset(found)
        return self._reach[component]

    def concerned(self, component: UUID) -> frozenset[UUID]:
        """Of its reach, the components that roles matter for."""
        return frozenset(key for key in self.reach(component) if key in self.ruled or self._hides(key))

    def upwards(self, component: UUID) -> set[UUID]:
        """All that catalog properties lead to from it, however far; itself where they come back."""
        found: set[UUID] = set()
        waiting = [component]
        while waiting:
            ruling = self._by_key.get(waiting.pop())
            further = {reference.target for reference in ruling.references} - found if ruling else set()
            found |= further
            waiting += further
        return found

    def in_a_circle(self, one: UUID, other: UUID) -> bool:
        """Whether catalog properties lead from each to the other."""
        return one == other or (other in self.upwards(one) and one in self.upwards(other))

    def scopes(self, component: UUID) -> tuple[Reference, ...]:
        """The references whose entries may be contexts of grants for it."""
        ruling = self._by_key.get(component)
        references = () if ruling is None else ruling.references
        return tuple(
            reference
            for reference in references
            if (target := self._by_key.get(reference.target)) is not None and target.restricted
        )

    def by_id_alone(self, component: UUID) -> bool:
        """Whether its rules ask for nothing of an entry but its id."""
        ruling = self._by_key.get(component)
        return (
            ruling is not None
            and ruling.restricted
            and not any(reference.target in self.ruled for reference in ruling.references)
        )

    def _hides(self, component: UUID) -> bool:
        ruling = self._by_key.get(component)
        return ruling is not None and bool(ruling.hidden)

    def _ruled(self) -> frozenset[UUID]:
        ruled = {key for key, ruling in self._by_key.items() if ruling.restricted}
        while True:
            more = {
                key
                for key, ruling in self._by_key.items()
                if key not in ruled and any(reference.target in ruled for reference in ruling.references)
            }
            if not more:
                return frozenset(ruled)
            ruled |= more


def _ruling(published: PublishedComponent) -> Ruling:
    document, layout = published.document, published.table
    references = [
        Reference(layout.columns[prop.id], prop.component)
        for prop in document.properties
        if isinstance(prop, CatalogProperty) and prop.component is not None and prop.id in layout.columns
    ]
    targets_of = {prop.id: getattr(prop, "component", None) for prop in document.properties}
    lists = [List(name, targets_of.get(prop)) for prop, name in layout.link_tables.items()]
    lists += [List(name, retired.target) for name, retired in layout.retired.items() if name.startswith(_LINKS)]
    targets = [getattr(prop, "component", None) for prop in document.properties if not prop.virtual]
    return Ruling(
        table=layout.table if document.kind is not ComponentKind.MULTICOMPONENT else "",
        restricted=document.settings.restrict_access,
        hidden=frozenset(prop.id for prop in document.properties if prop.restrict_access),
        references=tuple(references),
        lists=tuple(lists),
        leads_to=frozenset(target for target in targets if target is not None),
    )
