"""Settings of elements: types, and those that nothing serves yet."""

from collections.abc import Iterator

from aqtra.kernel.findings import Finding, Place
from aqtra.metadata.catalogue import ComponentSpec
from aqtra.metadata.checks.context import CheckContext
from aqtra.metadata.checks.pages import elements
from aqtra.metadata.checks.setting_types import broken
from aqtra.metadata.documents import Element
from aqtra.metadata.documents.running import COMMAND_TYPE, RESTRICT_ACCESS, RUNNING


def check_element_settings(ctx: CheckContext) -> Iterator[Finding]:
    """Every setting fits its declared type. Unknown settings are kept and named."""
    for page, element in elements(ctx):
        spec = ctx.catalogue.kind(element.kind)
        if spec is not None:
            yield from _check_element(ctx, page, element, spec)


def _check_element(ctx: CheckContext, page: Element, element: Element, spec: ComponentSpec) -> Iterator[Finding]:
    for name, value in element.settings.items():
        at = ctx.place(page=page.id, element=element.id, setting=name)
        declared = spec.settings.get(name)
        if declared is None:
            yield ctx.warning("setting_unknown", f"{element.name} has the unknown setting {name}", at=at, setting=name)
            continue
        inner = broken(value, declared, ctx.catalogue)
        if inner is not None:
            yield ctx.error(
                "setting_invalid",
                f"{element.name}: {name}{inner} does not fit the type {declared.type}",
                at=at,
                setting=f"{name}{inner}",
                type=declared.type,
            )
        elif value:
            yield from _check_served(ctx, element, name, at)


def _check_served(ctx: CheckContext, element: Element, name: str, at: Place) -> Iterator[Finding]:
    if name == RESTRICT_ACCESS and element.settings.get(COMMAND_TYPE) not in RUNNING:
        # What leads elsewhere would only look protected: there, the rights of the target hold.
        yield ctx.error("nothing_to_restrict", f"{element.name} runs nothing that could be restricted", at=at)
