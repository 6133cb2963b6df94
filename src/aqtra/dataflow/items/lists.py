"""The elements of a column of lists as one flat column, and back."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl


@dataclass(frozen=True)
class Elements:
    """All elements of a column of lists. `rows` tells the item each belongs to; null and empty lists have none."""

    lists: "pl.Series"
    rows: "pl.Series"
    values: "pl.Series"

    @classmethod
    def of(cls, lists: "pl.Series") -> "Elements":
        import polars as pl

        frame = pl.DataFrame({"row": pl.int_range(len(lists), eager=True), "value": lists})
        flat = frame.explode("value", empty_as_null=False, keep_nulls=False)
        return cls(lists, flat["row"], flat["value"].alias(lists.name))

    def regrouped(self, values: "pl.Series") -> "pl.Series":
        """Lists of the same lengths holding `values` instead; null lists stay null, empty ones empty."""
        import polars as pl

        frame = pl.DataFrame({"row": self.rows, "value": values})
        grouped = frame.group_by("row", maintain_order=True).agg("value")
        rows = pl.DataFrame({"row": pl.int_range(len(self.lists), eager=True), "absent": self.lists.is_null()})
        joined = rows.join(grouped, on="row", how="left", maintain_order="left")
        empty = pl.lit([], dtype=pl.List(values.dtype))
        filled = pl.when("absent").then(None).otherwise(pl.coalesce("value", empty))
        return joined.select(filled.alias(self.lists.name)).to_series()
