"""The Settings tab."""

from collections.abc import Iterator

from aqtra.kernel.findings import Finding
from aqtra.metadata.checks.context import CheckContext
from aqtra.metadata.documents import ComponentKind


def check_component_settings(ctx: CheckContext) -> Iterator[Finding]:
    """Known domains, and the reminders of an empty model."""
    settings = ctx.document.settings
    for name in settings.domains:
        if name not in ctx.site.domains:
            at = ctx.place(setting="domains")
            yield ctx.error("domain_missing", f"there is no application domain {name}", at=at, domain=name)
    if len(set(settings.domains)) != len(settings.domains):
        yield ctx.error("domain_twice", "a domain is named twice", at=ctx.place(setting="domains"))
    if not settings.domains:
        at = ctx.place(setting="domains")
        yield ctx.warning("no_domain", "the component belongs to no domain: nobody can open it", at=at)
    if ctx.document.kind is ComponentKind.COMPONENT and not ctx.document.properties:
        yield ctx.warning("no_properties", "the component has no properties yet")
