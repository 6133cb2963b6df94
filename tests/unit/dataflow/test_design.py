"""Design time: plans, models for pickers, and what the error list says."""

from typing import Any, ClassVar
from uuid import UUID, uuid4

import pytest

from aqtra.dataflow.design import Review, review
from aqtra.dataflow.errors import NoEntryStep
from aqtra.dataflow.items.types import STRING, Field, FieldType, ItemModel, Kind
from aqtra.dataflow.models import Trigger
from aqtra.dataflow.step import DesignContext
from aqtra.kernel.findings import Severity
from aqtra.metadata.documents import ComponentDocument, Flow

INVOICE, PROXY = uuid4(), uuid4()
GET = {"id": "get", "type": "get_action_model", "name": "Get"}


def update(step_id: str = "update", source: tuple[str, ...] = ("get",), **params: Any) -> dict[str, Any]:
    settings = {"component": str(INVOICE), "field_component_key": "id", **params}
    return {"id": step_id, "type": "update_entry", "name": step_id, "source": source, "params": settings}


def answer(*source: str) -> dict[str, Any]:
    return {"id": "answer", "type": "write_response", "name": "Answer", "source": source}


def mapped(target: str, **source: Any) -> dict[str, Any]:
    return {"fields_mapping": [{"target": target, **source}]}


def reviewed(*steps: dict[str, Any], **options: bool) -> Review:
    stages = [{"id": "s", "name": "Stage", "steps": steps}]
    flow = Flow.model_validate({"key": uuid4(), "kind": "dataflow", "name": "Save", "stages": stages, **options})
    documents = {
        INVOICE: document(INVOICE, "Invoice", flows=[flow]),
        PROXY: document(PROXY, "Proxy", settings={"title": "Proxy", "proxy_mode": True}),
    }
    return review(flow, DesignContext(documents[INVOICE], documents.get))


def document(key: UUID, title: str, **members: Any) -> ComponentDocument:
    properties = [
        {"id": "p1", "name": "Number", "type": "string", "title": "Invoice number"},
        {"id": "p2", "name": "Due", "type": "date"},
        {"id": "p3", "name": "Draft", "type": "string", "virtual": True},
    ]
    base = {"key": key, "settings": {"title": title}, "properties": properties}
    return ComponentDocument.model_validate({**base, **members})


def problems(found: Review, severity: Severity = Severity.ERROR) -> list[tuple[str | None, str, str | None]]:
    return [
        (one.step, one.problem.code, one.problem.setting) for one in found.problems if one.problem.severity is severity
    ]


def test_the_flow_of_the_first_tutorial_has_no_errors() -> None:
    found = reviewed(GET, update(result_store_field="_new", **mapped("Number", source="data.Number")), answer("update"))
    assert problems(found) == []
    assert found.is_runnable


def test_the_model_after_a_step_is_the_source_and_what_the_step_adds() -> None:
    found = reviewed(GET, update(result_store_field="_new@catalog"))
    paths = {field.path: (field.type, field.title, field.component) for field in found.models["update"].listed()}
    assert paths["data.Number"] == ("string", "Invoice number", None)
    assert paths["data.Due"] == ("date", "Due", None)
    assert paths["_new@catalog"] == ("catalog", "_new@catalog", INVOICE)
    assert "_new@catalog" not in {field.path for field in found.models["get"].listed()}


def test_a_variable_without_suffix_is_shown_as_any() -> None:
    listed = {
        field.path: field.type for field in reviewed(GET, update(result_store_field="_new")).models["update"].listed()
    }
    assert listed["_new"] == "any"


def test_what_is_inside_arrays_is_listed_under_their_elements() -> None:
    price = Field("price", FieldType(Kind.NUMBER), title="Price")
    tags = Field("tags", FieldType(Kind.ARRAY, element=STRING))
    line = FieldType(Kind.OBJECT, fields=(price, tags))
    lines = Field("lines", FieldType(Kind.ARRAY, element=line))
    grid = Field("grid", FieldType(Kind.ARRAY, element=FieldType(Kind.ARRAY, element=line)))
    listed = [(field.path, field.type) for field in ItemModel((lines, grid)).listed()]
    assert listed == [
        ("lines", "array"),
        ("lines[*].price", "number"),
        ("lines[*].tags", "array"),
        ("grid", "array"),
        ("grid[*][*].price", "number"),
        ("grid[*][*].tags", "array"),
    ]


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        ([GET, answer()], ("answer", "missing_source", "source_step")),
        ([GET, answer("gone")], ("answer", "missing_source", "source_step")),
        ([answer("get"), GET], ("answer", "forward_reference", "source_step")),
        ([GET, answer("answer")], ("answer", "forward_reference", "source_step")),
        ([GET, {**GET, "name": "Again"}], ("get", "duplicate_step", None)),
        ([GET, {**answer("get"), "type": "nothing"}], ("answer", "unknown_type", None)),
        ([answer("answer")], (None, "no_entry_step", None)),
        ([GET, update(component=None)], ("update", "required_setting", "component")),
        ([GET, update(component="Invoice")], ("update", "invalid_setting", "component")),
        ([GET, update(component=str(uuid4()))], ("update", "unknown_reference", "component")),
        ([GET, update(component=str(PROXY))], ("update", "proxy_component", "component")),
        ([GET, update(field_component_key="data.Nr")], ("update", "unknown_field", "field_component_key")),
        ([GET, update(field_component_key="a b")], ("update", "invalid_setting", "field_component_key")),
        ([GET, update(name_field="Nr")], ("update", "unknown_reference", "name_field")),
        ([GET, update(result_store_field="_x@money")], ("update", "invalid_setting", "result_store_field")),
        ([GET, update(result_store_field="a.b")], ("update", "invalid_setting", "result_store_field")),
        ([GET, update(**mapped("Nr", source="id"))], ("update", "unknown_reference", "fields_mapping")),
        ([GET, update(**mapped("Number", source="data.Nr"))], ("update", "unknown_field", "fields_mapping")),
        (
            [GET, update(field_component_key=None, mark_entry_for_deletion=True)],
            ("update", "key_missing", "field_component_key"),
        ),
    ],
)
def test_what_would_fail_at_run_time_is_an_error_with_its_place(
    steps: list[dict[str, Any]], expected: tuple[str | None, str, str | None]
) -> None:
    found = reviewed(*steps)
    assert expected in problems(found)
    assert not found.is_runnable


