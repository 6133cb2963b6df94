"""What one query may name: fields of a component, and through references those of others."""

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from aqtra.catalogs.access import readable
from aqtra.catalogs.errors import BadQuery
from aqtra.catalogs.model import Field, Model, ModelOf
from aqtra.catalogs.odata.nodes import Path
from aqtra.catalogs.sqltext import Parameters, column, table

ROOT: Final = "t"
MAX_JOINS: Final = 8
_DATA: Final = "data"


@dataclass(frozen=True, slots=True)
class Place:
    """A field and the alias of the row it is read from."""

    field: Field
    alias: str

    @property
    def sql(self) -> str:
        return column(self.field.location, self.alias)


class Scope:
    """Resolves paths and collects the joins and parameters they need."""

    def __init__(self, model: Model, model_of: ModelOf) -> None:
        self.model = model
        self.parameters = Parameters()
        self.touched: set[UUID] = {model.key}
        self._model_of = model_of
        self._aliases: dict[tuple[str, str], str] = {}
        self._joins: list[str] = []

    @property
    def joins(self) -> str:
        return "".join(self._joins)

    def target(self, key: UUID) -> Model:
        """Another component's model; remembered, so that the reader's access to it can be checked."""
        self.touched.add(key)
        return self._model_of(key)

    def resolve(self, option: str, path: Path) -> Place:
        """The field at the end of a path. Raises BadQuery."""
        model, alias = self.model, ROOT
        segments = list(path.segments)
        while True:
            field = self._field(option, path, model, segments)
            if not segments:
                return Place(field, alias)
            if not field.is_reference or field.target is None:
                raise refuse(option, path, f"{field.name} is no reference to another component")
            model, alias = self.target(field.target), self.join(option, path, Place(field, alias))

    def join(self, option: str, path: Path, place: Place) -> str:
        """The alias of the row that a reference leads to; asked for twice, joined once."""
        assert place.field.target is not None
        known = (place.alias, place.field.location)
        if known not in self._aliases:
            if len(self._aliases) == MAX_JOINS:
                raise refuse(option, path, f"at most {MAX_JOINS} references may be followed in one query")
            alias = self._aliases[known] = f"j{len(self._aliases) + 1}"
            target = table(self.target(place.field.target).table)
            self._joins.append(f" LEFT JOIN {target} {alias} ON {alias}.id = {place.sql} AND {readable(alias)}")
        return self._aliases[known]

    def _field(self, option: str, path: Path, model: Model, segments: list[str]) -> Field:
        """Takes the next field off the path; `data/x` and `x` name the same property."""
        name = segments.pop(0)
        in_data = name == _DATA and bool(segments)
        if in_data:
            name = segments.pop(0)
        field = model.data.get(name) if in_data else model.field(name)
        if field is None:
            raise refuse(option, path, f"{model.title} has no field {name}", rule="unknown_field", name=name)
        return field


def refuse(option: str, path: Path, message: str, *, rule: str = "syntax", name: str | None = None) -> BadQuery:
    return BadQuery.at(option, path.position, message, rule=rule, name=name or "/".join(path.segments))
