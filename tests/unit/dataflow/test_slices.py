"""Streams that are cut: however they lie in memory and on disk, the run is the same."""

import gc
import json
from dataclasses import replace
from threading import Event, Thread
from typing import Any
from unittest.mock import patch

import psutil
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aqtra.dataflow import streams
from aqtra.dataflow.context import Cancellation, StepContext
from aqtra.dataflow.errors import DiskLimit, MemoryLimit, at_item
from aqtra.dataflow.items.table import Table, concatenate
from aqtra.dataflow.items.types import INTEGER, STRING, Field, ItemModel
from aqtra.dataflow.models import Limits, Outcome, PayloadKind, RunState, Trigger
from aqtra.dataflow.plan import PlannedStep
from aqtra.dataflow.spilling import Room
from aqtra.dataflow.steps.join_models import STEP as JOIN
from aqtra.dataflow.streams import Stream, StreamWriter, joined
from aqtra.kernel.errors import Conflict
from tests.unit.dataflow.held_files import HeldFile
from tests.unit.dataflow.items import tables
from tests.unit.dataflow.running import Behaviour, answer, entry, numbers, run, step
from tests.unit.dataflow.steps import file_steps as files
from tests.unit.dataflow.test_streams import RAW, node, planned
from tests.unit.dataflow.test_streams import answer as answering

ON_DISK = Limits(memory=4)
"""Nothing is held in memory, and no step gets more than that as a whole."""


def cut(size: int) -> Any:
    return patch.object(streams, "SLICE_ITEMS", size)


def written(*parts: Table, limits: Limits = ON_DISK) -> Stream:
    writer = StreamWriter(Room(limits))
    for part in parts:
        writer.add(part)
    return writer.done()


def sliced(step_id: str, behaviour: Behaviour, *sources: str) -> PlannedStep:
    """A step that may be given slices."""
    made = step(step_id, behaviour, *sources)
    return replace(made, type=replace(made.type, sliced=True))


class TestStream:
    @settings(deadline=None)
    @given(st.lists(tables(), min_size=1, max_size=3), st.integers(1, 5), st.sampled_from([ON_DISK, Limits()]))
    def test_gives_back_what_was_written(self, found: Any, size: int, limits: Limits) -> None:
        parts = [Table.from_items(items, model) for model, items in found]
        whole = concatenate(parts)
        with cut(size):
            stream = written(*parts, limits=limits)
            slices = list(stream.slices())
        assert len(stream) == len(whole)
        assert {part.model for part in slices} == {whole.model} == {stream.model}
        assert all(len(part) <= size for part in slices)
        assert concatenate(slices).to_json() == whole.to_json()
        stream.close()

    def test_items_on_disk_are_taken_as_a_whole_as_far_as_memory_allows(self) -> None:
        many = numbers(*range(10_000))
        stream = written(many, limits=Limits(memory=200_000))
        assert stream.whole().frame.equals(many.frame)
        with pytest.raises(MemoryLimit) as caught:
            written(many, limits=Limits(memory=20_000)).whole()
        assert caught.value.params["limit"] == 20_000

    def test_what_many_items_share_is_counted_once(self) -> None:
        import polars as pl

        shared = pl.Series("t", ["x" * 100_000]).new_from_index(0, 1_000)
        parent = Table(shared.gather(pl.Series([0] * 1_000)).to_frame(), ItemModel((Field("t", STRING),)))
        assert parent.frame.estimated_size() > 90_000_000
        assert len(written(parent, limits=Limits(memory=20_000_000)).whole()) == 1_000

    def test_a_slice_has_few_bytes_but_one_item_at_least(self) -> None:
        texts = Table.from_items([{"t": letter * 1_000} for letter in "abcdef"], ItemModel((Field("t", STRING),)))
        with patch.object(streams, "SLICE_BYTES", 2_500):
            assert [len(part) for part in written(texts).slices()] == [2, 2, 2]
        with patch.object(streams, "SLICE_BYTES", 10):
            assert [len(part) for part in written(texts).slices()] == [1] * 6

    def test_many_small_portions_become_few_pieces(self) -> None:
        stream = written(*(numbers(number) for number in range(100)))
        assert len(stream.pieces) == 1
        assert [item["n"] for item in next(stream.slices()).json_items()] == list(range(100))

    def test_room_comes_back(self) -> None:
        room = Room(Limits(memory=400, disk=2_000))
        for _ in range(20):
            writer = StreamWriter(room)
            writer.add(numbers(*range(10)))
            writer.add(numbers(*range(10)))
            writer.done().close()
        assert room.takes(100)
        room.writes(2_000)

    def test_a_stream_over_the_disk_is_refused(self) -> None:
        with pytest.raises(DiskLimit):
            written(numbers(*range(1_000)), limits=Limits(memory=4, disk=1_000))

    def test_the_union_of_streams_keeps_their_order_and_has_the_fields_of_all(self) -> None:
        other = Table.from_items([{"t": "x"}], ItemModel((Field("t", STRING),)))
        both = joined([written(numbers(1)), written(other), written(numbers(2))], Room(Limits()))
        shown = [item for part in both.slices() for item in part.json_items()]
        assert shown == [{"n": 1, "t": None}, {"n": None, "t": "x"}, {"n": 2, "t": None}]

    def test_without_items_the_model_is_known(self) -> None:
        stream = written(numbers())
        assert ([len(part) for part in stream.slices()], stream.head(5).model) == ([0], numbers().model)
        assert stream.whole().model == numbers().model


