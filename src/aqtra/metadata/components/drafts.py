"""What Add puts into a new component."""

from aqtra.kernel.ids import IdSource
from aqtra.metadata.documents import ComponentDocument, ComponentKind, ComponentSettings, Element
from aqtra.metadata.domains.models import DEFAULT_DOMAIN

FIRST_PAGE = "Main page"
TITLES = {ComponentKind.COMPONENT: "New component", ComponentKind.MULTICOMPONENT: "New multicomponent"}


def new_document(ids: IdSource, kind: ComponentKind, maker: int | None) -> ComponentDocument:
    """One empty page, in the default domain; whoever creates it is its maker."""
    page = Element(
        id=ids.uuid(),
        kind="page",
        name=FIRST_PAGE,
        settings={"title": {"translation_key": "", "translation_value": FIRST_PAGE}, "orientation": "vertical"},
    )
    return ComponentDocument(
        key=ids.uuid(),
        kind=kind,
        settings=ComponentSettings(title=TITLES[kind], domains=(DEFAULT_DOMAIN,), maker=maker),
        pages=(page,),
    )
