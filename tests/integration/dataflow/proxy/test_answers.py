"""What the other side answers is believed only as far as it fits; what goes wrong has a name."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest

from aqtra.catalogs.access import ComponentForbidden
from aqtra.catalogs.errors import FilterNotSupported, NoSuchCatalog, ProxyRowRules, ProxyUnanswered
from aqtra.catalogs.names import table_name
from aqtra.dataflow.errors import FlowForbidden, RunFailed
from aqtra.dataflow.models import Limits
from aqtra.kernel.policy import Policy, Verb
from aqtra.metadata.documents import ComponentDocument
from aqtra.metadata.layout import USER_INFO_KEY
from tests.integration.catalogs.platform import MEMBER, Platform
from tests.integration.dataflow import systems
from tests.integration.dataflow.proxy.people import (
    ASKED,
    answer_by_flows,
    ask,
    get_steps,
    list_steps,
    people,
    rows,
    step,
    system,
)
from tests.support.upstream import Server

OTHER = UUID("00000000-0000-4000-8000-00000000f201")

Publish = Callable[..., ComponentDocument]


@pytest.fixture
def published(directory: Platform) -> Publish:
    """Publishes another such component, with these steps."""

    def publish(*steps: dict[str, Any], **settings: Any) -> ComponentDocument:
        made = people(*steps, key=OTHER, **settings)
        directory.publish(made)
        return made

    return publish


def listing(*mapping: tuple[str, str], **constants: Any) -> list[dict[str, Any]]:
    return [step("list", "proxy_query_entry", None), ask("ask", "list", *mapping), *rows("l", "ask", **constants)]


@pytest.mark.parametrize(
    ("constants", "field"),
    [
        ({"id": None}, "id"),
        ({"id": "x"}, "id"),
        ({"id": 0}, "id"),
        ({"id": 5}, "id"),
        ({"data.age": "old"}, "data.age"),
        ({"data.city": {"a": 1}}, "data.city"),
        ({"data.street": "Elm"}, "data.street"),
        ({"name": ["x"]}, "name"),
        ({"_total@integer": -1}, "_total@integer"),
    ],
    ids=str,
)
def test_a_row_that_does_not_fit_is_named(
    directory: Platform, published: Publish, constants: dict[str, Any], field: str
) -> None:
    made = published(*listing(*ASKED, **constants), *get_steps(**constants))
    with pytest.raises(RunFailed) as failed:
        directory.list(made, top="2")
    report = failed.value.report
    assert (report.code, report.status, report.field) == ("proxy_bad_shape", 502, field)
    assert report.step_name == "List"
    assert report.item_index in (0, 1)
    logged = directory.sql("SELECT state, error ->> 'code', error ->> 'stepId' FROM dataflow.run")
    assert logged == [("failed", "proxy_bad_shape", "list")]


def test_a_row_without_data_is_no_entry(directory: Platform, published: Publish) -> None:
    flat = step("flat", "transform_model", "split", fields_mapping=[{"target": "id", "source": "id"}])
    split = step("split", "select_many", "ask", model_path="_found.rows")
    answer = step("answer", "write_response", "flat")
    made = published(step("list", "proxy_query_entry", None), ask("ask", "list", *ASKED), split, flat, answer)
    with pytest.raises(RunFailed) as failed:
        directory.list(made)
    assert (failed.value.code, failed.value.report.field) == ("proxy_bad_shape", "data")


def test_more_rows_than_asked_for_are_refused(directory: Platform, published: Publish) -> None:
    """A flow that does not hand the page on would show the same rows on every page."""
    made = published(*listing())
    assert len(directory.list(made, top="50")["value"]) == 50
    with pytest.raises(RunFailed, match="hand top and skip on"):
        directory.list(made, top="10")


def test_a_read_of_one_entry_that_gives_two_is_refused(directory: Platform, published: Publish) -> None:
    made = published(step("get", "proxy_get_entry", None), ask("ask", "get"), *rows("g", "ask"))
    with pytest.raises(RunFailed, match="one entry was asked for"):
        directory.get(made, 7)


def test_another_entry_than_asked_for_is_refused(directory: Platform, published: Publish) -> None:
    made = published(*get_steps(id=8))
    with pytest.raises(RunFailed, match="the entry 7 was asked for"):
        directory.get(made, 7)


def test_without_a_total_the_rows_seen_are_counted(directory: Platform, published: Publish) -> None:
    made = published(*listing(*ASKED, **{"_total@integer": None}))
    assert directory.list(made, top="10", skip="20", count="true")["@odata.count"] == 30


def test_a_fixed_filter_is_added_to_every_list(directory: Platform, published: Publish) -> None:
    rule = {"field": "data.city", "operator": "equal", "value": {"const": "Ulm"}}
    made = published(*list_steps(query_filter=[rule]))
    assert directory.list(made, count="true")["@odata.count"] == 20
    assert directory.list(made, filter="city eq 'Ulm'", count="true")["@odata.count"] == 20
    with pytest.raises(RunFailed) as failed:
        directory.list(made, filter="city eq 'Bonn'")
    assert (failed.value.code, failed.value.status) == (FilterNotSupported.code, 400)


def test_references_are_expanded_where_they_may_be_read(directory: Platform, published: Publish) -> None:
    made = published(*listing(*ASKED, **{"data.boss": 1}), *get_steps(**{"data.boss": 999}))
    found = directory.list(made, expand="boss", top="2")["value"]
    ((name,),) = directory.sql(f"SELECT name FROM catalogs.{table_name(USER_INFO_KEY)} WHERE id = 1")
    assert [entry["data"]["boss"] for entry in found] == [{"id": 1, "name": name}] * 2
    whole = directory.list(made, expand="boss($select=name)", top="1")["value"][0]["data"]["boss"]
    assert whole["name"] == name
    assert directory.get(made, 7, expand="boss")["data"]["boss"] is None


def test_a_source_that_fails_is_named(directory: Platform, published: Publish, upstream: Server) -> None:
    key = systems.publish(directory, system(upstream.url, "/status/500", "Broken"))
    made = published(step("list", "proxy_query_entry", None), ask("ask", "list", system_key=key), *rows("l", "ask"))
    with pytest.raises(RunFailed) as failed:
        directory.list(made)
    assert (failed.value.code, failed.value.status, failed.value.report.step_name) == ("upstream_error", 502, "Ask")


def test_a_source_that_is_slow_ends_in_a_named_error(directory: Platform, published: Publish, upstream: Server) -> None:
    key = systems.publish(directory, system(upstream.url, "/slow", "Slow"))
    made = published(step("list", "proxy_query_entry", None), ask("ask", "list", system_key=key), *rows("l", "ask"))
    answer_by_flows(directory, Limits(interactive_wait=0.2))
    with pytest.raises(RunFailed) as failed:
        directory.list(made)
    assert (failed.value.code, failed.value.status) == ("timed_out", 504)
    assert directory.sql("SELECT state FROM dataflow.run") == [("timed_out",)]


def test_a_component_that_reads_itself_does_not_go_on_for_ever(directory: Platform, published: Publish) -> None:
    again = step("again", "query_entity_by_filter", "list", component=str(OTHER), dst_field_name="_rows")
    made = published(step("list", "proxy_query_entry", None), again, step("answer", "write_response", "again"))
    answer_by_flows(directory, Limits(nesting=3))
    with pytest.raises(RunFailed) as failed:
        directory.list(made)
    assert (failed.value.code, failed.value.status) == ("recursion_limit", 508)
    assert directory.sql("SELECT count(*), count(parent), count(DISTINCT trace_id) FROM dataflow.run") == [(4, 3, 1)]


def test_without_a_fitting_flow_nothing_answers(directory: Platform, published: Publish) -> None:
    made = published(*list_steps())
    with pytest.raises(ProxyUnanswered):
        directory.get(made, 7)


def test_a_restricted_flow_answers_only_who_may_run_it(directory: Platform) -> None:
    made = people(key=OTHER)
    (flow,) = made.flows
    made = made.model_copy(update={"flows": (flow.model_copy(update={"restrict_access": True}),)})
    directory.publish(made)
    with pytest.raises(FlowForbidden):
        directory.list(made)


def test_rights_to_single_entries_are_refused_not_ignored(directory: Platform, published: Publish) -> None:
    made = published(restrict_access=True)
    with pytest.raises((NoSuchCatalog, ComponentForbidden)):
        directory.list(made)
    granted = frozenset((OTHER, verb) for verb in (Verb.OPEN, Verb.READ))
    everywhere = replace(MEMBER, policy=Policy(whole=granted))
    assert len(directory.list(made, by=everywhere, top="5")["value"]) == 5
    in_some = frozenset((component, verb, OTHER) for component, verb in granted)
    with pytest.raises(ProxyRowRules):
        directory.list(made, by=replace(MEMBER, policy=Policy(within=in_some)))
