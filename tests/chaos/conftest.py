"""A machine of their own for the tests of each file, as they kill what runs on it."""

from collections.abc import Iterator

import pytest

from tests.chaos.machine import Machine, start_machine
from tests.support.client import Client


@pytest.fixture(scope="module")
def machine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machine]:
    with start_machine(tmp_path_factory.mktemp("machine")) as running:
        yield running


@pytest.fixture
def client(machine: Machine) -> Iterator[Client]:
    with machine.installation.signed_in() as signed_in:
        yield signed_in
