"""Components for steps that read, published once and emptied for every test; people as they are at the beginning."""

import pytest

from aqtra.metadata.builtin import user_info
from tests.integration.catalogs.platform import Platform
from tests.integration.dataflow import people
from tests.integration.dataflow.steps import pushed
from tests.integration.dataflow.steps.reading import CAR, LOT, MAKER, TRIP, VAULT, car, lot, maker, trip, vault


@pytest.fixture(scope="session")
def _reading(platform: Platform) -> Platform:
    platform.publish(user_info())
    platform.publish(maker(), car(), lot(), vault(), trip())
    return platform


@pytest.fixture
def stocked(_reading: Platform, fresh: Platform) -> Platform:
    """Nothing stored; ids begin with 1."""
    _empty(fresh)
    return fresh


@pytest.fixture(scope="module")
def pushing(_reading: Platform) -> Platform:
    """Entries that a whole module only reads."""
    _empty(_reading)
    pushed.stock(_reading)
    return _reading


def _empty(platform: Platform) -> None:
    tables = []
    for key in (MAKER, CAR, LOT, VAULT, TRIP):
        published = platform.definitions.component(key)
        assert published is not None
        tables.append(f"catalogs.{published.table.table}")
    platform.sql(f"TRUNCATE {', '.join(tables)} RESTART IDENTITY CASCADE")


@pytest.fixture
def peopled(fresh: Platform) -> Platform:
    people.settle(fresh)
    return fresh
