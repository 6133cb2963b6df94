"""Under which account the servers run.

PostgreSQL refuses to run as root. When the platform is started by root, the servers get a user id of their
own that belongs to nobody; no account is created. Everybody else runs the servers under their own account.
"""

import itertools
import os
import pwd
import stat
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from aqtra.embedded.errors import FolderUnusable
from aqtra.embedded.process import launch_argv

UNUSED_UID = 60800
"""In the range that systemd's table of user ids leaves to nobody (60578 to 61183)."""


@dataclass(frozen=True, slots=True)
class Account:
    """A user id (None: the present one) and how it reaches the folders it works in."""

    uid: int | None = None
    covers: tuple[Path, ...] = ()
    shows: tuple[Path, ...] = ()
    notes: tuple[str, ...] = ()

    def own(self, folder: Path) -> None:
        """Make the folder, private to this account."""
        folder.mkdir(mode=0o700, exist_ok=True)
        folder.chmod(0o700)
        if self.uid is not None:
            os.chown(folder, self.uid, self.uid)

    def own_all(self, folder: Path) -> None:
        """Hand over the folder and everything in it."""
        if self.uid is None:
            return
        for parent, _, files in os.walk(folder):
            os.lchown(parent, self.uid, self.uid)
            for name in files:
                os.lchown(Path(parent, name), self.uid, self.uid)

    def showing(self, folder: Path) -> "Account":
        """The same account that also reaches `folder`."""
        if folder in self.shows or not any(cover in folder.parents for cover in self.covers):
            return self
        return replace(self, shows=(*self.shows, folder))

    def with_passwd_entry(self) -> "Account":
        """The same reach under an id that the user database knows: initdb insists on a name."""
        if self.uid is None or _has_name(self.uid):
            return self
        named = sorted((entry.pw_name != "nobody", entry.pw_uid) for entry in pwd.getpwall() if entry.pw_uid)
        if not named:
            raise FolderUnusable(
                "PostgreSQL cannot be set up by root: this system knows no other account.",
                "Start Aqtra under an ordinary account.",
            )
        return replace(self, uid=named[0][1])


def choose(folders: Iterable[Path], programs: Iterable[Path], probe: Path, uid: int = UNUSED_UID) -> Account:
    """The account to run servers under that work in `folders` with the installed `programs` (folders, too).

    `uid` matters only when we are root. A folder that does not exist yet must be added with `showing` when it does.

    `probe` is a program in one of them that ends at once with `--version`; it proves that the account gets
    there. Where a private view of the file system is not allowed, folders of ours that are in the way are
    opened for passing through (not for listing), and a note says so.
    """
    if os.geteuid() != 0:
        return Account()
    notes = [note for program in programs for note in _open_for_reading(program.resolve())]
    needed = tuple(folder.resolve() for folder in (*folders, *programs))
    covers = blocked(needed, uid)
    account = Account(uid, covers, notes=tuple(notes))
    for path in needed:
        account = account.showing(path) if path.exists() else account
    if not covers or _starts(account, probe):
        return account
    while in_the_way := blocked(needed, uid):
        for folder in in_the_way:
            _open_for_passing(folder)
            notes.append(f"Opened {folder} for passing through (chmod o+x): the database account must get there.")
    return Account(uid, notes=tuple(notes))


def blocked(folders: Iterable[Path], uid: int) -> tuple[Path, ...]:
    """The outermost folder above each of `folders` that the account may not pass through."""
    found: set[Path] = set()
    for folder in folders:
        found.update(itertools.islice((up for up in reversed(folder.parents) if not _passes(up, uid)), 1))
    return tuple(sorted(path for path in found if not found.intersection(path.parents)))


def _passes(folder: Path, uid: int) -> bool:
    status = folder.stat()
    return bool(status.st_mode & (stat.S_IXUSR if status.st_uid == uid else stat.S_IXOTH))


def _starts(account: Account, program: Path) -> bool:
    return subprocess.run(launch_argv((str(program), "--version"), account), capture_output=True).returncode == 0


def _open_for_reading(program: Path) -> list[str]:
    """Programs installed under a strict umask are made readable for the account that must run them."""
    readable = stat.S_IROTH | stat.S_IXOTH
    if program.stat().st_mode & readable == readable:
        return []
    for parent, _, files in os.walk(program):
        for path in (Path(parent), *(Path(parent, name) for name in files)):
            mode = path.lstat().st_mode
            if not stat.S_ISLNK(mode):
                path.chmod(stat.S_IMODE(mode) | stat.S_IROTH | (mode & stat.S_IXUSR) >> 6)
    return [f"Made {program} readable: the database account must run it."]


def _open_for_passing(folder: Path) -> None:
    try:
        folder.chmod(stat.S_IMODE(folder.stat().st_mode) | stat.S_IXOTH)
    except OSError as error:
        raise FolderUnusable(
            f"The database's account cannot get through {folder} ({error.strerror}).",
            "Choose another folder with AQTRA_DATA_DIR, or start Aqtra under an ordinary account.",
        ) from error


def _has_name(uid: int) -> bool:
    try:
        pwd.getpwuid(uid)
    except KeyError:
        return False
    return True
