"""The second component: people, whom projects refer to."""

from typing import Any

from tools.gallery.model import PEOPLE, PEOPLE_PROPERTIES
from tools.gallery.parts import Element, element, key

PAGE = "Person"


def page() -> Element:
    fields = (
        ("text_field", "short"),
        ("text_field", "role"),
        ("select", "department"),
        ("select", "manager"),
        ("hyperlink", "contact"),
    )
    children = [_named(kind, name) for kind, name in fields]
    back = _named("button", "back", label="Back", icon="arrow-left", command_type="navigation_back")
    settings = {"orientation": "vertical", "title": {"translation_key": "", "translation_value": PAGE}}
    return {"id": key("page", "person"), "name": PAGE, "kind": "page", "settings": settings,
            "children": [*children, back]}  # fmt: skip


def component() -> dict[str, Any]:
    return {
        "key": PEOPLE,
        "settings": {"title": "Gallery people", "domains": ["digital-workplace"]},
        "properties": PEOPLE_PROPERTIES,
        "pages": [page()],
    }


def _named(kind: str, name: str, **settings: Any) -> Element:
    bound = {} if kind == "button" else {"binding": f"data.{name}"}
    return element(kind, **bound, **settings) | {"id": key("element", "person", name), "name": f"Person_{name}"}
