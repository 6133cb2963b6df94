"""`$apply` as SQL: entries are filtered, computed, grouped and aggregated step by step, as charts and pivots need them.

Steps stand in a row with slashes between; each works on the rows of the one before. The first works on all readable
entries. At least one step groups or aggregates.

* `filter(condition)` keeps the rows for which the condition is true; what a condition says is told in `filters`.
* `compute(expression as alias, …)` adds a column. The expression is any operand of a filter: field, arithmetic,
  function, `Tags/$count`. Aliases given before may be used, also in the same step from left to right.
* `aggregate(what, …)` makes one row, also of no rows. `what` is `$count as alias`, the number of rows, or
  `expression with method as alias`.
* `groupby((path, …))` makes a row of every combination of values that occurs; missing values make a group of their own,
  entries without any of the paths' references one where these are null. `groupby((path, …),aggregate(what, …))` adds
  the aggregates of each group.

**Methods** leave nulls out. `sum` and `average` of integers and numbers: exact; the sum of integers is an integer, an
average a number with 20 places after the point, half rounded away from zero. `min` and `max` of everything that has an
order: texts (by code points), integers, numbers, dates, times, instants. `countdistinct` of every type: how many
different values; 1.0 and 1.00 are one, a reference counts by id. Of no values `sum`, `average`, `min` and `max` are
null, `countdistinct` is 0.

**Names.** After a grouping only its paths and aliases can be named, paths as they were written or with and without
`data/`. An alias is new: no field of the component, no grouped path and no other alias is called so.

**The answer** is `{"@odata.count"?, "value": [row, …]}`. A row has the grouped paths in their order, then the aliases.
A path through references is nested without `data`: `manager/data/city` is `{"manager": {"city": …}}`, null at its end
when the reference is missing. A grouped reference is `{"id", "name"}`, as `$expand` shows it, or null; it is compared
by id and ordered by the entry's name. Grouping a reference to an entry marked for deletion counts as missing. Numbers
are text without trailing zeros, integers beyond 2⁵³ − 1 are text, all else as entries show it.

`$filter` works on the rows that the last step made, then `$orderby`, `$count`, `$skip` and `$top` as on entries. Equals
are ordered by the grouped paths from left to right, rows are never in chance order. `$select`, `$expand` and `$search`
are refused beside `$apply`.
"""

from typing import Final

from aqtra.catalogs.errors import BadQuery
from aqtra.catalogs.model import SYSTEM
from aqtra.catalogs.odata.apply_steps import APPLY, Alias, Compute, Filter, Group, Step
from aqtra.catalogs.odata.filters import compile_filter
from aqtra.catalogs.odata.grouped import GroupedScope, object_select
from aqtra.catalogs.odata.grouping import Grouping
from aqtra.catalogs.odata.operands import Operands
from aqtra.catalogs.odata.options import Order, QueryOptions
from aqtra.catalogs.odata.scope import Scope, Typed
from aqtra.catalogs.sqltext import table

# PostgreSQL cuts longer names silently.
_LONGEST_ALIAS: Final = 63
_GROUPED: Final = "g"


def compile_apply(scope: Scope, options: QueryOptions) -> str:
    """The statement, as that of a list: one row with one column. Raises BadQuery."""
    beside = {"$select": options.select, "$expand": options.expand, "$search": options.search}
    for option, given in (beside | {"$skiptoken": options.skip_token}).items():
        if given:
            raise BadQuery.at(option, 0, "it has no place beside $apply")
    rows = _Rows(scope)
    for step in options.apply:
        rows.take(step)
    return rows.statement(options)


