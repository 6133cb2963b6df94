"""Types of values in an item (flows.md 4), and the design-time model of an item."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from uuid import UUID

from aqtra.dataflow.items.paths import Path, Segment


class Kind(StrEnum):
    """The type a variable's suffix names: `total@number`. `ANY` has no suffix."""

    STRING = "string"
    INTEGER = "integer"
    NUMBER = "number"
    BOOLEAN = "boolean"
    UUID = "uuid"
    URI = "uri"
    DATE = "date"
    DATE_TIME = "date-time"
    TIME = "time"
    CATALOG = "catalog"
    ARRAY = "array"
    OBJECT = "object"
    ANY = "any"


SUFFIXES = frozenset(kind.value for kind in Kind if kind is not Kind.ANY)


@dataclass(frozen=True, slots=True)
class FieldType:
    """A kind with what is known of its inside.

    `fields` are the members of an object and `element` the elements of an array; None means undeclared:
    such values keep whatever JSON they hold. `component` is the target of catalog references.
    """

    kind: Kind
    fields: tuple["Field", ...] | None = None
    element: "FieldType | None" = None
    component: UUID | None = None

    @property
    def is_json(self) -> bool:
        """Whether values are kept as JSON text because their inside is undeclared."""
        match self.kind:
            case Kind.ANY:
                return True
            case Kind.OBJECT:
                return self.fields is None
            case Kind.ARRAY:
                return self.element is None
            case _:
                return False

    def member(self, name: str) -> "Field | None":
        """The declared member of an object, by its name or an alias of it."""
        return next((found for found in self.fields or () if name == found.name or name in found.aliases), None)


@dataclass(frozen=True, slots=True)
class Field:
    """A named member. `untyped` marks a variable without a suffix, shown as "any" whatever it holds."""

    name: str
    type: FieldType
    title: str = ""
    aliases: tuple[str, ...] = ()
    untyped: bool = False


ANY = FieldType(Kind.ANY)
INTEGER = FieldType(Kind.INTEGER)
STRING = FieldType(Kind.STRING)


@dataclass(frozen=True, slots=True)
class ListedField:
    """One row of a picker."""

    path: str
    type: str
    title: str
    component: UUID | None = None


@dataclass(frozen=True, slots=True)
class ItemModel:
    """The members at the root of an item, in order."""

    fields: tuple[Field, ...] = ()

    @property
    def type(self) -> FieldType:
        return FieldType(Kind.OBJECT, fields=self.fields)

    def field(self, name: str) -> Field | None:
        return self.type.member(name)

    def with_field(self, added: Field) -> "ItemModel":
        """This model with `added` in the place of its namesake, or at the end."""
        if any(found.name == added.name for found in self.fields):
            return ItemModel(tuple(added if found.name == added.name else found for found in self.fields))
        return ItemModel((*self.fields, added))

    def at(self, path: Path) -> FieldType | None:
        """The type a path leads to; None when the model has no such path."""
        return _type_at(self.type, path.segments)

    def listed(self) -> Iterator[ListedField]:
        """Every path a picker may offer, the inside of objects and arrays included."""
        for field in self.fields:
            yield from _listed(field, "")


def variable(name: str, natural: FieldType) -> Field:
    """The field a step adds: the suffix decides its type, without one `natural` is kept but shown as any.

    Raises ValueError for a suffix that names no type.
    """
    base, mark, suffix = name.rpartition("@")
    if not mark:
        return Field(name, natural, untyped=True)
    if not base or suffix not in SUFFIXES:
        raise ValueError(f"{name} ends with a suffix that names no type")
    kind = Kind(suffix)
    if kind is natural.kind:
        return Field(name, natural)
    return Field(name, FieldType(kind, component=natural.component if kind is Kind.CATALOG else None))


def union(models: Iterable[ItemModel]) -> ItemModel:
    """The model of streams put one after another: a member that differs between them becomes any."""
    merged = ItemModel()
    for model in models:
        for field in model.fields:
            known = merged.field(field.name)
            merged = merged.with_field(field if known is None else replace(known, type=_joined(known.type, field.type)))
    return merged


def _joined(left: FieldType, right: FieldType) -> FieldType:
    if left == right:
        return left
    if left.kind is right.kind is Kind.OBJECT and left.fields is not None and right.fields is not None:
        return union((ItemModel(left.fields), ItemModel(right.fields))).type
    return ANY


def _type_at(found: FieldType, segments: tuple[Segment, ...]) -> FieldType | None:
    if not segments:
        return found
    if found.is_json:
        return ANY
    head, rest = segments[0], segments[1:]
    if isinstance(head, str):
        member = found.member(head)
        return None if member is None else _type_at(member.type, rest)
    if found.kind is not Kind.ARRAY or found.element is None:
        return None
    inside = _type_at(found.element, rest)
    if isinstance(head, int) or inside is None:
        return inside
    return FieldType(Kind.ARRAY, element=inside)


def _listed(field: Field, prefix: str) -> Iterator[ListedField]:
    path = f"{prefix}{Path((field.name,))}"
    shown = Kind.ANY.value if field.untyped else field.type.kind.value
    yield ListedField(path, shown, field.title or field.name, field.type.component)
    yield from _listed_inside(field.type, path)


def _listed_inside(found: FieldType, path: str) -> Iterator[ListedField]:
    """Members of an object; those of an array's elements stand under `[*]`, each with its type in one element."""
    if found.kind is Kind.ARRAY and found.element is not None:
        yield from _listed_inside(found.element, f"{path}[*]")
    elif found.kind is Kind.OBJECT:
        for member in found.fields or ():
            yield from _listed(member, f"{path}.")
