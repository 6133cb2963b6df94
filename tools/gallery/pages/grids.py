"""Tables of entries."""

from typing import Any

from tools.gallery.clicks import tabs
from tools.gallery.dressed import dressed
from tools.gallery.model import PEOPLE, PROJECTS
from tools.gallery.opening import opening
from tools.gallery.parts import Element, element, key, page_id, row, section

NAME = "Data grid"
MASTER = "DataGrid_DataGrid_2"
"""The name of the grid whose selected row another one follows."""
FEW = [
    {"header_value": "Project", "fields": ["data.summary"]},
    {"header_value": "Stage", "fields": ["data.stage"], "width": 110},
]
STAFF = [
    {"header_value": "Name", "fields": ["name"]},
    {"header_value": "Role", "fields": ["data.role"]},
]
COLUMNS = [
    {
        "header_key": "gallery.code",
        "header_value": "Code",
        "fields": ["data.code"],
        "sortable": True,
        "width": 100,
        "plain_text": True,
    },
    {"header_value": "Project", "fields": ["data.summary", "data.tags"], "sortable": True, "filterable": True},
    {"header_value": "Stage", "fields": ["data.stage"], "sortable": True, "filterable": True, "width": 110},
    {
        "header_value": "Lead",
        "fields": ["data.lead"],
        "filterable": True,
        "command_type": "open_application",
        "component": PEOPLE,
        "component_page": key("page", "person"),
        "action_parameters": [{"target": "id", "source": "data.lead.id"}],
    },
    {"header_value": "Budget", "fields": ["data.budget"], "display_format": "#,##0", "sortable": True, "width": 110},
    {"header_value": "Starts on", "fields": ["data.starts_on"], "display_format": "dd.MM.yyyy", "width": 120},
    {"header_value": "Visits", "fields": ["data.visits"], "visible": False},
    {
        "header_value": "Open",
        "show_header": False,
        "fields": ["id"],
        "icon": "pencil",
        "command_type": "edit_record",
        "component_page": page_id("Project"),
        "width": 80,
    },
]


def content() -> list[Element]:
    return [
        opening(NAME, "Thousands of entries, a page at a time; sorting and filtering happen on the server."),
        section(
            "Columns, filters, selection",
            "Headers sort and filter; a cell can lead elsewhere; entries are added and selected.",
            element(
                "data_grid",
                component=PROJECTS,
                columns=COLUMNS,
                page_size=5,
                selection_mode="checkbox",
                show_add_button=True,
                command_type="edit_record",
                component_page=page_id("Project"),
                static_filters=[
                    {"field": "data.budget", "operator": "greater", "value": "0"},
                    {"field": "data.lead", "operator": "not_equal", "compare_with_null": True},
                ],
                order_fields=[{"field": "data.starts_on", "direction": "descending"}],
            ),
        ),
        section(
            "One follows the other",
            "Select a project: the second table shows the people who work for its lead.",
            row(
                element("data_grid", component=PROJECTS, columns=FEW, page_size=5, selection_mode="single"),
                element(
                    "data_grid",
                    component=PEOPLE,
                    columns=STAFF,
                    page_size=5,
                    dynamic_filters=[
                        {
                            "field": "data.manager",
                            "operator": "equal",
                            "compare_with_null": False,
                            "source": f"{MASTER}.data.lead",
                            "skip_if_empty": True,
                        }
                    ],
                ),
            ),
        ),
        section(
            "What an entry refers to, and nothing before it is asked for",
            "The team and the lead of the project of this page; beside them a table that waits for Refresh.",
            row(
                element("data_grid", component=PEOPLE, data_model_source="data.team", columns=STAFF),
                element("data_grid", component=PEOPLE, data_model_source="data.lead", columns=STAFF),
                element("data_grid", component=PROJECTS, columns=FEW, manual_reload=True, page_size=5),
            ),
        ),
        section("Commands", "What a click on a row runs.", tabs("data_grid", _small)),
        dressed("data_grid", component=PROJECTS, columns=FEW, page_size=3, height=300),
    ]


def _small(settings: dict[str, Any]) -> Element:
    return element("data_grid", component=PROJECTS, columns=FEW, page_size=5, **settings)
