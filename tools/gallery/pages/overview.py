"""The first page: what there is, told with the data of the studio."""

from typing import Any

from tools.gallery import events
from tools.gallery.model import PROJECTS
from tools.gallery.opening import FIRST
from tools.gallery.parts import Element, column, element, heading, page_id, remark, row, stack

NAME = "Overview"
WELCOME = """<style>
  body { margin: 0; font: 15px/1.5 system-ui, sans-serif; color: #f4fbfc; }
  .hero { background: linear-gradient(120deg, #0b3a4a, #14546a 55%, #1f6b70); border-radius: 12px; padding: 28px 32px; }
  h2 { font-size: 26px; line-height: 1.2; margin: 0 0 8px; }
  p { margin: 0; max-width: 62ch; }
</style>
<div class="hero"><h2>Every element, every setting</h2>
<p>A small design studio runs its projects here. Each page shows a family of elements with the studio's data: change
things, resize the window, switch to dark. What you see is built with nothing but these elements.</p></div>"""
FAMILIES = (
    ("Text inputs", "pencil", "Text Field, Text Area, Password, Phone Number"),
    ("Numbers and dates", "calendar", "Number, Slider, Date Time, Day, Time"),
    ("Choices", "check", "Checkbox, Switch, Radio Button, Select, Multiselect"),
    ("Code and rich text", "book", "Code Editor, WYSIWYG Editor, HTML"),
    ("Files and signatures", "upload", "File, Signature"),
    ("Pictures and documents", "image", "Image, SVG, Slider, PDF Viewer"),
    ("Values and progress", "percent", "Label, Progress Bar, Hyperlink"),
    ("Data grid", "table", "Data Grid with filters, columns, commands"),
    ("Lists and boards", "list", "List View as cards, gallery and board"),
    ("Trees", "layers", "Tree View by groups, and of parents and children"),
    ("Charts", "chart", "Charts as bars, lines, pie and donut"),
    ("Pivot grid", "table", "Pivot Grid to explore and to read"),
    ("Layout", "grid", "Page, Panel, Grid, Tab Control"),
    ("Commands", "zap", "Button, and everything a click can do"),
)


def content() -> list[Element]:
    return [
        element("html", html=WELCOME),
        heading("Families of elements"),
        element("grid", *(_family(*family) for family in FAMILIES), _events(), column=3, row=5, gap=16),
        heading("What the studio works on"),
        element(
            "list_view",
            row(
                stack(
                    element("label", binding="data.summary", bold=True, font_size=15),
                    element("label", binding="data.stage", font_size=13, opacity=0.8),
                ),
                element("label", binding="data.starts_on", text_alignment="right", font_size=13, width=110),
            ),
            element("progress_bar", value_binding="data.progress", format="0 '%'"),
            component=PROJECTS,
            number_of_columns=3,
            number_of_rows=1,
            page_size=3,
            hide_page_selector=True,
            column_gap=12,
            order_fields=[{"field": "data.progress", "direction": "descending"}],
            static_filters=[{"field": "data.active", "operator": "equal", "value": "true"}],
            command_type="edit_record",
            component_page=page_id("Project"),
        ),
    ]


def _family(name: str, icon: str, members: str) -> Element:
    """Opens the page with the first project of the studio."""
    return _lead(name, icon, members, PROJECTS, action_parameters=[{"target": "id", "const": FIRST}])


def _events() -> Element:
    return _lead(events.NAME, events.ICON, "A Component Script hears what happens", events.COMPONENT)


def _lead(name: str, icon: str, about: str, component: str, **settings: Any) -> Element:
    opens = {"command_type": "open_application", "component": component, "component_page": page_id(name)}
    button = element("button", label=name, icon=icon, width="100%", **opens, **settings)
    return column(stack(button, remark(about), gap=6))
