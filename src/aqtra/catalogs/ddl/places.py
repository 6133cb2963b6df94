"""Where values are kept: which column or link table a property has, before a change and after it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from uuid import UUID

from aqtra.catalogs import names
from aqtra.catalogs.columns import is_array, storage_of, stored
from aqtra.catalogs.ddl.casts import can_convert, keeps_column
from aqtra.metadata.documents import ComponentDocument
from aqtra.metadata.documents.property import BaseProperty
from aqtra.metadata.layout import RetiredPlace, TableLayout


@dataclass(frozen=True, slots=True)
class Place:
    """A column, or the link table of an array. `number` counts the places a property has had."""

    property_id: str
    storage: str
    name: str
    number: int = 1
    target: UUID | None = None


@dataclass(frozen=True, slots=True)
class Move:
    """A property that changes its place. `converts`: values go along; otherwise the old place must be empty."""

    old: Place
    new: Place
    converts: bool


@dataclass(frozen=True)
class Moves:
    """The places after a change: `kept` as they were, `moved` from another one, the others `added`."""

    places: Mapping[str, Place]
    kept: frozenset[str] = frozenset()
    moved: tuple[Move, ...] = ()

    @property
    def added(self) -> list[Place]:
        """Places that have to be made."""
        return [place for prop, place in self.places.items() if prop not in self.kept]


def places_of(document: ComponentDocument, layout: TableLayout) -> dict[str, Place]:
    """Where a published component keeps its stored properties."""
    names_of = layout.columns | layout.link_tables
    return {prop.id: _place(prop.id, storage_of(prop), names_of[prop.id], _target(prop)) for prop in stored(document)}


def find_moves(
    old: ComponentDocument, layout: TableLayout, new: ComponentDocument, *, narrowing: bool = False
) -> Moves:
    """Where the new version keeps its properties. A property that returns finds the place it had."""
    live = places_of(old, layout)
    waiting = {
        place.property: _place(place.property, place.storage, name, place.target)
        for name, place in layout.retired.items()
        if not place.superseded
    }
    taken = {place.name for place in live.values()} | set(layout.retired)
    places: dict[str, Place] = {}
    kept: set[str] = set()
    moved: list[Move] = []
    for prop in stored(new):
        found = live.get(prop.id) or waiting.get(prop.id)
        if found is not None and _may_stay(prop, found):
            places[prop.id] = Place(prop.id, storage_of(prop), found.name, found.number, _target(prop))
            kept.add(prop.id)
            continue
        place = places[prop.id] = _free(new.key, prop, taken)
        taken.add(place.name)
        if found is not None:
            moved.append(Move(found, place, can_convert(found.storage, place.storage, narrowing=narrowing)))
    return Moves(places, frozenset(kept), tuple(moved))


def first_places(document: ComponentDocument) -> Moves:
    """The places of a component that has no table yet."""
    taken: set[str] = set()
    return Moves({prop.id: _free(document.key, prop, taken) for prop in stored(document)})


def layout_after(key: UUID, moves: Moves, before: Mapping[str, Place], layout: TableLayout | None) -> TableLayout:
    """The layout of the new version, which remembers what it leaves behind."""
    left = {
        place.name: RetiredPlace(property=place.property_id, storage=place.storage, target=place.target)
        for place in before.values()
    } | (layout.retired if layout else {})
    used = {place.name for place in moves.places.values()}
    superseded = {move.old.name for move in moves.moved}
    return TableLayout(
        table=names.table_name(key),
        columns={prop: place.name for prop, place in moves.places.items() if not is_array(place.storage)},
        link_tables={prop: place.name for prop, place in moves.places.items() if is_array(place.storage)},
        retired={
            name: place.model_copy(update={"superseded": place.superseded or name in superseded})
            for name, place in left.items()
            if name not in used
        },
    )


def _target(prop: BaseProperty) -> UUID | None:
    return getattr(prop, "component", None)


def _place(property_id: str, storage: str, name: str, target: UUID | None) -> Place:
    # Constraints of a link table have it for themselves, so their names never need a number.
    number = 1 if is_array(storage) else names.number_of(name)
    return Place(property_id, storage, name, number, target)


def _may_stay(prop: BaseProperty, place: Place) -> bool:
    same_target = place.target is None or place.target == _target(prop)
    return same_target and keeps_column(place.storage, storage_of(prop))


def _free(key: UUID, prop: BaseProperty, taken: Collection[str]) -> Place:
    number, storage = 1, storage_of(prop)
    while (name := _name(key, prop.id, storage, number)) in taken:
        number += 1
    return _place(prop.id, storage, name, _target(prop))


def _name(key: UUID, property_id: str, storage: str, number: int) -> str:
    if is_array(storage):
        return names.link_table_name(key, property_id, number)
    return names.column_name(property_id, number)
