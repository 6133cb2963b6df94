"""The definition of what scripts may use, beside what browsers and the jail really have."""

import ast
import importlib
import inspect
import json
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest
from aqtra_scripting import services
from aqtra_scripting.errors import NotSupported

from aqtra.metadata.scripts.api import Member, ObjectType, Side, script_api
from aqtra.metadata.scripts.api.models import parsed
from aqtra.metadata.scripts.api.schema import scripting_document
from aqtra.scripting.inside import api as inside
from aqtra.scripting.inside.forbidden import MODULES
from tests.unit.scripting.page import ABOUT

COMMITTED = Path(__file__).parents[3] / "schema" / "scripting.json"
API = script_api()
RUNTIMES = [(name, side) for name, found in API.types.items() for side in found.runtime]


def runtime(found: ObjectType, side: Side) -> Any:
    path = found.runtime[side]
    module, _, name = path.rpartition(".")
    if not module:
        return importlib.import_module(name)
    return getattr(importlib.import_module(module), name)


def public(of: Any) -> set[str]:
    """Names that a class, or a module, offers: its own, inherited ones of ours, and what its objects are given."""
    if isinstance(of, ModuleType):
        return {name for name, held in vars(of).items() if inspect.isfunction(held) and not name.startswith("_")}
    found: set[str] = set()
    for each in of.__mro__:
        if each.__module__ != "builtins":
            found |= {*vars(each), *inspect.get_annotations(each), *assigned(each)}
    return {name for name in found if not name.startswith("_")}


def assigned(of: type) -> Iterator[str]:
    for node in ast.walk(ast.parse(textwrap.dedent(inspect.getsource(of)))):
        if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store) and ast.unparse(node.value) == "self":
            yield node.attr


def parameters(of: Any) -> list[str]:
    return [str(each) for each in inspect.signature(of).parameters if each != "self"]


def defined(member: Member) -> list[str]:
    arguments = parsed(member.call).args
    rest = [arguments.vararg] if arguments.vararg else []
    return [each.arg for each in (*arguments.args, *rest)]


@pytest.mark.parametrize(("name", "side"), RUNTIMES)
def test_members_are_those_of_the_runtime(name: str, side: Side) -> None:
    found = API.types[name]
    works = {each for each, member in found.on(side) if not member.lacking}
    if name == "Model":
        # System fields are read from a table.
        works -= set(importlib.import_module("aqtra_scripting.model").SYSTEM_FIELDS)
    assert public(runtime(found, side)) == works


@pytest.mark.parametrize(("name", "side"), RUNTIMES)
def test_arguments_are_those_of_the_runtime(name: str, side: Side) -> None:
    found, of = API.types[name], runtime(API.types[name], side)
    calls = {each: member for each, member in found.on(side) if member.call and not member.lacking}
    assert {each: parameters(getattr(of, each)) for each in calls} == {
        each: defined(member) for each, member in calls.items()
    }


def test_what_the_jail_does_not_import_is_known_to_the_check() -> None:
    assert set(API.forbidden[Side.SERVER]) >= MODULES


def test_system_fields_are_those_of_the_runtime() -> None:
    names = {name for name, member in API.types["Model"].on(Side.BROWSER) if member.type}
    assert names == set(importlib.import_module("aqtra_scripting.model").SYSTEM_FIELDS)


def test_names_of_the_server_are_those_that_scripts_find(monkeypatch: pytest.MonkeyPatch) -> None:
    # What it puts in the place of `httpx` and others is for scripts only.
    monkeypatch.setattr(sys, "modules", {**sys.modules})

    class Nothing:
        def call(self, name: str, arguments: dict[str, Any]) -> Any: ...

        def log(self, level: str, text: str) -> None: ...

    assert {*inside.names(Nothing()), "item"} == set(API.globals_of(Side.SERVER))


def test_what_is_lacking_is_refused_by_name() -> None:
    still: Any = SimpleNamespace(types={}, user=ABOUT["user"])
    context = importlib.import_module("aqtra_scripting.context").Context(still, lambda *_: None)
    objects = {
        "Context": context,
        "PlatformServices": services.PlatformServices(still),
        "SessionManager": services.SessionManager(still),
    }
    lacking = {
        (name, each)
        for name, found in API.types.items()
        for each, member in found.on(Side.BROWSER)
        if member.lacking and found.runtime
    }
    assert {name for name, _ in lacking} == set(objects)
    for name, each in lacking:
        with pytest.raises(NotSupported):
            getattr(objects[name], each)


def test_what_studio_completes_is_generated_from_it() -> None:
    assert scripting_document() == json.loads(COMMITTED.read_text())
