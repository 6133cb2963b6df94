"""The source of a script or module: what it imports, and what stands outside of its functions. Only parsed."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from aqtra.metadata.scripts.parsing import ScriptSyntax, compiled, parsed

_OF_THE_CALLER: Final = frozenset({"context", "item"})
"""What belongs to one form or one item: a module has neither."""


@dataclass(frozen=True, slots=True)
class Located:
    """A name with its place in the text; both count from 1."""

    name: str
    line: int
    column: int


@lru_cache(maxsize=512)
def imports_of(source: str) -> tuple[Located, ...]:
    """Every imported name in the order of the text, those within functions too. Nothing, where it does not parse."""
    try:
        tree = parsed(source)
    except ScriptSyntax:
        return ()
    found = [located for node in ast.walk(tree) for located in _imported(node)]
    return tuple(sorted(found, key=lambda located: (located.line, located.column)))


@lru_cache(maxsize=512)
def require_module_syntax(source: str) -> None:
    """Raises ScriptSyntax. Outside of functions a module cannot await: an import does not wait."""
    compiled(source)


@lru_cache(maxsize=512)
def outer_uses(source: str) -> tuple[Located, ...]:
    """Where a module uses `context` or `item` outside of functions without having one of its own."""
    tree = parsed(source)
    outside = list(_outside(tree))
    own = {node.id for node in outside if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load)}
    found = [
        Located(name, *_place(node))
        for node in outside
        for name in _mentioned(node)
        if name in _OF_THE_CALLER and name not in own
    ]
    return tuple(sorted(found, key=lambda located: (located.line, located.column)))


def _imported(node: ast.AST) -> Iterator[Located]:
    match node:
        case ast.Import(names=names):
            yield from (Located(alias.name, *_place(node)) for alias in names)
        case ast.ImportFrom(module=module, level=level):
            yield Located("." * level + (module or ""), *_place(node))
        case _:
            pass


def _outside(node: ast.AST) -> Iterator[ast.AST]:
    """What runs with the import: bodies of functions do not, their decorators and defaults do."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            decorators = getattr(child, "decorator_list", [])
            defaults = [default for default in (*child.args.defaults, *child.args.kw_defaults) if default is not None]
            for inner in (*decorators, *defaults):
                yield inner
                yield from _outside(inner)
        else:
            yield child
            yield from _outside(child)


def _mentioned(node: ast.AST) -> Iterator[str]:
    match node:
        case ast.Name(id=name, ctx=ast.Load()):
            yield name
        case ast.Import() | ast.ImportFrom():
            yield from (located.name for located in _imported(node))
        case _:
            pass


def _place(node: ast.AST) -> tuple[int, int]:
    return getattr(node, "lineno", 1), getattr(node, "col_offset", 0) + 1
