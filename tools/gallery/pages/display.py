"""Values that are only shown."""

from tools.gallery.dressed import dressed
from tools.gallery.model import PROJECT_PROPERTIES, PROJECTS
from tools.gallery.opening import opening
from tools.gallery.parts import Element, column, element, page_id, row, section, stack

NAME = "Values and progress"
BOUND = (
    "summary", "visits", "budget", "active", "kick_off", "starts_on", "stand_up", "lead", "team", "website", "brief",
)  # fmt: skip
FORMATS = {"budget": "#,##0.00", "visits": "#,##0", "kick_off": "dd.MM.yyyy HH:mm"}


def content() -> list[Element]:
    return [
        opening(NAME, "What people read rather than change."),
        section(
            "Label",
            "Texts of the builder in any look, and values of every type.",
            row(
                element("label", value="A heading", font_size=24, bold=True),
                element(
                    "label",
                    value="A quiet note in italics",
                    italic=True,
                    color="#57707a",
                    background="#f2f7f9",
                    padding=[10, 10, 8, 8],
                    corner_radius=6,
                    tooltip="Labels can have a tool tip",
                ),
                element(
                    "label",
                    value="Centred, in a box of its own",
                    text_alignment="center",
                    align_items="center",
                    height=56,
                    border_thickness=[1, 1, 1, 1],
                    border_brush="#8fb8c4",
                    corner_radius=6,
                ),
            ),
            element(
                "list_view",
                element("grid", *(_value(name) for name in BOUND), column(), column=3, row=4, gap=16),
                component=PROJECTS,
                page_size=1,
                hide_page_selector=True,
                order_fields=[{"field": "id"}],
            ),
            dressed("label", value="A label that is dressed up", bold=True, height=64),
        ),
        section(
            "Progress Bar",
            "Between two ends, static or bound; filled from either side; endless while nobody knows.",
            row(
                element("progress_bar", value=3, min_value=1, max_value=5, format="0.0 'of 5'"),
                element("progress_bar", value=72, progress="#9a5700", format="0 '%'"),
                element("progress_bar", value=30, invert=True, format="0 '%'"),
            ),
            row(
                element("progress_bar", determinate=False),
                element("progress_bar", value=45, show_value=False),
            ),
            element(
                "list_view",
                element("label", binding="data.summary"),
                element(
                    "progress_bar",
                    value_binding="data.spent",
                    min_value_binding="data.progress",
                    max_value_binding="data.budget",
                    format="#,##0 'spent'",
                ),
                component=PROJECTS,
                number_of_columns=3,
                page_size=3,
                hide_page_selector=True,
                order_fields=[{"field": "data.budget", "direction": "descending"}],
            ),
            dressed("progress_bar", value=64, format="0 '%'", height=56),
        ),
        section(
            "Hyperlink",
            "To an address, a page of this application, or what a property holds.",
            row(
                element("hyperlink", label="The overview", value=f"/c/{PROJECTS}/{page_id('Overview')}"),
                element(
                    "hyperlink", label="Open in a new tab", value="https://example.com/", open_in="new_tab", bold=True
                ),
                element("hyperlink", value="mailto:studio@example.com", italic=True, text_alignment="right"),
                element(
                    "hyperlink",
                    label="In a colour of its own",
                    value="tel:+441632960001",
                    font_size=16,
                    color="#0f5f78",
                    background="#eef6f8",
                    padding=[8, 8, 6, 6],
                ),
                element("hyperlink", binding="data.website"),
            ),
            dressed("hyperlink", label="Dressed up", value="https://example.com/", height=60),
        ),
    ]


def _value(name: str) -> Element:
    title = next(prop["title"] for prop in PROJECT_PROPERTIES if prop["name"] == name)
    settings = {"format": FORMATS[name]} if name in FORMATS else {}
    caption = element("label", value=title, font_size=12, opacity=0.8)
    return column(stack(caption, element("label", binding=f"data.{name}", **settings), gap=2))
