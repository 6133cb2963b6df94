"""The rules of a property as SQL conditions. Each becomes one named CHECK constraint."""

from collections.abc import Callable
from typing import Any, Final

from psycopg import sql

from aqtra.catalogs.columns import TEXTS
from aqtra.catalogs.limits import DIGITS, INDEXED_LENGTH, TEXT_LENGTH, text_limit
from aqtra.catalogs.uris import PATTERN
from aqtra.metadata.documents import (
    ArrayProperty,
    ComponentDocument,
    DateProperty,
    DateTimeProperty,
    EnumValue,
    IntegerProperty,
    NumberProperty,
    StringProperty,
    TimeProperty,
    UriProperty,
)
from aqtra.metadata.documents.property import BaseProperty

Conditions = dict[str, sql.Composable]
_BLANKS: Final = " \t\r\n"


def conditions(document: ComponentDocument, prop: BaseProperty, column_name: str) -> Conditions:
    """Rule → condition that a value of the column must meet. A null meets every rule but `required`.

    Arrays have none: their values are rows of a link table.
    """
    if isinstance(prop, ArrayProperty):
        return {}
    column = sql.Identifier(column_name)
    found: Conditions = {}
    if prop.encrypted:
        # Nobody but the platform reads the values: their rules are checked before they are sealed.
        return {"required": sql.SQL("{} IS NOT NULL").format(column)} if prop.required else {}
    if prop.required:
        found["required"] = _required(prop, column)
    limit = text_limit(document, prop)
    for kind, rules in _OF_TYPE.items():
        if isinstance(prop, kind):
            found |= rules(prop, column)
    if limit is not None and limit < TEXT_LENGTH and "enum" not in found:
        found["max_length"] = sql.SQL("char_length({}) <= {}").format(column, limit)
    return found


def item_conditions(items: str | None, column: sql.Identifier) -> Conditions:
    """Rule → condition for the values of an array of values of this type."""
    found: Conditions = {}
    if items == "number":
        found["digits"] = _digits(column)
    if items == "uri":
        found["uri"] = _address(column)
    if items in TEXTS:
        found["max_length"] = sql.SQL("char_length({}) <= {}").format(column, INDEXED_LENGTH)
    return found


def _required(prop: BaseProperty, column: sql.Identifier) -> sql.Composable:
    if isinstance(prop, StringProperty | UriProperty):
        return sql.SQL("{0} IS NOT NULL AND btrim({0}, {1}) <> ''").format(column, sql.Literal(_BLANKS))
    return sql.SQL("{} IS NOT NULL").format(column)


def _string(prop: Any, column: sql.Identifier) -> Conditions:
    if prop.enum is not None:
        return {"enum": _one_of(prop.enum, column)}
    if prop.min_length:
        return {"min_length": sql.SQL("char_length({}) >= {}").format(column, prop.min_length)}
    return {}


def _integer(prop: Any, column: sql.Identifier) -> Conditions:
    if prop.enum is not None:
        return {"enum": _one_of(prop.enum, column)}
    return _range(column, minimum=prop.minimum, maximum=prop.maximum)


def _number(prop: Any, column: sql.Identifier) -> Conditions:
    return {"digits": _digits(column), **_range(column, minimum=prop.minimum, maximum=prop.maximum)}


def _digits(column: sql.Identifier) -> sql.Composable:
    # NaN and infinity are values of numeric; neither is below the bound.
    return sql.SQL("abs({0}) < 1e{1} AND scale({0}) <= {1}").format(column, DIGITS)


def _dates(prop: Any, column: sql.Identifier) -> Conditions:
    return _range(column, min_date=prop.min_date, max_date=prop.max_date)


def _time(prop: Any, column: sql.Identifier) -> Conditions:
    return _range(column, min_time=prop.min_time, max_time=prop.max_time)


def _uri(_: Any, column: sql.Identifier) -> Conditions:
    return {"uri": _address(column)}


def _address(column: sql.Identifier) -> sql.Composable:
    return sql.SQL("{} ~* {}").format(column, sql.Literal(PATTERN))


def _one_of(values: tuple[EnumValue, ...], column: sql.Identifier) -> sql.Composable:
    listed = sql.SQL(", ").join(sql.Literal(value.value) for value in values)
    return sql.SQL("{} IN ({})").format(column, listed)


def _range(column: sql.Identifier, **limits: Any) -> Conditions:
    return {
        rule: sql.SQL("{} {} {}").format(column, sql.SQL(">=" if rule.startswith("min") else "<="), sql.Literal(limit))
        for rule, limit in limits.items()
        if limit is not None
    }


_OF_TYPE: Final[dict[type[BaseProperty], Callable[[Any, sql.Identifier], Conditions]]] = {
    StringProperty: _string,
    IntegerProperty: _integer,
    NumberProperty: _number,
    DateTimeProperty: _dates,
    DateProperty: _dates,
    TimeProperty: _time,
    UriProperty: _uri,
}
