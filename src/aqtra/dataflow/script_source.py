"""The source of a script as it can be understood without running it. Pure: nothing is executed."""

import ast
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from aqtra.dataflow.items.types import ANY, Field, FieldType, ItemModel, Kind, variable
from aqtra.metadata.scripts.parsing import ScriptSyntax, compiled

LONGEST: Final = 100_000
"""Characters of one script."""
ITEM, DATA = "item", "data"
_OUTWARD: Final = frozenset({"http", "http.client", "httpx", "urllib", "urllib.request"})
"""What calls other systems."""
_READING: Final = frozenset({"get", "keys", "values", "items"})
"""Methods of a dictionary that leave it as it is."""


@dataclass(frozen=True, slots=True)
class Script:
    """What a source writes into the item, in order. `open`: besides what has a fixed name.

    `calls_out`: it imports what calls other systems. `lines`: where a variable was written last.
    """

    variables: tuple[str, ...] = ()
    properties: tuple[str, ...] = ()
    open: bool = False
    calls_out: bool = False
    lines: Mapping[str, int] = field(default_factory=dict)

    def after(self, model: ItemModel) -> ItemModel:
        """The model of an item that the script has had."""
        for name in self.variables:
            known = model.field(name)
            model = model.with_field(variable(name, ANY) if known is None or "@" in name else Field(name, ANY))
        if self.properties:
            model = _with_properties(model, self.properties)
        return ItemModel(model.fields, open=model.open or self.open)


def read_script(source: str) -> Script:
    """Raises ScriptSyntax."""
    if len(source) > LONGEST:
        raise ScriptSyntax(f"a script has at most {LONGEST} characters")
    tree = compiled(source)
    places = list(_written(tree))
    writes = dict.fromkeys(path for path, _ in places)
    names = [path for path in writes if len(path) == 1 and _names_a_type(path[0])]
    inner = [path for path in writes if len(path) > 1]
    return Script(
        variables=tuple(name for (name,) in names),
        properties=tuple(dict.fromkeys(path[1] for path in inner if path[0] == DATA)),
        open=_is_open(tree),
        calls_out=not _OUTWARD.isdisjoint(_imported(tree)),
        lines={path[0]: line for path, line in places if len(path) == 1},
    )


def _names_a_type(name: str) -> bool:
    """Whether the suffix is one; the check names those that are none, and a run ends with them."""
    try:
        variable(name, ANY)
    except ValueError:
        return False
    return True


def _written(tree: ast.Module) -> Iterator[tuple[tuple[str, ...], int]]:
    """What is put into the item, and the line where."""
    places = (node for node in ast.walk(tree) if isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Store))
    paths = ((place, path) for place in places if (path := _path(place)) is not None)
    # A walk goes by depth; pickers show what comes first in the text first.
    return (
        (path, place.lineno) for place, path in sorted(paths, key=lambda found: (found[0].lineno, found[0].col_offset))
    )


def _path(node: ast.AST) -> tuple[str, ...] | None:
    """`item["a"]["b"]` as its names; None for anything else, names that are calculated included."""
    names: list[str] = []
    while isinstance(node, ast.Subscript):
        if not isinstance(node.slice, ast.Constant) or not isinstance(node.slice.value, str):
            return None
        names.insert(0, node.slice.value)
        node = node.value
    return tuple(names) if names and isinstance(node, ast.Name) and node.id == ITEM else None


def _imported(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module is not None and not node.level:
            yield node.module


def _is_open(tree: ast.Module) -> bool:
    """Whether the item may get more than names that stand in the text: it is handed on, or its names are calculated."""
    harmless: set[int] = set()
    for node in ast.walk(tree):
        harmless.update(id(name) for name in _harmless(node))
    return any(isinstance(node, ast.Name) and node.id == ITEM and id(node) not in harmless for node in ast.walk(tree))


def _harmless(node: ast.AST) -> Iterable[ast.expr]:
    """Mentions of the item within the node that add no name to it which is not seen."""
    match node:
        case ast.Subscript(value=ast.Name() as name, slice=ast.Constant()):
            return (name,)
        case ast.Subscript(value=ast.Name() as name, ctx=ast.Load()):
            return (name,)
        case ast.Attribute(value=ast.Name() as name, attr=method) if method in _READING:
            return (name,)
        case ast.Compare(comparators=others):
            return tuple(other for other in others if isinstance(other, ast.Name))
        case _:
            return ()


def _with_properties(model: ItemModel, names: tuple[str, ...]) -> ItemModel:
    held = model.field(DATA)
    if held is not None and held.type.kind is not Kind.OBJECT:
        return model
    members = held.type.fields or () if held is not None else ()
    known = {member.name for member in members}
    added = tuple(Field(name, ANY) for name in names if name not in known)
    title, aliases = (held.title, held.aliases) if held is not None else ("", ())
    return model.with_field(Field(DATA, FieldType(Kind.OBJECT, fields=(*members, *added)), title, aliases))
