"""Plug-ins are found by scanning; two with one id are refused."""

import sys
from pathlib import Path
from types import ModuleType

import pytest

from aqtra.kernel.registry import DuplicateId, Registry


def package(folder: Path, name: str, modules: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    home = folder / name
    home.mkdir()
    (home / "__init__.py").write_text("")
    for module, text in modules.items():
        (home / f"{module}.py").write_text(text)
    monkeypatch.syspath_prepend(str(folder))
    __import__(name)
    return sys.modules[name]


def pick(module: ModuleType) -> str | None:
    return getattr(module, "ITEM", None)


def test_items_come_in_the_order_of_their_modules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = package(tmp_path, "plugs_one", {"b": "ITEM = 'x'", "a": "ITEM = 'y'", "_help": ""}, monkeypatch)
    registry = Registry(found, pick, str)
    assert list(registry) == ["y", "x"]
    assert registry.get("x") == "x"
    assert registry.get("absent") is None


def test_a_doubled_id_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = package(tmp_path, "plugs_two", {"a": "ITEM = 'x'", "b": "ITEM = 'x'"}, monkeypatch)
    with pytest.raises(DuplicateId):
        Registry(found, pick, str)
