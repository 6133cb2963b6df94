"""How a run goes through its steps, and how it ends."""

import asyncio
import json

import pytest

from aqtra.dataflow.context import Cancellation, StepContext
from aqtra.dataflow.errors import at_item
from aqtra.dataflow.items.table import Table
from aqtra.dataflow.models import Limits, Outcome, RunState, Trigger
from aqtra.kernel.errors import Conflict, FieldError
from tests.unit.dataflow.running import answer, entry, numbers, run, step


async def same(table: Table, _ctx: StepContext) -> Table:
    return table


async def doubled(table: Table, _ctx: StepContext) -> Table:
    return table.with_column(table.model.fields[0], table.frame["n"] * 2)


def answered(outcome: Outcome) -> list[int]:
    assert outcome.error is None, outcome.error
    return [item["n"] for item in json.loads(outcome.items)]


def test_two_consumers_of_one_source_do_not_disturb_each_other() -> None:
    outcome = run(entry("a", 1, 2), step("b", doubled, "a"), step("c", same, "a"), answer("d", "b"), answer("e", "c"))
    assert answered(outcome) == [2, 4, 1, 2]


def test_several_sources_follow_one_another_in_the_named_order() -> None:
    outcome = run(entry("a", 1), step("b", doubled, "a"), answer("c", "b", "a"))
    assert answered(outcome) == [2, 1]


def test_steps_behind_another_trigger_do_not_run_and_count_as_empty() -> None:
    outcome = run(entry("a", 1), entry("cron", 9, trigger=Trigger.CRON), step("b", same, "cron"), answer("c", "b", "a"))
    assert answered(outcome) == [1]
    assert [log.step_id for log in outcome.steps] == ["a", "c"]


def test_a_flow_that_answers_nothing_succeeds_with_an_empty_list() -> None:
    outcome = run(entry("a", 1))
    assert (outcome.state, outcome.items) == (RunState.COMPLETED, b"[]")


def test_no_items_are_legal_everywhere() -> None:
    assert answered(run(entry("a"), step("b", doubled, "a"), answer("c", "b"))) == []


def test_the_first_error_ends_the_run_and_names_step_item_and_field() -> None:
    async def fails(table: Table, _ctx: StepContext) -> Table:
        with at_item(1):
            raise Conflict("taken", fields=[FieldError(field="data.x", rule="unique", message="taken")])

    outcome = run(entry("a", 1, 2), step("b", fails, "a"), answer("c", "b"))
    assert outcome.state is RunState.FAILED
    assert outcome.error is not None
    assert (outcome.error.step_id, outcome.error.step_name, outcome.error.item_index) == ("b", "Step b", 1)
    assert (outcome.error.code, outcome.error.status, outcome.error.field) == ("conflict", 409, "data.x")
    assert [(log.step_id, log.state.value, log.items_in) for log in outcome.steps] == [
        ("a", "completed", 0),
        ("b", "failed", 2),
    ]


def test_an_unexpected_failure_tells_the_caller_nothing_of_its_inside() -> None:
    async def crashes(_table: Table, _ctx: StepContext) -> Table:
        raise RuntimeError("password=hunter2")

    outcome = run(entry("a", 1), step("b", crashes, "a"))
    assert outcome.error is not None
    assert (outcome.error.code, outcome.error.status) == ("internal_error", 500)
    assert "hunter2" not in outcome.error.model_dump_json()


def test_nothing_answered_before_the_failure_leaves_the_run() -> None:
    async def fails(_table: Table, _ctx: StepContext) -> Table:
        raise Conflict("no")

    assert run(entry("a", 1), answer("b", "a"), step("c", fails, "b")).items == b"[]"


def test_a_run_that_takes_too_long_is_timed_out() -> None:
    async def waits(table: Table, _ctx: StepContext) -> Table:
        await asyncio.sleep(60)
        return table

    outcome = run(entry("a", 1), step("b", waits, "a"), limits=Limits(run_time=0.01))
    assert outcome.state is RunState.TIMED_OUT
    assert outcome.error is not None
    assert outcome.error.step_id == "b"


def test_a_timeout_inside_a_step_is_not_taken_for_that_of_the_run() -> None:
    async def gives_up(_table: Table, _ctx: StepContext) -> Table:
        raise TimeoutError

    assert run(entry("a", 1), step("b", gives_up, "a")).state is RunState.FAILED


def test_a_cancelled_run_starts_no_further_step() -> None:
    cancellation = Cancellation()

    async def cancels(table: Table, _ctx: StepContext) -> Table:
        cancellation.ask()
        return table

    outcome = run(entry("a", 1), step("b", cancels, "a"), step("c", same, "b"), cancellation=cancellation)
    assert outcome.state is RunState.CANCELLED
    assert [log.step_id for log in outcome.steps] == ["a", "b"]


def test_a_cancelled_step_stops_between_items() -> None:
    cancellation = Cancellation()
    handled: list[int] = []

    async def handles(table: Table, ctx: StepContext) -> Table:
        for number in table.frame["n"]:
            ctx.check_cancelled()
            handled.append(number)
            cancellation.ask()
        return table

    outcome = run(entry("a", 1, 2, 3), step("b", handles, "a"), cancellation=cancellation)
    assert (outcome.state, handled) == (RunState.CANCELLED, [1])


@pytest.mark.parametrize(
    ("limits", "code"),
    [(Limits(items=2), "too_many_items"), (Limits(response_size=20), "response_too_large")],
)
def test_limits_end_the_run(limits: Limits, code: str) -> None:
    outcome = run(entry("a", 1, 2, 3), answer("b", "a"), limits=limits)
    assert outcome.error is not None
    assert (outcome.error.code, outcome.error.status) == (code, 413)


def test_a_response_of_exactly_the_limit_passes() -> None:
    size = len(numbers(1, 2, 3).to_json())
    assert answered(run(entry("a", 1, 2, 3), answer("b", "a"), limits=Limits(response_size=size))) == [1, 2, 3]


def test_warnings_do_not_fail_a_run_but_show() -> None:
    async def warns(table: Table, ctx: StepContext) -> Table:
        ctx.warn("odd", "something odd", 0)
        return table

    outcome = run(entry("a", 1), step("b", warns, "a"))
    assert outcome.state is RunState.COMPLETED_WITH_WARNINGS
    assert [(warning.code, warning.step_id) for warning in outcome.warnings] == [("odd", "b")]


def test_a_step_cannot_reach_entries_it_did_not_declare() -> None:
    async def reaches(table: Table, ctx: StepContext) -> Table:
        assert ctx.entries
        return table

    outcome = run(entry("a", 1), step("b", reaches, "a"))
    assert outcome.error is not None
    assert outcome.error.code == "internal_error"
