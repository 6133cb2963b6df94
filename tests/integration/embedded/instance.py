"""`aqtra up` as a process under test, and what it leaves in the process table."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil

from tests.support.installation import free_port

READY_SECONDS = 120
GONE_SECONDS = 20
COMMAND = (sys.executable, "-m", "aqtra.cli.main")


def environment(data_dir: Path, port: int | None = None) -> dict[str, str]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("AQTRA_")}
    return clean | {"AQTRA_DATA_DIR": str(data_dir), "AQTRA_PORT": str(port or free_port())}


def run_up(variables: dict[str, str], *before: str) -> subprocess.CompletedProcess[str]:
    """A start that is expected to be refused."""
    return subprocess.run(
        [*before, *COMMAND, "up"], env=variables, capture_output=True, text=True, timeout=READY_SECONDS, check=False
    )


def until(condition: Callable[[], bool], seconds: float = GONE_SECONDS) -> bool:
    """Whether the condition becomes true within the time."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


@dataclass
class Instance:
    """A started instance. `ready` is what it reported; `said` collects its steps."""

    process: subprocess.Popen[str]
    ready: dict[str, Any]
    said: list[str] = field(default_factory=list)

    @classmethod
    def start(cls, variables: dict[str, str]) -> "Instance":
        process = subprocess.Popen(
            [*COMMAND, "up", "--json"], env=variables, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        assert process.stdout
        assert process.stderr
        said: list[str] = []
        errors = process.stderr
        threading.Thread(target=lambda: said.extend(iter(errors.readline, "")), daemon=True).start()
        line = process.stdout.readline()
        assert line, "".join(said)
        return cls(process, json.loads(line), said)

    def family(self) -> list[psutil.Process]:
        return [found for found in psutil.Process(self.process.pid).children(recursive=True) if found.is_running()]

    def child(self, *words: str) -> psutil.Process | None:
        """The direct child whose command line holds all words."""
        with suppress(psutil.NoSuchProcess):
            for found in psutil.Process(self.process.pid).children():
                line = " ".join(found.cmdline())
                if all(word in line for word in words) and "launch.py" not in line:
                    return found
        return None

    def has_said(self, text: str) -> bool:
        return any(text in line for line in self.said)

    def stop(self, number: signal.Signals = signal.SIGTERM) -> int:
        """Signal the supervisor; its exit code once it and everything it started are gone."""
        family = self.family()
        self.process.send_signal(number)
        code = self.process.wait(GONE_SECONDS)
        assert until(lambda: not [one for one in family if _lives(one)]), [one for one in family if _lives(one)]
        return code


def _lives(process: psutil.Process) -> bool:
    return bool(process.is_running() and process.status() != psutil.STATUS_ZOMBIE)
