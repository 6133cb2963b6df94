"""Batches and lanes: nothing is lost, nothing overtakes, and the buffer gives back what it was given."""

import asyncio
from collections.abc import Sequence
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aqtra.dataflow.batches import Applied, Applying, OperationRefused, batches_of
from aqtra.dataflow.deferred import DeferredOperations, Operation, Shape
from aqtra.kernel.errors import Conflict

SHAPE = Shape(0, UUID(int=1), "update", ("name",), "step")


def operations(entries: Sequence[int | None]) -> list[Operation]:
    return [Operation(index, index, SHAPE, entry) for index, entry in enumerate(entries)]


ENTRIES = st.lists(st.none() | st.integers(1, 5), max_size=60)


@given(ENTRIES, st.integers(0, 9), st.integers(1, 8))
def test_every_operation_is_in_one_batch_and_entries_keep_lane_and_order(
    entries: list[int | None], size: int, lanes: int
) -> None:
    made = list(batches_of(operations(entries), size, lanes))
    assert sorted(each.index for batch in made for each in batch.operations) == list(range(len(entries)))
    assert [batch.number for batch in made] == list(range(1, len(made) + 1))
    assert all(0 < len(batch.operations) <= (size or len(entries)) for batch in made)
    for entry in set(entries) - {None}:
        mine = [(batch.lane, each.index) for batch in made for each in batch.operations if each.entry == entry]
        assert len({lane for lane, _ in mine}) == 1
        assert mine == sorted(mine)


@given(st.lists(st.lists(st.text(max_size=5) | st.none() | st.integers(-9, 9), min_size=1, max_size=2), max_size=30))
def test_a_buffer_gives_back_what_it_was_given_from_memory_and_from_its_file(cells: list[list[object]]) -> None:
    for memory in (0, 60, 1_000_000):
        buffer = DeferredOperations(memory=memory)
        shape = buffer.shape(UUID(int=1), "create", ("a",), "step")
        for item, found in enumerate(cells):
            buffer.add([(item, shape, None, found)])
        assert [each.cells for each in buffer.read()] == [tuple(found) for found in cells]
        assert [each.index for each in buffer.read()] == list(range(len(buffer)))
        buffer.clear()
        assert (len(buffer), list(buffer.read())) == (0, [])


def test_what_goes_to_a_file_cannot_be_read_or_found_there(tmp_path: Path) -> None:
    buffer = DeferredOperations(tmp_path, memory=0)
    shape = buffer.shape(UUID(int=1), "create", ("a",), "step")
    buffer.add([(0, shape, None, ["known plaintext"])])
    assert list(tmp_path.iterdir()) == []
    spill = buffer._file._file
    assert spill is not None
    spill.seek(0)
    assert b"known" not in spill.read()
    assert next(iter(buffer.read())).cells == ("known plaintext",)
    buffer.close()
    assert spill.closed


class Store:
    """Notes what is applied; refuses one operation."""

    def __init__(self, refused: int | None = None) -> None:
        self.refused = refused
        self.done: list[int] = []

    async def check(self, operations: Sequence[Operation]) -> None:
        raise AssertionError

    async def apply(self, operations: Sequence[Operation]) -> Applied:
        await asyncio.sleep(0)
        if any(each.index == self.refused for each in operations):
            raise OperationRefused(self.refused or 0, Conflict("no"))
        self.done += [each.index for each in operations]
        return Applied(updated=len(operations))


def applied(store: Store, entries: Sequence[int | None], size: int, lanes: int) -> Applying:
    work = Applying(store, lanes, lambda: None)
    asyncio.run(work.run(batches_of(operations(entries), size, lanes)))
    return work


@given(ENTRIES, st.integers(0, 9), st.integers(1, 8))
def test_all_is_applied_in_any_number_of_lanes(entries: list[int | None], size: int, lanes: int) -> None:
    store = Store()
    work = applied(store, entries, size, lanes)
    assert (work.failure, work.applied.updated, len(store.done)) == (None, len(entries), len(entries))


@given(st.integers(0, 59), st.integers(1, 9), st.integers(1, 8))
def test_after_a_failure_nothing_new_starts_and_what_was_applied_is_counted(
    refused: int, size: int, lanes: int
) -> None:
    store = Store(refused)
    work = applied(store, [None] * 60, size, lanes)
    assert work.failure is not None
    assert refused in [each.index for each in work.failure.batch.operations]
    assert work.applied.updated == len(store.done)
    before = [number for number in range(60) if number < refused - size * lanes]
    assert set(before) <= set(store.done)
    if lanes == 1:
        assert store.done == list(range(refused - refused % size))


def test_a_cancelled_run_raises_it_plainly_and_applies_nothing_further() -> None:
    store = Store()

    def stop() -> None:
        raise RuntimeError("stop")

    work = Applying(store, 2, stop)
    with pytest.raises(RuntimeError, match="stop"):
        asyncio.run(work.run(batches_of(operations([None] * 10), 1, 2)))
    assert store.done == []
