"""Names that imports find already, and that modules therefore cannot have."""

import keyword
import sys
from collections.abc import Mapping
from typing import Final

from aqtra.metadata.documents import Side
from aqtra.metadata.scripts.libraries import IMPORTABLE

SERVER_ONLY: Final = (
    "ctypes", "file_storage", "http.client", "http.server", "multiprocessing", "smtplib", "socket", "socketserver",
    "ssl", "subprocess", "threading", "urllib.request",
)  # fmt: skip
"""Modules that a browser has nothing behind: a dataflow can do what they are for."""
_LEGACY: Final = frozenset({"aqtra_legacy", "clr", "System"})
"""Of another runtime, which old scripts import."""
_PLATFORM: Final[Mapping[Side, frozenset[str]]] = {
    Side.FRONTEND: frozenset({"aqtra", "aqtra_scripting", "js", "pyodide", "pyodide_js"}),
    Side.BACKEND: frozenset({"aqtra", "catalogs", "context", "file_storage", "httpx", "inside", "json_extensions"})
    | IMPORTABLE,
}
_GLOBALS: Final = frozenset({"CatalogError", "FileError", "item"})
_RENDER_TYPES: Final = ".RenderEngine.Models"
"""Where old scripts find colours, whatever stands before it."""

RESERVED: Final = sys.stdlib_module_names | _LEGACY | _GLOBALS | frozenset().union(*_PLATFORM.values())


def is_reserved(name: str) -> bool:
    """Whether a module of this name would stand in the way of something else, or could not be imported."""
    return name in RESERVED or keyword.iskeyword(name)


def is_known(name: str, side: Side) -> bool:
    """Whether an import finds the name, which may be dotted, without any module of builders."""
    head = name.partition(".")[0]
    if name.endswith(_RENDER_TYPES):
        return True
    return head in sys.stdlib_module_names or head in _LEGACY or head in _PLATFORM[side]


def is_server_only(name: str) -> bool:
    return any(name == module or name.startswith(f"{module}.") for module in SERVER_ONLY)
