"""Modules that are of no use in here. The kernel refuses what they would do; this says so where they are imported."""

import sys
from collections.abc import Sequence
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Final

MODULES: Final = frozenset(
    {
        "ctypes",
        "_ctypes",
        "subprocess",
        "_posixsubprocess",
        "multiprocessing",
        "_multiprocessing",
        "pty",
        "cffi",
        "clr_loader",
    }
)


class Refuser:
    """A finder of modules that finds none, and refuses some."""

    def find_spec(
        self, name: str, _path: Sequence[str] | None = None, _target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if name.partition(".")[0] in MODULES:
            raise ModuleNotFoundError(
                f"{name} cannot be imported: scripts start no processes and load no libraries", name=name
            )
        return None


def refuse() -> None:
    """From now on; what the jail itself had loaded of them is forgotten."""
    for name in [loaded for loaded in sys.modules if loaded.partition(".")[0] in MODULES]:
        del sys.modules[name]
    sys.meta_path.insert(0, Refuser())
