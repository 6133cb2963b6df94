"""Cards: lists, galleries and boards."""

from typing import Any

from tools.gallery.clicks import tabs
from tools.gallery.dressed import dressed
from tools.gallery.model import PEOPLE, PROJECTS, STAGES
from tools.gallery.opening import opening
from tools.gallery.parts import Element, column, element, row, section, stack

NAME = "Lists and boards"
QUIET = {"font_size": 13}


def content() -> list[Element]:
    return [
        opening(NAME, "A card for every entry, made of any elements."),
        section(
            "Gallery",
            "Cards side by side, one below the other on phones, with a page selector.",
            element(
                "list_view",
                *_card(),
                component=PROJECTS,
                number_of_columns=3,
                number_of_rows=2,
                page_size=6,
                column_gap=16,
                row_gap=16,
                order_fields=[{"field": "data.starts_on", "direction": "descending"}],
            ),
        ),
        section(
            "Board",
            "A list for each stage. Cards can be dragged; what a drop changes is up to a script.",
            row(*(_stage(stage) for stage in STAGES[:4])),
        ),
        section(
            "Sideways, of what the project refers to, and on demand",
            "The team and the lead of the project of this page; a list that waits; who works for the lead.",
            element("list_view", *_person(), component=PEOPLE, data_model_source="data.team", orientation="horizontal"),
            row(
                element("list_view", *_person(), component=PEOPLE, data_model_source="data.lead"),
                element("list_view", *_person(), component=PEOPLE, manual_reload=True, page_size=3),
            ),
            element(
                "list_view",
                *_person(),
                component=PEOPLE,
                orientation="horizontal",
                number_of_columns=4,
                hide_page_selector=True,
                dynamic_filters=[
                    {"field": "data.manager", "operator": "equal", "source": "data.lead", "skip_if_empty": True}
                ],
            ),
        ),
        section("Commands", "What a click on a card runs.", tabs("list_view", _small)),
        dressed("list_view", *_person(), component=PEOPLE, page_size=2, height=280),
    ]


def _card() -> list[Element]:
    return [
        stack(
            element("label", binding="data.code", font_size=12, opacity=0.8),
            element("label", binding="data.summary", bold=True, font_size=15),
            element("label", binding="data.lead", font_size=13),
        ),
        element("progress_bar", value_binding="data.progress", format="0 '%'"),
    ]


def _person() -> list[Element]:
    lines = (("name", {"bold": True}), ("data.role", {"font_size": 13, "opacity": 0.8}), ("data.department", QUIET))
    return [stack(*(element("label", binding=binding, **look) for binding, look in lines), gap=2)]


def _stage(stage: str) -> Element:
    return column(
        element("label", value=stage, bold=True),
        element(
            "list_view",
            stack(
                element("label", binding="data.summary"),
                element("label", binding="data.lead", font_size=13, opacity=0.8),
            ),
            component=PROJECTS,
            static_filters=[{"field": "data.stage", "operator": "equal", "value": stage}],
            enable_drag_and_drop=True,
            drag_and_drop_group="board",
            row_gap=8,
        ),
    )


def _small(settings: dict[str, Any]) -> Element:
    card = [element("label", binding="data.summary"), element("label", binding="data.stage", font_size=13, opacity=0.8)]
    return element("list_view", *card, component=PROJECTS, number_of_columns=3, page_size=3, **settings)
