"""Shared modules as one form has them: imported from their text, once, with globals that live as long as the form."""

import builtins
from types import ModuleType
from typing import Any

from aqtra_legacy.parsing import parsed
from aqtra_scripting.errors import module_file


class Modules:
    """What `import` finds for the script of a form, before anything that Python has."""

    def __init__(self, sources: dict[str, str]) -> None:
        self._sources = sources
        self._loaded: dict[str, ModuleType] = {}
        # Imports look for their function among the builtins of whoever imports: other forms have other modules.
        self.builtins: dict[str, Any] = {**vars(builtins), "__import__": self._import}

    def _import(self, name: str, *rest: Any) -> ModuleType:
        if name not in self._sources:
            return builtins.__import__(name, *rest)
        return self._loaded.get(name) or self._load(name)

    def _load(self, name: str) -> ModuleType:
        tree = parsed(self._sources[name], module_file(name))
        module = ModuleType(name)
        module.__dict__["__builtins__"] = self.builtins
        self._loaded[name] = module
        try:
            exec(compile(tree, module_file(name), "exec", dont_inherit=True), module.__dict__)  # noqa: S102
        except BaseException:
            del self._loaded[name]
            raise
        return module
