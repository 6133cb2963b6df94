"""Old paths of the types of colours and brushes."""

import ast
import importlib
import sys
import types

RENDER_TYPES = "RenderEngine.Models"


def provide(tree: ast.Module) -> None:
    """Makes the old paths of render types lead to ours, whatever they began with."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.endswith(RENDER_TYPES):
            _alias(node.module)


def _alias(path: str) -> None:
    parts = path.split(".")
    for length in range(1, len(parts)):
        name = ".".join(parts[:length])
        if name not in sys.modules:
            package = types.ModuleType(name)
            package.__path__ = []
            sys.modules[name] = package
    sys.modules[path] = importlib.import_module("aqtra.ui")
