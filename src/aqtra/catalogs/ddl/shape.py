"""What the database should hold for one object model. Plans are differences between two shapes."""

from dataclasses import dataclass, field
from uuid import UUID

from psycopg import sql

from aqtra.catalogs import names
from aqtra.catalogs.columns import ARRAY, TEXTS, stored, type_of
from aqtra.catalogs.ddl.rules import conditions
from aqtra.metadata.documents import ComponentDocument
from aqtra.metadata.documents.property import BaseProperty
from aqtra.metadata.layout import TableLayout

FILE_TABLE = "file"


@dataclass(frozen=True, slots=True)
class Check:
    """A named CHECK constraint."""

    property_id: str
    rule: str
    condition: str


@dataclass(frozen=True, slots=True)
class Reference:
    """A foreign key: from the property's column, or from the link table of an array."""

    property_id: str
    table: str
    column: str
    target: str


@dataclass(frozen=True, slots=True)
class Index:
    """An index with the statement that makes it. `properties` are the ids it covers."""

    properties: tuple[str, ...]
    create: str
    is_unique: bool = False


@dataclass(frozen=True)
class Shape:
    """Types by property id, and everything else by its name in the database."""

    key: UUID
    types: dict[str, str] = field(default_factory=dict)
    checks: dict[str, Check] = field(default_factory=dict)
    references: dict[str, Reference] = field(default_factory=dict)
    indexes: dict[str, Index] = field(default_factory=dict)

    @property
    def table(self) -> str:
        return names.table_name(self.key)


def shape_of(document: ComponentDocument) -> Shape:
    """The shape that a document asks for."""
    shape = Shape(document.key)
    for prop in stored(document):
        shape.types[prop.id] = type_of(prop)
        for rule, condition in conditions(document, prop).items():
            # An entry marked for deletion is out of sight: rules made later must neither find it nor hold it.
            check = sql.SQL("marked_at IS NOT NULL OR ({})").format(condition)
            shape.checks[names.constraint_name(prop.id, rule)] = Check(prop.id, rule, names.text_of(check))
        if reference := _reference(document.key, prop):
            shape.references[names.constraint_name(prop.id, "reference")] = reference
        if prop.query and type_of(prop) != ARRAY:
            _add_query_indexes(shape, prop)
    _add_key(shape, [prop.id for prop in stored(document) if prop.primary_key])
    return shape


def layout_of(document: ComponentDocument, retired: dict[str, str]) -> TableLayout:
    """Where the stored properties of a document are kept."""
    props = list(stored(document))
    return TableLayout(
        table=names.table_name(document.key),
        columns={prop.id: names.column_name(prop.id) for prop in props if type_of(prop) != ARRAY},
        link_tables={prop.id: names.link_table_name(document.key, prop.id) for prop in props if type_of(prop) == ARRAY},
        retired=retired,
    )


def _reference(key: UUID, prop: BaseProperty) -> Reference | None:
    column = names.column_name(prop.id)
    component = getattr(prop, "component", None)
    match type_of(prop):
        case "file":
            return Reference(prop.id, names.table_name(key), column, FILE_TABLE)
        case "catalog" if component is not None:
            return Reference(prop.id, names.table_name(key), column, names.table_name(component))
        case "array" if component is not None:
            return Reference(prop.id, names.link_table_name(key, prop.id), "target_id", names.table_name(component))
    return None


def _add_query_indexes(shape: Shape, prop: BaseProperty) -> None:
    table, column = names.qualified(shape.table), sql.Identifier(names.column_name(prop.id))
    # With the id behind it, one index serves equality, ranges and a whole ordered listing in both directions.
    definitions = {"sort": sql.SQL("({} NULLS FIRST, id)").format(column)}
    if type_of(prop) in TEXTS:
        definitions["search"] = sql.SQL("USING gin ({} gin_trgm_ops)").format(column)
    for kind, definition in definitions.items():
        name = names.index_name(shape.key, prop.id, kind)
        create = sql.SQL("CREATE INDEX {} ON {} {}").format(sql.Identifier(name), table, definition)
        shape.indexes[name] = Index((prop.id,), names.text_of(create))


def _add_key(shape: Shape, properties: list[str]) -> None:
    columns = [prop for prop in properties if shape.types[prop] != ARRAY]
    if not columns:
        return
    name = names.key_index_name(shape.key)
    create = sql.SQL("CREATE UNIQUE INDEX {} ON {} ({}) WHERE marked_at IS NULL").format(
        sql.Identifier(name),
        names.qualified(shape.table),
        sql.SQL(", ").join(sql.Identifier(names.column_name(prop)) for prop in columns),
    )
    shape.indexes[name] = Index(tuple(columns), names.text_of(create), is_unique=True)
