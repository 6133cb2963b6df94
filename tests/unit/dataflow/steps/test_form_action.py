"""Form action at design time: what a kind needs, what it refers to, and that the form will hear of it."""

from typing import Any
from uuid import UUID, uuid4

import pytest

from aqtra.dataflow.design import review
from aqtra.dataflow.step import DesignContext
from aqtra.metadata.documents import ComponentDocument, Flow

OWNER, OTHER, PAGE, OTHER_PAGE = (UUID(int=number) for number in range(1, 5))
ANSWER = {"id": "answer", "type": "write_response", "name": "Answer", "source": ["action"]}


def component(key: UUID, page: UUID) -> ComponentDocument:
    pages = [{"id": page, "kind": "page", "name": "page"}]
    return ComponentDocument.model_validate({"key": key, "settings": {"title": "Thing"}, "pages": pages})


def problems(*after: dict[str, Any], **params: Any) -> list[tuple[str, str | None]]:
    steps = [
        {"id": "get", "type": "get_action_model", "name": "Get"},
        {"id": "action", "type": "form_action", "name": "Action", "source": ["get"], "params": params},
        *after,
    ]
    stages = [{"id": "s", "name": "Stage", "steps": steps}]
    flow = Flow.model_validate({"key": uuid4(), "kind": "dataflow", "name": "Save", "stages": stages})
    documents = {OWNER: component(OWNER, PAGE), OTHER: component(OTHER, OTHER_PAGE)}
    found = review(flow, DesignContext(documents[OWNER], documents.get))
    return [(one.problem.code, one.problem.setting) for one in found.problems if one.step == "action"]


@pytest.mark.parametrize(
    ("kind", "needed"),
    [
        ("execute_script", "method_name"),
        ("open_page", "open_page"),
        ("open_component", "component"),
        ("open_sidebar", "component"),
        ("open_modal", "component"),
        ("open_file_in_new_tab", "file_info_field"),
        ("download_file", "file_info_field"),
    ],
)
def test_each_kind_says_what_it_needs(kind: str, needed: str) -> None:
    assert problems(ANSWER, form_action=kind) == [("action_incomplete", needed)]


@pytest.mark.parametrize(
    "params",
    [
        {"form_action": "open_page", "open_page": str(PAGE)},
        {"form_action": "open_component", "component": str(OTHER)},
        {"form_action": "open_component", "component": str(OTHER), "open_page": str(OTHER_PAGE)},
        {"form_action": "open_modal", "component": str(OWNER), "open_modal": {"title": "Pick", "h_size": 100}},
        {"form_action": "execute_script", "method_name": "refresh"},
        {"form_action": "download_file", "file_info_field": "id"},
    ],
)
def test_a_complete_action_has_no_remarks(params: dict[str, Any]) -> None:
    assert problems(ANSWER, **params) == []


def test_pages_and_components_that_do_not_exist_are_named() -> None:
    unknown = ("unknown_reference", "open_page")
    assert problems(ANSWER, form_action="open_page", open_page=str(OTHER_PAGE)) == [unknown]
    assert problems(ANSWER, form_action="open_component", component=str(OTHER), open_page=str(PAGE)) == [unknown]
    missing = str(UUID(int=99))
    assert problems(ANSWER, form_action="open_modal", component=missing) == [("unknown_reference", "component")]


def test_paths_of_parameters_and_files_must_be_in_the_items() -> None:
    rows = [{"target": "id", "source": "data.none"}]
    page = {"form_action": "open_page", "open_page": str(PAGE), "action_parameters": rows}
    assert problems(ANSWER, **page) == [("unknown_field", "action_parameters")]
    file = {"form_action": "download_file", "file_info_field": "nothing"}
    assert problems(ANSWER, **file) == [("unknown_field", "file_info_field")]


def test_without_a_response_after_it_the_form_never_hears_of_it() -> None:
    done = {"form_action": "execute_script", "method_name": "refresh"}
    assert problems(**done) == [("no_write_response", None)]


@pytest.mark.parametrize("size", [0, -1, 10_001, "wide"])
def test_sizes_are_pixels(size: Any) -> None:
    found = problems(ANSWER, form_action="open_modal", component=str(OTHER), open_modal={"h_size": size})
    assert found == [("invalid_setting", "open_modal")]
