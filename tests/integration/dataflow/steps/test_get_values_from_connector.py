"""Get values from connector: shapes of answers, run variables, and a whole run of a published flow."""

import json
from typing import Any
from uuid import UUID

import pytest

from aqtra.dataflow.catalogue import catalogue
from aqtra.dataflow.check import check_flows
from aqtra.dataflow.design import review
from aqtra.dataflow.integrations.models import SystemContent
from aqtra.dataflow.items.table import Table
from aqtra.kernel.findings import Finding
from aqtra.metadata.catalogue import component_catalogue
from aqtra.metadata.checks.context import CheckContext
from aqtra.metadata.documents import ComponentDocument, Flow
from aqtra.metadata.domains.repository import site
from tests.integration.catalogs.platform import Platform
from tests.integration.dataflow import systems
from tests.integration.dataflow.flows import flow, invoice, run
from tests.integration.dataflow.integrations.calling import parameter
from tests.integration.dataflow.test_steps import context, design
from tests.support.upstream import Server

[STEP] = [step for step in catalogue() if step.id == "get_values_from_connector"]
CONNECTOR = UUID(int=601)
TYPED, TODAY, PAGES, TOO_MANY, RATE = (UUID(int=number) for number in range(610, 615))
VARIABLES = ("day", "run", "last", "who")
RATE_SCHEMA = {"type": "object", "properties": {"rate": {"type": "number"}, "more": {"type": "string"}}}


@pytest.fixture(scope="module")
def system(platform: Platform, upstream: Server) -> UUID:
    cursor = {"kind": "page", "page_limit": 2}
    endpoints = [
        systems.endpoint("/typed", TYPED, parameters=[parameter(name, "query") for name in ("type", "content")]),
        systems.endpoint(
            "/echo", TODAY, parameters=[parameter(name, "query") for name in ("day", "run", "last", "who")]
        ),
        systems.endpoint("/pages/number", PAGES, paging={"kind": "page"}),
        systems.endpoint("/pages/number", TOO_MANY, paging=cursor),
        systems.endpoint("/rates/EUR", RATE, response=RATE_SCHEMA),
    ]
    connector = {"id": str(CONNECTOR), "name": "Server", "base_url": upstream.url, "endpoints": endpoints}
    return systems.publish(platform, SystemContent.model_validate({"name": "Values", "connectors": [connector]}))


def params(system: UUID, endpoint: UUID, *rows: dict[str, Any], **more: Any) -> dict[str, Any]:
    chosen = {"system": str(system), "connector": str(CONNECTOR), "query_path": str(endpoint)}
    return {**chosen, "parameters_mapping": list(rows), **more}


def answer(platform: Platform, settings: dict[str, Any]) -> tuple[dict[str, Any], list[str]]:
    """The one item, and codes of warnings."""
    ctx = context(platform, STEP)
    done = platform.run(STEP.run(Table.empty(), STEP.settings.model_validate(settings), ctx))
    [item] = json.loads(done.to_json())
    return item, [warning.code for warning in ctx.shared.warnings]


@pytest.mark.parametrize(
    ("kind", "content", "item"),
    [
        ("application/json", '{"a": 1.10, "b": null}', {"a": 1.10, "b": None}),
        ("application/json", "[1, 2]", {"items": [1, 2]}),
        ("application/json", "7", {"body": 7}),
        ("text/plain", "hello", {"body": "hello"}),
        ("application/json", "", {"body": None}),
        ("application/json", "{}", {}),
    ],
)
def test_an_answer_makes_one_item(platform: Platform, system: UUID, kind: str, content: str, item: Any) -> None:
    rows = [{"target": "type", "const": kind}, {"target": "content", "const": content}]
    assert answer(platform, params(system, TYPED, *rows)) == (item, [])


