"""What one query may name: fields of a component, through references those of others, and elements of lists."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

from aqtra.catalogs.encrypted import Sealed
from aqtra.catalogs.errors import BadQuery
from aqtra.catalogs.model import SYSTEM, Field, Model, ModelOf
from aqtra.catalogs.odata.nodes import Path
from aqtra.catalogs.sqltext import Parameters, column, table

ROOT: Final = "t"
MAX_JOINS: Final = 8
MAX_LISTS: Final = 8
MAX_NESTED_LISTS: Final = 3
_DATA: Final = "data"
ENCRYPTED_PROPERTY: Final = "encrypted_property"
ONLY_EQUALITY: Final = "it can be compared with values by eq, ne and in, and nothing else"


@dataclass(frozen=True, slots=True)
class Typed:
    """A piece of SQL and what it holds. References are compared as integers, addresses as text.

    `weight` is how many fields and literals it was made of: it bounds the digits of a number and the length of a text.
    `sealed` is set for encrypted properties, which can only be compared for equality.
    """

    sql: str
    kind: str
    weight: int = 1
    sealed: Sealed | None = None


@dataclass(slots=True)
class Rows:
    """Rows of one component in a FROM clause, with the joins that paths from them need."""

    model: Model
    alias: str
    joins: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Place:
    """A field, the alias of the row it is read from, and the FROM clause that row stands in."""

    field: Field
    alias: str
    rows: Rows

    @property
    def sql(self) -> str:
        return column(self.field.location, self.alias)

    @property
    def typed(self) -> Typed:
        return Typed(self.sql, kind_of(self.field.kind), sealed=self.field.sealed)


@dataclass(frozen=True, slots=True)
class Link:
    """A reference that a query follows: the field, the alias of the row it stands in, and the model it leads to."""

    field: Field
    alias: str
    target: Model


class Shared:
    """What all selects of one statement have in common."""

    def __init__(self, model_of: ModelOf, parameters: Parameters | None = None) -> None:
        self.model_of = model_of
        self.parameters = parameters or Parameters()
        self.touched: set[UUID] = set()
        self.aliases: dict[tuple[str, str], str] = {}
        self.links: dict[str, Link] = {}
        self.lists = 0
        self.scopes = 0


class Scope:
    """Resolves paths and collects the joins and parameters they need."""

    def __init__(self, model: Model, model_of: ModelOf, shared: Shared | None = None) -> None:
        self.shared = shared or Shared(model_of)
        self.model = model
        self._computed: dict[str, Typed] = {}
        number = self.shared.scopes
        self._root = Rows(model, f"{ROOT}{number}" if number else ROOT)
        self.shared.scopes += 1
        self._variables: dict[str, Rows | Typed] = {}
        self.touched.add(model.key)

    def nested(self, model: Model) -> "Scope":
        """For a select within this one: names and joins of its own, the same parameters, limits and access."""
        return Scope(model, self.shared.model_of, self.shared)

    @property
    def alias(self) -> str:
        """The alias of the row the query is about."""
        return self._root.alias

    @property
    def parameters(self) -> Parameters:
        return self.shared.parameters

    @property
    def touched(self) -> set[UUID]:
        return self.shared.touched

    @property
    def weight(self) -> int:
        """How much the whole statement does beyond reading one table."""
        return len(self.shared.aliases) + 2 * self.shared.lists + self.shared.scopes - 1

    @property
    def joins(self) -> str:
        return "".join(self._root.joins)

    def target(self, key: UUID) -> Model:
        """Another component's model; remembered, so that the reader's access to it can be checked."""
        self.touched.add(key)
        return self.shared.model_of(key)

    def typed(self, option: str, path: Path) -> Typed:
        """What a path names in an expression. Raises BadQuery."""
        value = self._value(path)
        if value is None:
            place = self.resolve(option, path)
            if place.field.is_array:
                raise refuse(option, path, "a list is not a value")
            return place.typed
        if len(path.segments) > 1:
            raise refuse(option, path, f"{path.segments[0]} is a value and has no fields")
        return value

    def define(self, alias: str, value: Typed) -> None:
        """Gives a computed value a name. It is the name of no field."""
        self._computed[alias] = value

    def is_computed(self, path: Path) -> bool:
        return path.segments[0] in self._computed

    def resolve(self, option: str, path: Path) -> Place:
        """The field at the end of a path. Raises BadQuery."""
        if self._value(path) is not None:
            raise refuse(option, path, f"{path.segments[0]} is a value and no field")
        segments = list(path.segments)
        rows = self._root
        element = self._variables.get(segments[0])
        if isinstance(element, Rows):
            rows = element
            segments.pop(0)
            if not segments:
                return Place(SYSTEM["id"], rows.alias, rows)
        model, alias = rows.model, rows.alias
        while True:
            found = self._field(option, path, model, segments)
            place = Place(found, alias, rows)
            if not segments:
                return place
            if not found.is_reference or found.target is None:
                raise refuse(option, path, f"{found.name} is no reference to another component")
            model, alias = self.target(found.target), self.join(option, path, place)

    def join(self, option: str, path: Path, place: Place) -> str:
        """The alias of the row that a reference leads to; asked for twice, joined once."""
        assert place.field.target is not None
        aliases = self.shared.aliases
        known = (place.alias, place.field.location)
        if known not in aliases:
            if len(aliases) == MAX_JOINS:
                raise refuse(option, path, f"at most {MAX_JOINS} references may be followed in one query")
            alias = aliases[known] = f"j{len(aliases) + 1}"
            target = self.target(place.field.target)
            self.shared.links[alias] = Link(place.field, place.alias, target)
            on = f"{alias}.id = {place.sql} AND {target.scanned(alias)}"
            place.rows.joins.append(f" LEFT JOIN {table(target.table)} {alias} ON {on}")
        return aliases[known]

    def link_to(self, alias: str) -> Link | None:
        """The reference that leads to the row with this alias; None for the row the query is about."""
        return self.shared.links.get(alias)

    def count_list(self, option: str, path: Path) -> int:
        """The number of a list that is looked through. Raises BadQuery when there are too many."""
        if self.shared.lists == MAX_LISTS:
            raise refuse(option, path, f"at most {MAX_LISTS} lists may be looked through in one query")
        self.shared.lists += 1
        return self.shared.lists

    @contextmanager
    def variable(self, option: str, path: Path, name: str, element: Rows | Typed) -> Iterator[None]:
        """Within it, `name` stands for an element of a list. Raises BadQuery."""
        if name in self._variables:
            raise refuse(option, path, f"{name} stands for another element already", name=name)
        if len(self._variables) == MAX_NESTED_LISTS:
            raise refuse(option, path, f"lists nested deeper than {MAX_NESTED_LISTS}")
        self._variables[name] = element
        yield
        del self._variables[name]

    def _value(self, path: Path) -> Typed | None:
        name = path.segments[0]
        found = self._variables.get(name) or self._computed.get(name)
        return found if isinstance(found, Typed) else None

    def _field(self, option: str, path: Path, model: Model, segments: list[str]) -> Field:
        """Takes the next field off the path; `data/x` and `x` name the same property."""
        name = segments.pop(0)
        in_data = name == _DATA and bool(segments)
        if in_data:
            name = segments.pop(0)
        found = model.data.get(name) if in_data else model.field(name)
        if found is None:
            raise refuse(option, path, f"{model.title} has no field {name}", rule="unknown_field", name=name)
        return found


def kind_of(kind: str) -> str:
    """The kind of values that fields of a property type are compared as."""
    return {"uri": "string", "catalog": "integer"}.get(kind, kind)


def readable_by_database(option: str, path: Path, field: Field) -> None:
    """Raises BadQuery for encrypted properties, where more than equality is asked for."""
    if field.sealed is not None:
        message = f"{field.name} is encrypted: {ONLY_EQUALITY}"
        raise refuse(option, path, message, rule=ENCRYPTED_PROPERTY, name=field.name)


def refuse(option: str, path: Path, message: str, *, rule: str = "syntax", name: str | None = None) -> BadQuery:
    return BadQuery.at(option, path.position, message, rule=rule, name=name or "/".join(path.segments))
