"""Buttons, and what they run."""

from tools.gallery.clicks import SAID, settings_of, shown
from tools.gallery.dressed import dressed
from tools.gallery.model import SAVE
from tools.gallery.opening import opening
from tools.gallery.parts import Element, element, remark, row, section

NAME = "Commands"
ICONS = {
    "open_page": "file-text",
    "open_application": "box",
    "navigation_back": "arrow-left",
    "execute_dataflow": "star",
    "open_modal": "layers",
    "open_sidebar": "list",
}
SIDES = ("left", "right", "top", "bottom")


def content() -> list[Element]:
    return [
        opening(NAME, "A button runs one command."),
        section(
            "Looks",
            "Icons on any side, texts in any look, a tool tip, and a button that waits.",
            row(*(element("button", label=f"Icon {side}", icon="send", icon_position=side) for side in SIDES)),
            row(
                element("button", label="Large and bold", font_size=18, bold=True, height=48),
                element("button", label="Italic", italic=True, text_alignment="right"),
                element("button", label="Colours", background="#0f5f78", color="#ffffff"),
                element("button", label="Tool tip", tooltip="Says more when it is pointed at", tab_index=1),
                element("button", label="Disabled", icon="lock", disabled=True),
            ),
        ),
        section(
            "Commands",
            "Each of them once.",
            *(_command(command) for command in shown("button")),
            row(
                element(
                    "button",
                    label="Save without a check",
                    icon="save",
                    command_type="execute_dataflow",
                    linked_dataflow=SAVE,
                    validate_form=False,
                    width=220,
                ),
                remark("A flow checks the page first, unless Validate form is off; the server checks all the same."),
                align_items="center",
            ),
        ),
        dressed("button", label="Dressed up", icon="heart", color="#0b3a4a", background="#d9ecf1", height=56),
    ]


def _command(command: str) -> Element:
    label = command.replace("_", " ").capitalize()
    return row(
        element("button", label=label, icon=ICONS[command], width=220, **settings_of("button", command)),
        remark(SAID[command]),
        align_items="center",
    )