def test_run_variables_fill_parameters(platform: Platform, system: UUID) -> None:
    rows = [
        {"target": "day", "source": "$today"},
        {"target": "run", "source": "$runId"},
        {"target": "last", "source": "$lastSuccess"},
        {"target": "who", "source": "$user.id"},
    ]
    item, _ = answer(platform, params(system, TODAY, *rows))
    assert set(item["query"]) == {"day", "run", "who"}
    assert item["query"]["who"] == ["1"]


def test_pages_make_one_list(platform: Platform, system: UUID) -> None:
    assert answer(platform, params(system, PAGES)) == ({"items": list(range(25))}, [])


def test_more_pages_than_the_limit_are_warned_of(platform: Platform, system: UUID) -> None:
    assert answer(platform, params(system, TOO_MANY)) == ({"items": list(range(20))}, ["page_limit_reached"])


def test_a_schema_says_which_members_the_item_has(platform: Platform, system: UUID) -> None:
    item, _ = answer(platform, params(system, RATE))
    assert item == {"rate": "1.0", "more": None}


KEY = UUID(int=699)


def one_flow(system: UUID, endpoint: UUID) -> Flow:
    steps = [
        {"id": "ask", "type": STEP.id, "name": "Ask", "params": params(system, endpoint)},
        {"id": "answer", "type": "write_response", "name": "Answer", "source": ["ask"]},
    ]
    return Flow.model_validate(flow(KEY, "Rates", *steps))


def test_a_published_flow_answers_what_the_other_system_said(platform: Platform, system: UUID) -> None:
    document = invoice()
    platform.publish(document.model_copy(update={"flows": (*document.flows, one_flow(system, RATE))}))
    try:
        outcome = run(platform, KEY, {})
        assert outcome.error is None
        assert json.loads(outcome.items) == [{"rate": "1.0", "more": None}]
    finally:
        platform.publish(document)


def test_an_endpoint_that_is_not_published_is_found_at_design_time(platform: Platform, system: UUID) -> None:
    seen = review(one_flow(system, UUID(int=1)), design(platform))
    [found] = [found.problem for found in seen.problems if found.step == "ask"]
    assert (found.code, found.setting) == ("unknown_reference", "query_path")
    seen = review(one_flow(UUID(int=1), RATE), design(platform))
    [found] = [found.problem for found in seen.problems if found.step == "ask"]
    assert (found.code, found.setting) == ("unknown_reference", "system")


def test_a_path_of_items_is_refused_because_there_are_none(platform: Platform, system: UUID) -> None:
    chosen = one_flow(system, TODAY)
    rows = [{"target": "day", "source": "data.day"}]
    step = chosen.stages[0].steps[0].model_copy(update={"params": params(system, TODAY, *rows)})
    stage = chosen.stages[0].model_copy(update={"steps": (step,)})
    seen = review(chosen.model_copy(update={"stages": (stage,)}), design(platform))
    assert ("unknown_field", "parameters_mapping") in {(p.problem.code, p.problem.setting) for p in seen.problems}


@pytest.mark.parametrize("named", [None, 7, [], {"a": 1}, "", "no-id"])
def test_a_system_that_is_none_is_a_finding_and_no_crash(platform: Platform, system: UUID, named: Any) -> None:
    steps = [{"id": "ask", "type": STEP.id, "name": "Ask", "params": {**params(system, RATE), "system": named}}]
    document = invoice().model_copy(update={"flows": (Flow.model_validate(flow(KEY, "Rates", *steps)),)})
    found = {finding.code for finding in findings(platform, document)}
    assert found & {"required_setting", "invalid_setting"}


def test_the_error_list_knows_what_is_published(platform: Platform, system: UUID) -> None:
    for endpoint, wanted in ((RATE, set()), (UUID(int=1), {"unknown_reference"})):
        document = invoice().model_copy(update={"flows": (one_flow(system, endpoint),)})
        assert {finding.code for finding in findings(platform, document)} == wanted


def findings(platform: Platform, document: ComponentDocument) -> list[Finding]:
    surroundings = platform.with_connection(site)
    context = CheckContext(document, {document.key: document}, component_catalogue(), surroundings)
    return list(check_flows(context))
