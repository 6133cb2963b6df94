"""What a component in proxy mode needs before it may go live."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

import pytest

from aqtra.dataflow.design import review
from aqtra.dataflow.proxy.checks import proxy_problems
from aqtra.dataflow.step import DesignContext
from aqtra.metadata.documents import ComponentDocument

PEOPLE, OTHER = UUID(int=1), UUID(int=2)
QUERY = {"id": "list", "type": "proxy_query_entry", "name": "List"}
GET = {"id": "get", "type": "proxy_get_entry", "name": "Get"}
WORKFLOW = {"id": "flow", "type": "get_workflow_model", "name": "Workflow"}


def answer(*sources: str, name: str = "answer") -> dict[str, Any]:
    return {"id": name, "type": "write_response", "name": name, "source": sources}


def component(*steps: Mapping[str, Any], query: bool = True, kind: str = "input_dataflow", **settings: Any) -> Any:
    flows = [
        {"key": str(UUID(int=9)), "kind": kind, "name": "Flow", "stages": [{"id": "s", "name": "S", "steps": steps}]}
    ]
    return ComponentDocument.model_validate(
        {
            "key": str(PEOPLE),
            "settings": {"title": "People", "proxy_mode": True, **settings},
            "properties": [{"id": "p1", "name": "city", "type": "string", "query": query}],
            "flows": flows if steps else [],
        }
    )


def problems(document: ComponentDocument, *others: ComponentDocument) -> list[tuple[str, str | None]]:
    documents = {found.key: found for found in (document, *others)}
    return [(problem.code, problem.step) for problem in proxy_problems(document, documents)]


def remarks(document: ComponentDocument) -> list[str]:
    seen = review(document.flows[0], DesignContext(document, {document.key: document}.get))
    return [found.problem.code for found in seen.problems]


def test_both_reads_must_be_answered() -> None:
    assert problems(component()) == [("proxy_entry_missing", None)]
    assert problems(component(QUERY, answer("list"))) == [("proxy_entry_missing", None)]
    assert problems(component(QUERY, GET, answer("list"))) == [("no_write_response", "get")]
    assert problems(component(QUERY, GET, answer("list", "get"))) == []


def test_a_dataflow_that_nobody_asks_is_not_enough() -> None:
    assert problems(component(QUERY, GET, answer("list", "get"), kind="dataflow")) == [("proxy_entry_missing", None)]


def test_the_steps_belong_to_proxy_mode() -> None:
    off = component(QUERY, GET, answer("list", "get"), proxy_mode=False)
    assert problems(off) == []
    assert remarks(off) == ["proxy_mode_off", "proxy_mode_off"]
    assert remarks(component(QUERY, GET, answer("list", "get"))) == []


def test_lists_need_a_property_with_query() -> None:
    assert remarks(component(QUERY, GET, answer("list", "get"), query=False)) == ["no_query_properties"]


@pytest.mark.parametrize("virtual", [True, False])
def test_nothing_stored_refers_to_entries_that_are_not(virtual: bool) -> None:
    people = component(QUERY, GET, answer("list", "get"))
    prop = {"id": "r", "name": "person", "type": "catalog", "component": str(PEOPLE), "virtual": virtual}
    other = ComponentDocument.model_validate({"key": str(OTHER), "settings": {"title": "Other"}, "properties": [prop]})
    assert problems(other, people) == ([] if virtual else [("proxy_target", None)])


@pytest.mark.parametrize(
    ("rules", "codes"),
    [
        ([{"field": "city", "value": {"const": "Ulm"}}], []),
        ([{"field": "city", "value": {"path": "$user.id"}}], []),
        ([{"field": "createdDate", "operator": "less", "value": {"const": "2020-01-01"}}], ["filter_not_supported"]),
        ([{"field": "street", "value": {"const": "x"}}], ["filter_invalid", "filter_not_supported"]),
        (
            [{"rules": [{"field": "city", "value": {"const": name}}]} for name in ("a", "b")],
            ["filter_not_supported"],
        ),
    ],
    ids=range(5),
)
def test_a_fixed_filter_asks_only_what_lists_may_ask(rules: Any, codes: list[str]) -> None:
    query = {**QUERY, "params": {"query_filter": rules}}
    assert remarks(component(query, GET, answer("list", "get"))) == codes


def test_no_workflow_calls_the_input_dataflow() -> None:
    assert remarks(component(WORKFLOW, answer("flow"))) == ["not_allowed_in_input_dataflow"]
    assert remarks(component(WORKFLOW, answer("flow"), kind="dataflow")) == []
