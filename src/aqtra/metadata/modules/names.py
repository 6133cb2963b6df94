"""Names that imports find already, and that modules therefore cannot have."""

import keyword
import sys
from typing import Final

from aqtra.metadata.scripts.api import Side, script_api
from aqtra.metadata.scripts.libraries import IMPORTABLE

_OURS: Final = frozenset({"aqtra", "aqtra_legacy", "aqtra_scripting", "inside", "js", "pyodide", "pyodide_js"})
"""What carries scripts, on either side."""
_LEGACY: Final = frozenset({"clr", "System"})
"""Of another runtime, which old scripts import."""


def is_reserved(name: str) -> bool:
    """Whether a module of this name would stand in the way of something else, or could not be imported."""
    return name in _OURS | _LEGACY | IMPORTABLE | sys.stdlib_module_names | _defined() or keyword.iskeyword(name)


def _defined() -> set[str]:
    """Modules and globals that scripts have on any side."""
    api = script_api()
    modules = {name.partition(".")[0] for side in Side for name in api.modules_of(side)}
    return modules.union(*(api.globals_of(side) for side in Side))
