"""`$apply` with the options beside it: as text, and its answer from memory."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from tests.oracle import answers
from tests.oracle.aggregation import METHODS, Aggregate, Aggregation, Compute, Filter, Group, Record, Step, field_at
from tests.oracle.evaluation import plain
from tests.oracle.expressions import Compare, Expression, Joined, Path, Value, written
from tests.oracle.literals import NULL, Draw, literal
from tests.oracle.ordering import Order, name_behind, sort_key
from tests.oracle.strategies import KINDS, ORDERED, Names, any_path, conditions, operand
from tests.oracle.world import Field, World

DEFAULT_TOP = 50
_NUMERIC = ("integer", "number")
_SUMMED = ("sum", "average")


@dataclass(frozen=True, slots=True)
class Pivot:
    component: str
    steps: tuple[Step, ...]
    filter: Expression | None = None
    orders: tuple[Order, ...] = ()
    top: int | None = None
    skip: int | None = None
    count: bool = False

    def options(self) -> dict[str, str]:
        given = {
            "apply": "/".join(map(str, self.steps)),
            "filter": None if self.filter is None else written(self.filter),
            "orderby": ",".join(map(str, self.orders)) or None,
            "top": None if self.top is None else str(self.top),
            "skip": None if self.skip is None else str(self.skip),
            "count": "true" if self.count else None,
        }
        return {name: value for name, value in given.items() if value is not None}


class Answer:
    """The rows that a pivot shows."""

    def __init__(self, world: World, query: Pivot) -> None:
        self._world = world
        self._query = query
        self._component = world.components[query.component]
        (*_, self._group) = (step for step in query.steps if isinstance(step, Group))

    def expected(self) -> dict[str, Any]:
        aggregation, query = Aggregation(self._world, self._component), self._query
        records = aggregation.records(query.steps)
        if query.filter is not None:
            records = aggregation.kept(query.filter, records)
        records = self._ordered(records)
        skip = query.skip or 0
        page = records[skip : skip + (DEFAULT_TOP if query.top is None else query.top)]
        return ({"@odata.count": len(records)} if query.count else {}) | {"value": [self._shown(one) for one in page]}

    def _ordered(self, records: list[Record]) -> list[Record]:
        """Equals by the grouped paths from left to right."""
        found = list(records)
        for path in reversed(self._group.paths):
            found.sort(key=lambda record: self._key(record, path, total=True))
        for order in reversed(self._query.orders):
            found.sort(key=lambda record: self._key(record, order.path), reverse=order.descending)
        return found

    def _key(self, record: Record, path: Path, *, total: bool = False) -> Any:
        value, of = _value(record, path), field_at(self._world, self._component, path)
        if of is None or not of.is_reference:
            return sort_key(value)
        # Entries of the same name are told apart by their id.
        return (sort_key(name_behind(self._world, of, value)), (value or 0) if total else 0)

    def _shown(self, record: Record) -> dict[str, Any]:
        row: dict[str, Any] = {}
        for path in self._group.paths:
            *outer, last = plain(path)
            place = row
            for word in outer:
                place = place.setdefault(word, {})
            place[last] = self._json(_value(record, path), field_at(self._world, self._component, path))
        return row | {alias: self._json(value, None) for alias, value in record.aliases.items()}

    def _json(self, value: Any, of: Field | None) -> Any:
        if of is not None and of.is_reference:
            return answers.reference(self._world.components[of.target or ""], self._world.referred(of, value))
        if isinstance(value, Decimal):
            return _bare(format(value if value else value.copy_abs(), "f"))
        return answers.shown(Field("", _kind(value), safe=False), value)


def _bare(text: str) -> str:
    return text.rstrip("0").rstrip(".") if "." in text else text


def _kind(value: Any) -> str:
    return "integer" if isinstance(value, int) and not isinstance(value, bool) else "other"


def _value(record: Record, path: Path) -> Any:
    name = plain(path)
    grouped: Mapping[Any, Any] = record.place.subject
    return grouped[name] if name in grouped else record.aliases[name[0]]


@dataclass(frozen=True, slots=True)
class Known:
    """What may be named after a step: kinds by path."""

    kinds: Mapping[Path, str]

    def of(self, *kinds: str) -> list[Path]:
        return [path for path, kind in self.kinds.items() if kind in kinds]


@st.composite
def pivots(draw: Draw, world: World) -> Pivot:
    component = draw(st.sampled_from(world.queried()))
    names = Names(world, component)
    steps: list[Step] = []
    if draw(st.booleans()):
        steps.append(Filter(draw(conditions(names, 1))))
    computed: dict[Path, str] = {}
    if draw(st.integers(0, 2)) == 0:
        kind = draw(st.sampled_from(["integer", "number", "string", "date"]))
        steps.append(Compute((("computed", operand(draw, names, kind, 1)),)))
        computed[Path(("computed",))] = kind
    group, known = _group(draw, names, computed)
    steps.append(group)
    if draw(st.integers(0, 3)) == 0:
        steps.append(Filter(_condition(draw, known)))
    if group.paths and draw(st.integers(0, 3)) == 0:
        again, known = _regroup(draw, known)
        steps.append(again)
    sortable = list(known.kinds)
    return Pivot(
        component.title,
        tuple(steps),
        filter=_condition(draw, known) if draw(st.integers(0, 2)) == 0 else None,
        orders=tuple(
            Order(path, draw(st.sampled_from(["", "asc", "desc"])))
            for path in draw(st.lists(st.sampled_from(sortable), max_size=2))
        ),
        top=draw(st.one_of(st.none(), st.integers(0, 6))),
        skip=draw(st.one_of(st.none(), st.integers(0, 3))),
        count=draw(st.booleans()),
    )


def _group(draw: Draw, names: Names, computed: Mapping[Path, str]) -> tuple[Group, Known]:
    paths: dict[Path, str] = {}
    for _ in range(draw(st.integers(0, 3))):
        path = any_path(draw, names)
        of = field_at(names.world, names.component, path)
        assert of is not None
        if not any(_overlap(plain(path), plain(known)) for known in paths):
            paths[path] = of.kind
    if computed and draw(st.booleans()):
        paths |= computed
    aggregates: dict[Path, str] = {}
    made = []
    for number in range(draw(st.integers(0 if paths else 1, 3))):
        aggregate, kind = _aggregate(draw, names, computed, f"total{number}")
        made.append(aggregate)
        aggregates[Path((aggregate.alias,))] = kind
    return Group(tuple(paths), tuple(made)), Known(paths | aggregates)


def _overlap(left: tuple[str, ...], right: tuple[str, ...]) -> bool:
    shorter = min(len(left), len(right))
    return left[:shorter] == right[:shorter]


def _aggregate(draw: Draw, names: Names, computed: Mapping[Path, str], alias: str) -> tuple[Aggregate, str]:
    method = draw(st.sampled_from(["$count", "countdistinct", *METHODS]))
    if method == "$count":
        return Aggregate(alias), "integer"
    allowed = KINDS if method == "countdistinct" else _NUMERIC if method in _SUMMED else tuple(sorted(ORDERED))
    kind = draw(st.sampled_from(allowed))
    fitting = [path for path, of in computed.items() if of == kind]
    expression = draw(st.sampled_from(fitting)) if fitting else operand(draw, names, kind, 1)
    return Aggregate(alias, expression, method), _answer_kind(method, kind)


def _answer_kind(method: str, kind: str) -> str:
    return {"countdistinct": "integer", "average": "number"}.get(method, kind)


def _regroup(draw: Draw, known: Known) -> tuple[Group, Known]:
    paths = draw(st.lists(st.sampled_from(list(known.kinds)), max_size=2, unique=True))
    summed = known.of(*_NUMERIC)
    aggregates = [Aggregate("number")]
    kinds = {Path(("number",)): "integer"}
    if summed:
        path = draw(st.sampled_from(summed))
        method = draw(st.sampled_from(_SUMMED))
        aggregates.append(Aggregate("again", path, method))
        kinds[Path(("again",))] = _answer_kind(method, known.kinds[path])
    return Group(tuple(paths), tuple(aggregates)), Known({path: known.kinds[path] for path in paths} | kinds)


def _condition(draw: Draw, known: Known) -> Expression:
    """A condition over what a grouping left."""
    parts = tuple(_comparison(draw, known) for _ in range(draw(st.integers(1, 2))))
    return parts[0] if len(parts) == 1 else Joined(draw(st.sampled_from(["and", "or"])), parts)


def _comparison(draw: Draw, known: Known) -> Expression:
    path = draw(st.sampled_from(list(known.kinds)))
    kind = known.kinds[path]
    if draw(st.integers(0, 3)) == 0:
        return Compare(draw(st.sampled_from(["eq", "ne"])), path, NULL)
    operator = draw(st.sampled_from(["eq", "ne", *(["gt", "le"] if kind in ORDERED else [])]))
    if kind == "integer" and draw(st.booleans()):
        number = draw(st.integers(0, 4))
        return Compare(operator, path, Value(str(number), number))
    value = literal(draw, kind)
    return Compare("ne" if value.value is None else operator, path, value)
