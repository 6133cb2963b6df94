"""Orders of entries: missing values come first, and last in reverse."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from tests.oracle.evaluation import Evaluation
from tests.oracle.expressions import Path, written
from tests.oracle.world import Component, Field, Row, World


@dataclass(frozen=True, slots=True)
class Order:
    path: Path
    direction: str = ""
    """As written: nothing, `asc` or `desc`."""

    @property
    def descending(self) -> bool:
        return self.direction == "desc"

    def __str__(self) -> str:
        return f"{written(self.path)} {self.direction}".strip()


def ordered(world: World, component: Component, rows: Iterable[Row], orders: Sequence[Order]) -> list[Row]:
    """The total order of a listing: the id decides between equals, in the direction of the last order."""
    last = bool(orders) and orders[-1].descending
    by_id = sorted(rows, key=lambda row: row.id, reverse=last)
    return in_order(world, component, by_id, orders)


def in_order(world: World, component: Component, rows: Iterable[Row], orders: Sequence[Order]) -> list[Row]:
    """Equals keep their order. Python sorts stably, so the last order is applied first."""
    found = list(rows)
    for order in reversed(orders):
        keys = {row.id: sort_key(_value(world, component, row, order.path)) for row in found}
        found.sort(key=lambda row: keys[row.id], reverse=order.descending)
    return found


def sort_key(value: Any) -> tuple[bool, Any]:
    return (value is not None, value if value is not None else 0)


def _value(world: World, component: Component, row: Row, path: Path) -> Any:
    field, value = Evaluation(world).followed(component, row, path)
    return name_behind(world, field, value) if field is not None and field.is_reference else value


def name_behind(world: World, field: Field, value: Any) -> str | None:
    """People see names, so references are ordered by them."""
    target = world.referred(field, value)
    return None if target is None else target.name
