"""Streams that part, meet and are missing: whole flows of transforming steps, without storage."""

from typing import Any
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from aqtra.dataflow.items.codec import read_json
from aqtra.dataflow.models import Limits, Outcome, PayloadKind, RunState, Trigger
from aqtra.dataflow.plan import PlannedStep, plan_flow
from aqtra.metadata.documents import Flow
from tests.unit.dataflow.running import entry, run

RAW = {"id": "raw", "type": "get_raw_model", "params": {"model_schema": {}}}


def node(step_id: str, kind: str, *source: str, **params: Any) -> dict[str, Any]:
    return {"id": step_id, "type": kind, "source": list(source), "params": params}


def answer(step_id: str, *source: str) -> dict[str, Any]:
    return node(step_id, "write_response", *source)


def planned(*nodes: dict[str, Any]) -> tuple[PlannedStep, ...]:
    steps = [{"name": found["id"], **found} for found in nodes]
    stages = [{"id": "s", "name": "Stage", "steps": steps}]
    flow = Flow.model_validate({"key": UUID(int=1), "kind": "dataflow", "name": "Flow", "stages": stages})
    found = plan_flow(flow)
    assert found.problems == ()
    return found.plan.steps


def ran(payload: Any, *nodes: dict[str, Any], **options: Any) -> Outcome:
    return run(*planned(*nodes), payload=payload, payload_kind=PayloadKind.RAW_MODEL, **options)


def answered(outcome: Outcome) -> list[Any]:
    assert outcome.error is None, outcome.error
    found = read_json(outcome.items)
    assert isinstance(found, list)
    return found


def test_a_thousand_elements_split_and_grouped_come_back_in_order_and_number() -> None:
    lines = [{"order": "A", "no": number} for number in range(1_000)]
    outcome = ran(
        {"lines": lines},
        RAW,
        node("split", "extract_collections", "raw", model_path="lines"),
        node("math", "simple_math", "split", operations=[
            {"left_field": "no", "operator": "*", "right_field": "no", "result_field": "_square@number"},
        ]),
        node("group", "group_by", "math", keys=["order"], result_store_field="lines"),
        answer("answer", "group"),
    )  # fmt: skip
    wanted = [{**line, "_square@number": str(line["no"] ** 2)} for line in lines]
    assert answered(outcome) == [{"order": "A", "lines": wanted}]
    assert [(log.step_id, log.items_in, log.items_out) for log in outcome.steps] == [
        ("raw", 0, 1), ("split", 1, 1_000), ("math", 1_000, 1_000), ("group", 1_000, 1), ("answer", 1, 1),
    ]  # fmt: skip


@settings(deadline=None, max_examples=30)
@given(st.lists(st.none() | st.integers(0, 3)))
def test_two_filters_on_one_source_are_disjoint_and_answer_in_the_order_of_the_layout(values: list[Any]) -> None:
    outcome = ran(
        [{"n": index, "x": value} for index, value in enumerate(values)],
        RAW,
        node("no", "filter_source", "raw", src_field="x", operator="not_equal", filter_value="1"),
        node("yes", "filter_source", "raw", src_field="x", filter_value="1"),
        answer("first", "yes"),
        answer("second", "no"),
    )
    numbers = [item["n"] for item in answered(outcome)]
    assert sorted(numbers) == list(range(len(values)))
    assert numbers == sorted(numbers, key=lambda index: values[index] != 1)


def test_a_branch_that_nothing_enters_answers_an_empty_list() -> None:
    outcome = ran(
        {"x": 1},
        RAW,
        node("none", "filter_source", "raw", src_field="x", filter_value="2"),
        node("split", "select_many", "none", model_path="lines"),
        node("group", "group_by", "split", keys=["y"]),
        answer("answer", "group"),
    )
    assert (answered(outcome), outcome.state) == ([], RunState.COMPLETED)


def plan_with_cron(*nodes: dict[str, Any]) -> tuple[PlannedStep, ...]:
    """`cron` is a step of its own in the document, and never started by a call."""
    stand_in = node("cron", "get_empty_model")
    del stand_in["source"]
    steps = planned(RAW, stand_in, *nodes)
    return tuple(entry("cron", 1, 2, trigger=Trigger.CRON) if found.id == "cron" else found for found in steps)


def join(left: str | list[str], right: str, **more: Any) -> dict[str, Any]:
    return node("join", "join_models", left_step=left, right_step=right, left_key=["n"], right_key=["n"], **more)


def call(payload: Any, *steps: PlannedStep, **options: Any) -> Outcome:
    return run(*steps, payload=payload, payload_kind=PayloadKind.RAW_MODEL, **options)


def test_a_join_counts_a_source_that_is_not_active_as_empty() -> None:
    mapped = [{"target": "w", "source": "right.w"}]
    right_missing = plan_with_cron(join("raw", "cron", map=mapped), answer("answer", "join"))
    outcome = call([{"n": 2}, {"n": 1}], *right_missing)
    assert answered(outcome) == [{"n": 1, "w": None}, {"n": 2, "w": None}]
    assert outcome.warnings == ()
    left_missing = plan_with_cron(join("cron", "raw"), answer("answer", "join"))
    assert answered(call([{"n": 2}], *left_missing)) == []


def test_each_side_of_a_join_may_be_a_union() -> None:
    steps = planned(
        RAW,
        node("one", "filter_source", "raw", src_field="side", filter_value="one"),
        node("two", "filter_source", "raw", src_field="side", filter_value="two"),
        join(["two", "one"], "raw", map=[{"target": "v", "source": "right.side"}]),
        answer("answer", "join"),
    )
    payload = [{"n": 1, "side": "one"}, {"n": 1, "side": "two"}]
    assert [(item["side"], item["v"]) for item in answered(call(payload, *steps))] == [
        ("two", "one"), ("two", "two"), ("one", "one"), ("one", "two"),
    ]  # fmt: skip


def test_a_union_follows_the_named_order_and_leaves_out_what_is_not_active() -> None:
    steps = plan_with_cron(
        node("small", "filter_source", "raw", src_field="n", operator="less", filter_value="2"),
        node("large", "filter_source", "raw", src_field="n", operator="greater", filter_value="1"),
        node("both", "distinct", "large", "cron", "small"),
        answer("answer", "both"),
    )
    assert [item["n"] for item in answered(call([{"n": 1}, {"n": 2}, {"n": 3}], *steps))] == [2, 3, 1]


def test_a_join_beyond_the_limit_of_a_run_names_its_step() -> None:
    steps = planned(RAW, join("raw", "raw"), answer("answer", "join"))
    error = call([{"n": 1}] * 4, *steps, limits=Limits(items=15)).error
    assert error is not None
    assert (error.code, error.status, error.step_id) == ("join_too_large", 413, "join")
    assert len(answered(call([{"n": 1}] * 4, *steps, limits=Limits(items=16)))) == 16


def test_raw_items_and_action_models_do_not_mix() -> None:
    steps = planned(RAW, node("form", "get_action_model"), answer("a", "raw"), answer("b", "form"))
    outcome = call({"x": 1}, *steps)
    assert [log.step_id for log in outcome.steps] == ["raw", "a"]
