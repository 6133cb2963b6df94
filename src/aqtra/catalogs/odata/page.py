"""The select of one page and one entry more: from one stretch of the list, or from several in turn."""

from dataclasses import dataclass

from aqtra.catalogs.odata.keyset import sections_behind
from aqtra.catalogs.odata.options import QueryOptions
from aqtra.catalogs.odata.ordering import Key
from aqtra.catalogs.odata.scope import ROOT, Scope
from aqtra.catalogs.odata.stretches import Section, Stretch, whole
from aqtra.catalogs.sqltext import table


def page_of(
    scope: Scope, options: QueryOptions, where: list[str], keys: tuple[Key, ...], read: str
) -> tuple[str, tuple[str, ...]]:
    """The select, and the columns that hold the sort values. `read` are the columns of an entry. Raises BadQuery."""
    names = tuple(f"_k{number}" for number in range(len(keys)))
    sorted_by = tuple(f"{ROOT}.{name}" for name in names)
    rows = _Rows(scope, where, read + "".join(f", {key.sql} AS {name}" for key, name in zip(keys, names, strict=True)))
    limit = str(options.top + 1 if options.top else 0)
    skip = scope.parameters.add(str(options.skip), "bigint") if options.skip else ""
    offset = f" OFFSET {skip}" if skip else ""
    token = options.skip_token
    sections = whole(keys) if token is None else sections_behind(keys, token, scope.parameters)
    if len(sections) == len(sections[0]) == 1:
        return f"{rows.of(sections[0][0], limit)}{offset}", sorted_by
    order = ", ".join(key.ordered(name) for key, name in zip(keys, sorted_by, strict=True))
    # The entries that are left out may come from any of the stretches.
    tables, union = _in_turn(rows, sections, f"{limit} + {skip}" if skip else limit)
    return f"WITH {tables} SELECT * FROM ({union}) {ROOT} ORDER BY {order} LIMIT {limit}{offset}", sorted_by


def source(scope: Scope, where: list[str]) -> str:
    """Everything from FROM on: the entries that meet these conditions, with what paths from them lead to."""
    return f"{table(scope.model.table)} {ROOT}{scope.joins} WHERE {' AND '.join(where)}"


@dataclass(frozen=True, slots=True)
class _Rows:
    scope: Scope
    where: list[str]
    read: str

    def of(self, stretch: Stretch, limit: str, *further: str) -> str:
        own = () if stretch.condition is None else (stretch.condition,)
        order = ", ".join(key.term for key in stretch.keys)
        matches = source(self.scope, [*self.where, *own, *further])
        return f"SELECT {self.read} FROM {matches} ORDER BY {order} LIMIT {limit}"


def _in_turn(rows: _Rows, sections: tuple[Section, ...], limit: str) -> tuple[str, str]:
    """A named select for each stretch, and the union of them all."""
    tables: list[str] = []
    names: list[str] = []
    for section in sections:
        # Known before the rows are looked at, so PostgreSQL does not look at them when there are enough.
        counted = " + ".join(f"(SELECT count(*) FROM {name})" for name in names)
        wanted = (f"{counted} < {limit}",) if names else ()
        for stretch in section:
            names.append(f"_s{len(names)}")
            tables.append(f"{names[-1]} AS MATERIALIZED ({rows.of(stretch, limit, *wanted)})")
    return ", ".join(tables), " UNION ALL ".join(f"SELECT * FROM {name}" for name in names)
