"""Pages and the tree of their elements."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from uuid import UUID

from aqtra.kernel.findings import Finding
from aqtra.metadata.catalogue import ComponentSpec
from aqtra.metadata.checks.context import CheckContext
from aqtra.metadata.checks.setting_types import LIST, is_uuid
from aqtra.metadata.documents import ComponentDocument, Element
from aqtra.metadata.paths import BrokenPath, resolve

PAGE = "page"
PANEL = "panel"


@dataclass(frozen=True, slots=True)
class Placed:
    """An element on its page. `card` is the list in whose card it stands, None outside of lists.

    `entry` is the component whose entry the element is bound to: in a card that of the list. None when the list shows
    nothing that exists; what is bound there cannot be judged.
    """

    page: Element
    element: Element
    entry: ComponentDocument | None
    card: Element | None = None


def elements(ctx: CheckContext) -> Iterator[tuple[Element, Element]]:
    """Every element with the page it is on, in reading order."""
    for found in placed(ctx):
        yield found.page, found.element


def placed(ctx: CheckContext) -> Iterator[Placed]:
    """The same with what surrounds the element."""
    for page in ctx.document.pages:
        yield from _placed(ctx, Placed(page, page, ctx.document))


def _placed(ctx: CheckContext, at: Placed) -> Iterator[Placed]:
    yield at
    spec = ctx.catalogue.kind(at.element.kind)
    inside = at
    if spec is not None and spec.holds == "template":
        inside = replace(at, entry=shown_component(ctx, at), card=at.element)
    for child in at.element.children:
        yield from _placed(ctx, replace(inside, element=child))


def shown_component(ctx: CheckContext, at: Placed) -> ComponentDocument | None:
    """The component whose entries a collection shows; None when it names none that exists."""
    settings = at.element.settings
    path = settings.get("data_model_source")
    if isinstance(path, str) and path:
        return _referenced(ctx, at.entry, path)
    key = settings.get("component") or settings.get("data_object")
    return ctx.documents.get(UUID(key)) if is_uuid(key) else None


def _referenced(ctx: CheckContext, start: ComponentDocument | None, path: str) -> ComponentDocument | None:
    if start is None:
        return None
    try:
        found = resolve(path, start, ctx.documents, bare=False)
    except BrokenPath:
        return None
    return ctx.documents.get(found.target) if found.target else None


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
    elif element.children and spec.holds == "nothing":
        yield ctx.error("not_a_container", f"{element.name} cannot hold elements", at=at, name=element.name)
    elif spec.holds == "panels" and any(child.kind != PANEL for child in element.children):
        yield ctx.error("not_a_panel", f"{element.name} holds panels only", at=at, name=element.name)
    elif spec.panel_count and len(element.children) != _panels(element, spec):
        yield ctx.error(
            "panels_differ",
            f"{element.name} holds {len(element.children)} panels, and its settings say {_panels(element, spec)}",
            at=at.model_copy(update={"setting": spec.panel_count[0]}),
            name=element.name,
        )


def _panels(element: Element, spec: ComponentSpec) -> int:
    """How many panels the settings of an element say; a setting of another type counts as its default."""
    count = 1
    for name in spec.panel_count:
        declared = spec.settings.get(name)
        value = element.settings.get(name)
        if declared is not None and declared.type.startswith(LIST):
            count *= len(value) if isinstance(value, list) else 0
        else:
            count *= _size(value) or _size(declared.default if declared is not None else None) or 1
    return count


def _size(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and value > 0 else None