def test_an_empty_key_is_only_mentioned() -> None:
    found = reviewed(GET, update(field_component_key=""))
    assert problems(found) == []
    assert problems(found, Severity.INFORMATION) == [("update", "creates_always", "field_component_key")]


@pytest.mark.parametrize(
    ("steps", "code"),
    [
        ([GET, update(**mapped("Draft", source="data.Draft"))], "virtual_target"),
        (
            [GET, update(result_store_field="_x@integer"), update("two", ("update",), result_store_field="_x@string")],
            "variable_twin",
        ),
    ],
)
def test_what_is_probably_a_slip_is_a_warning(steps: list[dict[str, Any]], code: str) -> None:
    found = reviewed(*steps)
    assert [remark[1] for remark in problems(found, Severity.WARNING)] == [code]
    assert found.is_runnable


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("{data.Number} of {$today}", []),
        ("{data.Nr}", [("export", "unknown_field", "file_name")]),
        ("{data.Number", [("export", "invalid_setting", "file_name")]),
    ],
)
def test_paths_of_a_text_template_are_those_of_the_source(name: str, expected: list[Any]) -> None:
    params = {"output_file_type": "csv", "file_name": name, "fields_mapping": [{"target": "A", "source": "id"}]}
    export = {"id": "export", "type": "export_to_file", "name": "Export", "source": ["get"], "params": params}
    assert problems(reviewed(GET, export)) == expected


def test_columns_of_a_file_are_no_paths_of_the_source() -> None:
    params = {"file_info_field": "data.File", "input_file_type": "csv"}
    params |= {"fields_mapping": [{"target": "Number", "source": "A header"}]}  # type: ignore[dict-item]
    read = {"id": "read", "type": "import_file", "name": "Read", "source": ["get"], "params": params}
    found = reviewed(GET, read)
    assert problems(found) == [("read", "unknown_field", "file_info_field")]
    assert [field.path for field in found.models["read"].listed()] == ["data", "data.Number", "_row@integer"]


@pytest.mark.parametrize("source", ["$now", "$today", "$runId", "$user.id", "$lastSuccess"])
def test_run_variables_are_known_to_mappings(source: str) -> None:
    assert problems(reviewed(GET, update(**mapped("Number", source=source)))) == []


def test_a_trigger_without_entry_step_is_refused() -> None:
    with pytest.raises(NoEntryStep):
        reviewed(GET).plan.active(Trigger.CRON)


class TestOptions:
    """What they mean for single steps."""

    CALL: ClassVar = {
        "id": "call",
        "type": "execute_api_call",
        "name": "Call",
        "source": ["get"],
        "params": {name: str(INVOICE) for name in ("system", "connector", "query_path")} | {"method_name": "get"},
    }

    def told(self, **options: bool) -> list[tuple[str | None, str, Severity]]:
        found = reviewed(GET, self.CALL, update(), **options).problems
        codes = ("not_taken_back", "repeated_effect")
        return [(one.step, one.problem.code, one.problem.severity) for one in found if one.problem.code in codes]

    def test_calls_of_other_systems_are_not_taken_back(self) -> None:
        assert self.told(atomic=True) == [("call", "not_taken_back", Severity.WARNING)]

    @pytest.mark.parametrize(
        ("source", "told"),
        [
            ("import httpx", True),
            ("def f():\n    from http.client import HTTPSConnection", True),
            ("import urllib.request as request", True),
            ("from urllib.parse import quote", False),
        ],
    )
    def test_scripts_that_call_other_systems_are_named_too(self, source: str, told: bool) -> None:
        script = {"id": "script", "type": "execute_script", "name": "Script", "source": ["get"]}
        found = reviewed(GET, {**script, "params": {"script": source}}, atomic=True).problems
        assert ("not_taken_back" in [one.problem.code for one in found]) is told

    def test_what_may_happen_again_is_named(self) -> None:
        again = [(step, "repeated_effect", Severity.INFORMATION) for step in ("call", "update")]
        assert self.told(safe_to_repeat=True) == again

    def test_an_atomic_run_stores_nothing_twice(self) -> None:
        both = self.told(safe_to_repeat=True, atomic=True)
        assert [found[:2] for found in both] == [("call", "not_taken_back"), ("call", "repeated_effect")]

    def test_without_options_there_is_nothing_to_say(self) -> None:
        assert self.told() == []
