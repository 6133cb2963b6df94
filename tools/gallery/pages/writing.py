"""Entry of text."""

from tools.gallery.dressed import dressed, states
from tools.gallery.model import SAVE
from tools.gallery.opening import opening
from tools.gallery.parts import Element, element, remark, row, section

NAME = "Text inputs"
SETTINGS = {"provide_root_form": True}
"""A form: what may be filled in by the browser is."""


def content() -> list[Element]:
    return [
        opening(NAME, "Everything people write in one line or in several."),
        section(
            "Text Field",
            "One line of text. Masks show what is expected; a regular expression is judged when the field is left.",
            row(
                element("text_field", binding="data.summary", placeholder="What is it about?", show_clear=True),
                element("text_field", binding="data.code", input_mask="AA-000", placeholder="NL-014"),
                element(
                    "text_field",
                    binding="data.email",
                    input_mask="[^@ ]+@[^@ ]+",
                    regular_expression_mask=True,
                    auto_complete="email",
                    placeholder="name@example.com",
                ),
            ),
            states("text_field", "data.summary"),
            dressed("text_field", binding="data.summary"),
        ),
        section(
            "Text Area",
            "Several lines. With Auto size it grows with what is written.",
            row(
                element(
                    "text_area",
                    binding="data.notes",
                    auto_size=True,
                    show_clear=True,
                    placeholder="Write as much as you like",
                ),
                element("text_area", binding="data.notes", height=120, label="Notes, at a height of its own"),
            ),
            states("text_area", "data.notes"),
            dressed("text_area", binding="data.notes", height=120),
        ),
        section(
            "Phone Number",
            "Takes the form of its country while it is typed, and is stored in one international form.",
            row(
                element("phone_number", binding="data.phone", default_country="GB"),
                element("phone_number", binding="data.phone", label="Phone, with country"),
            ),
            states("phone_number", "data.phone"),
            dressed("phone_number", binding="data.phone", default_country="GB"),
        ),
        section(
            "Password",
            "Bound to a virtual property: nothing of it is stored. Password managers heed what it is for.",
            row(
                element(
                    "password",
                    binding="data.passphrase",
                    auto_complete="new-password",
                    placeholder="Four words or more",
                    show_clear=True,
                ),
                element("password", binding="data.passphrase", auto_complete="current-password", label="The same"),
            ),
            states("password", "data.passphrase", auto_complete="off"),
            dressed("password", binding="data.passphrase", auto_complete="off"),
        ),
        row(
            element("button", label="Save", icon="save", command_type="execute_dataflow", linked_dataflow=SAVE),
            remark("Enter in any field presses this button, since the page is a form."),
            align_items="center",
        ),
    ]
