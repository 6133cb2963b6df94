"""Waiting for what another process does."""

import time
from collections.abc import Callable

SECONDS = 20


def eventually(holds: Callable[[], bool]) -> None:
    """Returns as soon as `holds`; fails when it never does."""
    deadline = time.monotonic() + SECONDS
    while not holds():
        assert time.monotonic() < deadline, "it did not come true"
        time.sleep(0.05)
