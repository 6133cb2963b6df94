"""Pivot grids: entries counted up by whatever one likes."""

from typing import Any

from tools.gallery.dressed import dressed
from tools.gallery.model import PROJECTS
from tools.gallery.opening import opening
from tools.gallery.parts import Element, element, row, section

NAME = "Pivot grid"
STAGE = {"title": "Stage", "field": "data.stage", "area": "row"}
BUDGET = {"title": "Budget", "field": "data.budget", "area": "data", "summary": "sum", "display_format": "#,##0"}
COUNT = {"title": "Projects", "field": "data.code", "area": "data", "summary": "count"}
BEGUN = {"title": "Begun", "field": "data.starts_on", "area": "column", "group_interval": "year"}
ANALYSIS = [
    STAGE,
    {"title": "Lead", "field": "data.lead", "area": "row", "sort_order": "descending"},
    BEGUN,
    {"title": "Quarter", "field": "data.starts_on", "area": "column", "group_interval": "quarter"},
    BUDGET,
    {"title": "Priority", "field": "data.priority", "area": "filter"},
    {"title": "Spent", "field": "data.spent", "area": "none", "summary": "sum", "display_format": "#,##0"},
    {"title": "Progress", "field": "data.progress", "area": "none", "summary": "average", "display_format": "0 '%'"},
    {"title": "Visits", "field": "data.visits", "area": "none", "summary": "max"},
]
FIXED = {
    "enable_field_choose": False,
    "allow_field_dragging": False,
    "show_row_fields": False,
    "show_column_fields": False,
    "show_data_fields": False,
    "show_filter_fields": False,
}
"""For reading only: no field can be moved, so none is offered."""


def content() -> list[Element]:
    return [
        opening(NAME, "Totals by any fields, made by the server; a click on a number shows the entries behind it."),
        section(
            "To explore",
            "Drag fields between the areas or use their menus, open headings, choose values, export what is seen.",
            _pivot(*ANALYSIS, enable_export=True),
        ),
        section(
            "To read",
            "A report: nothing to move, no lines and no totals; the client's name is written with markup.",
            _pivot(
                {"title": "Client", "field": "data.client", "area": "row"},
                BEGUN,
                BUDGET,
                encode_html=False,
                show_borders=False,
                show_column_grand_totals=False,
                show_row_grand_totals=False,
                **FIXED,
            ),
        ),
        section(
            "A part of the entries",
            "Projects with a budget of 30 000 and more; beside them those that this page's lead leads.",
            row(
                _pivot(
                    STAGE,
                    COUNT,
                    BUDGET,
                    static_filters=[{"field": "data.budget", "operator": "greater_or_equal", "value": "30000"}],
                    order_fields=[{"field": "data.starts_on", "direction": "descending"}],
                    **FIXED,
                ),
                _pivot(
                    STAGE,
                    COUNT,
                    BUDGET,
                    dynamic_filters=[
                        {"field": "data.lead", "operator": "equal", "source": "data.lead", "skip_if_empty": True}
                    ],
                    **FIXED,
                ),
            ),
        ),
        section("On demand", "Waits for Refresh.", _pivot(STAGE, BEGUN, COUNT, manual_reload=True, **FIXED)),
        dressed("pivot_grid", component=PROJECTS, columns=[STAGE, COUNT], height=300, **FIXED),
    ]


def _pivot(*columns: dict[str, Any], **settings: Any) -> Element:
    return element("pivot_grid", component=PROJECTS, columns=list(columns), **settings)
