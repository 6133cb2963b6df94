"""Batches of lists, without a database."""

import asyncio
import json
from collections.abc import Sequence
from typing import Any, cast

import polars as pl
import pytest

from aqtra.catalogs.odata.nodes import Condition
from aqtra.catalogs.odata.options import QueryOptions
from aqtra.dataflow.context import StepContext
from aqtra.dataflow.entry_filter import ItemFilters, equal
from aqtra.dataflow.entry_reading import BATCH, Found, first_of_each, found_by, lists_of
from aqtra.dataflow.items.types import INTEGER, Field, FieldType, Kind
from aqtra.dataflow.ports import Page
from aqtra.infra.database import StatementTimedOut
from tests.unit.dataflow.running import DOCUMENT

SHOWN = FieldType(Kind.OBJECT, fields=(Field("id", INTEGER),))


class Slow:
    """Answers filter n with n entries, but no more than so many filters at a time."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.asked: list[int] = []

    async def query(self, _component: Any, _options: QueryOptions, filters: Sequence[Condition | None]) -> list[Page]:
        self.asked.append(len(filters))
        if len(filters) > self.most:
            raise StatementTimedOut("too long")
        return [self._page(condition) for condition in filters]

    @staticmethod
    def _page(condition: Any) -> Page:
        number = int(condition.right.text)
        content = {"value": [{"id": 10 * number + n} for n in range(number)]}
        return Page(json.dumps(content).encode(), has_more=number == 2)


class Context:
    """As much of a step's context as reading needs."""

    def __init__(self, entries: Slow, items: int = 1_000_000) -> None:
        self.entries = entries
        self.limits = self
        self.items = items

    @property
    def shared(self) -> "Context":
        return self

    def check_cancelled(self) -> None:
        pass


def read(entries: Slow, *numbers: int, top: int = 10) -> Found:
    filters = ItemFilters(tuple(equal("n", number) for number in numbers), pl.Series([0]))
    ctx = cast(StepContext, Context(entries))
    return asyncio.run(found_by(filters, QueryOptions(top=top), DOCUMENT, SHOWN, ctx))


def test_what_takes_too_long_together_is_asked_in_smaller_batches() -> None:
    entries = Slow(most=3)
    found = read(entries, *[1, 2, 0, 3] * 5)
    assert found.counts.to_list() == [1, 2, 0, 3] * 5
    assert found.cut == (1, 5, 9, 13, 17)
    assert entries.asked[:2] == [20, 5]
    assert max(entries.asked[2:]) == 1


def test_one_list_that_takes_too_long_ends_the_run() -> None:
    with pytest.raises(StatementTimedOut):
        read(Slow(most=0), 1, 2)


def test_lists_that_may_be_long_are_asked_for_in_smaller_batches() -> None:
    entries = Slow(most=BATCH)
    read(entries, *range(30), top=10_000)
    assert entries.asked == [10, 10, 10]


def test_items_get_what_their_filter_found() -> None:
    found = read(Slow(most=BATCH), 0, 2, 1)
    which = pl.Series([2, 1, 1, 0])
    firsts = first_of_each(found, which).to_list()
    assert [first and first["id"] for first in firsts] == [10, 20, 20, None]
    lists = lists_of(found, which, SHOWN).series.to_list()
    assert [[entry["id"] for entry in one] for one in lists] == [[10], [20, 21], [20, 21], []]
