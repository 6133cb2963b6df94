"""What the database should hold for one object model. Plans are differences between two shapes."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

from psycopg import sql

from aqtra.catalogs import names
from aqtra.catalogs.columns import ARRAY, CATALOG, FILE, TEXTS, is_array, stored, type_of
from aqtra.catalogs.ddl.places import Place
from aqtra.catalogs.ddl.rules import conditions
from aqtra.catalogs.encrypted import blind_index
from aqtra.metadata.documents import ComponentDocument
from aqtra.metadata.documents.property import BaseProperty

FILE_TABLE = "file"
_KINDS: Final = {"equal": ("sort", "blind"), "order": ("sort",), "part": ("search",)}
_EVERY_INDEX: Final = frozenset({"sort", "search", "blind"})
_WITHOUT_INDEX: Final = frozenset({CATALOG, FILE, "boolean"})


@dataclass(frozen=True, slots=True)
class Check:
    """A named CHECK constraint over one column."""

    property_id: str
    rule: str
    condition: str


@dataclass(frozen=True, slots=True)
class Reference:
    """A foreign key: from the property's column, or from the link table of an array."""

    property_id: str
    name: str
    table: str
    column: str
    target: str


@dataclass(frozen=True, slots=True)
class Index:
    """An index over the columns of these properties. `definition` follows the name of the table."""

    properties: tuple[str, ...]
    definition: str
    is_unique: bool = False


@dataclass(frozen=True)
class Shape:
    """Places by property id, and everything else by its name in the database."""

    key: UUID
    places: Mapping[str, Place] = field(default_factory=dict)
    checks: dict[str, Check] = field(default_factory=dict)
    references: dict[tuple[str, str], Reference] = field(default_factory=dict)
    """By table and name: names of constraints are local to their table."""
    indexes: dict[str, Index] = field(default_factory=dict)

    @property
    def table(self) -> str:
        return names.table_name(self.key)


def shape_of(document: ComponentDocument, places: Mapping[str, Place]) -> Shape:
    """The shape that a document asks for when its values are kept in `places`."""
    shape = Shape(document.key, places)
    for prop in stored(document):
        place = places[prop.id]
        reference = _reference(shape, prop, place)
        if reference is not None:
            shape.references[reference.table, reference.name] = reference
        if is_array(place.storage):
            continue
        _add_checks(shape, document, prop, place)
        if prop.query:
            _add_query_indexes(shape, prop, place)
        elif reference is not None:
            _add_reference_index(shape, prop, place)
    _add_key(shape, [prop.id for prop in stored(document) if prop.primary_key])
    return shape


def _add_checks(shape: Shape, document: ComponentDocument, prop: BaseProperty, place: Place) -> None:
    for rule, condition in conditions(document, prop, place.name).items():
        # An entry marked for deletion is out of sight: rules made later must neither find it nor hold it.
        check = sql.SQL("marked_at IS NOT NULL OR ({})").format(condition)
        name = names.constraint_name(prop.id, rule, place.number)
        shape.checks[name] = Check(prop.id, rule, names.text_of(check))


def _reference(shape: Shape, prop: BaseProperty, place: Place) -> Reference | None:
    name = names.constraint_name(prop.id, "reference", place.number)
    component = getattr(prop, "component", None)
    match type_of(prop):
        case kind if kind == FILE:
            return Reference(prop.id, name, shape.table, place.name, FILE_TABLE)
        case kind if kind == CATALOG and component is not None:
            return Reference(prop.id, name, shape.table, place.name, names.table_name(component))
        case kind if kind == ARRAY and component is not None:
            return Reference(prop.id, name, place.name, "target_id", names.table_name(component))
    return None


def _add_reference_index(shape: Shape, prop: BaseProperty, place: Place) -> None:
    """What removes an entry or a file asks who refers to it."""
    column = sql.Identifier(place.name)
    name = names.index_name(shape.key, prop.id, "reference", place.number)
    shape.indexes[name] = Index((prop.id,), names.text_of(sql.SQL("({0}) WHERE {0} IS NOT NULL").format(column)))


def indexes_of_flows(shape: Shape, document: ComponentDocument, queried: Mapping[str, frozenset[str]]) -> None:
    """Adds the indexes for the properties by which flows find entries.

    They are those of Query, but for texts: without Query these may be longer than what an ordered index takes, so their
    equality is looked up by hash. A reference has an index already, and of a boolean each value has too many entries.
    In proxy mode nothing is kept.
    """
    for prop in () if document.settings.proxy_mode else stored(document):
        manners, place = queried.get(prop.name), shape.places[prop.id]
        if manners is None or prop.query or is_array(place.storage) or type_of(prop) in _WITHOUT_INDEX:
            continue
        kinds = {kind for manner in manners for kind in _KINDS[manner]}
        if type_of(prop) in TEXTS and not prop.encrypted:
            kinds -= {"sort"}
            if "equal" in manners:
                _add_hash_index(shape, prop, place)
        _add_query_indexes(shape, prop, place, kinds)


def _add_hash_index(shape: Shape, prop: BaseProperty, place: Place) -> None:
    name = names.index_name(shape.key, prop.id, "hash", place.number)
    definition = sql.SQL("USING hash ({})").format(sql.Identifier(place.name))
    shape.indexes[name] = Index((prop.id,), names.text_of(definition))


def _add_query_indexes(shape: Shape, prop: BaseProperty, place: Place, kinds: Collection[str] = _EVERY_INDEX) -> None:
    column = sql.Identifier(place.name)
    if prop.encrypted:
        if "blind" not in kinds:
            return
        blind = sql.SQL(blind_index(names.text_of(column)))
        name = names.index_name(shape.key, prop.id, "blind", place.number)
        shape.indexes[name] = Index((prop.id,), names.text_of(sql.SQL("(({}), id)").format(blind)))
        return
    # With the id behind it, one index serves equality, ranges and a whole ordered listing in both directions.
    definitions = {"sort": sql.SQL("({} NULLS FIRST, id)").format(column)}
    if type_of(prop) in TEXTS:
        definitions["search"] = sql.SQL("USING gin ({} gin_trgm_ops)").format(column)
    for kind, definition in definitions.items():
        if kind not in kinds:
            continue
        name = names.index_name(shape.key, prop.id, kind, place.number)
        shape.indexes[name] = Index((prop.id,), names.text_of(definition))


def _add_key(shape: Shape, properties: list[str]) -> None:
    parts = [prop for prop in properties if not is_array(shape.places[prop].storage)]
    if not parts:
        return
    columns = [shape.places[prop].name for prop in parts]
    definition = sql.SQL("({}) WHERE marked_at IS NULL").format(sql.SQL(", ").join(map(sql.Identifier, columns)))
    name = names.key_index_name(shape.key, columns)
    shape.indexes[name] = Index(tuple(parts), names.text_of(definition), is_unique=True)
