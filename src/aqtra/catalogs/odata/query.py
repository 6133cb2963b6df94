"""Query options compiled to one statement that filters, orders, pages and builds the JSON."""

from dataclasses import dataclass
from uuid import UUID

from aqtra.catalogs.access import readable
from aqtra.catalogs.model import SYSTEM, SYSTEM_SHOWN, Field, Model, ModelOf
from aqtra.catalogs.odata.filters import compile_filter, escape_pattern
from aqtra.catalogs.odata.nodes import Path
from aqtra.catalogs.odata.options import Order, QueryOptions
from aqtra.catalogs.odata.scope import ROOT, Scope, refuse
from aqtra.catalogs.projection import Projection, columns, entry_select
from aqtra.catalogs.sqltext import table

_DATA = "data"


@dataclass(frozen=True, slots=True)
class CompiledQuery:
    """A statement with its parameters; `touched` are the components that the reader must be allowed to read."""

    statement: bytes
    parameters: tuple[str | None, ...]
    touched: frozenset[UUID]


def compile_list(model: Model, options: QueryOptions, model_of: ModelOf) -> CompiledQuery:
    """One row with one column: {"@odata.count"?, "value": […]}. Raises BadQuery."""
    scope = Scope(model, model_of)
    projection = _projection(scope, options)
    where = [readable(ROOT)]
    if options.filter is not None:
        where.append(compile_filter(options.filter, scope))
    if options.search is not None:
        where.append(f"{ROOT}.name ILIKE {scope.parameters.add(f'%{escape_pattern(options.search)}%', 'text')}")
    # Ordering may follow references that the filter does not: counting needs no join for them.
    counted = _source(scope, where)
    order = _order_by(scope, options.order)
    count = f"'@odata.count', (SELECT count(*) FROM {counted}), " if options.count else ""
    skip = f" OFFSET {scope.parameters.add(str(options.skip), 'bigint')}" if options.skip else ""
    read = columns((*SYSTEM_SHOWN, *projection.data), ROOT)
    page = f"SELECT {read} FROM {_source(scope, where)} ORDER BY {order} LIMIT {options.top}{skip}"
    entries = f"SELECT {_entry(scope, projection)} FROM ({page}) {ROOT}"
    statement = f"SELECT json_build_object({count}'value', coalesce(json_agg(e), '[]')) FROM ({entries}) e"
    return _compiled(scope, statement)


def compile_single(model: Model, options: QueryOptions, entry_id: str, model_of: ModelOf) -> CompiledQuery:
    """One row with one entry, or none. Raises BadQuery."""
    scope = Scope(model, model_of)
    projection = _projection(scope, options)
    wanted = scope.parameters.add(entry_id, "bigint")
    statement = (
        f"SELECT (SELECT row_to_json(e) FROM (SELECT {_entry(scope, projection)}) e) "
        f"FROM {table(model.table)} {ROOT} WHERE {ROOT}.id = {wanted} AND {readable(ROOT)}"
    )
    return _compiled(scope, statement)


def _source(scope: Scope, where: list[str]) -> str:
    return f"{table(scope.model.table)} {ROOT}{scope.joins} WHERE {' AND '.join(where)}"


def _compiled(scope: Scope, statement: str) -> CompiledQuery:
    return CompiledQuery(statement.encode(), tuple(scope.parameters.values), frozenset(scope.touched))


def _entry(scope: Scope, projection: Projection) -> str:
    return entry_select(projection, ROOT, lambda key: scope.target(key).title)


def _projection(scope: Scope, options: QueryOptions) -> Projection:
    expanded = [_own_field(scope.model, "$expand", path) for path in options.expand]
    for field, path in zip(expanded, options.expand, strict=True):
        if field.target is None:
            raise refuse("$expand", path, f"{field.name} is no reference to another component")
        scope.target(field.target)
    names = frozenset(field.name for field in expanded)
    if options.select is None:
        return Projection(SYSTEM_SHOWN, tuple(scope.model.data.values()), names)
    chosen = {SYSTEM["id"]: None} | dict.fromkeys(
        field for path in options.select for field in _selected(scope.model, path)
    )
    for field in expanded:
        chosen.setdefault(field)
    return Projection(
        tuple(field for field in chosen if field.is_system),
        tuple(field for field in chosen if not field.is_system),
        names,
    )


def _selected(model: Model, path: Path) -> tuple[Field, ...]:
    match path.segments:
        case ("*",):
            return (*SYSTEM_SHOWN, *model.data.values())
        case (name,) if name == _DATA:
            return tuple(model.data.values())
        case _:
            return (_own_field(model, "$select", path),)


def _own_field(model: Model, option: str, path: Path) -> Field:
    match path.segments:
        case (name,):
            field = model.field(name)
        case (prefix, name) if prefix == _DATA:
            field = model.data.get(name)
        case _:
            raise refuse(option, path, "fields of other components cannot be named here")
    if field is None:
        raise refuse(option, path, f"{model.title} has no field {name}", rule="unknown_field", name=name)
    return field


def _order_by(scope: Scope, orders: tuple[Order, ...]) -> str:
    terms: list[str] = []
    descending = False
    for order in orders:
        descending = order.descending
        terms.append(_term(_sort_expression(scope, order.path), descending=descending))
    # The id decides between equals; in the same direction, so that one index serves both.
    terms.append(f"{ROOT}.id{' DESC' if descending else ''}")
    return ", ".join(terms)


def _sort_expression(scope: Scope, path: Path) -> str:
    place = scope.resolve("$orderby", path)
    if place.field.is_array:
        raise refuse("$orderby", path, "lists have no order")
    if place.field.is_reference and place.field.target is not None:
        # People see names, so references are ordered by them.
        return f"{scope.join('$orderby', path, place)}.name"
    return place.sql


def _term(expression: str, *, descending: bool) -> str:
    # OData: missing values come first, and last in reverse. The indexes are made the same way.
    return f"{expression} {'DESC NULLS LAST' if descending else 'NULLS FIRST'}"
