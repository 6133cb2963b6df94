"""One set of servers for the tests of this folder."""

from collections.abc import Iterator

import pytest

from tests.integration.metadata.platform import Bench, start_bench


@pytest.fixture(scope="session")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    with start_bench(tmp_path_factory.mktemp("metadata")) as running:
        yield running
