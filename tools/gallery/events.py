"""The third component: one page whose Component Script hears every event, and tells of the last ones.

It is a component of its own so that the other pages need not load Python.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tools.gallery.model import PEOPLE, PROJECTS, STAGES, property_, texts
from tools.gallery.parts import Element, column, described, element, key, page, remark, row, section

NAME = "Events"
ICON = "message"
TITLE = "Gallery events"
COMPONENT = key("component", "events")
SCRIPT = Path(__file__).parent / "script.py"
HANDLERS = {
    "on_value_changed": "value_changed",
    "on_focus": "focused",
    "on_key_down": "key_pressed",
    "on_key_up": "key_released",
    "on_loaded": "loaded",
    "on_datasource_loaded": "rows_loaded",
    "on_rows_selected": "rows_selected",
    "on_item_selected": "item_selected",
    "on_header_changed": "header_drawn",
    "on_row_changed": "row_drawn",
    "on_cell_changed": "cell_drawn",
    "on_table_changed": "table_changed",
    "on_tab_changed": "tab_changed",
    "on_drop": "dropped",
}
SETTINGS = {"on_loaded": HANDLERS["on_loaded"]}
CLICK = {"command_type": "execute_script", "method_name": "clicked", "call_parameters": '"hello", 42'}
PROPERTIES = [
    property_("words", "Words", primary_key=True),
    property_("amount", "Amount", "integer"),
    property_("agreed", "Agreed", "boolean"),
    property_("stage", "Stage", enum=texts(*STAGES)),
    property_("team", "Team", "array", component=PEOPLE),
    property_("attachment", "Attachment", "file"),
    property_("day", "Day", "date"),
    property_("moment", "Moment", "datetime"),
    property_("hour", "Time", "time"),
    property_("secret", "Secret", virtual=True),
    property_("heard", "Heard", virtual=True),
]
FIELDS = (
    (("text_field", "words"), ("password", "secret"), ("phone_number", "words")),
    (("number", "amount"), ("slider", "amount")),
    (("checkbox", "agreed"), ("switch", "agreed")),
    (("select", "stage"), ("radio_button", "stage"), ("multiselect", "team")),
    (("day", "day"), ("date_time", "moment"), ("time", "hour")),
    (("text_area", "words"), ("code_editor", "words")),
    (("wysiwyg_editor", "words"),),
    (("file", "attachment"), ("signature", "words")),
)
TALL = {"height": 140}
OWN: Mapping[str, Mapping[str, Any]] = {
    "password": {"auto_complete": "off"},
    "slider": {"mode": "range"},
    "code_editor": TALL,
    "wysiwyg_editor": TALL,
    "signature": TALL,
    "file": TALL,
}
PANES = [{"name": "first", "title": "First"}, {"name": "second", "title": "Second"}]
COLUMNS = [
    {"header_value": "Project", "fields": ["data.summary"], "sortable": True},
    {"header_value": "Stage", "fields": ["data.stage"], "width": 110},
]
SUM = {"title": "Budget", "value": "data.budget", "aggregate": "sum"}
TOTALS = [
    {"title": "Stage", "field": "data.stage", "area": "row"},
    {"title": "Budget", "field": "data.budget", "area": "data", "display_format": "#,##0"},
]

BARE = dict.fromkeys(("enable_field_choose", "show_column_fields", "show_filter_fields"), False)


def component() -> dict[str, Any]:
    return {
        "key": COMPONENT,
        "settings": {"title": TITLE, "domains": ["digital-workplace"]},
        "properties": PROPERTIES,
        "pages": [page(NAME, *content(), **SETTINGS)],
        "script": SCRIPT.read_text(),
    }


def content() -> list[Element]:
    return [
        remark("A Component Script hears what happens here. Python comes with it: the first time takes a moment."),
        element("text_area", binding="data.heard", auto_size=True, label="What was heard last"),
        section("Fields", "Values, focus and keys.", *(row(*map(_field, fields)) for fields in FIELDS)),
        section(
            "Clicks and tabs",
            "A function with values of its own, and the tab that was chosen.",
            row(
                element("button", label="Run a function", icon="zap", width=220, grow=False, **CLICK),
                _heard("tab_control", *map(_pane, PANES), tab_panels=PANES),
            ),
        ),
        section(
            "Entries",
            "Rows that are loaded, drawn, selected and clicked.",
            _heard("data_grid", component=PROJECTS, columns=COLUMNS, page_size=4, selection_mode="checkbox", **CLICK),
            row(
                _heard("tree_view", data_object=PROJECTS, group_by=["data.stage"], **CLICK),
                *(_cards(stage) for stage in STAGES[:2]),
            ),
            row(
                _heard("charts", component=PROJECTS, label_field="data.stage", data_source=[SUM], height=240),
                _heard("pivot_grid", component=PROJECTS, columns=TOTALS, **BARE),
            ),
        ),
    ]


def _heard(kind: str, *children: Element, **settings: Any) -> Element:
    """An element whose events all have a function."""
    spec = described()[kind]
    heard = {event: HANDLERS[event] for event in spec["events"] if event in spec["settings"]}
    return element(kind, *children, **(settings | heard))


def _pane(pane: Mapping[str, str]) -> Element:
    return column(remark(f"This is the {pane['name']} one."))


def _field(field: tuple[str, str]) -> Element:
    kind, name = field
    spec = described()[kind]
    label = {"label": spec["title"]} if "label" in spec["settings"] else {}
    return _heard(kind, binding=f"data.{name}", **label, **OWN.get(kind, {}))


def _cards(stage: str) -> Element:
    return _heard(
        "list_view",
        element("label", binding="data.summary"),
        component=PROJECTS,
        static_filters=[{"field": "data.stage", "operator": "equal", "value": stage}],
        enable_drag_and_drop=True,
        drag_and_drop_group="events",
        page_size=3,
        row_gap=8,
        **CLICK,
    )
