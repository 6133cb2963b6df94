"""People of Workplace."""

import uuid
from collections.abc import Iterator

import pytest

from tests.support.accounts import create_account, signed_in
from tests.support.client import Client
from tests.support.installation import Installation


@pytest.fixture(scope="module")
def member(installation: Installation) -> Iterator[Client]:
    person = create_account(installation, f"member-{uuid.uuid4().hex[:8]}")
    with signed_in(installation, person) as client:
        yield client
