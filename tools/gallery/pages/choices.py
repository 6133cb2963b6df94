"""Yes or no, one of several, several of many."""

from tools.gallery.dressed import dressed, states
from tools.gallery.opening import opening
from tools.gallery.parts import Element, element, row, section

NAME = "Choices"
STUDIO_ONLY = [{"field": "data.department", "operator": "equal", "value": "Studio"}]
SAME_MANAGER = [{"field": "data.manager", "operator": "equal", "source": "data.lead", "skip_if_empty": True}]
OFFERED = {"placeholder": "Choose somebody", "show_clear": True, "show_filter": True}


def content() -> list[Element]:
    return [
        opening(NAME, "Yes or no, one of several, several of many."),
        section(
            "Checkbox",
            "Yes, no, or not answered yet.",
            row(element("checkbox", binding="data.active"), element("checkbox", binding="data.featured")),
            states("checkbox", "data.active"),
            dressed("checkbox", binding="data.active"),
        ),
        section(
            "Switch",
            "On or off.",
            row(element("switch", binding="data.active"), element("switch", binding="data.featured")),
            states("switch", "data.featured"),
            dressed("switch", binding="data.featured"),
        ),
        section(
            "Radio Button",
            "All options at a glance: texts, numbers with titles, or entries of a component.",
            row(
                element("radio_button", binding="data.stage", orientation="horizontal"),
                element("radio_button", binding="data.priority"),
                element("radio_button", binding="data.lead", static_filters=STUDIO_ONLY, label="Lead, of the studio"),
            ),
            states("radio_button", "data.priority"),
            dressed("radio_button", binding="data.lead", dynamic_filters=SAME_MANAGER, label="Of the team of the lead"),
        ),
        section(
            "Select",
            "One option of a list that drops down, with a search where there are many.",
            row(
                element("select", binding="data.stage", placeholder="Where does it stand?", show_clear=True),
                element("select", binding="data.priority"),
                element("select", binding="data.lead", static_filters=STUDIO_ONLY, **OFFERED),
            ),
            states("select", "data.stage"),
            dressed("select", binding="data.lead", dynamic_filters=SAME_MANAGER),
        ),
        section(
            "Multiselect",
            "Several entries of a component, in the order in which they are chosen.",
            row(
                element("multiselect", binding="data.team", **OFFERED),
                element("multiselect", binding="data.team", static_filters=STUDIO_ONLY, label="Team, of the studio"),
            ),
            states("multiselect", "data.team"),
            dressed("multiselect", binding="data.team", dynamic_filters=SAME_MANAGER, label="Of the lead's team"),
        ),
    ]