async def doubled(table: Table, _ctx: StepContext) -> Table:
    return table.with_column(table.model.fields[0], table.frame["n"] * 2)


async def odd_ones(table: Table, ctx: StepContext) -> Table:
    """Says once what it does, warns of each odd number and leaves it out."""
    ctx.warn("checked", "odd numbers are left out")
    odd = table.frame["n"] % 2 == 1
    for index in odd.arg_true():
        ctx.warn("odd", f"{table.frame['n'][index]} is odd", int(index))
    return table.taken((~odd).arg_true())


def refusing(number: int) -> Behaviour:
    async def refuses(table: Table, _ctx: StepContext) -> Table:
        for index, found in enumerate(table.frame["n"]):
            with at_item(index):
                if found == number:
                    raise Conflict(f"no {number}")
        return table

    return refuses


def told(outcome: Outcome) -> Any:
    """All that callers and the log learn of a run, but for times."""
    logs = [(log.step_id, log.state, log.items_in, log.items_out) for log in outcome.steps]
    warnings = [(found.code, found.message, found.step_id, found.item_index) for found in outcome.warnings]
    error = outcome.error and (outcome.error.code, outcome.error.step_id, outcome.error.item_index)
    return outcome.state, outcome.items, error, logs, warnings


@settings(deadline=None, max_examples=40)
@given(
    st.lists(st.integers(0, 12), max_size=12),
    st.lists(st.sampled_from(["double", "odd", "no 3", "no 4", "no 8", "whole"]), max_size=5),
    st.integers(1, 4),
    st.sampled_from([ON_DISK, Limits()]),
)
def test_a_run_tells_the_same_however_its_streams_are_cut(
    found: list[int], kinds: list[str], size: int, limits: Limits
) -> None:
    behaviours = {"double": doubled, "odd": odd_ones, "whole": doubled}
    behaviours |= {f"no {number}": refusing(number) for number in (3, 4, 8)}
    steps = [entry("s", *found)]
    for number, kind in enumerate(kinds):
        make = step if kind == "whole" and limits is not ON_DISK else sliced
        steps.append(make(f"s{number}", behaviours[kind], steps[-1].id))
    steps.append(answer("answer", steps[-1].id))
    whole = told(run(*steps))
    with cut(size):
        assert told(run(*steps, limits=limits)) == whole


