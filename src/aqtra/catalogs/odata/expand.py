"""What an answer shows of an entry: `$select` and `$expand`, nested as deep as references lead.

**Without either** an entry is shown whole: the system fields `id`, `name`, `createdDate`, `updateDate`,
`creatorSubject`, `changeAuthor`, `version`, then `data` with one member per stored property, in the model's order.

**`$select=path, …`** shows `id`, the named system fields, and `data` with the named properties; members stand in the
order in which they are named first, system fields before `data`, which is there even when empty. `x` and `data/x` name
the same property, `data` all properties, `*` everything. An alias of a system field is shown under the field's own
name. A path through a reference, `manager/city`, is the same as expanding it: `$expand=manager($select=city)`, put
together with what `$expand` says of it; lists of references are passed in the same way.

**`$expand=P, …`** shows the entries that a reference or a list of references leads to instead of their ids, also where
`$select` does not name P. Every field is expanded once. A missing reference, or one to an entry marked for deletion, is
null; a list leaves such entries out.

* `P` shows `{"id", "name"}`. The name is the entry's own, or where that is missing its component's title and its id:
  `Title #1`.
* `P(option; …)` shows the entry as `$select` above does, whole without one, but always with `id` and `name`, the name
  as `P` alone shows it: `{"id", "name", "createdDate", …, "data": {…}}`. Options are `$select` and `$expand`, and for
  lists of references `$filter`, `$orderby`, `$top` (0 to 1,000; absent: all); on a single reference these three are
  refused. They mean what they mean for a list of entries, and paths begin at the expanded entry.

Elements of a list stand in the list's order. `$orderby` reorders them, equals keep the list's order.

Expansions are nested at most 4 deep, there are at most 20 in a query, those made by `$select` counted, and together
they may show at most 1,000,000 entries, a list without `$top` counting as 100; see `guard`.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from aqtra.catalogs.model import SYSTEM, SYSTEM_SHOWN, Field, Model
from aqtra.catalogs.odata.filters import compile_filter
from aqtra.catalogs.odata.guard import Budget
from aqtra.catalogs.odata.nodes import Path
from aqtra.catalogs.odata.options import Expand, ExpandOptions
from aqtra.catalogs.odata.ordering import Key, sort_keys
from aqtra.catalogs.odata.scope import Scope, refuse
from aqtra.catalogs.projection import Projection, display_name, entry_select
from aqtra.catalogs.sqltext import column, table

_DATA: Final = "data"
_EVERYTHING: Final = Path(("*",))
_NAME: Final = Path(("name",))
_NAMED: Final = Projection((SYSTEM["id"], SYSTEM["name"]), (), has_data=False)
_SELECT: Final = "$select"
_EXPAND: Final = "$expand"


@dataclass(frozen=True, slots=True)
class Shape:
    """What is shown of an entry: its fields, and the JSON expressions of those that are expanded."""

    projection: Projection
    expanded: dict[str, str]

    def select(self, alias: str) -> str:
        """The select list, for rows of that alias."""
        return entry_select(self.projection, alias, self.expanded)


def shape_of(
    scope: Scope, select: tuple[Path, ...] | None, expand: tuple[Expand, ...], rows: int, row: str | None = None
) -> Shape:
    """The shape of the entries of this scope, of which there are at most `rows`. Raises BadQuery.

    `row` is the alias from which they are shown, when it is not the scope's own.
    """
    return _Shaper(scope, Budget(rows), row or scope.alias).shape(select, expand, depth=0, options=(_SELECT, _EXPAND))


class _Shaper:
    def __init__(self, scope: Scope, budget: Budget, alias: str) -> None:
        self._scope = scope
        self._budget = budget
        self._alias = alias

    def shape(
        self, select: tuple[Path, ...] | None, expand: tuple[Expand, ...], *, depth: int, options: tuple[str, str]
    ) -> Shape:
        """`options` name where `select` and `expand` stand, for refusals."""
        model = self._scope.model
        wanted: dict[Field, tuple[Expand, str]] = {}
        for one in expand:
            field = _own_field(model, options[1], one.path)
            if field.target is None:
                raise refuse(options[1], one.path, f"{field.name} is no reference to another component")
            if field in wanted:
                raise refuse(options[1], one.path, f"{field.name} is expanded twice")
            wanted[field] = (one, options[1])
        chosen = self._chosen(select, wanted, options[0])
        expanded = {
            field.name: self._expanded(field, one, depth + 1, option) for field, (one, option) in wanted.items()
        }
        return Shape(_projection(model, chosen, wanted), expanded)

    def _chosen(
        self, select: tuple[Path, ...] | None, wanted: dict[Field, tuple[Expand, str]], option: str
    ) -> Iterable[Field] | None:
        """The fields that `select` names; a path that goes on behind a reference is added to what is expanded."""
        if select is None:
            return None
        model = self._scope.model
        chosen: dict[Field, None] = {}
        for path in select:
            head, rest = _parted(path)
            if rest is None:
                chosen |= dict.fromkeys(_named(model, option, head))
                continue
            field = _own_field(model, option, head)
            if field.target is None:
                raise refuse(option, path, f"{field.name} is no reference to another component")
            one, at = wanted.get(field, (Expand(head), option))
            wanted[field] = (_with_path(one, rest), at)
            chosen[field] = None
        return chosen

    def _expanded(self, field: Field, expand: Expand, depth: int, option: str) -> str:
        """The JSON expression of an expanded field."""
        assert field.target is not None
        asked = expand.options or ExpandOptions()
        if not field.is_array and (asked.filter is not None or asked.order or asked.top is not None):
            raise refuse(option, expand.path, "$filter, $orderby and $top are for lists of references")
        budget = self._budget.spend(option, expand.path, depth, asked.top if field.is_array else 1)
        inner = self._scope.nested(self._scope.target(field.target))
        name = {"name": display_name(inner.alias, inner.model.title)}
        if expand.options is None:
            shown = Shape(_NAMED, name)
        else:
            select = None if asked.select is None else (_NAME, *asked.select)
            below = _Shaper(inner, budget, inner.alias)
            shape = below.shape(select, asked.expand, depth=depth, options=(option, option))
            shown = Shape(shape.projection, shape.expanded | name)
        return self._list(field, inner, shown, asked, option) if field.is_array else self._single(field, inner, shown)

    def _single(self, field: Field, inner: Scope, shown: Shape) -> str:
        reference = column(field.location, self._alias)
        return (
            f"(SELECT x FROM (SELECT {shown.select(inner.alias)} FROM {table(inner.model.table)} {inner.alias} "
            f"WHERE {inner.alias}.id = {reference} AND {inner.model.scanned(inner.alias)}) x)"
        )

    def _list(self, field: Field, inner: Scope, shown: Shape, asked: ExpandOptions, option: str) -> str:
        link = f"{inner.alias}_link"
        where = [f"{link}.owner_id = {self._alias}.id"]
        if asked.filter is not None:
            where.append(compile_filter(asked.filter, inner, option))
        order = [key.term for key in _given_keys(inner, asked, option)]
        limit = "" if asked.top is None else f" LIMIT {asked.top}"
        rows = (
            f"SELECT {shown.select(inner.alias)} FROM {table(field.location)} {link} "
            f"JOIN {table(inner.model.table)} {inner.alias} ON {inner.alias}.id = {link}.target_id "
            f"AND {inner.model.scanned(inner.alias)}{inner.joins} WHERE {' AND '.join(where)} "
            f"ORDER BY {', '.join([*order, f'{link}.position'])}{limit}"
        )
        return f"coalesce((SELECT json_agg(x) FROM ({rows}) x), '[]')"


def _given_keys(inner: Scope, asked: ExpandOptions, option: str) -> tuple[Key, ...]:
    """The keys that were asked for: equals keep the list's order instead of that of their ids."""
    if not asked.order:
        return ()
    return sort_keys(inner, asked.order, option)[: len(asked.order)]


