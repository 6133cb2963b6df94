"""Query options compiled to one statement that filters, orders, pages and builds the JSON.

The options are read in `options`; `filters`, `search`, `ordering`, `keyset` and `expand` say what they mean, `guard`
what they may cost.
"""

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from aqtra.catalogs.encrypted import Parameter
from aqtra.catalogs.model import SYSTEM_SHOWN, Model, ModelOf
from aqtra.catalogs.odata.apply import compile_apply
from aqtra.catalogs.odata.expand import shape_of
from aqtra.catalogs.odata.filters import compile_filter
from aqtra.catalogs.odata.guard import USUAL_WEIGHT
from aqtra.catalogs.odata.keyset import last_values
from aqtra.catalogs.odata.narrowing import Narrowed, Narrowing
from aqtra.catalogs.odata.options import QueryOptions
from aqtra.catalogs.odata.ordering import Key, sort_keys
from aqtra.catalogs.odata.page import page_of, source
from aqtra.catalogs.odata.scope import ROOT, Scope, Shared
from aqtra.catalogs.odata.search import compile_search
from aqtra.catalogs.projection import columns
from aqtra.catalogs.sqltext import Parameters, table

COUNT: Final = "@odata.count"


@dataclass(frozen=True, slots=True)
class CompiledQuery:
    """A statement with its parameters; `touched` are the components that the reader must be allowed to read.

    `keys` are the sort keys of a list that can be paged: then a second column holds their values in the last entry, or
    null when no more entries follow.
    """

    statement: bytes
    parameters: tuple[Parameter, ...]
    touched: frozenset[UUID]
    keys: tuple[Key, ...] = ()
    unusual: bool = False


def compile_list(
    model: Model, options: QueryOptions, model_of: ModelOf, parameters: Parameters | None = None
) -> CompiledQuery:
    """One row: {"@odata.count"?, "value": […]}, and the last sort values. Raises BadQuery.

    A narrowed list has a third column, how many entries the page had before.
    """
    scope = Scope(model, model_of, Shared(model_of, parameters))
    if options.narrowing is not None:
        return _compiled(scope, _narrowed(scope, options, options.narrowing))
    if options.apply:
        return _compiled(scope, compile_apply(scope, options))
    shape = shape_of(scope, options.select, options.expand, rows=options.top)
    where = [model.scanned(ROOT), *compile_search(scope, options.search)]
    if options.filter is not None:
        where.append(compile_filter(options.filter, scope))
    # Ordering may follow references that the filter does not: counting needs no join for them.
    counted = source(scope, where)
    keys = sort_keys(scope, options.order)
    count = f"'{COUNT}', (SELECT count(*) FROM {counted}), " if options.count else ""
    page, sorted_by = page_of(scope, options, where, keys, columns((*SYSTEM_SHOWN, *shape.projection.data), ROOT))
    entries = f"SELECT {shape.select(ROOT)} FROM (SELECT * FROM page LIMIT {options.top}) {ROOT}"
    last = f"SELECT {last_values(keys, sorted_by)} FROM page {ROOT} OFFSET {max(options.top - 1, 0)} LIMIT 1"
    # One entry more than asked for tells whether more follow.
    statement = (
        f"WITH page AS MATERIALIZED ({page}) SELECT json_build_object({count}'value', "
        f"(SELECT coalesce(json_agg(e), '[]') FROM ({entries}) e)), "
        f"CASE WHEN (SELECT count(*) FROM page) > {options.top} THEN ({last}) END"
    )
    return _compiled(scope, statement, keys)


def _narrowed(scope: Scope, options: QueryOptions, narrowing: Narrowing) -> str:
    where = [scope.model.scanned(ROOT)]
    if options.filter is not None:
        where.append(compile_filter(options.filter, scope))
    narrowed = Narrowed(scope, narrowing)
    page, _ = page_of(scope, options, where, sort_keys(scope, options.order), narrowed.read)
    return (
        f"WITH page AS MATERIALIZED ({page}), whole AS (SELECT count(*) AS found FROM page) "
        f"SELECT json_build_object('value', "
        f"(SELECT coalesce(json_agg(e), '[]') FROM ({narrowed.entries('page', options.top)}) e)), "
        f"CASE WHEN found > {options.top} THEN '[]' END, least(found, {options.top})::text FROM whole"
    )


def compile_single(model: Model, options: QueryOptions, entry_id: str, model_of: ModelOf) -> CompiledQuery:
    """One row with one entry, or none. Raises BadQuery."""
    scope = Scope(model, model_of)
    shape = shape_of(scope, options.select, options.expand, rows=1)
    wanted = scope.parameters.add(entry_id, "bigint")
    statement = (
        f"SELECT (SELECT row_to_json(e) FROM (SELECT {shape.select(ROOT)}) e) "
        f"FROM {table(model.table)} {ROOT} WHERE {ROOT}.id = {wanted} AND {model.scanned(ROOT)}"
    )
    return _compiled(scope, statement)


def _compiled(scope: Scope, statement: str, keys: tuple[Key, ...] = ()) -> CompiledQuery:
    return CompiledQuery(
        statement.encode(),
        tuple(scope.parameters.values),
        frozenset(scope.touched),
        keys,
        unusual=scope.weight > USUAL_WEIGHT,
    )
