"""Rows that a grouping made: which names they have, and how each is shown and ordered."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from aqtra.catalogs.odata.nodes import Path
from aqtra.catalogs.odata.scope import Place, Scope, Typed, refuse
from aqtra.catalogs.projection import display_name, json_value
from aqtra.catalogs.sqltext import output_name

_DATA = "data"
Segments = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A grouped path or an alias. A grouped reference is its id, with the entry's name and its component's title."""

    value: Typed
    name: str | None = None
    title: str = ""
    is_key: bool = False

    def read_from(self, alias: str) -> "Column":
        """The same as a column of the rows that are called so."""
        value = replace(self.value, sql=f"{alias}.{self.value.sql}")
        return replace(self, value=value, name=None if self.name is None else f"{alias}.{self.name}")

    @property
    def shown(self) -> str:
        """Its JSON."""
        sql = self.value.sql
        if self.name is not None:
            # No field is called _r: names begin with a letter.
            entry = f"SELECT {sql} AS id, {self.name} AS name"
            shown = f"SELECT _r.id, {display_name('_r', self.title)} AS name FROM ({entry}) _r WHERE _r.id IS NOT NULL"
            return f"(SELECT _r FROM ({shown}) _r)"
        return json_value(self.value.kind, f"trim_scale({sql}::numeric)" if self.value.kind == "number" else sql)

    @property
    def order(self) -> str:
        """People see names, so references are ordered by them."""
        return self.value.sql if self.name is None else self.name


class GroupedScope(Scope):
    """Names of grouped rows, in place of the component's fields."""

    def __init__(self, rows: Scope, columns: Mapping[Segments, Column]) -> None:
        super().__init__(rows.model, rows.shared.model_of, rows.shared)
        self.columns = {segments: column.read_from(self.alias) for segments, column in columns.items()}
        self.keys = tuple(column for column in self.columns.values() if column.is_key)

    def column(self, option: str, path: Path) -> Column:
        """Raises BadQuery."""
        found = self.columns.get(written(path))
        if found is None:
            name = "/".join(path.segments)
            raise refuse(option, path, f"the grouped rows have no {name}", rule="unknown_field", name=name)
        return found

    def define(self, alias: str, value: Typed) -> None:
        self.columns[(alias,)] = Column(value)

    def typed(self, option: str, path: Path) -> Typed:
        return self.column(option, path).value

    def resolve(self, option: str, path: Path) -> Place:
        raise refuse(option, path, "grouped rows have no lists")


def written(path: Path) -> Segments:
    """The path without `data/`, which may be written or not."""
    *before, last = path.segments
    return (*[segment for segment in before if segment != _DATA], last)


def object_select(members: Mapping[Segments, str]) -> str:
    """The select list of a row: paths of several segments become objects in objects."""
    parts: dict[str, dict[Segments, str]] = {}
    for segments, sql in members.items():
        parts.setdefault(segments[0], {})[segments[1:]] = sql
    return ", ".join(f"{_member(inner)} AS {output_name(name)}" for name, inner in parts.items())


def _member(inner: dict[Segments, str]) -> str:
    if () in inner:
        return inner[()]
    return f"(SELECT _m FROM (SELECT {object_select(inner)}) _m)"
