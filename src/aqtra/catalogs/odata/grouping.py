"""One `groupby` or `aggregate` as a select. What it means is told in `apply`."""

from dataclasses import replace
from typing import Final

from aqtra.catalogs.errors import BadQuery
from aqtra.catalogs.odata.apply_steps import APPLY, Aggregate
from aqtra.catalogs.odata.filters import ORDERED
from aqtra.catalogs.odata.functions import NUMERIC, quotient
from aqtra.catalogs.odata.grouped import Column, GroupedScope, Segments, written
from aqtra.catalogs.odata.nodes import Path
from aqtra.catalogs.odata.operands import Operands
from aqtra.catalogs.odata.scope import Scope, Typed, readable_by_database, refuse

_TAKEN: Final = {
    "sum": (frozenset(NUMERIC), "numbers"),
    "average": (frozenset(NUMERIC), "numbers"),
    "min": (ORDERED, "values that have an order"),
    "max": (ORDERED, "values that have an order"),
}


class Grouping:
    """Two selects: the inner reads every value, the outer groups them. `columns` are those of the outer."""

    def __init__(self, rows: Scope) -> None:
        self.columns: dict[Segments, Column] = {}
        self.select = ""
        self._rows = rows
        self._read: list[str] = []
        self._keys: list[str] = []
        self._outer: list[str] = []

    def add_key(self, path: Path) -> None:
        """Raises BadQuery."""
        segments = written(path)
        for known in self.columns:
            shorter = min(len(known), len(segments))
            if known[:shorter] == segments[:shorter]:
                raise refuse(APPLY, path, "it is grouped by already")
        key = _key(self._rows, path)
        number = len(self.columns) + 1
        value = replace(key.value, sql=self._grouped(key.value.sql, f"k{number}"))
        name = None if key.name is None else self._grouped(key.name, f"n{number}")
        self.columns[segments] = Column(value, name, key.title, is_key=True)

    def add_aggregate(self, alias: str, aggregate: Aggregate) -> None:
        """Raises BadQuery."""
        if any(segments[0] == alias for segments in self.columns):
            raise BadQuery.at(APPLY, aggregate.alias.position, f"it is grouped by {alias}", rule="unique", name=alias)
        number = len(self.columns) + 1
        value = self._aggregated(aggregate, f"v{number}")
        self._outer.append(f"{value.sql} AS a{number}")
        self.columns[(alias,)] = Column(replace(value, sql=f"a{number}"))

    def finish(self, rows: str) -> None:
        """Makes the select over these rows: a FROM clause with its conditions, now that all joins are known."""
        inner = f"SELECT {', '.join(self._read) or '1'} FROM {rows}"
        by = f" GROUP BY {', '.join(self._keys)}" if self._keys else ""
        self.select = f"SELECT {', '.join(self._keys + self._outer)} FROM ({inner}) r{by}"

    def _grouped(self, sql: str, name: str) -> str:
        self._read.append(f"{sql} AS {name}")
        self._keys.append(name)
        return name

    def _aggregated(self, aggregate: Aggregate, name: str) -> Typed:
        if aggregate.operand is None:
            return Typed("count(*)", "integer")
        operands = Operands(self._rows, APPLY)
        value = operands.operand(aggregate.operand)
        taken, described = _TAKEN.get(aggregate.method or "", (None, ""))
        if taken is not None and value.kind not in taken:
            raise operands.refuse(aggregate.operand, f"{aggregate.method} takes {described}, not {value.kind}")
        self._read.append(f"{value.sql} AS {name}")
        match aggregate.method:
            case "sum":
                return Typed(f"sum({name})", value.kind, value.weight + 1)
            case "average":
                return Typed(quotient(f"sum({name})", f"count({name})"), "number", value.weight + 1)
            case "countdistinct":
                return Typed(f"count(DISTINCT {name})", "integer")
            case _:
                return Typed(f"{aggregate.method}({name})", value.kind, value.weight)


def _key(rows: Scope, path: Path) -> Column:
    if isinstance(rows, GroupedScope):
        return rows.column(APPLY, path)
    if rows.is_computed(path):
        return Column(rows.typed(APPLY, path))
    place = rows.resolve(APPLY, path)
    field = place.field
    if field.is_array:
        raise refuse(APPLY, path, "lists cannot be grouped by")
    readable_by_database(APPLY, path, field)
    if not field.is_reference or field.target is None:
        return Column(place.typed)
    # The entry as it can be seen: one that is marked for deletion is none.
    alias = rows.join(APPLY, path, place)
    return Column(Typed(f"{alias}.id", "integer"), f"{alias}.name", rows.target(field.target).title)
