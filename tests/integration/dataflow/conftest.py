"""One data layer with a published invoice component for all tests of this folder."""

from collections.abc import Iterator

import pytest

from tests.integration.catalogs.platform import Platform, start_platform
from tests.integration.dataflow.flows import DEPARTMENT, INVOICE, department, invoice


@pytest.fixture(scope="session")
def platform(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Platform]:
    with start_platform(tmp_path_factory.mktemp("dataflow")) as running:
        running.publish(invoice(), department())
        yield running


@pytest.fixture
def fresh(platform: Platform) -> Platform:
    """The platform without entries and runs; ids begin with 1 again."""
    for key in (INVOICE, DEPARTMENT):
        published = platform.definitions.component(key)
        assert published is not None
        platform.sql(f"TRUNCATE catalogs.{published.table.table} RESTART IDENTITY CASCADE")
    platform.sql("TRUNCATE dataflow.run CASCADE")
    return platform
