"""Whether modules work, and whether the imports of a script lead to modules that do. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from aqtra.kernel.findings import Severity
from aqtra.metadata.documents import ScriptModule, Side
from aqtra.metadata.modules.resolving import Modules, module_named, needed
from aqtra.metadata.modules.source import Located, imports_of, outer_uses, require_module_syntax
from aqtra.metadata.scripts.checking import check_source
from aqtra.metadata.scripts.parsing import ScriptSyntax

OTHER_SIDE: Final = "script_other_side"


@dataclass(frozen=True, slots=True)
class SourceProblem:
    """An error at a place in a source; line and column count from 1."""

    line: int
    column: int
    code: str
    message: str
    params: dict[str, str] = field(default_factory=dict, hash=False)


def module_problems(module: ScriptModule, modules: Modules) -> tuple[SourceProblem, ...]:
    """Why a module cannot be imported, on each side that it is for. `modules` are the others and may include it."""
    known = [module, *(other for other in modules if other.key != module.key)]
    found = [problem for side in module.type.sides for problem in _problems_on(module, side, known)]
    return tuple(sorted(dict.fromkeys(found), key=lambda problem: (problem.line, problem.column)))


def import_problems(source: str, side: Side, modules: Modules) -> Iterator[SourceProblem]:
    """Imports of a script that find a module of the other side, or one that does not work.

    What finds no module at all, the compile check tells.
    """
    for located in imports_of(source):
        problem = _of_other_side(located, side, modules) or _broken(located, side, modules)
        if problem is not None:
            yield problem


def _problems_on(module: ScriptModule, side: Side, modules: Modules) -> Iterator[SourceProblem]:
    yield from _own_problems(module, side, modules)
    for located in imports_of(module.source):
        # Modules of a circle are each broken by it; each says so itself.
        imported = module_named(located.name, side, modules)
        if imported is not None and module.name not in needed(imported.source, side, modules):
            broken = _broken(located, side, modules)
            if broken is not None:
                yield broken


def _own_problems(module: ScriptModule, side: Side, modules: Modules) -> Iterator[SourceProblem]:
    """What is wrong with the module's own text."""
    try:
        require_module_syntax(module.source)
    except ScriptSyntax as error:
        message = f"line {error.line}, column {error.column}: {error.reason}"
        yield SourceProblem(error.line, error.column, "script_syntax", message, {"reason": error.reason})
        return
    yield from _compiled(module.source, side, frozenset(found.name for found in modules))
    for located in outer_uses(module.source):
        message = f"line {located.line}: a module has no {located.name}; take it as an argument"
        yield _problem("module_of_caller", message, located)
    for located in imports_of(module.source):
        problem = _of_other_side(located, side, modules) or _circle(module, located, side, modules)
        if problem is not None:
            yield problem


@lru_cache(maxsize=512)
def _compiled(source: str, side: Side, names: frozenset[str]) -> tuple[SourceProblem, ...]:
    """Errors of the compile check; its hints are for the editor. What belongs to the caller is told by itself."""
    return tuple(
        SourceProblem(found.line, found.column, found.code, found.message, dict(found.params))
        for found in check_source(source, side.runs_on, modules=names)
        if found.severity is Severity.ERROR and found.code != OTHER_SIDE
    )


def _of_other_side(located: Located, side: Side, modules: Modules) -> SourceProblem | None:
    other = next((found for found in modules if found.name == located.name), None)
    if other is None or module_named(located.name, side, modules) is not None:
        return None
    where = "in the browser" if side is Side.FRONTEND else "on the server"
    message = f"line {located.line}: {other.name} is a {other.type} module and cannot be imported {where}"
    return _problem("module_of_other_side", message, located, side=side.value)


def _broken(located: Located, side: Side, modules: Modules) -> SourceProblem | None:
    """The first module behind the import that does not work."""
    module = module_named(located.name, side, modules)
    if module is None:
        return None
    for found in (module, *needed(module.source, side, modules).values()):
        if next(_own_problems(found, side, modules), None) is not None:
            message = f"line {located.line}: the module {found.name} has errors"
            return _problem("module_broken", message, located, module=found.name)
    return None


def _circle(module: ScriptModule, located: Located, side: Side, modules: Modules) -> SourceProblem | None:
    imported = module_named(located.name, side, modules)
    if imported is None:
        return None
    if imported.name != module.name and module.name not in needed(imported.source, side, modules):
        return None
    message = f"line {located.line}: {module.name} and {imported.name} import each other"
    return _problem("module_circle", message, located)


def _problem(code: str, message: str, at: Located, **params: str) -> SourceProblem:
    return SourceProblem(at.line, at.column, code, message, {"name": at.name, **params})