def _projection(model: Model, chosen: Iterable[Field] | None, wanted: Iterable[Field]) -> Projection:
    if chosen is None:
        return Projection.whole(model)
    fields = {SYSTEM["id"]: None} | dict.fromkeys(chosen) | dict.fromkeys(wanted)
    return Projection(
        tuple(field for field in fields if field.is_system),
        tuple(field for field in fields if not field.is_system),
    )


def _with_path(expand: Expand, path: Path) -> Expand:
    options = expand.options
    if options is None:
        return replace(expand, options=ExpandOptions(select=(path,)))
    selected = (_EVERYTHING,) if options.select is None else options.select
    return replace(expand, options=replace(options, select=(*selected, path)))


def _parted(path: Path) -> tuple[Path, Path | None]:
    """The first field of a path, and what goes on behind it."""
    first = 2 if path.segments[0] == _DATA else 1
    head, rest = path.segments[:first], path.segments[first:]
    return Path(head, path.position), Path(rest, path.position) if rest else None


def _named(model: Model, option: str, path: Path) -> tuple[Field, ...]:
    match path.segments:
        case ("*",):
            return (*SYSTEM_SHOWN, *model.data.values())
        case (name,) if name == _DATA:
            return tuple(model.data.values())
        case _:
            return (_own_field(model, option, path),)


def _own_field(model: Model, option: str, path: Path) -> Field:
    match path.segments:
        case (name,):
            field = model.field(name)
        case (prefix, name) if prefix == _DATA:
            field = model.data.get(name)
        case _:
            raise refuse(option, path, "expand the reference, and what follows inside its brackets")
    if field is None:
        raise refuse(option, path, f"{model.title} has no field {name}", rule="unknown_field", name=name)
    return field
