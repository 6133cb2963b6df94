"""Elements of a list as rows of a sub-select."""

from dataclasses import dataclass

from aqtra.catalogs.odata.nodes import Path
from aqtra.catalogs.odata.scope import Place, Rows, Scope, Typed, kind_of, refuse
from aqtra.catalogs.sqltext import column, table


@dataclass(frozen=True, slots=True)
class Elements:
    """The list at one place. An element is a row of another component or a value."""

    place: Place
    link: str
    element: Rows | Typed

    @classmethod
    def of(cls, scope: Scope, option: str, path: Path) -> "Elements":
        """Raises BadQuery when the path leads to no list."""
        place = scope.resolve(option, path)
        field = place.field
        if not field.is_array:
            raise refuse(option, path, f"{field.name} is no list")
        number = scope.count_list(option, path)
        link = f"l{number}"
        if field.target is not None:
            return cls(place, link, Rows(scope.target(field.target), f"e{number}"))
        return cls(place, link, Typed(column("value", link), kind_of(field.items or "string")))

    def select(self, what: str, condition: str | None = None) -> str:
        """A select over the elements, to be called when the condition is compiled and all joins are known."""
        source = f"{table(self.place.field.location)} {self.link}"
        if isinstance(self.element, Rows):
            alias = self.element.alias
            source += f" JOIN {table(self.element.model.table)} {alias} ON {alias}.id = {self.link}.target_id"
            source += f" AND {self.element.model.scanned(alias)}{''.join(self.element.joins)}"
        where = f"{self.link}.owner_id = {self.place.alias}.id" + (f" AND ({condition})" if condition else "")
        return f"SELECT {what} FROM {source} WHERE {where}"
