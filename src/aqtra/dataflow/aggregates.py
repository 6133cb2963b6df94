"""Sums, averages, minima and maxima of the elements of arrays, exact and item by item."""

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from aqtra.dataflow.comparing import order_columns
from aqtra.dataflow.decimals import IndexedUnfit, as_numbers, divided, number_text, scaled, total
from aqtra.dataflow.items.physical import DECIMAL_DIGITS, digits, most_digits
from aqtra.dataflow.items.resolve import Column
from aqtra.dataflow.items.scalars import Unfit

if TYPE_CHECKING:
    import polars as pl


@dataclass(frozen=True)
class Members:
    """Elements of the arrays of `height` items without the null ones. `rows` ascends."""

    rows: "pl.Series"
    values: Column
    height: int

    def sums(self) -> "pl.Series":
        """The sum per item, 0 where there is nothing to add. Raises IndexedUnfit."""
        import polars as pl

        fraction = self._scale_of_sums()
        if fraction is None:
            return self._long_sums()
        frame = pl.DataFrame({"row": self.rows, "value": scaled(self.values.series, fraction)})
        per_item = frame.group_by("row", maintain_order=True).agg(pl.col("value").sum())
        return self._spread(per_item["row"], as_numbers(per_item["value"])).fill_null("0")

    def averages(self) -> "pl.Series":
        """The mean per item, null where there is none. Raises IndexedUnfit."""
        import polars as pl

        counted = self.rows.value_counts(name="count", sort=False)
        counts = self._spread(counted[counted.columns[0]], counted["count"])
        pairs = zip(self.sums().to_list(), counts.to_list(), strict=True)
        means = [None if not count else number_text(divided(Decimal(found), Decimal(count))) for found, count in pairs]
        return pl.Series(means, dtype=pl.String)

    def extremes(self, *, greatest: bool, loose: bool, keys: "pl.Series") -> "pl.Series":
        """The least or greatest value per item as it was given; of equal ones the first. `keys` order the values."""
        import polars as pl

        order = {f"order{index}": column for index, column in enumerate(order_columns(keys, loose=loose))}
        frame = pl.DataFrame({"row": self.rows, **order}).with_row_index("position")
        ordered = frame.sort(
            ["row", *order], descending=[False, *([greatest] * len(order))], nulls_last=True, maintain_order=True
        )
        first = ordered.unique(subset="row", keep="first", maintain_order=True)
        return self._spread(first["row"], self.values.series.gather(first["position"]))

    def _scale_of_sums(self) -> int | None:
        """A scale that keeps all digits of any sum of the values; None where that takes more than Decimals have."""
        carried = len(str(len(self.rows)))
        for counted in (most_digits, digits):
            whole, fraction = counted(self.values.series)
            if whole + fraction + carried <= DECIMAL_DIGITS:
                return fraction
        return None

    def _long_sums(self) -> "pl.Series":
        import polars as pl

        frame = pl.DataFrame({"row": self.rows, "value": self.values.series})
        per_item = frame.group_by("row", maintain_order=True).agg("value")
        found = []
        for row, values in zip(per_item["row"].to_list(), per_item["value"].to_list(), strict=True):
            try:
                found.append(number_text(total(values)))
            except Unfit as unfit:
                raise IndexedUnfit(row, str(unfit)) from unfit
        return self._spread(per_item["row"], pl.Series(found, dtype=pl.String)).fill_null("0")

    def _spread(self, rows: "pl.Series", values: "pl.Series") -> "pl.Series":
        """One value per item; null for items that have none."""
        import polars as pl

        every = pl.DataFrame({"row": pl.int_range(self.height, eager=True)})
        known = pl.DataFrame({"row": rows.cast(pl.Int64), "value": values})
        return every.join(known, on="row", how="left", maintain_order="left")["value"]
