"""Modules of builders: imported from their text, once in a run, when a script asks for them."""

import linecache
import sys
from collections.abc import Mapping, Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Final

_BEFORE: Final = "<module "


def file_of(name: str) -> str:
    """What stands for a module's file in the way of an exception."""
    return f"{_BEFORE}{name}>"


def is_module(filename: str) -> bool:
    return filename.startswith(_BEFORE)


class Finder(MetaPathFinder, Loader):
    """Finds the modules of one run, and loads them. Nothing else is found here."""

    def __init__(self, sources: Mapping[str, str]) -> None:
        self._sources = sources

    def find_spec(
        self, fullname: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        return ModuleSpec(fullname, self, origin=file_of(fullname)) if fullname in self._sources else None

    def exec_module(self, module: ModuleType) -> None:
        """Raises SyntaxError, and whatever the module does not catch."""
        # Lies where scripts import it from, in the jail only.
        from aqtra_legacy.parsing import parsed

        source, file = self._sources[module.__name__], file_of(module.__name__)
        linecache.cache[file] = (len(source), None, source.splitlines(True), file)
        exec(compile(parsed(source, file), file, "exec", dont_inherit=True), module.__dict__)


def offer(sources: Mapping[str, str]) -> None:
    """From now on, after everything that Python and the platform have under their names."""
    sys.meta_path.append(Finder(sources))
