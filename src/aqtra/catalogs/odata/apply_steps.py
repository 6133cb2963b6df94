"""The steps of `$apply`, read from text. Their meaning is told in `apply`."""

from dataclasses import dataclass, field
from typing import Final, Literal, cast

from aqtra.catalogs.errors import BadQuery
from aqtra.catalogs.odata.nodes import Condition, Operand, Path
from aqtra.catalogs.odata.parser import Parser
from aqtra.catalogs.odata.tokens import TokenKind

Method = Literal["sum", "average", "min", "max", "countdistinct"]
METHODS: Final = ("sum", "average", "min", "max", "countdistinct")
MAX_STEPS: Final = 10
MAX_NAMED: Final = 50
APPLY: Final = "$apply"


@dataclass(frozen=True, slots=True)
class Alias:
    name: str
    position: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Filter:
    condition: Condition


@dataclass(frozen=True, slots=True)
class Computed:
    operand: Operand
    alias: Alias


@dataclass(frozen=True, slots=True)
class Compute:
    columns: tuple[Computed, ...]


@dataclass(frozen=True, slots=True)
class Aggregate:
    """`operand with method as alias`; without an operand `$count as alias`."""

    alias: Alias
    operand: Operand | None = None
    method: Method | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """`groupby`, and with no paths `aggregate`."""

    paths: tuple[Path, ...]
    aggregates: tuple[Aggregate, ...]


Step = Filter | Compute | Group


def parse_apply(text: str) -> tuple[Step, ...]:
    """Raises BadQuery with the position of what is wrong."""
    return _ApplyParser(APPLY, text).steps()


class _ApplyParser(Parser):
    def steps(self) -> tuple[Step, ...]:
        steps = [self._step()]
        while self.takes("/"):
            steps.append(self._step())
            if len(steps) > MAX_STEPS:
                raise self.refuse(f"at most {MAX_STEPS} steps")
        if self.token.kind is not TokenKind.END:
            raise self.refuse(f"unexpected {self.token.text!r}")
        if not any(isinstance(step, Group) for step in steps):
            raise self.refuse("a groupby or an aggregate is expected; $filter finds entries")
        return tuple(steps)

    def _step(self) -> Step:
        word = self.token
        if word.kind is not TokenKind.NAME:
            raise self.refuse("a step is expected: filter, compute, groupby or aggregate")
        self.advance()
        match word.text:
            case "filter":
                self.expect("(")
                condition = self.condition()
                self.expect(")")
                return Filter(condition)
            case "compute":
                return Compute(self._columns())
            case "aggregate":
                return Group((), self._aggregates())
            case "groupby":
                return self._group()
        raise BadQuery.at(
            APPLY, word.position, f"there is no step {word.text}", rule="unknown_function", name=word.text
        )

    def _columns(self) -> tuple[Computed, ...]:
        self.expect("(")
        columns = [self._column()]
        while self.takes(","):
            columns.append(self._column())
        self._bound(len(columns))
        self.expect(")")
        return tuple(columns)

    def _column(self) -> Computed:
        return Computed(self.operand(), self._alias())

    def _aggregates(self) -> tuple[Aggregate, ...]:
        self.expect("(")
        aggregates = [self._aggregate()]
        while self.takes(","):
            aggregates.append(self._aggregate())
        self._bound(len(aggregates))
        self.expect(")")
        return tuple(aggregates)

    def _aggregate(self) -> Aggregate:
        if self.takes_word("$count"):
            return Aggregate(self._alias())
        operand = self.operand()
        if not self.takes_word("with"):
            raise self.refuse("with is expected, then " + ", ".join(METHODS))
        method = self.token
        if method.kind is not TokenKind.NAME or method.text not in METHODS:
            raise self.refuse("one of " + ", ".join(METHODS) + " is expected")
        self.advance()
        return Aggregate(self._alias(), operand, cast(Method, method.text))

    def _group(self) -> Group:
        self.expect("(")
        self.expect("(")
        paths = [self.path()]
        while self.takes(","):
            paths.append(self.path())
        self._bound(len(paths))
        self.expect(")")
        aggregates: tuple[Aggregate, ...] = ()
        if self.takes(","):
            if not self.takes_word("aggregate"):
                raise self.refuse("aggregate is expected")
            aggregates = self._aggregates()
        self.expect(")")
        return Group(tuple(paths), aggregates)

    def _alias(self) -> Alias:
        if not self.takes_word("as"):
            raise self.refuse("as and a name are expected")
        position = self.token.position
        return Alias(self.name(), position)

    def _bound(self, count: int) -> None:
        if count > MAX_NAMED:
            raise self.refuse(f"at most {MAX_NAMED} columns")
