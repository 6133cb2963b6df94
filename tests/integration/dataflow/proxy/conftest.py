"""A component in proxy mode over a directory that a real server keeps."""

from collections.abc import Iterator

import pytest

from aqtra.metadata.documents import ComponentDocument
from tests.integration.catalogs.platform import Platform
from tests.integration.dataflow import systems
from tests.integration.dataflow.proxy.people import SYSTEM, answer_by_flows, people, system
from tests.support.upstream import Server


@pytest.fixture(scope="session")
def _directory(platform: Platform, upstream: Server) -> Platform:
    systems.publish(platform, system(upstream.url), key=SYSTEM)
    platform.publish(people())
    return platform


@pytest.fixture
def directory(_directory: Platform, fresh: Platform) -> Iterator[Platform]:
    """The platform with an empty run log, reads of components in proxy mode answered by flows."""
    answer_by_flows(fresh)
    yield fresh
    fresh.entries.proxy = None


@pytest.fixture
def persons() -> ComponentDocument:
    return people()
