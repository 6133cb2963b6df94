"""Which modules a source needs, on one side. Pure."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from aqtra.metadata.documents import ComponentDocument, ScriptModule, Side
from aqtra.metadata.documents import Step as StepDocument
from aqtra.metadata.modules.source import imports_of

Modules = Sequence[ScriptModule]
EXECUTE_SCRIPT: Final = "execute_script"
SCRIPT: Final = "script"


@dataclass(frozen=True, slots=True)
class Script:
    """A source of a component; `flow` and `step` say where, for one on the server."""

    side: Side
    source: str
    flow: UUID | None = None
    step: str | None = None
    caption: str = ""


def scripts_of(document: ComponentDocument) -> Iterator[Script]:
    """The Component Script and the sources of Execute script steps."""
    if document.script.strip():
        yield Script(Side.FRONTEND, document.script)
    for flow in document.flows:
        for step in _with_branches(flow.steps()):
            source = step.params.get(SCRIPT)
            if step.type == EXECUTE_SCRIPT and isinstance(source, str):
                yield Script(Side.BACKEND, source, flow.key, step.id, f"{flow.name}/{step.name}")


def module_named(name: str, side: Side, modules: Iterable[ScriptModule]) -> ScriptModule | None:
    """The module that an import of the name finds on the side."""
    return next((found for found in modules if found.name == name and side in found.type.sides), None)


def needed(source: str, side: Side, modules: Modules) -> dict[str, ScriptModule]:
    """Modules that the source imports, and those that they import, by name. What is not there is left out."""
    found: dict[str, ScriptModule] = {}
    open_sources = [source]
    while open_sources:
        for located in imports_of(open_sources.pop()):
            module = module_named(located.name, side, modules)
            if module is not None and module.name not in found:
                found[module.name] = module
                open_sources.append(module.source)
    return found


def sources(source: str, side: Side, modules: Modules) -> dict[str, str]:
    """The same as text by name, as interpreters take it."""
    return {name: module.source for name, module in sorted(needed(source, side, modules).items())}


def modules_of(document: ComponentDocument, modules: Modules) -> tuple[ScriptModule, ...]:
    """Modules that any script of the document needs, in a fixed order."""
    found = {
        module.key: module
        for script in scripts_of(document)
        for module in needed(script.source, script.side, modules).values()
    }
    return tuple(sorted(found.values(), key=lambda module: (module.name, module.type, module.key)))


def known_to(document: ComponentDocument, saved: Modules) -> Modules:
    """The modules that scripts of a document find: those of its release, or for a draft the saved ones."""
    return saved if document.modules is None else document.modules


def _with_branches(steps: Iterable[StepDocument]) -> Iterator[StepDocument]:
    for step in steps:
        yield step
        for branch in step.branches.values():
            yield from _with_branches(branch)
