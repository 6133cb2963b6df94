"""The data folder: everything an instance keeps, and the checks before it is used.

pg/        PostgreSQL cluster            secrets/   passwords and keys, 0600
tls/       local authority, certificate  logs/      one file a server, the previous one kept as .1
run/       lock, state, sockets: meaningless when nothing runs
tmp/       what exports need while they run: meaningless when nothing runs
"""

import errno
import os
import secrets
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from aqtra.embedded.errors import FolderUnusable

FIRST_START_BYTES = 256 * 1024 * 1024
"""A fresh cluster with its journal takes 60 MB; the rest is room for the first applications."""
LATER_START_BYTES = 32 * 1024 * 1024
"""Below this PostgreSQL could not switch to the next journal file."""
SOCKET_PATH_LIMIT = 100
"""Of the 107 bytes the kernel allows; the socket's own name is part of it."""
SOCKETS_PREFIX = "aqtra-"
PASSWORD_BYTES = 24

_REASONS = {
    errno.EROFS: "it is on a read-only file system",
    errno.EACCES: "this account may not write there",
    errno.EPERM: "this account may not write there",
    errno.ENOTDIR: "part of the path is a file",
    errno.EEXIST: "it is a file",
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "the quota is used up",
}


def unusable(path: Path, error: OSError) -> FolderUnusable:
    """The error for a folder that the system would not let us use."""
    reason = _REASONS.get(error.errno or 0, error.strerror or str(error))
    return FolderUnusable(f"The data folder {path} cannot be used: {reason}.", "Choose another with AQTRA_DATA_DIR.")


@dataclass(frozen=True, slots=True)
class DataFolder:
    """Paths in the data folder. `open` makes them."""

    root: Path

    @property
    def cluster(self) -> Path:
        return self.root / "pg"

    @property
    def secrets(self) -> Path:
        return self.root / "secrets"

    @property
    def tls(self) -> Path:
        return self.root / "tls"

    @property
    def logs(self) -> Path:
        return self.root / "logs"

    @property
    def run(self) -> Path:
        return self.root / "run"

    @classmethod
    def open(cls, root: Path) -> "DataFolder":
        """Make what is missing and prove that it can be written to.

        Raises:
            FolderUnusable: with the reason in words.
        """
        folder = cls(root.expanduser().absolute())
        try:
            folder.root.mkdir(mode=0o700, parents=True, exist_ok=True)
            folder = cls(folder.root.resolve())
            if folder.root.stat().st_uid == os.geteuid():
                folder.root.chmod(folder.root.stat().st_mode & 0o711)
            for part in (folder.secrets, folder.tls, folder.logs, folder.run):
                part.mkdir(mode=0o700, exist_ok=True)
            with tempfile.NamedTemporaryFile(dir=folder.run, prefix="probe-") as probe:
                probe.write(b"\0" * 4096)
                probe.flush()
        except OSError as error:
            raise unusable(folder.root, error) from error
        return folder

    def require_space(self) -> None:
        """Refuse to start on a disk so full that the servers would stop in the middle of a change."""
        needed = LATER_START_BYTES if self.cluster.exists() else FIRST_START_BYTES
        free = shutil.disk_usage(self.root).free
        if free < needed:
            raise FolderUnusable(
                f"The disk of {self.root} is full: {free >> 20} MB free, {needed >> 20} MB needed.",
                "Make room, or choose another folder with AQTRA_DATA_DIR.",
            )

    def secret(self, name: str) -> str:
        """A password of this instance, made when first asked for."""
        path = self.secrets / name
        if not path.exists():
            self.write_private(path, secrets.token_urlsafe(PASSWORD_BYTES))
        return path.read_text()

    def write_private(self, path: Path, text: str) -> None:
        """Replace a file in one step, readable by this account only."""
        descriptor, draft = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
        with os.fdopen(descriptor, "w") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        Path(draft).replace(path)

    def fresh_log(self, name: str) -> Path:
        """The log file of a server, empty; that of the start before is kept beside it."""
        path = self.logs / f"{name}.log"
        if path.exists():
            path.replace(path.with_suffix(".log.1"))
        path.touch(mode=0o600)
        return path


def socket_folder(folder: DataFolder, longest_name: str) -> Path:
    """A private folder for unix sockets whose paths the kernel accepts: in the data folder, else a short one."""
    inside = folder.run / "sockets"
    if len(os.fsencode(inside / longest_name)) <= SOCKET_PATH_LIMIT:
        inside.mkdir(mode=0o700, exist_ok=True)
        return inside
    runtime = os.environ.get("XDG_RUNTIME_DIR")
    parent = runtime if runtime and len(runtime) < SOCKET_PATH_LIMIT // 2 and os.access(runtime, os.W_OK) else None
    return Path(tempfile.mkdtemp(prefix=SOCKETS_PREFIX, dir=parent))


def tail(log: Path, lines: int = 12) -> str:
    """The last lines of a log, indented."""
    return "\n".join(f"    {line}" for line in log.read_text(errors="replace").splitlines()[-lines:])
