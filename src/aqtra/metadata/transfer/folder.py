"""Folders on disk. What is read is not trusted: no link is followed, and sizes are limited."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from aqtra.kernel.errors import FieldError
from aqtra.metadata.transfer.errors import FolderRefused, NotAnExport
from aqtra.metadata.transfer.models import Files
from aqtra.metadata.transfer.writing import APP_FILE

PARTS = ("components", "domains", "modules")
MAX_FILE_BYTES = 2 * 1024 * 1024
MAX_TOTAL_BYTES = 256 * 1024 * 1024
MAX_FILES = 50_000
MAX_DEPTH = 4


def read_folder(root: Path) -> Files:
    """The files of an application folder by path. Raises FolderRefused.

    Other files beside `app.json` (a README, a git repository) are none of our business; inside `components`, `domains`
    and `modules` every file counts.
    """
    files: Files = {}
    total = 0
    for path in _paths(root):
        name = path.relative_to(root).as_posix()
        content = _read(path, name)
        total += len(content)
        if total > MAX_TOTAL_BYTES or len(files) >= MAX_FILES:
            raise _refused(name, "too_large", "the folder is too large")
        try:
            files[name] = content.decode()
        except UnicodeDecodeError as error:
            raise _refused(name, "encoding", "the file is not UTF-8") from error
    return files


def write_folder(root: Path, files: Files) -> None:
    """Makes the folder hold exactly these files, and removes what an earlier export left.

    Raises NotAnExport when the folder holds something else, FolderRefused for links in it.
    """
    if root.exists() and not (root / APP_FILE).is_file() and any(root.iterdir()):
        raise NotAnExport(f"{root} is not empty and holds no earlier export")
    for path in _paths(root) if root.exists() else ():
        if path.relative_to(root).as_posix() not in files:
            path.unlink()
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        content = text.encode()
        # An unchanged file keeps its time stamp: build tools and editors look at it.
        if not path.is_file() or path.read_bytes() != content:
            path.write_bytes(content)
    for part in PARTS:
        _remove_empty(root / part)


def _paths(root: Path) -> Iterator[Path]:
    if not root.is_dir():
        raise _refused(str(root), "required", "there is no such folder")
    for name in (APP_FILE, *PARTS):
        path = root / name
        if path.is_symlink():
            raise _refused(name, "link", "links are not followed")
        if path.is_dir():
            yield from _walk(root, path, depth=1)
        elif path.exists():
            yield path


def _walk(root: Path, folder: Path, depth: int) -> Iterator[Path]:
    for entry in sorted(os.scandir(folder), key=lambda entry: entry.name):
        path = Path(entry.path)
        name = path.relative_to(root).as_posix()
        if entry.is_symlink():
            raise _refused(name, "link", "links are not followed")
        if entry.is_dir(follow_symlinks=False):
            if depth == MAX_DEPTH:
                raise _refused(name, "unexpected_file", "folders are nested too deep")
            yield from _walk(root, path, depth + 1)
        else:
            yield path


def _read(path: Path, name: str) -> bytes:
    """The content of a plain file. Opened without following links: the file may have been swapped since it was seen."""
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError as error:
        raise _refused(name, "unreadable", error.strerror or "cannot be read") from error
    with os.fdopen(handle, "rb") as file:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise _refused(name, "unexpected_file", "not a plain file")
        content = file.read(MAX_FILE_BYTES + 1)
    if len(content) > MAX_FILE_BYTES:
        raise _refused(name, "too_large", f"larger than {MAX_FILE_BYTES} bytes")
    return content


def _remove_empty(folder: Path) -> None:
    if not folder.is_dir():
        return
    for inner in folder.iterdir():
        if inner.is_dir():
            _remove_empty(inner)
    if not any(folder.iterdir()):
        folder.rmdir()


def _refused(name: str, rule: str, message: str) -> FolderRefused:
    return FolderRefused("the folder cannot be imported", fields=[FieldError(field=name, rule=rule, message=message)])
