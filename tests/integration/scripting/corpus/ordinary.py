"""The ground of the corpus as an ordinary user has it: another process, of a user whom nobody is."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO, Final, cast

from aqtra.scripting.launching import bubblewrap
from tests.integration.scripting.corpus.model import Attack, Ending
from tests.integration.scripting.corpus.outside import REPOSITORY

WHO: Final = "58932"
_GROUND: Final = (sys.executable, "-B", "-m", "tests.integration.scripting.corpus.ground")


class OrdinaryGround:
    """Needs to be root, to stop being it."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [*_readable(), "/usr/bin/setpriv", "--reuid", WHO, "--regid", WHO, "--clear-groups", "--", *_GROUND],
            cwd=REPOSITORY,
            env={"PATH": os.environ["PATH"]},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def tried(self, attack: Attack) -> Ending:
        """Raises AssertionError, with its last words, when the process has ended, as where it may have no jail."""
        told, asked = cast(IO[str], self._process.stdout), cast(IO[str], self._process.stdin)
        try:
            print(attack, file=asked, flush=True)
            answer = told.readline()
        except BrokenPipeError:
            answer = ""
        if not answer:
            raise AssertionError(f"as an ordinary user nothing can be tried: {self.close()}")
        return Ending(**json.loads(answer))

    def close(self) -> str:
        """What it said last."""
        said = self._process.communicate()[1] if self._process.returncode is None else "it has ended before"
        return said.strip()


def _readable() -> Sequence[str]:
    """A view of the machine in which the user can read what it runs, were that in the folder of another."""
    needed = {Path(place).resolve() for place in (sys.base_prefix, sys.prefix, REPOSITORY)}
    closed = {folder for place in needed for folder in _closed(place)}
    words = [str(bubblewrap()), "--die-with-parent", "--cap-add", "ALL", "--dev-bind", "/", "/"]
    for folder in sorted(closed):
        words += ["--perms", "0755", "--tmpfs", str(folder)]
    for place in sorted(each for each in needed if any(each.is_relative_to(folder) for folder in closed)):
        within = [parent for parent in place.parents if any(folder in parent.parents for folder in closed)]
        for parent in reversed(within):
            words += ["--perms", "0755", "--dir", str(parent)]
        words += ["--ro-bind", str(place), str(place)]
    return [*words, "--"]


def _closed(place: Path) -> Iterator[Path]:
    """The first folder on the way that lets nobody but its owner through."""
    for folder in reversed((place, *place.parents)):
        if not folder.stat().st_mode & 0o001:
            yield folder
            return
