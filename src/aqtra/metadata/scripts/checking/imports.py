"""Modules that a script imports: those that are there, those that have nothing behind them, those of old scripts."""

import ast
import sys
from collections.abc import Collection, Iterator
from typing import Final

from aqtra.kernel.findings import Severity
from aqtra.metadata.scripts.api import Side, script_api
from aqtra.metadata.scripts.checking.idioms import does_nothing
from aqtra.metadata.scripts.checking.models import Edit, SourceFinding
from aqtra.metadata.scripts.checking.nearest import nearest
from aqtra.metadata.scripts.checking.source import Source
from aqtra.metadata.scripts.libraries import IMPORTABLE

LEGACY: Final = ("clr", "System")
RENDER_TYPES: Final = "RenderEngine.Models"
UI: Final = "aqtra.ui"
OUR_PACKAGE: Final = "aqtra"
_REFUSED: Final = {
    Side.BROWSER: ("script_server_only", "{name} works on the server only; call a dataflow"),
    Side.SERVER: (
        "script_forbidden_import",
        "{name} cannot be imported: scripts have no processes, threads or sockets",
    ),
}


def check_imports(source: Source, modules: Collection[str]) -> Iterator[SourceFinding]:
    for node in source.nodes:
        match node:
            case ast.Import(names=names):
                for alias in names:
                    yield from _module(source, node, alias.name, modules)
            case ast.ImportFrom(module=str(module), level=0):
                yield from _module(source, node, module, modules)
                yield from _names(source, node, module)
            case ast.ImportFrom():
                message = f"line {node.lineno}: a script is in no package; import a module by its name"
                yield source.finding(node, "script_unknown_import", message, name=node.module or "")
            case _:
                pass


def _module(
    source: Source, node: ast.Import | ast.ImportFrom, name: str, modules: Collection[str]
) -> Iterator[SourceFinding]:
    api, at = script_api(), f"line {node.lineno}: "
    if within(name, LEGACY):
        fix = _left_out(source, node)
        yield source.finding(
            node, "script_unnecessary", f"{at}{name} is not needed", Severity.INFORMATION, fix, name=name
        )
    elif name.endswith(RENDER_TYPES) and isinstance(node, ast.ImportFrom):
        imported = ", ".join(ast.unparse(alias) for alias in node.names)
        fix = (source.replaced(node, f"from {UI} import {imported}"),)
        message = f"{at}colours and brushes come from {UI}"
        yield source.finding(node, "script_legacy", message, Severity.INFORMATION, fix, name=name)
    elif within(name, api.forbidden[source.side]) and name not in modules:
        code, message = _REFUSED[source.side]
        yield source.finding(node, code, at + message.format(name=name), name=name)
    elif name not in modules and not _is_there(name, source) and not _is_guarded(source, node):
        known = [*api.modules_of(source.side), *api.library["both"], *api.library[source.side], *modules]
        hint, fix = nearest(name, known), None
        if hint and isinstance(node, ast.ImportFrom):
            line, column = source.start(node)
            column += len("from ")
            end = column + len(name)
            edit = source.replaced(node, hint).model_copy(
                update={"column": column, "end_line": line, "end_column": end}
            )
            fix = (edit,) if source.lines[line - 1][column - 1 : end - 1] == name else None
        suggested = f"; did you mean {hint}?" if hint else ""
        yield source.finding(
            node, "script_unknown_import", f"{at}there is no module {name}{suggested}", fix=fix, name=name
        )


def _names(source: Source, node: ast.ImportFrom, module: str) -> Iterator[SourceFinding]:
    """Names that are imported from a module of ours."""
    api = script_api()
    found = api.modules_of(source.side).get(module)
    if found is None or not (found.of or found.names):
        return
    errors = ("CatalogError", "FileError") if found.of else ()
    members = dict(api.types[found.of].on(source.side)) if found.of else {}
    known = {*found.names, *members, *errors}
    for alias in node.names:
        if alias.name not in known and alias.name != "*":
            hint = nearest(alias.name, known)
            suggested = f"; did you mean {hint}?" if hint else ""
            message = f"line {alias.lineno}: {module} has no {alias.name}{suggested}"
            renamed = f"{hint} as {alias.asname}" if alias.asname else hint
            fix = (source.replaced(alias, renamed),) if hint and renamed else None
            yield source.finding(alias, "script_unknown_member", message, fix=fix, name=alias.name)


def within(module: str, names: Collection[str]) -> bool:
    """Whether it is one of the modules, or stands in one of them."""
    return any(module == name or module.startswith(f"{name}.") for name in names)


def _is_there(name: str, source: Source) -> bool:
    first = name.partition(".")[0]
    ours = script_api().modules_of(source.side)
    if source.side is Side.SERVER and first in IMPORTABLE:
        return True
    return name in ours or first in sys.stdlib_module_names or any(each.startswith(f"{name}.") for each in ours)


def _is_guarded(source: Source, node: ast.AST) -> bool:
    """Within a `try` that may do without it, or for type checkers only."""
    return any(
        (isinstance(found, ast.Try) and found.handlers)
        or (isinstance(found, ast.If) and isinstance(found.test, ast.Name) and found.test.id == "TYPE_CHECKING")
        for found in source.around(node)
    )


def _left_out(source: Source, node: ast.Import | ast.ImportFrom) -> tuple[Edit, ...] | None:
    """Without the import, and without calls that did nothing; None where something of it is used."""
    given = {alias.asname or alias.name.partition(".")[0] for alias in node.names}
    idle = [found for found in source.nodes if isinstance(found, ast.Expr) and _is_idle(found)]
    inside = {inner for statement in idle for inner in ast.walk(statement)}
    used = any(isinstance(found, ast.Name) and found.id in given and found not in inside for found in source.nodes)
    if used or "*" in given:
        return None
    called = idle if "clr" in given else ()
    return tuple(source.removed(statement) for statement in (node, *called))


def _is_idle(statement: ast.Expr) -> bool:
    match statement.value:
        case ast.Call(func=ast.Attribute(value=ast.Name(id="clr") as inner, attr=attr)):
            return does_nothing(inner, attr)
        case _:
            return False
