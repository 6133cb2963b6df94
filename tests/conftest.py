"""Fixtures shared by all tests. One installation on real servers serves a whole test process."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import settings

from tests.support import components
from tests.support.client import Client
from tests.support.installation import Installation, start_installation

# A slow machine is no failure: speed is measured in benchmarks, not asserted here.
settings.register_profile("aqtra", deadline=None)
settings.load_profile("aqtra")


@pytest.fixture(scope="session")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """A running installation with one administrator."""
    with start_installation(tmp_path_factory.mktemp("installation")) as running:
        yield running


@pytest.fixture(scope="session")
def builder(installation: Installation) -> Iterator[Client]:
    """A signed-in builder and administrator."""
    with installation.signed_in() as client:
        yield client


@pytest.fixture
def visitor(installation: Installation) -> Iterator[Client]:
    """An anonymous browser that has an anti-forgery token."""
    with installation.client() as client:
        client.token()
        yield client


@pytest.fixture
def published(builder: Client) -> Callable[..., dict[str, Any]]:
    """Creates and publishes a component in one go; the stored component."""

    def publish(title: str, properties: list[dict[str, Any]], **changes: Any) -> dict[str, Any]:
        stored = components.create_component(builder, title, properties, **changes)
        publication = components.publish(builder, stored)
        assert publication["state"] == "completed", publication
        return stored

    return publish
