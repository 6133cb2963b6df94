"""Names that nothing gives a meaning."""

import ast
import builtins
import symtable
from collections.abc import Collection, Iterator
from typing import Final

from aqtra.metadata.scripts.api import script_api
from aqtra.metadata.scripts.checking.models import SourceFinding
from aqtra.metadata.scripts.checking.nearest import nearest
from aqtra.metadata.scripts.checking.source import FILE, OTHER_SIDE, Source

_DYNAMIC: Final = frozenset({"exec", "eval", "globals", "setattr", "vars", "locals"})
"""Functions that may give names a meaning without the text saying so."""
_OF_MODULES: Final = frozenset({"__name__", "__file__", "__doc__", "__builtins__", "__debug__"})
_SCOPES: Final = {
    ast.Lambda: "lambda", ast.ListComp: "listcomp", ast.SetComp: "setcomp", ast.DictComp: "dictcomp",
    ast.GeneratorExp: "genexpr",
}  # fmt: skip


def check_undefined(source: Source, given: Collection[str]) -> Iterator[SourceFinding]:
    """`given` are names that the platform gives. Silent about sources that make names as they run."""
    if any(_makes_names(node) for node in source.nodes):
        return
    try:
        module = symtable.symtable(source.text, FILE, "exec")
    except SyntaxError:
        # It knows no `await` of modules in some places where the compiler does.
        return
    known = {*given, *dir(builtins), *_OF_MODULES, *_made(module)}
    tables = dict(_tables(module))
    for node in source.nodes:
        match node:
            case ast.Name(id=name, ctx=ast.Load()) if name not in known and _is_global(source, node, tables, module):
                yield _finding(source, node, known)
            case _:
                pass


def _finding(source: Source, node: ast.Name, known: Collection[str]) -> SourceFinding:
    if node.id in script_api().names:
        message = f"line {node.lineno}: {node.id} {OTHER_SIDE[source.side]}"
        return source.finding(node, "script_other_side", message, name=node.id)
    # Short names are like many others.
    hint = nearest(node.id, known, 0.8)
    fix = (source.replaced(node, hint),) if hint else None
    meant = f"; did you mean {hint}?" if hint else ""
    message = f"line {node.lineno}: {node.id} is not defined{meant}"
    return source.finding(node, "script_undefined_name", message, fix=fix, name=node.id)


def _makes_names(node: ast.AST) -> bool:
    match node:
        case ast.ImportFrom(names=[ast.alias(name="*")]):
            return True
        case ast.Call(func=ast.Name(id=name)):
            return name in _DYNAMIC - {"eval", "setattr", "locals"}
        case _:
            return False


def _made(table: symtable.SymbolTable) -> Iterator[str]:
    """Names that the module gets, also by functions that declare them global."""
    is_module = table.get_type() == "module"
    for symbol in table.get_symbols():
        is_ours = is_module or symbol.is_declared_global()
        if is_ours and (symbol.is_assigned() or symbol.is_imported() or symbol.is_namespace()):
            yield symbol.get_name()
    for child in table.get_children():
        yield from _made(child)


def _tables(table: symtable.SymbolTable) -> Iterator[tuple[tuple[int, str], list[symtable.SymbolTable]]]:
    found: dict[tuple[int, str], list[symtable.SymbolTable]] = {}
    waiting = list(table.get_children())
    while waiting:
        child = waiting.pop()
        found.setdefault((child.get_lineno(), child.get_name()), []).append(child)
        waiting += child.get_children()
    yield from found.items()


def _is_global(
    source: Source,
    node: ast.Name,
    tables: dict[tuple[int, str], list[symtable.SymbolTable]],
    module: symtable.SymbolTable,
) -> bool:
    """Whether the name is looked for in the module where it stands."""
    for found in source.around(node):
        match found:
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                scope = name
            case _ if type(found) in _SCOPES:
                scope = _SCOPES[type(found)]
            case _:
                continue
        # Several on one line cannot be told apart: whichever knows the name decides for it.
        symbols = [
            table.lookup(node.id)
            for table in tables.get((getattr(found, "lineno", 0), scope), ())
            if node.id in table.get_identifiers()
        ]
        if symbols:
            return all(symbol.is_global() for symbol in symbols)
    return True
