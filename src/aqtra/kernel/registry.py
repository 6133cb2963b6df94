"""Plug-ins are modules in a folder; the folder is scanned, nothing is listed by hand."""

import importlib
import pkgutil
from collections.abc import Callable, Iterator
from types import ModuleType
from typing import Generic, TypeVar

Item = TypeVar("Item")


class DuplicateId(Exception):
    """Two modules register the same id."""


class Registry(Generic[Item]):
    """Items found in the modules of one package, by id.

    `pick` returns the item a module offers, or None when the module is a helper (its name then starts
    with an underscore by convention).
    """

    def __init__(
        self, package: ModuleType, pick: Callable[[ModuleType], Item | None], key: Callable[[Item], str]
    ) -> None:
        self._items: dict[str, Item] = {}
        for info in sorted(pkgutil.iter_modules(package.__path__), key=lambda found: found.name):
            item = pick(importlib.import_module(f"{package.__name__}.{info.name}"))
            if item is None:
                continue
            if key(item) in self._items:
                raise DuplicateId(f"{key(item)} is registered twice in {package.__name__}")
            self._items[key(item)] = item

    def get(self, item_id: str) -> Item | None:
        return self._items.get(item_id)

    def __iter__(self) -> Iterator[Item]:
        return iter(self._items.values())

    def __len__(self) -> int:
        return len(self._items)
