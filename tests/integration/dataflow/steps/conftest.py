"""People as they are at the beginning of every test."""

import pytest

from tests.integration.catalogs.platform import Platform
from tests.integration.dataflow import people


@pytest.fixture
def peopled(fresh: Platform) -> Platform:
    people.settle(fresh)
    return fresh
