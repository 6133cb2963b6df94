"""One data layer for all tests of this folder; every test publishes components of its own."""

from collections.abc import Iterator

import pytest

from tests.integration.catalogs.platform import Platform, start_platform


@pytest.fixture(scope="session")
def platform(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Platform]:
    with start_platform(tmp_path_factory.mktemp("catalogs")) as running:
        yield running
