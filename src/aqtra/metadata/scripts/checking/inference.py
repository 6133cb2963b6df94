"""Which objects of the platform expressions of a script give, as far as that can be read from the text.

A type is written as in the definition: `Task[bool]`, `Form`. A variable has one when all that binds it gives the same.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from aqtra.metadata.scripts.api import Definition, Member, ObjectType, script_api
from aqtra.metadata.scripts.checking.source import Source

VALUE = "value of the item"
"""What lies in an item: plain data."""


@dataclass(frozen=True, slots=True)
class Held:
    """A type, and of a control the name that the script reached it by."""

    type: str
    control: str | None = None


class Types:
    """Reads types of expressions of one source."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.api: Definition = script_api()
        self._variables: dict[str, Held] = {}
        self._known: dict[ast.expr, Held | None] = {}
        # What is bound from a variable is known once that is.
        for _ in range(3):
            self._variables = self._bound()
            self._known = {}

    def object(self, node: ast.expr) -> tuple[str, ObjectType] | None:
        """The object of the definition that the expression gives."""
        return self._object(self.of(node))

    def of(self, node: ast.expr) -> Held | None:
        if node not in self._known:
            self._known[node] = self._of(node)
        return self._known[node]

    def _of(self, node: ast.expr) -> Held | None:
        match node:
            case ast.Name(id=name):
                return self._name(name)
            case ast.Await(value=inner):
                held = self.of(inner)
                return Held(_inside(held.type)) if held and _inside(held.type) else None
            case ast.Attribute(value=inner, attr=attr):
                return self._attribute(self.of(inner), attr)
            case ast.Call(func=ast.Name(id=name)) if name in self._classes:
                return Held(self._classes[name])
            case ast.Call(func=ast.Attribute(value=inner, attr=attr)):
                held = self.of(inner)
                found = self._member(held, attr)
                return _result(held, found) if found and found.call else None
            case ast.Subscript(value=inner, slice=index):
                return _subscript(self.of(inner), index)
            case _:
                return None

    def _object(self, held: Held | None) -> tuple[str, ObjectType] | None:
        name = self.api.object_in(held.type) if held else None
        return (name, self.api.types[name]) if name else None

    @cached_property
    def _classes(self) -> dict[str, str]:
        """Types that scripts have by a name: imported ones."""
        found: dict[str, str] = {}
        for node in self.source.nodes:
            if isinstance(node, ast.ImportFrom) and node.module in self.api.modules_of(self.source.side):
                names = self.api.modules[node.module].names
                found |= {each.asname or each.name: each.name for each in node.names if each.name in names}
        return found

    def _name(self, name: str) -> Held | None:
        if name in self.source.bound:
            return self._variables.get(name)
        given = self.api.globals_of(self.source.side).get(name)
        return Held(given.type) if given and not given.is_class else None

    def _attribute(self, held: Held | None, attr: str) -> Held | None:
        found = self._member(held, attr)
        if found is not None:
            return _result(held, found) if found.type else None
        return Held("Control", attr) if held and held.type == "Controls" else None

    def _member(self, held: Held | None, attr: str) -> Member | None:
        found = self._object(held)
        return found[1].member(attr, self.source.side) if found else None

    def _bound(self) -> dict[str, Held]:
        found: dict[str, set[Held | None]] = {}
        for name, value in self._bindings():
            found.setdefault(name, set()).add(value)
        return {name: held for name, (held, *others) in found.items() if held is not None and not others}

    def _bindings(self) -> Iterator[tuple[str, Held | None]]:
        """Every place that binds a name, with what it gives."""
        seen: set[ast.AST] = set()
        for node in self.source.nodes:
            match node:
                case (
                    ast.Assign(targets=[ast.Name(id=name) as target], value=value)
                    | ast.NamedExpr(target=ast.Name(id=name) as target, value=value)
                ):
                    seen.add(target)
                    yield name, self.of(value)
                case (
                    ast.For(target=ast.Name(id=name) as target, iter=over)
                    | ast.comprehension(target=ast.Name(id=name) as target, iter=over)
                ):
                    seen.add(target)
                    yield name, self._element(over)
                case ast.Import(names=names):
                    for alias in names:
                        module = self.api.modules_of(self.source.side).get(alias.name)
                        held = Held(module.of) if module and module.of else None
                        yield alias.asname or alias.name.partition(".")[0], held
                case _:
                    pass
        for node in self.source.nodes:
            match node:
                case ast.Name(id=name, ctx=ast.Store()) if node not in seen:
                    yield name, None
                case ast.arg(arg=name) | ast.ExceptHandler(name=str(name)):
                    yield name, None
                case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                    yield name, None
                case ast.ImportFrom(names=names):
                    yield from ((alias.asname or alias.name, None) for alias in names)
                case _:
                    pass

    def _element(self, over: ast.expr) -> Held | None:
        held = self.of(over)
        if held is None:
            return None
        if held.type == VALUE:
            return held
        return Held(_inside(held.type)) if held.type.startswith("list[") else None


def _result(held: Held | None, member: Member) -> Held | None:
    """What the member gives of an object that is held so."""
    result = member.result
    if held and result == "Self":
        return held
    if held and result == "T":
        return Held(_inside(held.type))
    return Held(result)


def _subscript(held: Held | None, index: ast.expr) -> Held | None:
    match held, index:
        case Held(type="Controls"), ast.Constant(value=str(name)):
            return Held("Control", name)
        case Held(type="DataModel"), _:
            return held
        case Held(type=("Item" | "value of the item")), _:
            return Held(VALUE)
        case Held(type=kind), _ if kind.startswith("list["):
            return Held(_inside(kind))
        case _:
            return None


def _inside(annotation: str) -> str:
    """`bool` of `Task[bool]`; empty for what holds nothing."""
    head, mark, rest = annotation.partition("[")
    return rest.removesuffix("]") if mark and head in ("Task", "Observable", "list") else ""
