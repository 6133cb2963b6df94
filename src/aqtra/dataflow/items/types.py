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
    such values keep whatever JSON they hold. `component` is the target of catalog references, and of the `data` of an
    entry the component it belongs to.
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
        return _named(self.fields or (), name)


@dataclass(frozen=True, slots=True)
class Field:
    """A named member. `untyped` marks a variable without a suffix, shown as "any" whatever it holds.

    `secret`: neither answered to a caller nor shown in a log or trace. The mark goes with the values wherever they are
    copied; a mapping that names them on purpose writes a `disclosed` field.
    """

    name: str
    type: FieldType
    title: str = ""
    aliases: tuple[str, ...] = ()
    untyped: bool = False
    secret: bool = False

    def disclosed(self) -> "Field":
        """The field of what was mapped on purpose: no longer a secret, nor is anything inside."""
        return replace(self, type=_disclosed(self.type), secret=False)


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
    """The members at the root of an item, in order. `open`: items may hold more than is known of them."""

    fields: tuple[Field, ...] = ()
    open: bool = False

    @property
    def type(self) -> FieldType:
        return FieldType(Kind.OBJECT, fields=self.fields)

    @property
    def member_type(self) -> FieldType:
        """What can be said of an item inside another one; nothing when not all of it is known."""
        return FieldType(Kind.OBJECT) if self.open or not self.fields else self.type

    def field(self, name: str) -> Field | None:
        return _named(self.fields, name)

    def with_field(self, added: Field) -> "ItemModel":
        """This model with `added` in the place of its namesake, or at the end."""
        if any(found.name == added.name for found in self.fields):
            kept = (added if found.name == added.name else found for found in self.fields)
            return replace(self, fields=tuple(kept))
        return replace(self, fields=(*self.fields, added))

    def with_secret(self, path: Path) -> "ItemModel":
        """This model with the member at a path, and all that is inside, marked as secret.

        What lies inside an array or an undeclared value cannot be marked alone: then the whole of it is.
        """
        return ItemModel(_marked(self.fields, path.segments))

    def without_secrets(self) -> "ItemModel":
        """This model as callers and logs may see it."""
        shown = _open(self.fields)
        return self if shown is self.fields else ItemModel(shown)

    def at(self, path: Path) -> FieldType | None:
        """The type a path leads to; None when the model has no such path. In an open model every path may lead on."""
        if self.open and self.field(str(path.segments[0])) is None:
            return ANY
        return _type_at(self.type, path.segments)

    def listed(self) -> Iterator[ListedField]:
        """Every path a picker may offer, the inside of objects and arrays included."""
        for field in self.fields:
            yield from _listed(field, "")


def _named(fields: tuple[Field, ...], name: str) -> Field | None:
    for found in fields:
        if name == found.name or name in found.aliases:
            return found
    return None


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
    """The model of streams put one after another: a member that differs between them becomes any.

    Members of one kind that differ inside keep the kind, so a variable stays what its suffix says.
    """
    merged = ItemModel()
    for model in models:
        merged = replace(merged, open=merged.open or model.open)
        for field in model.fields:
            known = merged.field(field.name)
            merged = merged.with_field(field if known is None else _merged(known, field))
    return merged


def _merged(left: Field, right: Field) -> Field:
    joined = _joined(left.type, right.type)
    # Where what is inside is not declared any more, a secret there can no longer be told from the rest.
    blurred = joined.is_json and (_hides(left.type) or _hides(right.type))
    return replace(left, type=joined, secret=left.secret or right.secret or blurred)


def _hides(found: FieldType) -> bool:
    """Whether something inside is secret."""
    return found != _opened(found)


def _marked(fields: tuple[Field, ...], segments: tuple[Segment, ...]) -> tuple[Field, ...]:
    head, rest = segments[0], segments[1:]
    return tuple(_secret(field, rest) if head in (field.name, *field.aliases) else field for field in fields)


def _secret(field: Field, rest: tuple[Segment, ...]) -> Field:
    inside = field.type.fields
    if not rest or inside is None or not isinstance(rest[0], str):
        return replace(field, secret=True)
    return replace(field, type=replace(field.type, fields=_marked(inside, rest)))


def _open(fields: tuple[Field, ...]) -> tuple[Field, ...]:
    """The fields without secrets; the same ones where there are none."""
    if not any(map(_is_secret, fields)):
        return fields
    return tuple(replace(field, type=_opened(field.type)) for field in fields if not field.secret)


def _is_secret(field: Field) -> bool:
    return field.secret or _opened(field.type) is not field.type


def _opened(found: FieldType) -> FieldType:
    if found.fields is not None:
        shown = _open(found.fields)
        return found if shown is found.fields else replace(found, fields=shown)
    if found.element is None:
        return found
    element = _opened(found.element)
    return found if element is found.element else replace(found, element=element)


def _disclosed(found: FieldType) -> FieldType:
    if found.fields is not None:
        return replace(found, fields=tuple(field.disclosed() for field in found.fields))
    return found if found.element is None else replace(found, element=_disclosed(found.element))


def _joined(left: FieldType, right: FieldType) -> FieldType:
    if left == right:
        return left
    if left.kind is right.kind is Kind.OBJECT and left.fields is not None and right.fields is not None:
        return union((ItemModel(left.fields), ItemModel(right.fields))).type
    return FieldType(left.kind) if left.kind is right.kind else ANY


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
