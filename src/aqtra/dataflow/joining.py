"""Which items of two streams belong together: by equal keys, in the order of the left keys."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import tzinfo
from typing import TYPE_CHECKING

from aqtra.dataflow.comparing import comparable, order_columns
from aqtra.dataflow.items.resolve import Column

if TYPE_CHECKING:
    import polars as pl


@dataclass(frozen=True)
class Pairs:
    """Keys of both streams in comparable form, before anything is paired."""

    left: "pl.DataFrame"
    right: "pl.DataFrame"
    order: "pl.Series"
    keep_unmatched: bool

    @classmethod
    def of(cls, left: Sequence[Column], right: Sequence[Column], zone: tzinfo, *, keep_unmatched: bool) -> "Pairs":
        import polars as pl

        keys = [comparable(one, other, zone) for one, other in zip(left, right, strict=True)]
        order = [column for key in keys for column in order_columns(key.left, loose=key.loose)]
        return cls(
            pl.DataFrame({f"key{index}": key.left for index, key in enumerate(keys)}),
            pl.DataFrame({f"key{index}": key.right for index, key in enumerate(keys)}),
            _sorted_rows(order),
            keep_unmatched,
        )

    def count(self) -> int:
        """How many pairs there are, found without making them."""
        import polars as pl

        per_key = self.right.group_by(self._keys).agg(pl.len().cast(pl.Int64).alias("count"))
        counts = self.left.join(per_key, on=self._keys, how="left")["count"]
        return int(counts.fill_null(1 if self.keep_unmatched else 0).sum())

    def rows(self) -> "tuple[pl.Series, pl.Series]":
        """Positions in the left and in the right stream; null where a left item has no match.

        Left keys ascend and null comes last; equal ones, and the matches of each, keep the order of arrival.
        """
        left = self.left.with_row_index("left")[self.order]
        joined = left.join(
            self.right.with_row_index("right"),
            on=self._keys,
            how="left" if self.keep_unmatched else "inner",
            maintain_order="left_right",
        )
        return joined["left"], joined["right"]

    @property
    def _keys(self) -> list[str]:
        return self.left.columns


def _sorted_rows(columns: "Sequence[pl.Series]") -> "pl.Series":
    import polars as pl

    frame = pl.DataFrame({str(index): column for index, column in enumerate(columns)})
    names = frame.columns
    return frame.with_row_index("row").sort(names, nulls_last=True, maintain_order=True)["row"]
