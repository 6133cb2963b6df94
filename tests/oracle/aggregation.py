"""`$apply` in memory: rows are filtered, computed, grouped and aggregated step by step."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from tests.oracle.evaluation import ROOT, Evaluation, Place, plain
from tests.oracle.expressions import Expression, Path, written
from tests.oracle.functions import EXACT, quotient
from tests.oracle.world import Component, Field, World

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Aggregate:
    """`expression with method as alias`; without an expression `$count as alias`."""

    alias: str
    expression: Expression | None = None
    method: str = ""

    def __str__(self) -> str:
        what = "$count" if self.expression is None else f"{written(self.expression)} with {self.method}"
        return f"{what} as {self.alias}"


@dataclass(frozen=True, slots=True)
class Filter:
    condition: Expression

    def __str__(self) -> str:
        return f"filter({written(self.condition)})"


@dataclass(frozen=True, slots=True)
class Compute:
    columns: tuple[tuple[str, Expression], ...]

    def __str__(self) -> str:
        return f"compute({','.join(f'{written(expression)} as {alias}' for alias, expression in self.columns)})"


@dataclass(frozen=True, slots=True)
class Group:
    """`groupby((paths),aggregate(…))`; without paths `aggregate(…)`."""

    paths: tuple[Path, ...] = ()
    aggregates: tuple[Aggregate, ...] = ()

    def __str__(self) -> str:
        totals = f"aggregate({','.join(map(str, self.aggregates))})"
        if not self.paths:
            return totals
        paths = f"({','.join(map(written, self.paths))})"
        return f"groupby({paths},{totals})" if self.aggregates else f"groupby({paths})"


Step = Filter | Compute | Group


@dataclass(frozen=True, slots=True)
class Record:
    """A row between two steps: an entry or what a grouping left of several, and its aliases."""

    place: Place
    aliases: dict[str, Any] = field(default_factory=dict)

    @property
    def variables(self) -> dict[str, Place]:
        return {ROOT: self.place} | {alias: Place(None, value) for alias, value in self.aliases.items()}


class Aggregation:
    """Runs the steps over the entries of one component."""

    def __init__(self, world: World, component: Component) -> None:
        self._world = world
        self._component = component
        self._evaluation = Evaluation(world)

    def records(self, steps: Sequence[Step]) -> list[Record]:
        records = [Record(Place(self._component, row)) for row in self._component.visible()]
        for step in steps:
            records = self._step(step, records)
        return records

    def kept(self, condition: Expression, records: Iterable[Record]) -> list[Record]:
        return [record for record in records if self._evaluation.holds_of(condition, record.variables)]

    def _step(self, step: Step, records: list[Record]) -> list[Record]:
        match step:
            case Filter(condition):
                return self.kept(condition, records)
            case Compute(columns):
                return [self._computed(columns, record) for record in records]
            case Group(paths, aggregates):
                return self._grouped(paths, aggregates, records)

    def _computed(self, columns: Sequence[tuple[str, Expression]], record: Record) -> Record:
        made = record
        for alias, expression in columns:
            value = self._evaluation.value_of(expression, made.variables)
            made = Record(record.place, made.aliases | {alias: value})
        return made

    def _grouped(
        self, paths: Sequence[Path], aggregates: Sequence[Aggregate], records: Iterable[Record]
    ) -> list[Record]:
        groups: dict[tuple[Any, ...], list[Record]] = {} if paths else {(): []}
        for record in records:
            groups.setdefault(tuple(self._grouping(path, record) for path in paths), []).append(record)
        names = [plain(path) for path in paths]
        return [
            Record(
                Place(None, dict(zip(names, key, strict=True))),
                {aggregate.alias: self._aggregated(aggregate, members) for aggregate in aggregates},
            )
            for key, members in groups.items()
        ]

    def _grouping(self, path: Path, record: Record) -> Any:
        """A reference to an entry that cannot be seen counts as missing."""
        of = field_at(self._world, self._component, path)
        value = self._evaluation.value_of(path, record.variables)
        return value if of is None or not of.is_reference or self._world.referred(of, value) else None

    def _aggregated(self, aggregate: Aggregate, members: Sequence[Record]) -> Any:
        if aggregate.expression is None:
            return len(members)
        values = [self._evaluation.value_of(aggregate.expression, member.variables) for member in members]
        given = [value for value in values if value is not None]
        if aggregate.method == "countdistinct":
            return len(set(given))
        return METHODS[aggregate.method](given) if given else None


def field_at(world: World, component: Component, path: Path) -> Field | None:
    """The field that a path names; None for an alias."""
    of: Field | None = None
    for word in plain(path):
        if of is not None:
            component = world.components[of.target or ""]
        if not component.has(word):
            return None
        of = component.field(word)
    return of


def _total(values: Sequence[Any]) -> Any:
    if all(isinstance(value, int) for value in values):
        return sum(values)
    total = Decimal(0)
    for value in values:
        total = EXACT.add(total, Decimal(value))
    return total


def _average(values: Sequence[Any]) -> Decimal:
    return quotient(Decimal(_total(values)), Decimal(len(values)))


METHODS: Mapping[str, Callable[[Sequence[Any]], Any]] = {
    "sum": _total,
    "average": _average,
    "min": min,
    "max": max,
}