def test_the_first_step_that_fails_is_told_even_if_a_later_one_fails_at_an_earlier_item() -> None:
    steps = [entry("a", *range(9)), sliced("b", refusing(8), "a"), sliced("c", refusing(1), "b")]
    with cut(2):
        outcome = run(*steps)
    assert told(outcome)[2] == ("conflict", "b", 8)


def test_a_stream_with_two_readers_is_kept_for_both() -> None:
    steps = [
        entry("a", *range(7)),
        sliced("b", doubled, "a"),
        sliced("c", odd_ones, "a"),
        answer("d", "c", "b", "a"),
    ]
    with cut(3):
        outcome = run(*steps, limits=ON_DISK)
    shown = [item["n"] for item in json.loads(outcome.items)]
    assert shown == [0, 2, 4, 6, *range(0, 14, 2), *range(7)]


def test_streams_are_let_go_when_nobody_will_read_them() -> None:
    """So a long chain of steps takes as much disk as two of its streams."""
    steps = [entry("s0", *range(1_000))]
    steps += [step(f"s{number}", doubled, f"s{number - 1}") for number in range(1, 10)]
    one = written(numbers(*range(1_000)), limits=Limits(memory=16_000)).pieces[0]
    assert one.file is not None
    outcome = run(*steps, limits=Limits(memory=16_000, disk=2 * one.size + 200))
    assert outcome.state is RunState.COMPLETED, outcome.error


def test_a_step_that_needs_all_items_at_once_ends_the_run_when_they_are_too_large() -> None:
    outcome = run(entry("a", *range(1_000)), step("b", doubled, "a"), limits=Limits(memory=1_000))
    assert told(outcome)[2] == ("memory_limit", "b", None)


def test_items_over_the_disk_end_the_run() -> None:
    outcome = run(entry("a", *range(1_000)), limits=Limits(memory=4, disk=100))
    assert told(outcome)[2] == ("disk_limit", "a", None)


def test_items_are_counted_over_all_slices() -> None:
    with cut(3):
        outcome = run(entry("a", *range(10)), sliced("b", doubled, "a"), limits=Limits(items=9))
    assert told(outcome)[2] == ("too_many_items", "a", None)


def test_a_run_is_cancelled_between_slices() -> None:
    cancellation, seen = Cancellation(), []

    async def cancels(table: Table, _ctx: StepContext) -> Table:
        seen.append(len(table))
        cancellation.ask()
        return table

    with cut(3):
        outcome = run(entry("a", *range(10)), sliced("b", cancels, "a"), cancellation=cancellation)
    assert (outcome.state, seen) == (RunState.CANCELLED, [3])


def test_a_variable_that_is_not_what_it_promises_names_the_item_of_the_stream() -> None:
    async def texts(table: Table, _ctx: StepContext) -> Table:
        found = table.frame["n"].cast(str).replace("7", "seven")
        return table.with_column(Field("_n@integer", STRING), found)

    with cut(2):
        outcome = run(entry("a", *range(10)), sliced("b", texts, "a"))
    assert told(outcome)[2] == ("type_mismatch", "b", 7)


