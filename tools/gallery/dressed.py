"""What every element can: layout, appearance and brush, shown from the catalogue."""

from typing import Any

from tools.gallery.parts import Element, described, element, part, row, spec_of

LOOK: dict[str, Any] = {
    "width": 340,
    "margin": [4, 4, 4, 4],
    "padding": [14, 14, 12, 12],
    "corner_radius": 10,
    "border_thickness": [1, 1, 1, 1],
    "opacity": 0.96,
    "background": "rgba(45, 125, 154, 0.1)",
    "background_image": "texture.svg",
    "border_brush": "#2d7d9a",
}
FILLED = {"image", "svg", "pdf_viewer", "html"}
SAID = (
    "Layout, appearance and brush; beside it Grow is off. Three more are not seen: Visible off, Hidden on, and one "
    "whose Visible when does not hold."
)
NEVER = "entry.id < 0"
IS_NEW = "entry.is_new"


def dressed(kind: str, *children: Element, height: int | str = 88, **own: Any) -> Element:
    """An element in a look of its own. `own` are settings that make it worth looking at."""
    look = {name: value for name, value in LOOK.items() if name in spec_of(kind).settings}
    name = {"automation_id": f"dressed-{kind}"}
    return part(
        "Dressed up",
        SAID,
        row(
            element(kind, *children, **(look | name | {"height": height} | own)),
            element(kind, *children, **({"grow": False} | _sized(kind, height) | own)),
            *(element(kind, *children, **(own | {gone: gone == "hidden"})) for gone in ("hidden", "visible")),
            element(kind, *children, **(own | {"visible_when": NEVER})),
        ),
    )


def _sized(kind: str, height: int | str) -> dict[str, Any]:
    """What shows files or entries is as large as they are, unless it is told."""
    return {"height": height} if described()[kind]["group"] == "advanced" or kind in FILLED else {}


def states(kind: str, binding: str, **own: Any) -> Element:
    """The states every input has."""
    return part(
        "States",
        "Required, disabled, with a tool tip, and at a place of its own in the order of the Tab key; the last two are "
        "required and disabled by a condition.",
        row(
            element(kind, **(own | {"binding": binding, "required": True, "label": "Required"})),
            element(kind, **(own | {"binding": binding, "disabled": True, "label": "Disabled"})),
            element(kind, **(own | {"binding": binding, "tooltip": "What people should know", "label": "Tool tip"})),
            element(kind, **(own | {"binding": binding, "tab_index": 1, "label": "First by Tab"})),
            element(kind, **(own | {"binding": binding, "required_when": IS_NEW, "label": "Required for new"})),
            element(kind, **(own | {"binding": binding, "disabled_when": IS_NEW, "label": "Disabled for new"})),
        ),
    )
