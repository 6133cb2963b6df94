"""SQL of exports: the entries a query finds, every value as text, as JSON, or as it is.

COPY takes no parameters, so what callers gave stands in the statement as quoted literals.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from aqtra.bulk.models import ExportOptions, Format
from aqtra.catalogs.columns import TEXTS
from aqtra.catalogs.encrypted import Opener, Parameter, token
from aqtra.catalogs.errors import ComponentWithoutKey
from aqtra.catalogs.links import member_column
from aqtra.catalogs.model import SYSTEM_SHOWN, Field, Model, ModelOf
from aqtra.catalogs.odata.filters import compile_filter
from aqtra.catalogs.odata.nodes import Path
from aqtra.catalogs.odata.options import QueryOptions
from aqtra.catalogs.odata.ordering import sort_keys
from aqtra.catalogs.odata.scope import Place, Scope, Shared
from aqtra.catalogs.odata.search import compile_search
from aqtra.catalogs.projection import display_name, json_value
from aqtra.catalogs.sqltext import Parameters, column, literal, table
from aqtra.metadata.documents import EnumValue

_SELECT: Final = "$select"
_DATA: Final = "data"
_FIRST: Final = "'0001-01-01'"
_LAST: Final = "'9999-12-31 23:59:59.999999'"
_FORMULA: Final = r"^[=+@\t\r-]"
# Characters that JSON escapes, so nothing is ever quoted.
_AS_IT_IS: Final = r"(FORMAT csv, QUOTE E'\x01', DELIMITER E'\x02')"


class _Literals(Parameters):
    """Values in the statement itself."""

    def __init__(self, opener: Opener) -> None:
        super().__init__()
        self._opener = opener

    def add(self, value: Parameter, sql_type: str) -> str:
        value = self._opener.placed(value)
        return f"{'NULL' if value is None else literal(value)}::{sql_type}"


@dataclass(frozen=True, slots=True)
class Exported:
    """A column of the file. `kind` is the type of its values, None where they are text whatever the property is."""

    header: str
    kind: str | None
    sql: str


@dataclass(frozen=True)
class ExportQuery:
    """What is exported. `raw` columns are values, `text` what CSV shows, `objects` one JSON object per row."""

    columns: tuple[Exported, ...]
    source: str
    order: str
    touched: frozenset[object]

    def count(self) -> bytes:
        return f"SELECT count(*) FROM {self.source}".encode()

    def select(self) -> bytes:
        listed = ", ".join(found.sql for found in self.columns)
        return f"SELECT {listed} FROM {self.source} ORDER BY {self.order}".encode()

    def copy_csv(self, delimiter: str) -> bytes:
        return b"COPY (" + self.select() + f") TO STDOUT (FORMAT csv, DELIMITER {literal(delimiter)})".encode()

    def copy_objects(self) -> bytes:
        members = " || ',' || ".join(_member(found) for found in self.columns)
        rows = f"SELECT '{{' || {members} || '}}' FROM {self.source} ORDER BY {self.order}"
        return f"COPY ({rows}) TO STDOUT {_AS_IT_IS}".encode()


def compile_export(
    model: Model, query: QueryOptions, options: ExportOptions, format_: Format, model_of: ModelOf, opener: Opener
) -> ExportQuery:
    """Raises BadQuery, ComponentWithoutKey and what `model_of` raises."""
    shared = Shared(model_of)
    shared.parameters = _Literals(opener)
    scope = Scope(model, model_of, shared)
    columns = tuple(_Column(scope, path, options, format_).exported() for path in _paths(model, query.select))
    where = [model.readable(scope.alias), *compile_search(scope, query.search)]
    if query.filter is not None:
        where.append(compile_filter(query.filter, scope))
    # Without a word on nulls the index of the id serves, which has none.
    order = ", ".join(
        key.term if key.nullable else f"{key.sql}{' DESC' if key.descending else ''}"
        for key in sort_keys(scope, query.order)
    )
    source = f"{table(model.table)} {scope.alias}{scope.joins} WHERE {' AND '.join(where)}"
    return ExportQuery(columns, source, order, frozenset(scope.touched))


def _paths(model: Model, select: tuple[Path, ...] | None) -> list[Path]:
    """Every path names one column; `*` and `data` name several."""
    if select is None:
        return [Path((name,), 0) for name in ("id", "name", *model.data)]
    found: list[Path] = []
    for path in select:
        match path.segments:
            case ("*",):
                found += [Path((name,), path.position) for name in (*(f.name for f in SYSTEM_SHOWN), *model.data)]
            case (name,) if name == _DATA:
                found += [Path((name,), path.position) for name in model.data]
            case _:
                found.append(path)
    return list({path.segments: path for path in found}.values())


class _Column:
    """One path as a column of the file."""

    def __init__(self, scope: Scope, path: Path, options: ExportOptions, format_: Format) -> None:
        self._scope = scope
        self._path = path
        self._options = options
        self._is_json = format_ == "jsonl"
        self._is_raw = format_ == "xlsx"

    def exported(self) -> Exported:
        place = self._scope.resolve(_SELECT, self._path)
        field = place.field
        if field.is_array:
            return self._list(place)
        if field.sealed is not None:
            return Exported(self._header(place), None, token(field.sealed, place.sql))
        if field.is_reference and field.target is not None and self._options.references != "id" and not field.is_system:
            alias = self._scope.join(_SELECT, self._path, place)
            return self._text(place, self._reference(self._scope.target(field.target), alias), None)
        if self._options.titles and (titles := _titles(place)):
            shown = "".join(f" WHEN {literal(str(value))} THEN {literal(title)}" for value, title in titles)
            return self._text(place, f"CASE {place.sql}::text{shown} ELSE {place.sql}::text END", None)
        return self._value(place)

    def _value(self, place: Place) -> Exported:
        field = place.field
        if self._is_json:
            zoned = field.kind == "datetime" and self._options.zone is not None
            sql = (
                self._instant(place.sql) if zoned else json_value(field.kind, place.sql, always_safe=field.always_safe)
            )
            return Exported(self._header(place), None, sql)
        if self._is_raw:
            return Exported(self._header(place), field.kind, place.sql)
        if field.kind in TEXTS:
            return self._text(place, place.sql, None)
        sql = self._instant(place.sql) if field.kind == "datetime" else f"{place.sql}::text"
        return Exported(self._header(place), None, sql)

    def _text(self, place: Place, sql: str, kind: str | None) -> Exported:
        if self._options.escape_formulas and not self._is_json and not self._is_raw:
            sql = f"CASE WHEN ({sql}) ~ '{_FORMULA}' THEN '''' || ({sql}) ELSE ({sql}) END"
        return Exported(self._header(place), kind, sql)

    def _list(self, place: Place) -> Exported:
        field = place.field
        link, member = table(field.location), member_column(field)
        joined, element = "", json_value(field.items, f"link.{member}") if field.items else f"link.{member}"
        if field.items is None and self._options.references != "id":
            assert field.target is not None
            target = self._scope.target(field.target)
            joined = f" JOIN {table(target.table)} target ON target.id = link.{member} AND {target.readable('target')}"
            element = self._reference(target, "target")
        listed = (
            f"(SELECT json_agg({element} ORDER BY link.position) FROM {link} link{joined} "
            f"WHERE link.owner_id = {column('id', place.alias)})"
        )
        return Exported(self._header(place), None, f"coalesce({listed}, '[]')" if self._is_json else f"{listed}::text")

    def _reference(self, target: Model, alias: str) -> str:
        if self._options.references == "name":
            return f"CASE WHEN {alias}.id IS NOT NULL THEN {display_name(alias, target.title)} END"
        key = list(target.key_fields())
        if not key:
            raise ComponentWithoutKey(f"{target.title} has no primary key", component=str(target.key))
        parts = [self._key_part(field, column(field.location, alias)) for field in key]
        if len(parts) == 1:
            return parts[0]
        return f"CASE WHEN {alias}.id IS NOT NULL THEN json_build_array({', '.join(parts)})::text END"

    def _key_part(self, field: Field, sql: str) -> str:
        return f"to_json({sql}) #>> '{{}}'" if field.kind == "datetime" else f"{sql}::text"

    def _instant(self, sql: str) -> str:
        utc = f"(to_json({sql}) #>> '{{}}')"
        if self._options.zone is None:
            return utc
        local = f"({sql} AT TIME ZONE {literal(self._options.zone)})"
        offset = f"extract(epoch FROM {local} - ({sql} AT TIME ZONE 'UTC'))::integer"
        shown = (
            f"(to_json({local}) #>> '{{}}') || CASE WHEN {offset} < 0 THEN '-' ELSE '+' END "
            f"|| to_char(abs({offset}) / 3600, 'FM00') || ':' || to_char(abs({offset}) % 3600 / 60, 'FM00')"
        )
        # Offsets of long ago have seconds, and years may begin before the first or end after the last.
        return f"CASE WHEN {offset} % 60 = 0 AND {local} BETWEEN {_FIRST} AND {_LAST} THEN {shown} ELSE {utc} END"

    def _header(self, place: Place) -> str:
        name = "/".join(part for part in self._path.segments if part != _DATA)
        if not self._options.titles or self._is_json:
            return name
        if place.field.is_system:
            return name
        titles = {prop.id: prop.title for prop in place.rows.model.document.properties}
        return titles.get(place.field.property_id or "") or name if len(self._path.segments) == 1 else name


def _member(exported: Exported) -> str:
    name = json.dumps(exported.header, ensure_ascii=False)
    return f"{literal(f'{name}:')} || coalesce(to_json({exported.sql})::text, 'null')"


def _titles(place: Place) -> list[tuple[str | int, str]]:
    """Offered values with a title of their own."""
    props = place.rows.model.document.properties
    prop = next((found for found in props if found.id == place.field.property_id), None)
    enum: Sequence[EnumValue] = getattr(prop, "enum", None) or ()
    return [(offered.value, offered.title) for offered in enum if offered.title]
