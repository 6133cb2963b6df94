"""Ranges of streams: all items, in order, evenly."""

from hypothesis import given
from hypothesis import strategies as st

from aqtra.dataflow.spreading.cutting import PARTS_OF_THE_SMALLEST, part_items, ranges
from aqtra.dataflow.streams import SLICE_ITEMS


@given(st.integers(0, 5_000), st.integers(1, 700))
def test_ranges_are_all_items_in_order_and_as_few_and_as_even_as_can_be(items: int, size: int) -> None:
    found = list(ranges(items, size))
    assert [item for cut in found for item in cut] == list(range(items))
    lengths = [len(cut) for cut in found]
    assert all(0 < length <= size for length in lengths)
    assert not lengths or max(lengths) - min(lengths) <= 1
    assert (len(found) - 1) * size < items or not found


@given(st.integers(1, 10**6))
def test_a_run_that_is_just_large_enough_has_some_parts_and_none_is_larger_than_a_slice(threshold: int) -> None:
    size = part_items(threshold, SLICE_ITEMS)
    assert 1 <= size <= SLICE_ITEMS
    assert len(list(ranges(threshold, size))) >= min(threshold, PARTS_OF_THE_SMALLEST)
