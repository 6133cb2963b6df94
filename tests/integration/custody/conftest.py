"""An installation of its own: its keys are rotated and its backups restored."""

from collections.abc import Iterator

import pytest

from tests.integration.custody.keeping import Keeper
from tests.support.installation import start_installation


@pytest.fixture(scope="session")
def keeper(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Keeper]:
    with start_installation(tmp_path_factory.mktemp("custody")) as running, running.signed_in() as client:
        yield Keeper(running, client)
