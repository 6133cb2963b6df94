"""Hierarchies."""

from typing import Any

from tools.gallery.clicks import tabs
from tools.gallery.dressed import dressed
from tools.gallery.model import PEOPLE, PROJECTS
from tools.gallery.opening import opening
from tools.gallery.parts import Element, element, row, section

NAME = "Trees"
OF_LEAD = [{"field": "data.manager", "operator": "equal", "source": "data.lead", "skip_if_empty": True}]


def content() -> list[Element]:
    return [
        opening(NAME, "Branches are read when they are opened."),
        section(
            "Groups, and parents with children",
            "Projects by stage and lead; the people of the studio below whom they work for.",
            row(
                element(
                    "tree_view",
                    data_object=PROJECTS,
                    group_by=["data.stage", "data.lead"],
                    static_filters=[{"field": "data.active", "operator": "equal", "value": "true"}],
                    order_fields=[{"field": "data.summary", "direction": "ascending"}],
                ),
                element("tree_view", data_object=PEOPLE, group_by=["data.manager"], order_fields=[{"field": "name"}]),
            ),
        ),
        section(
            "Of what the project refers to, by the form, and on demand",
            "The team and the lead of the project of this page; who works for its lead; a tree that waits for Refresh.",
            row(
                element("tree_view", data_object=PEOPLE, data_model_source="data.team", group_by=["data.department"]),
                element("tree_view", data_object=PEOPLE, data_model_source="data.lead", group_by=[]),
            ),
            row(
                element("tree_view", data_object=PEOPLE, dynamic_filters=OF_LEAD, group_by=["data.department"]),
                element("tree_view", data_object=PROJECTS, manual_reload=True, group_by=["data.stage"]),
            ),
        ),
        section("Commands", "What a click on an entry runs.", tabs("tree_view", _small)),
        dressed("tree_view", data_object=PROJECTS, group_by=["data.stage"], height=240),
    ]


def _small(settings: dict[str, Any]) -> Element:
    return element("tree_view", data_object=PROJECTS, group_by=["data.stage"], **settings)
