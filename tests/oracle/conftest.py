"""One data layer and a few worlds for all tests of this folder."""

import os
from collections.abc import Callable, Iterator

import pytest
from hypothesis import HealthCheck, settings

from tests.integration.catalogs.platform import Platform, start_platform
from tests.oracle.loading import load_world
from tests.oracle.world import World

EXAMPLES = int(os.environ.get("AQTRA_ORACLE_EXAMPLES", "0"))
"""How many queries of each sort are asked of each world; 0: as many as take a few seconds."""
QUICK = 50
SEEDS = (1, 2) if EXAMPLES <= 1000 else tuple(range(1, 3 + EXAMPLES // 1000))

many = settings(
    max_examples=EXAMPLES or QUICK,
    deadline=None,
    # Fixtures of a session are the same for every example, as they should be.
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
    print_blob=True,
)
_asked = pytest.StashKey[dict[str, int]]()


@pytest.fixture(scope="session")
def platform(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Platform]:
    with start_platform(tmp_path_factory.mktemp("oracle")) as running:
        yield running


@pytest.fixture(scope="session")
def worlds() -> dict[int, World]:
    """Those that are published and filled. A fixture with parameters is made anew each time they come again."""
    return {}


@pytest.fixture(scope="session", params=SEEDS)
def world(platform: Platform, worlds: dict[int, World], request: pytest.FixtureRequest) -> World:
    """Published and filled once."""
    if request.param not in worlds:
        worlds[request.param] = load_world(platform, request.param)
    return worlds[request.param]


def pytest_configure(config: pytest.Config) -> None:
    config.stash.setdefault(_asked, {})


@pytest.fixture
def asked(request: pytest.FixtureRequest) -> Callable[[], None]:
    """Counts a query that was compared."""
    counts = request.config.stash[_asked]
    name = request.node.originalname

    def count() -> None:
        counts[name] = counts.get(name, 0) + 1

    return count


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    counts = config.stash.get(_asked, {})
    if counts:
        terminalreporter.write_sep("-", "oracle: combinations of model, data and query")
        for name, count in sorted(counts.items()):
            terminalreporter.write_line(f"{count:>8}  {name}")
