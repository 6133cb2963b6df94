"""The package of stubs: type checkers take what is right, refuse what is not; scripts run with stand-ins."""

from pathlib import Path

import pytest
from mypy import api as mypy

from aqtra.metadata.scripts.api.stubs import stub_files

STUBS = Path(__file__).parents[3] / "stubs"
BROWSER = """from typing import TYPE_CHECKING
if TYPE_CHECKING:
    from aqtra_stubs.browser import context

async def go() -> None:
    if await context.PlatformServices.Confirm("Sure?", "Really"):
        context.DataModel.Model.Total = 1
        context.Properties.UI_Name.Visible = True
        context.Properties["UI_Name"].SetText("a")
        context.Form.Get("Total").AddError("no")
    entry = await context.PlatformServices.SidebarBuilder("x").WithTitle("t").WithPosition("Left").OpenDialog()
    if entry is not None:
        context.Logger.Info(entry.Id + context.UserInfo.Identities[0].Id)
    context.GONE
    context.PlatformServices.Confirm(1)
    context.Form.Get("Total").SetVaule(1)
"""
SERVER = """from typing import TYPE_CHECKING
if TYPE_CHECKING:
    from aqtra_stubs.server import CatalogError, catalogs, context, file_storage, item, json_extensions

try:
    for row in catalogs.query("select 1").add_parameter("@a", 1).execute():
        item["_n@number"] = row["a"]
    change = catalogs.entity_set("x").create().set_name("n")
    change.data["A"] = json_extensions.select_token(item, "a.b")
    number: int = change.apply()
except CatalogError as error:
    context.Logger.Error(error, error.code)
file_storage.upload_file("text", "a.txt")
context.Commands
"""


@pytest.fixture(autouse=True)
def importable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(STUBS))
    monkeypatch.setenv("MYPYPATH", str(STUBS))


def test_the_stubs_are_those_of_the_definition() -> None:
    for name, text in stub_files().items():
        assert (STUBS / "aqtra_stubs" / name).read_text() == text


def test_a_type_checker_accepts_what_is_right_and_refuses_the_rest(tmp_path: Path) -> None:
    (tmp_path / "in_browser.py").write_text(BROWSER)
    (tmp_path / "on_server.py").write_text(SERVER)
    options = ["--config-file=", "--strict", "--no-error-summary", "--hide-error-context", f"--cache-dir={tmp_path}"]
    files = [str(tmp_path / name) for name in ("in_browser.py", "on_server.py")]
    told, trouble, _ = mypy.run([*options, *files])
    assert not trouble
    refused = {
        tuple(line.removeprefix(f"{tmp_path}/").split(":")[:2]) for line in told.splitlines() if "error:" in line
    }
    assert refused == {
        ("in_browser.py", "14"), ("in_browser.py", "15"), ("in_browser.py", "16"),
        ("on_server.py", "13"), ("on_server.py", "14"),
    }, told  # fmt: skip


def test_scripts_are_tried_with_stand_ins(tmp_path: Path) -> None:
    from aqtra_stubs.testing import Later, StandIn, run_script  # type: ignore[import-not-found]

    catalogs = StandIn({"query.execute": [{"Name": "Chairs"}], "entity_set.update.apply": ValueError("no")})
    source = "item['_n@string'] = catalogs.query('q').execute()[0]['Name']\nchange = catalogs.entity_set('x').create()"
    left = run_script(f"{source}\nchange.data['A'] = 1", item={}, catalogs=catalogs)
    assert left["item"] == {"_n@string": "Chairs"}
    assert catalogs.values == {"entity_set.create.data.A": 1}
    assert [path for path, _, _ in catalogs.calls] == ["query", "query.execute", "entity_set", "entity_set.create"]
    context = StandIn({"PlatformServices.Confirm": Later(value=True)})
    assert run_script("x = await context.PlatformServices.Confirm('?')", context=context)["x"] is True
    with pytest.raises(ValueError, match="no"):
        run_script("catalogs.entity_set('x').update(1).apply()", catalogs=catalogs)
    (tmp_path / "script.py").write_text("def double(x):\n    return x * 2\n")
    assert run_script(tmp_path / "script.py")["double"](2) == 4
