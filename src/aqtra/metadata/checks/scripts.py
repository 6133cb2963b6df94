"""The Component Script: whether it compiles, runs in a browser, and has the functions that are named for it."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from aqtra.kernel.findings import Finding, Place
from aqtra.metadata.checks.context import CheckContext
from aqtra.metadata.checks.pages import elements
from aqtra.metadata.documents import Side
from aqtra.metadata.documents.running import COMMAND_TYPE
from aqtra.metadata.modules.checking import import_problems
from aqtra.metadata.modules.names import is_server_only
from aqtra.metadata.modules.resolving import known_to
from aqtra.metadata.scripts import ComponentScript, ScriptSyntax, read_component_script
from aqtra.metadata.scripts.source import Located

SCRIPT: Final = "script"
METHOD: Final = "method_name"
COMMAND: Final = "execute_script"
FORM_ACTION: Final = "form_action"
UNNECESSARY: Final = ("clr", "System")
"""Modules of another runtime that old scripts import. They are there, and do nothing that Python would not do."""


def check_script(ctx: CheckContext) -> Iterator[Finding]:
    """The script itself, then every place that names one of its functions."""
    try:
        script = read_component_script(ctx.document.script)
    except ScriptSyntax as error:
        # Its functions are not known: nothing is said about those that are named.
        params = {"line": error.line, "column": error.column, "reason": error.reason}
        message = f"line {error.line}, column {error.column}: {error.reason}"
        yield ctx.error("script_syntax", message, at=ctx.place(setting=SCRIPT), **params)
        return
    yield from _check_source(ctx, script)
    for at, name in _named(ctx):
        if not ctx.document.script.strip():
            yield ctx.error("script_missing", f"{name} is named, and the component has no script", at=at, name=name)
        elif name not in script.functions:
            yield ctx.error("function_missing", f"the script has no function {name}", at=at, name=name)


def _check_source(ctx: CheckContext, script: ComponentScript) -> Iterator[Finding]:
    at = ctx.place(setting=SCRIPT)
    for found in script.imports:
        if is_server_only(found.name):
            message = f"line {found.line}: {found.name} works on the server only; call a dataflow"
            yield ctx.error("script_server_only", message, at=at, **_params(found))
        elif _within(found.name, UNNECESSARY):
            message = f"line {found.line}: {found.name} is not needed"
            yield ctx.information("script_unnecessary", message, at=at, **_params(found))
    for problem in import_problems(ctx.document.script, Side.FRONTEND, known_to(ctx.document, ctx.site.modules)):
        place = {"line": problem.line, "column": problem.column}
        yield ctx.error(problem.code, problem.message, at=at, **place, **problem.params)
    for found in script.corrupting:
        message = f"line {found.line}: this destroys letters that are not ASCII; leave it out"
        yield ctx.error("script_corrupts", message, at=at, **_params(found))


def _within(module: str, names: tuple[str, ...]) -> bool:
    return any(module == name or module.startswith(f"{name}.") for name in names)


def _params(found: Located) -> Mapping[str, Any]:
    return {"line": found.line, "column": found.column, "name": found.name}


def _named(ctx: CheckContext) -> Iterator[tuple[Place, str]]:
    """Functions that events, commands and form actions name."""
    for page, element in elements(ctx):
        spec = ctx.catalogue.kind(element.kind)
        for setting, value in element.settings.items() if spec is not None else ():
            declared = spec.settings.get(setting) if spec is not None else None
            # What another command left behind names nothing.
            idle = setting == METHOD and element.settings.get(COMMAND_TYPE) != COMMAND
            if declared is not None and declared.type == "script_ref" and isinstance(value, str) and value and not idle:
                yield ctx.place(page=page.id, element=element.id, setting=setting), value
    for flow in ctx.document.flows:
        for step in flow.steps():
            method = step.params.get(METHOD)
            if step.type == FORM_ACTION and step.params.get(FORM_ACTION) == COMMAND and isinstance(method, str):
                yield ctx.place(flow=flow.key, step=step.id, setting=METHOD), method
