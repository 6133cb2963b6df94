"""Marked entries that refer to each other and to themselves, and references made while they are removed."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from typing import Any

import pytest

from tests.support.client import Client, fields, problem
from tests.support.components import create_component, property_, publish, save_component
from tests.support.installation import Installation
from tests.support.sound import assert_sound

BASE = "/api/v1/studio/maintenance/marked"


class Graph:
    """Nodes that name one other node and many others; the list is kept in a table of its own."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._codes = count()
        stored = create_component(client, "Graph", [property_("code", primary_key=True)])
        self.key = str(stored["document"]["key"])
        document = stored["document"]
        document["properties"] += [
            property_("one", "catalog", component=self.key),
            property_("many", "array", component=self.key),
            property_("text"),
        ]
        assert publish(client, save_component(client, stored, document))["state"] == "completed"

    def node(self, **data: Any) -> int:
        body = {"data": {"code": f"n{next(self._codes)}", **data}}
        response = self._client.post(f"/api/v1/entries/{self.key}", json=body)
        assert response.status_code == 201, response.text
        return int(response.json()["id"])

    def point(self, node: int, **data: Any) -> Any:
        return self._client.patch(f"/api/v1/entries/{self.key}/{node}", json={"data": data})

    def mark(self, *nodes: int) -> None:
        for node in nodes:
            assert self._client.delete(f"/api/v1/entries/{self.key}/{node}").status_code == 204

    def ask(self, verb: str, *nodes: int) -> Any:
        return self._client.post(
            f"{BASE}/{verb}", json={"entries": [{"component": self.key, "id": node} for node in nodes]}
        )

    def remove(self, *nodes: int) -> tuple[int, set[int]]:
        done = self.ask("remove", *nodes).raise_for_status().json()
        assert {refused["reason"] for refused in done["refused"]} <= {"referenced"}
        return done["removed"], {refused["id"] for refused in done["refused"]}

    def data(self, node: int) -> Any:
        return self._client.get(f"/api/v1/entries/{self.key}/{node}").raise_for_status().json()["data"]

    def is_there(self, node: int) -> bool:
        return bool(self._client.get(f"/api/v1/entries/{self.key}/{node}").is_success)


@pytest.fixture(scope="module")
def graph(builder: Client, installation: Installation) -> Iterator[Graph]:
    yield Graph(builder)
    assert_sound(installation)


def cycle(graph: Graph, *, by: str) -> tuple[int, int]:
    first = graph.node()
    second = graph.node(**{by: first if by == "one" else [first]})
    graph.point(first, **{by: second if by == "one" else [second]}).raise_for_status()
    return first, second


@pytest.mark.parametrize("by", ["one", "many"])
class TestCycles:
    def test_both_go_together(self, graph: Graph, by: str) -> None:
        nodes = cycle(graph, by=by)
        graph.mark(*nodes)
        assert graph.remove(*nodes) == (2, set())

    def test_neither_goes_alone_and_both_afterwards(self, graph: Graph, by: str) -> None:
        first, second = cycle(graph, by=by)
        graph.mark(first, second)
        assert graph.remove(first) == (0, {first})
        assert graph.remove(second) == (0, {second})
        assert graph.remove(second, first) == (2, set())

    def test_the_marked_half_is_held_by_the_other(self, graph: Graph, by: str) -> None:
        first, second = cycle(graph, by=by)
        graph.mark(first)
        assert graph.remove(first) == (0, {first})
        graph.point(second, **{by: None if by == "one" else []}).raise_for_status()
        assert graph.remove(first) == (1, set())
        assert graph.data(second)[by] == (None if by == "one" else [])

    def test_one_that_names_itself_goes_alone(self, graph: Graph, by: str) -> None:
        node = graph.node()
        graph.point(node, **{by: node if by == "one" else [node]}).raise_for_status()
        graph.mark(node)
        assert graph.remove(node) == (1, set())

    def test_a_cycle_that_an_unmarked_one_names_stays_whole(self, graph: Graph, by: str) -> None:
        first, second = cycle(graph, by=by)
        keeper, free = graph.node(many=[second]), graph.node()
        graph.mark(first, second, free)
        assert graph.remove(first, second, free) == (1, {first, second})
        assert graph.data(keeper)["many"] == [second]
        graph.ask("restore", first, second).raise_for_status()
        assert graph.is_there(first)
        assert graph.is_there(second)


def test_a_cycle_of_three_through_both_kinds_goes_as_a_whole_or_not_at_all(graph: Graph) -> None:
    first = graph.node()
    second = graph.node(one=first)
    third = graph.node(many=[second, first])
    graph.point(first, one=third, many=[first, second]).raise_for_status()
    graph.mark(first, second, third)
    for part in ([first], [first, second], [second, third], [first, third]):
        assert graph.remove(*part) == (0, set(part))
    assert graph.remove(first, second, third, first) == (3, set())


def test_restoring_half_a_cycle_holds_the_other_half(graph: Graph) -> None:
    first, second = cycle(graph, by="many")
    graph.mark(first, second)
    assert graph.ask("restore", first).json() == {"restored": 1, "refused": []}
    assert graph.data(first)["many"] == [second]
    assert graph.remove(second) == (0, {second})
    # What it named before it may name further, but nothing new that is marked.
    graph.point(first, text="kept").raise_for_status()
    other = graph.node()
    graph.mark(other)
    refused = graph.point(first, one=other)
    problem(refused, 422, "validation_failed")
    assert fields(refused) == {"data.one": "reference"}


def test_references_made_while_targets_are_marked_and_removed_lead_somewhere(
    graph: Graph, installation: Installation
) -> None:
    targets = [graph.node() for _ in range(12)]
    owners = [graph.node() for _ in range(3)]
    with installation.signed_in() as other, ThreadPoolExecutor(4) as workers:

        def refer(owner: int) -> set[int]:
            place = f"/api/v1/entries/{graph.key}/{owner}"
            named = [{"one": target, "many": targets[:3]} for target in targets[3:]] + [{"one": one} for one in targets]
            return {other.patch(place, json={"data": data}).status_code for data in named}

        def clear() -> None:
            for target in targets:
                graph.mark(target)
                graph.remove(target)

        referring = [workers.submit(refer, owner) for owner in owners]
        clearing = workers.submit(clear)
        clearing.result()
        answered = set().union(*(made.result() for made in referring))
    assert answered <= {200, 422}
    for owner in owners:
        data = graph.data(owner)
        for named in {data["one"], *data["many"]} - {None}:
            # Held by the reference; what is gone for good would be told as not found.
            assert [refused["reason"] for refused in graph.ask("remove", named).json()["refused"]] == ["referenced"]
        graph.point(owner, one=None, many=[]).raise_for_status()
    graph.ask("remove", *targets).raise_for_status()
    assert {refused["reason"] for refused in graph.ask("remove", *targets).json()["refused"]} == {"not_found"}


def test_a_removal_and_a_return_of_the_same_entries_at_once_end_as_one_of_them(graph: Graph) -> None:
    nodes = [graph.node() for _ in range(20)]
    graph.mark(*nodes)
    with ThreadPoolExecutor(2) as workers:
        asked = [workers.submit(graph.ask, "remove", *nodes), workers.submit(graph.ask, "restore", *reversed(nodes))]
        removed, restored = (one.result().raise_for_status().json() for one in asked)
    assert removed["removed"] + restored["restored"] == len(nodes)
    assert sum(graph.is_there(node) for node in nodes) == restored["restored"]
