"""Charts: bars, lines, pies and donuts."""

from typing import Any

from tools.gallery.dressed import dressed
from tools.gallery.model import PROJECTS
from tools.gallery.opening import opening
from tools.gallery.parts import Element, column, element, part, row, section

NAME = "Charts"
BUDGET = {"title": "Budget", "value": "data.budget", "aggregate": "sum"}
SPENT = {"title": "Spent", "value": "data.spent", "aggregate": "sum"}
PROJECT_COUNT = {"title": "Projects", "value": "data.budget", "aggregate": "count"}
VISITS = {"title": "Visits", "value": "data.visits"}
RUNNING = [{"field": "data.active", "operator": "equal", "value": "true"}]


def content() -> list[Element]:
    return [
        opening(NAME, "Entries put together by the server and drawn; a table of the same numbers is one key away."),
        section(
            "Bars",
            "Two series for each stage. A click in the legend hides or shows one.",
            _chart("data.stage", BUDGET, SPENT, height=320),
            row(
                column(
                    part(
                        "Sideways",
                        "Projects of each lead, on an axis from 0 to 4.",
                        _chart(
                            "data.lead",
                            PROJECT_COUNT,
                            chart_type="horizontal_bar",
                            x_axes_min_value=0,
                            x_axes_max_value=4,
                            show_legend=False,
                        ),
                    )
                ),
                column(
                    part(
                        "With fixed ends",
                        "Average progress in percent: the axis goes from 0 to 100, whatever there is.",
                        _chart(
                            "data.stage",
                            {"title": "Progress", "value": "data.progress", "aggregate": "average"},
                            y_axes_min_value=0,
                            y_axes_max_value=100,
                            show_legend=False,
                        ),
                    )
                ),
            ),
        ),
        section(
            "Lines",
            "A point for each project that is under way, in the order of their beginning.",
            _chart(
                "data.starts_on",
                VISITS,
                chart_type="line",
                static_filters=RUNNING,
                order_fields=[{"field": "data.starts_on", "direction": "ascending"}],
                height=300,
            ),
        ),
        section(
            "Parts of a whole",
            "A slice for each label.",
            row(
                column(part("Pie", "Projects by stage.", _chart("data.stage", PROJECT_COUNT, chart_type="pie"))),
                column(part("Donut", "Budget by priority.", _chart("data.priority", BUDGET, chart_type="donut"))),
            ),
        ),
        section(
            "What the page says, and nothing before it is asked for",
            "Budgets of the projects in the stage of this page's; beside them a chart that waits for Refresh.",
            row(
                _chart(
                    "data.summary",
                    BUDGET,
                    SPENT,
                    chart_type="horizontal_bar",
                    dynamic_filters=[
                        {"field": "data.stage", "operator": "equal", "source": "data.stage", "skip_if_empty": True}
                    ],
                ),
                _chart("data.stage", VISITS | {"aggregate": "max"}, manual_reload=True),
            ),
        ),
        dressed("charts", component=PROJECTS, label_field="data.stage", data_source=[PROJECT_COUNT], height=260),
    ]


def _chart(label: str, *series: dict[str, Any], **settings: Any) -> Element:
    sources = list(series)
    return element(
        "charts", **({"component": PROJECTS, "label_field": label, "data_source": sources, "height": 280} | settings)
    )
