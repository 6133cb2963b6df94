"""One instance a data folder. The lock is the kernel's: it ends with the process, however that ends."""

import fcntl
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from aqtra.embedded.errors import AlreadyRunning
from aqtra.embedded.folder import SOCKETS_PREFIX, DataFolder


@dataclass(frozen=True, slots=True)
class State:
    """What an instance tells others about itself. `sockets` may lie outside the data folder."""

    pid: int
    address: str | None
    sockets: str


def read_state(folder: DataFolder) -> State | None:
    """What the last holder of the lock wrote, which may be gone by now."""
    try:
        return State(**json.loads((folder.run / "state.json").read_text()))
    except (FileNotFoundError, ValueError, TypeError):
        return None


def write_state(folder: DataFolder, address: str | None, sockets: Path) -> None:
    folder.write_private(folder.run / "state.json", json.dumps(asdict(State(os.getpid(), address, str(sockets)))))


def forget_sockets(folder: DataFolder) -> None:
    """Remove the folder of sockets that a killed instance left outside the data folder."""
    state = read_state(folder)
    if state and Path(state.sockets).name.startswith(SOCKETS_PREFIX):
        shutil.rmtree(state.sockets, ignore_errors=True)


@contextmanager
def locked(folder: DataFolder) -> Iterator[None]:
    """Hold the data folder.

    Raises:
        AlreadyRunning: another process does; names it.
    """
    # Never inherited by the servers, so it cannot outlive this process.
    with (folder.run / "lock").open("a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            pid = file.read().strip()
            state = read_state(folder)
            place = f" at {state.address}" if state and state.address and str(state.pid) == pid else ""
            raise AlreadyRunning(
                f"Aqtra already runs on {folder.root}: process {pid or 'unknown'}{place}.",
                "Use it, stop it, or choose another folder with AQTRA_DATA_DIR.",
            ) from None
        forget_sockets(folder)
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        try:
            yield
        finally:
            (folder.run / "state.json").unlink(missing_ok=True)
            file.truncate(0)