MATH = [{"left_field": "n", "operator": "*", "right_field": "k", "result_field": "_product@number"}]
SUM = [{"array_path": "list", "operation": "sum", "result_field": "_sum@number"}]
CHAINS = {
    "math": [node("x", "simple_math", "raw", operations=MATH)],
    "filter": [node("x", "filter_source", "raw", src_field="n", operator="greater", filter_value="1")],
    "filter by path": [node("x", "filter_source", "raw", src_field="n", filter_value="{k}")],
    "transform": [node("x", "transform_model", "raw", fields_mapping=[{"target": "a.b", "source": "n"}])],
    "missing path": [node("x", "transform_model", "raw", fields_mapping=[{"target": "a", "source": "no.where"}])],
    "array": [node("x", "calculate_array", "raw", operations=SUM)],
    "split": [node("x", "extract_collections", "raw", model_path="list")],
    "split with parents": [node("x", "select_many", "raw", model_path="list")],
    "split and calculate": [
        node("s", "select_many", "raw", model_path="list"),
        node("x", "simple_math", "s", operations=[
            {"left_field": "value", "operator": "+", "right_field": "$parent.n", "result_field": "_r@number"},
        ]),
    ],
    "group": [node("x", "group_by", "raw", keys=["k"])],
    "distinct": [node("d", "transform_model", "raw", fields_mapping=[{"target": "k", "source": "k"}]),
                 node("x", "distinct", "d")],
    "join": [node("x", "join_models", left_step="raw", right_step="raw", left_key=["n"], right_key=["k"])],
    "export": [node("x", "export_to_file", "raw", output_file_type="csv", file_name="f",
                    fields_mapping=[{"target": "N", "source": "n"}])],
}  # fmt: skip
VALUE = st.none() | st.integers(-3, 3) | st.sampled_from(["1", "x", 0.5])
ITEMS = st.lists(
    st.fixed_dictionaries({"n": VALUE, "k": st.integers(0, 3), "list": st.lists(st.integers(-5, 5), max_size=3)}),
    max_size=8,
)


@settings(deadline=None, max_examples=12)
@given(ITEMS, st.integers(1, 4))
@pytest.mark.parametrize("chain", CHAINS)
def test_transforming_steps_make_the_same_of_slices_as_of_the_whole(chain: str, items: Any, size: int) -> None:
    steps = planned(RAW, *CHAINS[chain], answering("answer", "x"))
    whole = told(run(*steps, payload=items, payload_kind=PayloadKind.RAW_MODEL))
    with cut(size):
        assert told(run(*steps, payload=items, payload_kind=PayloadKind.RAW_MODEL)) == whole


PAIR = ItemModel((Field("k", INTEGER), Field("n", INTEGER)))


class Watched:
    """The most memory that this process has while it is open, beyond what it had before."""

    def __enter__(self) -> "Watched":
        gc.collect()
        self._process = psutil.Process()
        self._before = self._process.memory_info().rss
        self._over = Event()
        self.grown = 0
        self._thread = Thread(target=self._watch)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._over.wait(0.005):
            self.grown = max(self.grown, self._process.memory_info().rss - self._before)


class TestMemory:
    """What large streams take; the machine's other work does not show in it."""

    MEGABYTE = 1024 * 1024

    def test_a_large_file_goes_through_a_flow_within_flat_memory(self) -> None:
        """400 MB of rows, kept whole between two steps that need them, and written again."""
        rows = b"x" * 99_998 + b";1\n"
        content = HeldFile("big", lambda: (rows for _ in range(4_000)))
        limits = Limits(memory=32 * self.MEGABYTE)
        imported = {"Text": "A", "Whole": "B"}
        two = [
            files.exporting("one", "file", "data.Whole"),
            files.exporting("other", "file", "data.Whole"),
        ]
        with Watched() as watched:
            outcome = files.outcome(content, imported, "csv", limits, *two)
        assert [(log.step_id, log.items_out) for log in outcome.steps] == [
            ("start", 1), ("file", 4_000), ("one", 1), ("other", 1),
        ]  # fmt: skip
        assert watched.grown < 220 * self.MEGABYTE

    def test_a_join_of_ten_million_pairs_ends_before_it_is_made(self) -> None:
        same = Table.from_items([{"k": 1, "n": number} for number in range(3_200)], PAIR)

        async def given(_table: Table, _ctx: StepContext) -> Table:
            return same

        params = {"left_step": "a", "right_step": "a", "left_key": ["k"], "right_key": ["k"]}
        join = PlannedStep("j", "Join", JOIN, JOIN.settings.model_validate(params), (("a",), ("a",)))
        with Watched() as watched:
            outcome = run(step("a", given, trigger=Trigger.USER_CALL), join)
        assert told(outcome)[2] == ("join_too_large", "j", None)
        assert watched.grown < 60 * self.MEGABYTE
