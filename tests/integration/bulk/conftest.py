"""Components that serve a whole test file."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.support import components
from tests.support.client import Client


@pytest.fixture(scope="session")
def publish_once(builder: Client) -> Callable[..., dict[str, Any]]:
    """As `published`, for fixtures that live longer than a test."""

    def publish(title: str, properties: list[dict[str, Any]], **changes: Any) -> dict[str, Any]:
        stored = components.create_component(builder, title, properties, **changes)
        publication = components.publish(builder, stored)
        assert publication["state"] == "completed", publication
        return stored

    return publish
