"""Pages and the tree of their elements."""

from collections import Counter
from collections.abc import Iterator
from uuid import UUID

from aqtra.kernel.findings import Finding
from aqtra.metadata.checks.context import CheckContext
from aqtra.metadata.documents import Element

PAGE = "page"


def elements(ctx: CheckContext) -> Iterator[tuple[Element, Element]]:
    """Every element with the page it is on, in reading order."""
    for page in ctx.document.pages:
        for element in page.walk():
            yield page, element


def check_pages(ctx: CheckContext) -> Iterator[Finding]:
    """There is a page; ids and names are unique; kinds are known and hold children only if they are containers."""
    if not ctx.document.pages:
        yield ctx.error("no_page", "the component needs a page")
    ids: Counter[UUID] = Counter(element.id for _, element in elements(ctx))
    page_names = Counter(page.name.strip().casefold() for page in ctx.document.pages)
    names = Counter(element.name for page, element in elements(ctx) if element is not page)
    for page, element in elements(ctx):
        at = ctx.place(page=page.id, element=element.id)
        if ids[element.id] > 1:
            yield ctx.error("element_id_twice", f"two elements have the id {element.id}", at=at)
        if element is page:
            yield from _check_page(ctx, page, page_names)
            continue
        if element.kind == PAGE:
            yield ctx.error("page_in_page", f"{element.name} is a page inside a page", at=at, name=element.name)
        if not element.name.strip():
            yield ctx.error("element_name_empty", "an element has no name", at=at)
        elif names[element.name] > 1:
            yield ctx.error("element_name_twice", f"two elements are named {element.name}", at=at, name=element.name)
        yield from _check_kind(ctx, page, element)


def _check_page(ctx: CheckContext, page: Element, names: Counter[str]) -> Iterator[Finding]:
    at = ctx.place(page=page.id)
    if page.kind != PAGE:
        yield ctx.error("page_kind", "the root of a page has another kind", at=at, kind=page.kind)
    if not page.name.strip():
        yield ctx.error("page_name_empty", "a page has no name", at=at)
    elif names[page.name.strip().casefold()] > 1:
        yield ctx.error("page_name_twice", f"two pages are named {page.name}", at=at, name=page.name)


def _check_kind(ctx: CheckContext, page: Element, element: Element) -> Iterator[Finding]:
    at = ctx.place(page=page.id, element=element.id)
    spec = ctx.catalogue.kind(element.kind)
    if spec is None:
        yield ctx.warning(
            "kind_unknown", f"{element.name} is of the unknown kind {element.kind}", at=at, kind=element.kind
        )
    elif element.children and not spec.container:
        yield ctx.error("not_a_container", f"{element.name} cannot hold elements", at=at, name=element.name)
