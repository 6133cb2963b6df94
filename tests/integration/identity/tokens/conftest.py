"""A component with an entry, and people whose programs call."""

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest

from tests.support import components
from tests.support.accounts import Person, create_account
from tests.support.client import Client
from tests.support.components import property_
from tests.support.installation import Installation
from tests.support.tokens import second_gateway


@pytest.fixture
def member(installation: Installation) -> Person:
    return create_account(installation, f"m-{uuid4().hex[:8]}")


@pytest.fixture
def maker(installation: Installation) -> Person:
    """A builder who does not administer."""
    return create_account(installation, f"b-{uuid4().hex[:8]}", role="Builders")


@pytest.fixture(scope="session")
def two_components(builder: Client) -> tuple[dict[str, Any], dict[str, Any]]:
    """Two components for members, in one publication, each with an entry."""
    made = [components.create_component(builder, f"Called {name}", [property_("Code")]) for name in ("one", "two")]
    assert components.publish(builder, *made)["state"] == "completed"
    for component in made:
        address = f"/api/v1/entries/{component['document']['key']}"
        builder.post(address, json={"data": {"Code": "kept"}}).raise_for_status()
    return made[0], made[1]


@pytest.fixture(scope="session")
def lenient(installation: Installation) -> Iterator[Installation]:
    """A second process of the installation, which takes passwords for tokens."""
    with second_gateway(installation, AQTRA_PASSWORD_GRANT="true") as running:
        yield running
