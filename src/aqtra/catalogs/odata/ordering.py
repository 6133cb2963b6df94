"""`$orderby`: every list has one total order.

Terms count from left to right. A missing value comes before every other, with `desc` after every other. Numbers and
dates are ordered by value, `false` before `true`, files by id, texts by code points as far as the database was made so
(Aqtra's own is), and only by their first 1,000 characters. A reference is ordered by the stored name of the entry it
leads to; where there is no reference, the entry is marked for deletion, or it has no name of its own, the value is
missing. Fields of referenced entries are missing in the same cases but the last. Lists have no order and are refused.

Equals are ordered by the entry's id, in the direction of the last term; without terms by id. Terms behind `id` are
read and checked, but change nothing.
"""

from dataclasses import dataclass
from typing import Final

from aqtra.catalogs.columns import TEXTS
from aqtra.catalogs.model import SYSTEM, Field, Model
from aqtra.catalogs.odata.options import Order
from aqtra.catalogs.odata.scope import Place, Scope, kind_of, readable_by_database, refuse
from aqtra.catalogs.sqltext import column, table

LONGEST_SORTED: Final = 1_000
_DATA: Final = "data"
_ID: Final = SYSTEM["id"]
_NAME: Final = SYSTEM["name"]
_NEVER_MISSING: Final = frozenset({"id", "version", "createdDate", "updateDate"})


@dataclass(frozen=True, slots=True)
class Through:
    """A reference, with an index that goes on with the id, that a key's value is reached through.

    `without_value` is the SQL condition of rows with a reference for which the key has no value.
    """

    sql: str
    without_value: str


@dataclass(frozen=True, slots=True)
class Key:
    """One term of an order. `indexed`: an index begins with it and goes on with the id."""

    name: str
    sql: str
    kind: str
    descending: bool
    nullable: bool = True
    indexed: bool = False
    through: Through | None = None

    @property
    def term(self) -> str:
        return self.ordered(self.sql)

    def ordered(self, sql: str) -> str:
        """The term of an ORDER BY for this key's value in that place. The indexes are made the same way."""
        if not self.nullable:
            return f"{sql} DESC" if self.descending else sql
        return f"{sql} {'DESC NULLS LAST' if self.descending else 'NULLS FIRST'}"


def sort_keys(scope: Scope, orders: tuple[Order, ...], option: str = "$orderby") -> tuple[Key, ...]:
    """The whole order, that of equals included. Raises BadQuery."""
    keys: list[Key] = []
    total = False
    for order in orders:
        place = scope.resolve(option, order.path)
        if place.field.is_array:
            raise refuse(option, order.path, "lists have no order")
        readable_by_database(option, order.path, place.field)
        if not total:
            keys.append(_key(scope, option, order, place))
        total = total or _is_own(scope, place, _ID)
    if not total:
        descending = bool(orders) and orders[-1].descending
        sql = column(_ID.location, scope.alias)
        keys.append(Key(_ID.name, sql, _ID.kind, descending, nullable=False, indexed=True))
    return tuple(keys)


def _key(scope: Scope, option: str, order: Order, place: Place) -> Key:
    name = "/".join(part for part in order.path.segments if part != _DATA) or _DATA
    field = place.field
    if field.is_reference and field.target is not None:
        # People see names, so references are ordered by them.
        alias = scope.join(option, order.path, place)
        shown = column(_NAME.location, alias)
        return Key(name, shown, _NAME.kind, order.descending, through=_through(scope, alias, _NAME))
    own = place.alias == scope.alias
    indexed = own and (field in (_ID, _NAME) or _has_index(scope.model, field))
    sql = place.sql
    if field.kind in TEXTS and not field.is_system and not indexed:
        # The address of the next page holds the value: it must not be longer than addresses are.
        sql = f"left({sql}, {LONGEST_SORTED})"
    return Key(
        name,
        sql,
        kind_of(field.kind),
        order.descending,
        nullable=not own or field.name not in _NEVER_MISSING,
        indexed=indexed,
        through=_through(scope, place.alias, field),
    )


def _through(scope: Scope, alias: str, field: Field) -> Through | None:
    """For a field of an entry that the row itself refers to, by a reference with an index of all rows."""
    link = scope.link_to(alias)
    if link is None or link.alias != scope.alias or not _has_index(scope.model, link.field):
        return None
    reference, other = column(link.field.location, link.alias), f"{alias}_"
    hidden = f"({link.target.readable(other)}) IS NOT TRUE OR {column(field.location, other)} IS NULL"
    targets = f"SELECT {column(_ID.location, other)} FROM {table(link.target.table)} {other} WHERE {hidden}"
    # Mostly there are none, which is known at once; looked for among the rows, all of them would be read.
    return Through(reference, f"EXISTS ({targets}) AND {reference} IN ({targets})")


def _is_own(scope: Scope, place: Place, field: Field) -> bool:
    return place.field is field and place.alias == scope.alias


def _has_index(model: Model, field: Field) -> bool:
    return any(prop.query and prop.id == field.property_id for prop in model.document.properties)
