"""What is taken down of a step, what is masked, and what stands in for a step in a debugged run."""

import json
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aqtra.dataflow.items.table import Table
from aqtra.dataflow.items.types import ANY, STRING, Field, ItemModel
from aqtra.dataflow.models import Recorded, Trigger
from aqtra.dataflow.parameters import StepSettings
from aqtra.dataflow.plan import PlannedStep
from aqtra.dataflow.ports import Capabilities
from aqtra.dataflow.step import DesignContext, Example, Group, InputMode, Ports, Replay, Step
from aqtra.dataflow.steps import execute_script
from aqtra.dataflow.streams import Stream
from aqtra.dataflow.tracing.debugging import DebugObserver, Draft
from aqtra.dataflow.tracing.masking import MASK, Masking
from aqtra.dataflow.tracing.recorder import BYTES, ITEMS, recorded
from aqtra.kernel.principal import ANONYMOUS
from aqtra.metadata.documents import ComponentDocument
from tests.unit.dataflow.running import DOCUMENT, KEY, entry, numbers


def texts(*found: str) -> Table:
    return Table.from_items([{"text": text} for text in found], ItemModel((Field("text", STRING),)))


def test_the_first_items_are_kept_and_all_are_counted() -> None:
    found = recorded("a", Stream.of(numbers(*range(ITEMS + 5))), Masking())
    assert [item["n"] for item in json.loads(found.items)] == list(range(ITEMS))
    assert (found.items_out, found.is_cut) == (ITEMS + 5, True)


def test_few_items_are_kept_whole() -> None:
    assert recorded("a", Stream.of(numbers(1, 2)), Masking()) == Recorded("a", 2, b'[{"n":1},{"n":2}]', is_cut=False)


@given(st.lists(st.integers(0, BYTES * 2), max_size=ITEMS))
def test_what_is_kept_is_a_bounded_beginning(sizes: list[int]) -> None:
    found = recorded("a", Stream.of(texts(*("x" * size for size in sizes))), Masking())
    kept = [len(item["text"]) for item in json.loads(found.items)]
    assert kept == sizes[: len(kept)]
    assert len(found.items) <= BYTES
    assert found.is_cut == (len(kept) < len(sizes))


def test_every_digit_stays() -> None:
    table = Table.from_items([{"a": json.loads("123456789012345678901234567890")}], ItemModel((Field("a", ANY),)))
    assert recorded("a", Stream.of(table), Masking()).items == b'[{"a":123456789012345678901234567890}]'


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ({"password": "x", "a": 1}, {"password": MASK, "a": 1}),
        ({"data": {"api_key@string": "x"}}, {"data": {"api_key@string": MASK}}),
        ({"list": [{"Authorization": {"deep": "x"}}]}, {"list": [{"Authorization": MASK}]}),
        ({"iban": "x", "name": "y"}, {"iban": MASK, "name": "y"}),
        ({"password": None}, {"password": None}),
        (["x"], ["x"]),
    ],
)
def test_secrets_are_masked_at_any_depth(value: Any, shown: Any) -> None:
    assert Masking(frozenset({"iban"})).masked(value) == shown


def test_encrypted_properties_are_secrets_by_name() -> None:
    properties = [
        {"id": "p1", "name": "iban", "type": "string", "encrypted": True},
        {"id": "p2", "name": "city", "type": "string"},
    ]
    document = ComponentDocument.model_validate({"key": KEY, "settings": {"title": "Thing"}, "properties": properties})
    assert Masking.of([document]).names == {"iban"}


def external(step_id: str, *sources: str) -> PlannedStep:
    """A step that would call another system, and adds a variable."""

    async def run(*_: Any) -> Table:
        raise AssertionError("it must not be called")

    ports = Ports(InputMode.ITEM) if sources else Ports(InputMode.ENTRY, frozenset({Trigger.USER_CALL}))
    kind = Step(
        "external",
        Group.OUTPUT,
        StepSettings,
        ports,
        Replay.AT_LEAST_ONCE,
        Example({}, ()),
        run,
        model=lambda _settings, inputs, _ctx: (*inputs, ItemModel())[0].with_field(Field("_answer", ANY)),
        capabilities=Capabilities(network=True),
    )
    return PlannedStep(step_id, "External", kind, StepSettings(), (sources,) if sources else ())


def observer(**draft: Any) -> DebugObserver:
    ctx = DesignContext(DOCUMENT, lambda key: DOCUMENT if key == KEY else None)
    return DebugObserver(ctx, Masking(), Draft(DOCUMENT, UUID(int=1), ANONYMOUS, "trace", **draft))


def test_a_step_that_would_call_outside_passes_its_items_with_nulls() -> None:
    watching = observer()
    step = external("b", "a")
    stand_in = watching.instead(step, (Stream.of(numbers(1, 2)),))
    assert stand_in is not None
    assert json.loads(stand_in.to_json()) == [{"n": 1, "_answer": None}, {"n": 2, "_answer": None}]
    watching.after(step, Stream.of(stand_in))
    assert watching.recorded[0].simulated


@pytest.mark.parametrize(("imported", "simulated"), [("import httpx", True), ("import math", False)])
def test_a_script_that_would_call_outside_is_not_run(imported: str, simulated: bool) -> None:
    source = f'{imported}\nitem["_answer@integer"] = 1'
    kind = execute_script.STEP
    step = PlannedStep("b", "Script", kind, execute_script.Settings(script=source), (("a",),))
    assert (observer().instead(step, (Stream.of(numbers(1)),)) is not None) is simulated
    assert observer(real_effects=True).instead(step, (Stream.of(numbers(1)),)) is None


def test_an_entry_step_that_would_call_outside_gives_one_item_of_nulls() -> None:
    stand_in = observer().instead(external("a"), ())
    assert stand_in is not None
    assert json.loads(stand_in.to_json()) == [{"_answer": None}]


def test_calls_are_made_when_the_builder_wants_them() -> None:
    assert observer(real_effects=True).instead(external("a"), ()) is None


def test_other_steps_do_their_work() -> None:
    watching = observer()
    watching.instead(external("a"), ())
    assert watching.instead(entry("b", 1), ()) is None
    watching.after(entry("b", 1), Stream.of(numbers(1)))
    assert not watching.recorded[0].simulated
