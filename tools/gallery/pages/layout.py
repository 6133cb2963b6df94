"""What holds other elements."""

from tools.gallery.dressed import LOOK, dressed
from tools.gallery.parts import Element, column, element, remark, row, section, spec_of

NAME = "Layout"
TONE = {"padding": [12, 12, 10, 10], "corner_radius": 8, "background": "rgba(45, 125, 154, 0.14)"}
JUSTIFY = ("start", "center", "end", "space_between")
ALIGN = ("start", "center", "end", "stretch")
SETTINGS = {
    **{name: value for name, value in LOOK.items() if name in spec_of("page").settings},
    "background_image": "wash.svg",
    "width": "100%",
    "height": "auto",
    "grow": False,
    "opacity": 0.99,
    "automation_id": "layout-page",
    "align_items": "stretch",
    "justify_content": "start",
}
"""The page itself has a look of its own here."""


def content() -> list[Element]:
    return [
        remark("This page itself has margins, corners, a border and a texture."),
        section(
            "Panel",
            "A row or a column. Justify content spreads what is inside, align items sets it across.",
            *(_justified(value) for value in JUSTIFY),
            row(*(_aligned(value) for value in ALIGN), align_items="stretch"),
            dressed("panel", _tile("In a panel"), _tile("that is dressed")),
        ),
        section(
            "Grid",
            "Cells in columns and rows; columns share what is left, or have a size of their own.",
            element("grid", *(column(_tile(f"Cell {number}")) for number in range(1, 7)), column=3, row=2, gap=12),
            element(
                "grid",
                *(column(_tile(value)) for value in ("160 pixels", "what is left", "a quarter")),
                column=3,
                row=1,
                gap=12,
                column_sizes=["160px", "auto", "25%"],
            ),
            dressed("grid", *(column(_tile(f"Cell {number}")) for number in range(1, 5)), height=160),
        ),
        section(
            "Tab Control",
            "A tab is drawn when it is first shown. The second is open at first; a third is not offered.",
            element(
                "tab_control",
                *(column(_tile(value)) for value in ("What there is to know", "Who is part of it", "Not offered")),
                tab_panels=[
                    {"name": "facts", "title": "Facts"},
                    {"name": "people", "title": "People"},
                    {"name": "later", "title": "Later", "visible": False},
                ],
                active_tab=1,
            ),
            dressed(
                "tab_control",
                column(_tile("First")),
                column(_tile("Second")),
                tab_panels=[{"name": "one", "title": "One"}, {"name": "two", "title": "Two"}],
                height=160,
            ),
        ),
    ]


def _tile(value: str) -> Element:
    return element("label", value=value, **TONE)


def _justified(value: str) -> Element:
    inner = [element("label", value=word, grow=False, **TONE) for word in ("Justify", "content:", value)]
    return element("panel", *inner, justify_content=value, border_thickness=[1, 1, 1, 1], border_brush="#8fb8c4",
                   corner_radius=8, padding=[8, 8, 8, 8])  # fmt: skip


def _aligned(value: str) -> Element:
    return element(
        "panel", _tile(f"Align items: {value}"), align_items=value, height=88, border_thickness=[1, 1, 1, 1],
        border_brush="#8fb8c4", corner_radius=8, padding=[8, 8, 8, 8],
    )  # fmt: skip
