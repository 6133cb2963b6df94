"""Every command once: what a click on a button, a row, a card or a node runs."""

from collections.abc import Callable, Mapping
from typing import Any

from tools.gallery.model import FEATURE, PROJECTS
from tools.gallery.parts import Element, column, element, page_id, remark, spec_of

DIALOG: Mapping[str, Any] = {
    "dialog_title": "One project",
    "dialog_width": "560px",
    "dialog_height": "640px",
    "component_page": page_id("Project"),
}
OF_ROW = [{"target": "id", "source": "id"}]
COMMANDS: Mapping[str, Mapping[str, Any]] = {
    "open_page": {
        "page": page_id("Project"),
        "action_parameters": [
            {"target": "data.summary", "const": "A project that begins with this text"},
            {"target": "data.notes", "source": "data.notes"},
        ],
    },
    "open_application": {"component": PROJECTS, "component_page": page_id("Project"), "action_parameters": OF_ROW},
    "edit_record": {"component_page": page_id("Project")},
    "navigation_back": {},
    "execute_dataflow": {"linked_dataflow": FEATURE, "restrict_access": True},
    "open_modal": {"component": PROJECTS, "action_parameters": OF_ROW, **DIALOG},
    "open_sidebar": {"component": PROJECTS, "action_parameters": OF_ROW, "position": "left", **DIALOG},
}
SAID: Mapping[str, str] = {
    "open_page": "A page of this component, with values for its fields.",
    "open_application": "Another component, here on the entry that was clicked.",
    "edit_record": "The entry, to be changed.",
    "navigation_back": "Where one came from.",
    "execute_dataflow": "A flow. Restricted: only who may run it sees this.",
    "open_modal": "A dialog over the page.",
    "open_sidebar": "A sidebar, here from the left.",
}


def settings_of(kind: str, command: str) -> dict[str, Any]:
    """The parameters of a command by the names that an element has for them."""
    spec = spec_of(kind)
    renamed = {spec.parameter_settings.get(name, name): value for name, value in COMMANDS[command].items()}
    return {"command_type": command} | {name: value for name, value in renamed.items() if name in spec.settings}


def shown(kind: str) -> list[str]:
    """Commands that can be shown here: workflows cannot be run yet, and scripts have a page of their own."""
    return [command for command in spec_of(kind).commands if command in COMMANDS]


def tabs(kind: str, draw: Callable[[dict[str, Any]], Element]) -> Element:
    """A tab for every command of an element."""
    commands = shown(kind)
    titles = [{"name": command, "title": command.replace("_", " ").capitalize()} for command in commands]
    panels = [column(remark(SAID[command]), draw(settings_of(kind, command))) for command in commands]
    return element("tab_control", *panels, tab_panels=titles)
