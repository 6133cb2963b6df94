"""The Component Script: whether it compiles, runs in a browser, and has the functions that are named for it."""

from collections.abc import Iterator
from typing import Final

from aqtra.kernel.findings import Finding, Place
from aqtra.metadata.checks.context import CheckContext
from aqtra.metadata.checks.pages import elements
from aqtra.metadata.documents import Side
from aqtra.metadata.documents.running import COMMAND_TYPE
from aqtra.metadata.modules.checking import import_problems
from aqtra.metadata.modules.resolving import known_to
from aqtra.metadata.scripts import ScriptSyntax, read_component_script
from aqtra.metadata.scripts.checking import check_source, placed, surroundings_of

SCRIPT: Final = "script"
METHOD: Final = "method_name"
COMMAND: Final = "execute_script"
FORM_ACTION: Final = "form_action"


def check_script(ctx: CheckContext) -> Iterator[Finding]:
    """The script itself, then every place that names one of its functions."""
    around, at = surroundings_of(ctx.document, ctx.catalogue), ctx.place(setting=SCRIPT)
    modules = known_to(ctx.document, ctx.site.modules)
    names = {module.name for module in modules}
    for found in check_source(ctx.document.script, Side.FRONTEND.runs_on, around, modules=names):
        yield ctx.found(found.severity, found.code, found.message, at=at, **placed(found))
    for problem in import_problems(ctx.document.script, Side.FRONTEND, modules):
        place = {"line": problem.line, "column": problem.column}
        yield ctx.error(problem.code, problem.message, at=at, **place, **problem.params)
    try:
        script = read_component_script(ctx.document.script)
    except ScriptSyntax:
        # Its functions are not known: nothing is said about those that are named.
        return
    for at, name in _named(ctx):
        if not ctx.document.script.strip():
            yield ctx.error("script_missing", f"{name} is named, and the component has no script", at=at, name=name)
        elif name not in script.functions:
            yield ctx.error("function_missing", f"the script has no function {name}", at=at, name=name)


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
