"""Bindings of controls to the object model."""

from collections.abc import Iterator

from aqtra.kernel.findings import Finding
from aqtra.metadata.catalogue import ComponentSpec
from aqtra.metadata.checks.context import CheckContext
from aqtra.metadata.checks.pages import Placed, placed
from aqtra.metadata.paths import BrokenPath, Resolved, resolve

ENUM = "_enum"


def fits(binds: tuple[str, ...], found: Resolved) -> bool:
    """Whether a control that declares `binds` can hold the value; an enumeration fits its plain type too."""
    return found.bind_type in binds or found.bind_type.removesuffix(ENUM) in binds


def check_bindings(ctx: CheckContext) -> Iterator[Finding]:
    """Every binding leads to a field whose type the control can hold."""
    for found in placed(ctx):
        spec = ctx.catalogue.kind(found.element.kind)
        if spec is None:
            continue
        for name, declared in spec.settings.items():
            path = found.element.settings.get(name)
            if declared.type == "binding" and isinstance(path, str) and path:
                yield from _check_binding(ctx, found, spec, name, path)


def _check_binding(ctx: CheckContext, bound: Placed, spec: ComponentSpec, setting: str, path: str) -> Iterator[Finding]:
    element = bound.element
    if bound.entry is None:
        return
    at = ctx.place(page=bound.page.id, element=element.id, setting=setting)
    try:
        found = resolve(path, bound.entry, ctx.documents, bare=False)
    except BrokenPath as error:
        yield ctx.error(
            "binding_broken",
            f"{element.name} is bound to {path}, which is not in the model",
            at=at,
            path=path,
            reason=error.code,
        )
        return
    if not fits(spec.binds, found):
        yield ctx.error(
            "binding_type",
            f"{element.name} cannot hold a value of type {found.bind_type}",
            at=at,
            path=path,
            type=found.bind_type,
        )
    elif found.steps > 1 and "disabled" in spec.settings and not element.settings.get("disabled"):
        yield ctx.information(
            "binding_read_only", f"{path} belongs to another entry and is only shown", at=at, path=path
        )
