"""A listing: its options as text, and its answer from memory."""

from dataclasses import dataclass
from typing import Any

from tests.oracle import text
from tests.oracle.evaluation import Evaluation
from tests.oracle.expressions import Expression, written
from tests.oracle.ordering import Order, ordered
from tests.oracle.shape import Expand, Paths, Shape
from tests.oracle.world import Component, Row, World

DEFAULT_TOP = 50
NEXT = "@odata.nextLink"


@dataclass(frozen=True, slots=True)
class Listing:
    component: str
    filter: Expression | None = None
    orders: tuple[Order, ...] = ()
    top: int | None = None
    skip: int | None = None
    count: bool = False
    select: Paths | None = None
    expand: tuple[Expand, ...] = ()
    search: tuple[str, ...] = ()
    """Terms as written: words, phrases in quotes, AND."""

    def options(self) -> dict[str, str]:
        """As `Platform.list` takes them."""
        given = {
            "filter": None if self.filter is None else written(self.filter),
            "orderby": ",".join(map(str, self.orders)) or None,
            "top": None if self.top is None else str(self.top),
            "skip": None if self.skip is None else str(self.skip),
            "count": "true" if self.count else None,
            "select": None if self.select is None else ",".join(map(written, self.select)),
            "expand": ",".join(map(str, self.expand)) or None,
            "search": " ".join(self.search) or None,
        }
        return {name: value for name, value in given.items() if value is not None}


@dataclass(frozen=True, slots=True)
class Expected:
    """`further`: whether entries follow the page, so that it links to the next one."""

    answer: dict[str, Any]
    further: bool


def expected(world: World, query: Listing) -> Expected:
    component, shape = world.components[query.component], Shape(world)
    matching = ordered(world, component, matches(world, query), query.orders)
    start, length = query.skip or 0, DEFAULT_TOP if query.top is None else query.top
    value = [shape.entry(component, row, query.select, query.expand) for row in matching[start : start + length]]
    count = {"@odata.count": len(matching)} if query.count else {}
    return Expected(count | {"value": value}, length > 0 and len(matching) > start + length)


def matches(world: World, query: Listing) -> list[Row]:
    component, evaluation = world.components[query.component], Evaluation(world)
    terms = [term.strip('"') for term in query.search if term != "AND"]
    return [
        row
        for row in component.visible()
        if (query.filter is None or evaluation.holds(component, row, query.filter)) and _found(component, row, terms)
    ]


def _found(component: Component, row: Row, terms: list[str]) -> bool:
    """Every term is part of the name or of a text or an address that may be queried."""
    queried = (field.name for field in component.fields.values() if field.query and field.kind in ("string", "uri"))
    texts = [text.lower(row.value(name) or "") for name in ("name", *queried)]
    return all(any(text.lower(term) in held for held in texts) for term in terms)
