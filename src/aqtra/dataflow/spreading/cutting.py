"""Where a stream is cut. Pure."""

from collections.abc import Iterator
from typing import Final

PARTS_OF_THE_SMALLEST: Final = 8
"""A run that is just large enough to be cut has so many: enough for several workers, also when some are slower."""


def part_items(threshold: int, most: int) -> int:
    """Items of a part, where runs are cut from `threshold` items on. `most`: of one slice of a stream."""
    return max(1, min(most, threshold // PARTS_OF_THE_SMALLEST))


def ranges(items: int, size: int) -> Iterator[range]:
    """Cuts `items` into as few ranges of at most `size` as there can be, about equally long, in order."""
    count = -(-items // size)
    for number in range(count):
        yield range(items * number // count, items * (number + 1) // count)
