"""Deferred update entry and its counterpart at design time."""

from typing import Any
from uuid import UUID, uuid4

import pytest

from aqtra.dataflow.design import Review, review
from aqtra.dataflow.step import DesignContext
from aqtra.kernel.findings import Severity
from aqtra.metadata.documents import ComponentDocument, Flow

OWNER, PROXY = UUID(int=1), UUID(int=2)
APPLY = {"id": "apply", "type": "apply_deferred_update_operations", "name": "Apply", "source": ["defer"]}


def reviewed(*after: dict[str, Any], **params: Any) -> Review:
    settings = {"component": str(OWNER), "field_component_key": "id", **params}
    steps = [
        {"id": "get", "type": "get_action_model", "name": "Get"},
        {"id": "defer", "type": "deferred_update_entry", "name": "Defer", "source": ["get"], "params": settings},
        *after,
    ]
    stages = [{"id": "s", "name": "Stage", "steps": steps}]
    flow = Flow.model_validate({"key": uuid4(), "kind": "dataflow", "name": "Save", "stages": stages})
    properties = [
        {"id": "p1", "name": "Number", "type": "string"},
        {"id": "p2", "name": "Draft", "type": "string", "virtual": True},
    ]
    documents = {
        OWNER: ComponentDocument.model_validate(
            {"key": OWNER, "settings": {"title": "Thing"}, "properties": properties}
        ),
        PROXY: ComponentDocument.model_validate(
            {"key": PROXY, "settings": {"title": "Proxy", "proxy_mode": True}, "properties": properties}
        ),
    }
    return review(flow, DesignContext(documents[OWNER], documents.get))


def problems(found: Review) -> list[tuple[str | None, str, str | None, Severity]]:
    return [(one.step, one.problem.code, one.problem.setting, one.problem.severity) for one in found.problems]


def test_an_apply_step_after_it_leaves_nothing_to_say() -> None:
    assert problems(reviewed(APPLY)) == []


def test_without_an_apply_step_after_it_a_warning_says_that_nothing_is_written() -> None:
    assert problems(reviewed()) == [("defer", "no_apply_step", None, Severity.WARNING)]


@pytest.mark.parametrize(
    ("params", "code", "setting"),
    [
        ({"component": str(PROXY)}, "proxy_component", "component"),
        ({"component": str(UUID(int=9))}, "unknown_reference", "component"),
        ({"fields_mapping": [{"target": "None", "const": 1}]}, "unknown_reference", "fields_mapping"),
        ({"fields_mapping": [{"target": "Number", "source": "no"}]}, "unknown_field", "fields_mapping"),
        ({"fields_mapping": [{"target": "Number"}] * 2}, "duplicate_target", "fields_mapping"),
        ({"name_field": "None"}, "unknown_reference", "name_field"),
        ({"mark_entry_for_deletion": True, "field_component_key": None}, "key_missing", "field_component_key"),
    ],
)
def test_what_cannot_work_is_named(params: dict[str, Any], code: str, setting: str) -> None:
    assert ("defer", code, setting, Severity.ERROR) in problems(reviewed(APPLY, **params))


def test_the_counts_are_an_object_in_the_items() -> None:
    found = reviewed({**APPLY, "params": {"result_store_field": "_applied"}})
    listed = {field.path for field in found.models["apply"].listed()}
    assert {"_applied.created", "_applied.updated", "_applied.deleted", "_applied.batches"} <= listed


def test_a_result_variable_that_cannot_hold_an_object_is_refused() -> None:
    found = problems(reviewed({**APPLY, "params": {"result_store_field": "_applied@integer"}}))
    assert found == [("apply", "invalid_setting", "result_store_field", Severity.ERROR)]


@pytest.mark.parametrize("params", [{"batch_chunk_size": -1}, {"parallel_number_of_batches": 9}])
def test_sizes_have_limits(params: dict[str, int]) -> None:
    found = problems(reviewed({**APPLY, "params": params}))
    assert ("apply", "invalid_setting", next(iter(params)), Severity.ERROR) in found
