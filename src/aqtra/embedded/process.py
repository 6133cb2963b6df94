"""A server to start: what to run, how to stop it, and the words to start it through `launch`."""

import json
import os
import signal
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

LAUNCHER = Path(__file__).with_name("launch.py")


class Reach(Protocol):
    """Where a program runs from the system's point of view; see `account.Account`."""

    @property
    def uid(self) -> int | None: ...
    @property
    def covers(self) -> tuple[Path, ...]: ...
    @property
    def shows(self) -> tuple[Path, ...]: ...


@dataclass(frozen=True, slots=True)
class Command:
    """One server process. Its group is stopped with `stop_signal` and dies of `death_signal` with its starter."""

    name: str
    argv: tuple[str, ...]
    environment: dict[str, str]
    reach: Reach
    stop_signal: signal.Signals = signal.SIGTERM
    death_signal: signal.Signals = signal.SIGKILL

    def launch_argv(self) -> list[str]:
        return launch_argv(self.argv, self.reach, self.death_signal)


def launch_argv(argv: Sequence[str], reach: Reach, death_signal: signal.Signals = signal.SIGKILL) -> list[str]:
    """The command line that starts `argv` through the launcher. Call it in the process that will start it."""
    request = {
        "argv": list(argv),
        "parent": os.getpid(),
        "death_signal": int(death_signal),
        "uid": reach.uid,
        "covers": [str(path) for path in reach.covers],
        "shows": [str(path) for path in reach.shows],
    }
    return [sys.executable, "-I", "-S", str(LAUNCHER), json.dumps(request)]
