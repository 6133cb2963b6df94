"""What an answer shows of an entry: `$select` and `$expand`, nested."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from tests.oracle import answers
from tests.oracle.evaluation import Evaluation, plain
from tests.oracle.expressions import Expression, Path, written
from tests.oracle.ordering import Order, in_order
from tests.oracle.world import SYSTEM, Component, Field, Row, World

Paths = tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class Inside:
    """What is asked of expanded entries."""

    select: Paths | None = None
    expand: tuple["Expand", ...] = ()
    filter: Expression | None = None
    orders: tuple[Order, ...] = ()
    top: int | None = None

    def __str__(self) -> str:
        given = {
            "$select": None if self.select is None else ",".join(map(written, self.select)),
            "$expand": ",".join(map(str, self.expand)) or None,
            "$filter": None if self.filter is None else written(self.filter),
            "$orderby": ",".join(map(str, self.orders)) or None,
            "$top": None if self.top is None else str(self.top),
        }
        return ";".join(f"{name}={value}" for name, value in given.items() if value is not None)


@dataclass(frozen=True, slots=True)
class Expand:
    path: Path
    inside: Inside | None = None

    def __str__(self) -> str:
        return written(self.path) + (f"({self.inside})" if self.inside and str(self.inside) else "")


class Shape:
    """Entries of one world as JSON, in the order of members that is documented."""

    def __init__(self, world: World) -> None:
        self._world = world

    def entry(self, component: Component, row: Row, select: Paths | None, expand: Iterable[Expand]) -> dict[str, Any]:
        expansions = {component.field(one.path.words[-1]).name: one for one in expand}
        names = self._names(component, select, expansions)
        shown = {name: self._field(component, row, name, expansions.get(name)) for name in names}
        system = {name: value for name, value in shown.items() if name in SYSTEM}
        return system | {"data": {name: value for name, value in shown.items() if name not in SYSTEM}}

    def _names(self, component: Component, select: Paths | None, expansions: dict[str, Expand]) -> list[str]:
        """In the order in which they are named first; paths through references are added to `expansions`."""
        if select is None:
            return [field.name for field in component.all_fields()]
        names = ["id"]
        for path in select:
            match plain(path):
                case ("*",):
                    names += [field.name for field in component.all_fields()]
                case ("data",):
                    names += component.fields
                case (word,):
                    names.append(component.field(word).name)
                case (word, *rest):
                    names.append(name := component.field(word).name)
                    expansions[name] = _with(expansions.get(name), path, Path(tuple(rest)))
        return list(dict.fromkeys([*names, *expansions]))

    def _field(self, component: Component, row: Row, name: str, expand: Expand | None) -> Any:
        field, value = component.field(name), row.value(name)
        if expand is None:
            return answers.shown(field, value)
        target = self._world.components[field.target or ""]
        if field.is_list:
            return [self._inside(target, one, expand.inside) for one in self._listed(target, field, value, expand)]
        referred = self._world.referred(field, value)
        return None if referred is None else self._inside(target, referred, expand.inside)

    def _listed(self, target: Component, field: Field, value: Any, expand: Expand) -> list[Row]:
        rows = [row for row in (self._world.referred(field, entry) for entry in value) if row is not None]
        inside = expand.inside or Inside()
        if inside.filter is not None:
            rows = [row for row in rows if Evaluation(self._world).holds(target, row, inside.filter)]
        return in_order(self._world, target, rows, inside.orders)[: inside.top]

    def _inside(self, target: Component, row: Row, inside: Inside | None) -> Any:
        if inside is None or not str(inside):
            return answers.reference(target, row)
        # Always with id and name, as a reference without options shows them.
        select = None if inside.select is None else (Path(("name",)), *inside.select)
        named = replace(row, system=row.system | {"name": target.shown_name(row)})
        return self.entry(target, named, select, inside.expand)


def _with(expand: Expand | None, path: Path, rest: Path) -> Expand:
    inside = (expand.inside if expand else None) or Inside(select=())
    return Expand(path, replace(inside, select=(*(inside.select or ()), rest)))
