"""Which items of two streams belong together: by equal keys, in the order of the left keys."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import tzinfo
from functools import cached_property
from typing import TYPE_CHECKING, Final, Literal

from aqtra.dataflow.comparing import Comparable, comparable, order_columns
from aqtra.dataflow.items.resolve import Column

if TYPE_CHECKING:
    import polars as pl

_SAMPLE: Final = 4_096
"""So many items tell whether keys repeat. Where they do, groups are put in order faster than items."""


@dataclass(frozen=True)
class Pairs:
    """Keys of both streams in comparable form, before anything is paired.

    `order`: what the left items are sorted by; the keys, or columns beside them.
    """

    left: "pl.DataFrame"
    right: "pl.DataFrame"
    order: "pl.DataFrame"
    keep_unmatched: bool

    @classmethod
    def of(cls, left: Sequence[Column], right: Sequence[Column], zone: tzinfo, *, keep_unmatched: bool) -> "Pairs":
        import polars as pl

        keys = [comparable(one, other, zone) for one, other in zip(left, right, strict=True)]
        order = {name: column for index, key in enumerate(keys) for name, column in _ordered(index, key).items()}
        return cls(
            pl.DataFrame({f"key{index}": key.left for index, key in enumerate(keys)}),
            pl.DataFrame({f"key{index}": key.right for index, key in enumerate(keys)}),
            pl.DataFrame(order),
            keep_unmatched,
        )

    def count(self, limit: int) -> int:
        """How many pairs there are, found without making them; where they cannot be more than the limit, at most."""
        if (bound := self.left.height * max(self._most_matches, 1)) <= limit:
            return bound
        counts = self.left.join(self._matches, on=self._keys, how="left")["count"]
        return int(counts.fill_null(1 if self.keep_unmatched else 0).sum())

    def rows(self) -> "tuple[pl.Series, pl.Series]":
        """Positions in the left and in the right stream; null where a left item has no match.

        Left keys ascend and null comes last; equal ones, and the matches of each, keep the order of arrival.
        """
        beside = [column for column in self.order if column.name not in self._keys]
        left = self.left.with_columns(beside).with_row_index("left")
        if not _repeats(self.left):
            joined = self._joined(left.sort(self.order.columns, nulls_last=True, maintain_order=True))
            return joined["left"], joined["right"]
        # The rows of a group stay in their order.
        groups = left.group_by(left.columns[1:]).agg("left").sort(self.order.columns, nulls_last=True)
        if self._most_matches <= 1:
            joined = self._joined(groups).select("left", "right").explode("left")
        else:
            joined = self._joined(groups.explode("left"))
        return joined["left"], joined["right"]

    def _joined(self, left: "pl.DataFrame") -> "pl.DataFrame":
        how: Literal["left", "inner"] = "left" if self.keep_unmatched else "inner"
        right = self.right.with_row_index("right")
        return left.join(right, on=self._keys, how=how, maintain_order="left_right")

    @cached_property
    def _matches(self) -> "pl.DataFrame":
        """How many right items there are of each key."""
        import polars as pl

        return self.right.group_by(self._keys).agg(pl.len().cast(pl.Int64).alias("count"))

    @property
    def _most_matches(self) -> int:
        most = self._matches["count"].max() or 0
        assert isinstance(most, int)
        return most

    @property
    def _keys(self) -> list[str]:
        return self.left.columns


def _repeats(keys: "pl.DataFrame") -> bool:
    some = keys.gather_every(max(1, keys.height // _SAMPLE))
    return some.n_unique() * 2 <= some.height


def _ordered(index: int, key: Comparable) -> "dict[str, pl.Series]":
    if not key.loose:
        return {f"key{index}": key.left}
    columns = order_columns(key.left, loose=True)
    return {f"order{index}.{place}": column for place, column in enumerate(columns)}
