"""Private folders for temporary files that a library insists on: gone when the work ends, however it ends.

A folder is locked as long as its process lives, so a folder without a lock was left by one that was killed.
"""

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

_FOLDER: Final = "tmp"
_PRIVATE: Final = 0o700


@contextmanager
def scratch(data_dir: Path) -> Iterator[Path]:
    """A folder below the data folder that only this account can enter, removed at the end."""
    root = _root(data_dir)
    root.mkdir(mode=_PRIVATE, parents=True, exist_ok=True)
    with _alone(root):
        folder = Path(tempfile.mkdtemp(dir=root))
        mark = _locked(folder)
    assert mark is not None
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        os.close(mark)


def sweep(data_dir: Path) -> int:
    """Removes the folders of processes that were killed; how many. Repeatable, and by several processes at once."""
    root = _root(data_dir)
    if not root.is_dir():
        return 0
    done = 0
    with _alone(root):
        for folder in root.iterdir():
            if (mark := _locked(folder)) is not None:
                shutil.rmtree(folder, ignore_errors=True)
                os.close(mark)
                done += 1
    return done


def _root(data_dir: Path) -> Path:
    return data_dir.expanduser().absolute() / _FOLDER


@contextmanager
def _alone(root: Path) -> Iterator[None]:
    """A new folder is not swept before it is locked."""
    descriptor = os.open(root, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _locked(folder: Path) -> int | None:
    """A descriptor that holds the lock, None when somebody else has it or the folder is gone."""
    try:
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    except OSError:
        return None
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        return None
    return descriptor
