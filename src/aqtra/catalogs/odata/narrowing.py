"""Of a page, only what its reader goes on with: fewer fields, fewer entries, or one row for many.

The page is found first, exactly as without narrowing: the filter, the reader's rules, the order, and at most `$top`
entries. Whether more follow, and how many the page has, is told of that page. Narrowing then works on its rows:

* `keep` leaves out entries for which the condition is not true; what it names are fields of the entry itself.
* `fields` are shown, all others not; those that the reader does not see are left out without a word.
* `folding` makes one row of all entries whose `keys` are the same to the letter: 1.0 and 1.00 are two. Rows stand in
  the order of their first entries. A fold shows in its field what it makes of the values: `sum`, exact; `min` and
  `max`; or `any` of them. Nulls are left out of all, and what has no value but null is null.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final, Literal

from aqtra.catalogs.errors import BadQuery
from aqtra.catalogs.model import SYSTEM, Field
from aqtra.catalogs.odata.filters import compile_filter
from aqtra.catalogs.odata.functions import NUMERIC
from aqtra.catalogs.odata.nodes import Condition, Path
from aqtra.catalogs.odata.scope import ROOT, Scope, readable_by_database, refuse
from aqtra.catalogs.projection import Projection, columns, entry_select
from aqtra.catalogs.sqltext import column

_OPTION: Final = "narrowing"
_ID: Final = SYSTEM["id"]
Fold = Literal["sum", "min", "max", "any"]
# What the database finds the least of by value, each written in one way only.
EXTREMES: Final = frozenset({"integer", "catalog", "datetime", "date", "time"})

_WITHOUT_LEAST: Final = frozenset({"boolean", "file"})


@dataclass(frozen=True, slots=True)
class Folding:
    """What makes entries one row, and what is made of their other fields."""

    keys: tuple[str, ...] = ()
    folds: tuple[tuple[str, Fold], ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        return (*self.keys, *(name for name, _ in self.folds))


@dataclass(frozen=True, slots=True)
class Narrowing:
    """None as `fields`: all. With a folding only its own fields are shown."""

    fields: tuple[str, ...] | None = None
    keep: Condition | None = None
    folding: Folding | None = None
    kept_fields: tuple[str, ...] = ()
    """What `keep` names."""


class Narrowed:
    """One narrowing over the fields that a reader sees. Raises BadQuery."""

    def __init__(self, scope: Scope, narrowing: Narrowing) -> None:
        self._scope = scope
        self._narrowing = narrowing
        self._shown = tuple(self._chosen())

    @property
    def read(self) -> str:
        """The columns that the page must have."""
        named = [self._field(name) for name in self._narrowing.kept_fields]
        return columns(tuple({field.location: field for field in (_ID, *self._shown, *named)}.values()), ROOT)

    def entries(self, page: str, top: int) -> str:
        """The select of what is shown, one row for each entry, from the page that is called so."""
        keep = self._narrowing.keep
        kept = f" WHERE {compile_filter(keep, self._scope)}" if keep is not None else ""
        folding = self._narrowing.folding
        if folding is None:
            rows = f"(SELECT * FROM {page} LIMIT {top}) {ROOT}{kept}"
        else:
            numbered = f"SELECT *, row_number() OVER () AS _n FROM {page} LIMIT {top}"
            rows = f"({self._folded(folding, f'({numbered}) {ROOT}{kept}')}) {ROOT}"
        system = tuple(field for field in self._shown if field.is_system)
        data = tuple(field for field in self._shown if not field.is_system)
        return f"SELECT {entry_select(Projection(system, data), ROOT)} FROM {rows}"

    def _chosen(self) -> Iterable[Field]:
        model, narrowing = self._scope.model, self._narrowing
        if narrowing.folding is not None:
            # A sum may be longer than what its field holds.
            yield from (replace(self._plain(name), always_safe=False) for name in narrowing.folding.names)
        elif narrowing.fields is None:
            whole = Projection.whole(model)
            yield from (*whole.system, *whole.data)
        else:
            seen = (model.field(name) for name in narrowing.fields)
            yield from dict.fromkeys((_ID, *(field for field in seen if field is not None)))

    def _folded(self, folding: Folding, rows: str) -> str:
        keys = [self._plain(name) for name in folding.keys]
        grouped = [column(field.location, ROOT) for field in keys]
        # Equal numbers may be written differently, and whoever reads them may tell.
        grouped += [f"{column(field.location, ROOT)}::text" for field in keys if field.kind == "number"]
        made = [f"{column(field.location, ROOT)} AS {column(field.location)}" for field in keys]
        made += [self._fold(self._plain(name), fold) for name, fold in folding.folds]
        by = f" GROUP BY {', '.join(grouped)}" if grouped else ""
        return f"SELECT {', '.join(made)} FROM {rows}{by} HAVING count(*) > 0 ORDER BY min({ROOT}._n)"

    def _fold(self, field: Field, fold: Fold) -> str:
        taken = {"sum": frozenset(NUMERIC), "min": EXTREMES, "max": EXTREMES}.get(fold)
        if taken is not None and field.kind not in taken:
            raise refuse(_OPTION, Path((field.name,)), f"{field.kind} values have no {fold}")
        value = column(field.location, ROOT)
        made = f"{'min' if fold == 'any' else fold}({value})"
        if fold == "any" and field.kind in _WITHOUT_LEAST:
            made = f"(array_agg({value}) FILTER (WHERE {value} IS NOT NULL))[1]"
        return f"{made} AS {column(field.location)}"

    def _plain(self, name: str) -> Field:
        """A field with one value that the database can read."""
        field = self._field(name)
        readable_by_database(_OPTION, Path((name,)), field)
        if field.is_array:
            raise refuse(_OPTION, Path((name,)), f"{name} is a list")
        return field

    def _field(self, name: str) -> Field:
        field = self._scope.model.field(name)
        if field is None:
            raise BadQuery.at(_OPTION, 0, f"there is no field {name}", rule="unknown_field", name=name)
        return field
