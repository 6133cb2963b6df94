"""One project: what collections open."""

from tools.gallery.model import SAVE
from tools.gallery.parts import Element, column, element, row

NAME = "Project"


SETTINGS = {"orientation": "horizontal"}
"""Two columns side by side, one below the other on phones."""
FACTS = (
    ("text_field", "code"),
    ("text_field", "summary"),
    ("select", "stage"),
    ("select", "lead"),
    ("number", "budget"),
    ("day", "starts_on"),
)


def content() -> list[Element]:
    return [
        column(*(element(kind, binding=f"data.{name}") for kind, name in FACTS)),
        column(
            element("slider", binding="data.progress", mode="range", step=5),
            element("text_area", binding="data.notes", auto_size=True),
            element("multiselect", binding="data.team"),
            row(
                element("button", label="Save", icon="save", command_type="execute_dataflow", linked_dataflow=SAVE),
                element("button", label="Back", icon="arrow-left", command_type="navigation_back"),
            ),
        ),
    ]