class _Rows:
    """The rows after some steps: a FROM clause, conditions on it, and the names that may be used."""

    def __init__(self, scope: Scope) -> None:
        self._scope = scope
        self._grouping: Grouping | None = None
        self._aliases: set[str] = set()
        self._values: list[str] = []
        self._where = [scope.model.scanned(scope.alias)]

    def take(self, step: Step) -> None:
        """Raises BadQuery."""
        match step:
            case Filter(condition):
                self._where.append(compile_filter(condition, self._scope, APPLY))
            case Compute(columns):
                for column in columns:
                    value = Operands(self._scope, APPLY).operand(column.operand)
                    self._compute(self._new(column.alias), value)
            case Group():
                self._group(step)

    def statement(self, options: QueryOptions) -> str:
        """One row with one column: {"@odata.count"?, "value": […]}. Raises BadQuery."""
        assert isinstance(self._scope, GroupedScope)
        assert self._grouping is not None
        if options.filter is not None:
            self._where.append(compile_filter(options.filter, self._scope))
        rows = self._from(f"{_GROUPED} {self._scope.alias}")
        shown = object_select({name: column.shown for name, column in self._scope.columns.items()})
        order = self._order_by(options.order)
        skip = f" OFFSET {self._scope.parameters.add(str(options.skip), 'bigint')}" if options.skip else ""
        page = f"SELECT {shown} FROM {rows}{order} LIMIT {options.top}{skip}"
        count = f"'@odata.count', (SELECT count(*) FROM {rows}), " if options.count else ""
        # No column is called _e: aliases and names of fields begin with a letter.
        answer = f"SELECT json_build_object({count}'value', coalesce(json_agg(_e), '[]')) FROM ({page}) _e"
        return f"WITH {_GROUPED} AS ({self._grouping.select}) {answer}"

    def _from(self, source: str) -> str:
        where = f" WHERE {' AND '.join(self._where)}" if self._where else ""
        return f"{source}{self._scope.joins}{''.join(self._values)}{where}"

    def _compute(self, name: str, value: Typed) -> None:
        # A select of its own, so that a value is written once, however often it is used.
        alias = f"v{len(self._values) + 1}"
        self._values.append(f" CROSS JOIN LATERAL (SELECT {value.sql} AS v) {alias}")
        self._scope.define(name, Typed(f"{alias}.v", value.kind, value.weight))

    def _group(self, step: Group) -> None:
        grouping = Grouping(self._scope)
        for path in step.paths:
            grouping.add_key(path)
        for aggregate in step.aggregates:
            grouping.add_aggregate(self._new(aggregate.alias), aggregate)
        if self._grouping is None:
            source = f"{table(self._scope.model.table)} {self._scope.alias}"
        else:
            source = f"({self._grouping.select}) {self._scope.alias}"
        grouping.finish(self._from(source))
        self._scope, self._grouping = GroupedScope(self._scope, grouping.columns), grouping
        self._values, self._where = [], []

    def _new(self, alias: Alias) -> str:
        """The name of a new column. Raises BadQuery when it cannot be one."""
        name = alias.name
        model = self._scope.model
        if not name[0].isalpha() or len(name) > _LONGEST_ALIAS:
            raise _refuse(alias, f"an alias begins with a letter and has at most {_LONGEST_ALIAS} characters")
        if name in self._aliases or name in SYSTEM or name in model.data:
            raise _refuse(alias, f"there is something called {name} already")
        self._aliases.add(name)
        return name

    def _order_by(self, orders: tuple[Order, ...]) -> str:
        assert isinstance(self._scope, GroupedScope)
        terms = []
        for order in orders:
            sort = self._scope.column("$orderby", order.path).order
            terms.append(f"{sort} {'DESC NULLS LAST' if order.descending else 'NULLS FIRST'}")
        # The grouped values decide between equals: no two rows have the same.
        for key in self._scope.keys:
            terms += [f"{sql} NULLS FIRST" for sql in dict.fromkeys((key.order, key.value.sql))]
        return f" ORDER BY {', '.join(terms)}" if terms else ""


def _refuse(alias: Alias, message: str) -> BadQuery:
    return BadQuery.at(APPLY, alias.position, message, rule="unique", name=alias.name)
