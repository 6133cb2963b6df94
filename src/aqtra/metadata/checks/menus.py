"""Menus and start pages that lead to a page of the component."""

from collections.abc import Iterator

from aqtra.kernel.findings import Finding
from aqtra.metadata.checks.context import CheckContext


def check_menus(ctx: CheckContext) -> Iterator[Finding]:
    """A menu applies at once and is repaired at once, so a dangling item is only a warning."""
    pages = {page.id for page in ctx.document.pages}
    for target in ctx.site.targets:
        if target.component != ctx.document.key:
            continue
        if target.page is not None and target.page not in pages:
            yield ctx.warning(
                "menu_page_missing",
                f"the menu of {target.domain} opens a page that is not there",
                domain=target.domain,
                page=target.page,
            )
