"""The head of a page: what it shows, and the way to see it with an entry of the studio."""

from tools.gallery.model import PROJECTS
from tools.gallery.parts import Element, element, page_id, remark, row

FIRST = 1
"""The number of the first entry that is imported into an empty gallery."""


def opening(name: str, about: str) -> Element:
    return row(
        remark(f"{about} Fields are empty until a stored project is shown."),
        element(
            "button",
            label="Show a stored project",
            icon="folder",
            command_type="open_application",
            component=PROJECTS,
            component_page=page_id(name),
            action_parameters=[{"target": "id", "const": FIRST}],
        ),
        align_items="center",
        justify_content="space_between",
    )
