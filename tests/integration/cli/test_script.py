"""`aqtra script`, with the jail of this machine and nothing else."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from aqtra.cli.main import build

SCRIPT = """print("on", item["a"])
item["_n@number"] = item["a"] * 2
if item["a"] == 3:
    catalogs.query("select 1").execute()
"""


def call(folder: Path, verb: str, source: str, *options: str, items: Any = None) -> Result:
    file, given = folder / "script.py", folder / "items.json"
    file.write_text(source)
    given.write_text(items if isinstance(items, str) else json.dumps(items))
    more = ["--items", str(given)] if verb == "run" else []
    return CliRunner().invoke(build(["script"]), ["script", verb, str(file), *more, *options])


def test_a_script_is_checked_for_its_side(tmp_path: Path) -> None:
    assert call(tmp_path, "check", SCRIPT).exit_code == 0
    found = call(tmp_path, "check", SCRIPT, "--target", "browser", "--json")
    assert found.exit_code == 1
    (first, *_) = json.loads(found.stdout)["findings"]
    assert (first["code"], first["line"], first["column"]) == ("script_other_side", 1, 13)


def test_a_hint_is_no_error(tmp_path: Path) -> None:
    found = call(tmp_path, "check", "import clr")
    assert found.exit_code == 0
    assert "script_unnecessary" in found.stdout


def test_items_are_printed_as_the_script_leaves_them(tmp_path: Path) -> None:
    found = call(tmp_path, "run", SCRIPT, items=[{"a": 1}, {"a": 2}])
    assert found.exit_code == 0
    assert json.loads(found.stdout) == [{"a": 1, "_n@number": 2}, {"a": 2, "_n@number": 4}]
    assert found.stderr == "on 1\non 2\n"
    told = json.loads(call(tmp_path, "run", SCRIPT, "--json", items={"a": 1}).stdout)
    assert (told["items"], told["printed"]) == ([{"a": 1, "_n@number": 2}], [{"level": "print", "text": "on 1"}])


def test_what_fails_names_line_and_item(tmp_path: Path) -> None:
    found = call(tmp_path, "run", SCRIPT, items=[{"a": 1}, {"b": 1}])
    assert found.exit_code == 1
    assert "line 1, item 1: KeyError" in found.stderr


def test_what_needs_a_platform_is_refused(tmp_path: Path) -> None:
    found = call(tmp_path, "run", SCRIPT, "--json", items=[{"a": 3}])
    assert found.exit_code == 1
    error = json.loads(found.stdout)["error"]
    assert (error["code"], error["line"], error["type"]) == ("script_failed", 4, "CatalogError")
    assert "no platform" in error["message"]


def test_a_limit_has_an_exit_code_of_its_own(tmp_path: Path) -> None:
    found = call(tmp_path, "run", "item['x'] = [0] * 10**9", items={})
    assert found.exit_code == 3


@pytest.mark.parametrize("items", ["[1]", "{", "3"])
def test_what_is_no_item_is_refused_before_anything_is_run(tmp_path: Path, items: str) -> None:
    assert call(tmp_path, "run", SCRIPT, items=items).exit_code == 2
