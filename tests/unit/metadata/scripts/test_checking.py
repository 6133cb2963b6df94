"""The compile check of scripts: each remark with its place, and what its fix makes of the source."""

import textwrap

import pytest

from aqtra.metadata.scripts.api import Side
from aqtra.metadata.scripts.checking import Surroundings, check_source, fixed

BROWSER, SERVER = Side.BROWSER, Side.SERVER
FLOW, PAGE, CONTROL = (f"{digit * 8}-1111-4111-8111-111111111111" for digit in "123")
AROUND = Surroundings(
    properties=frozenset({"InvoiceName", "Total"}),
    controls={"UI_Name": frozenset({"Visible", "FontColor"}), "Grid_1": None},
    elements=frozenset({CONTROL}),
    pages={PAGE: "Main page"},
    flows={FLOW: "Save"},
)
SUFFIXES = ("number", "string", "uuid")


def found(source: str, side: Side = BROWSER, **options: object) -> list[tuple[str, int]]:
    return [(each.code, each.line) for each in checked(source, side, **options)]


def checked(source: str, side: Side = BROWSER, **options: object):  # type: ignore[no-untyped-def]
    return check_source(textwrap.dedent(source), side, AROUND, suffixes=SUFFIXES, **options)  # type: ignore[arg-type]


def mended(source: str, side: Side = BROWSER) -> str:
    source = textwrap.dedent(source)
    return fixed(source, check_source(source, side, AROUND, suffixes=SUFFIXES))


GOOD = {
    BROWSER: """
        import uuid
        from aqtra.ui import Color
        grid = None
        if context.Model.Id == 0:
            context.DataModel.Model.InvoiceName = "x" + context.Model.Total
        async def go(sender, *args):
            global grid, made
            made = grid
            if await context.PlatformServices.Confirm("Sure?"):
                context.Properties.UI_Name.Visible = not made
                context.Properties["Grid_1"].Anything.Value = Color.FromArgb(255, 0, 0, 0)
            window = context.PlatformServices.DialogBuilder(str(uuid.uuid4())).WithTitle("t")
            entry = await window.WithParameter("a", [x for x in args]).OpenDialog()
            return entry.Data.anything, entry.Model.Id
        def other():
            return made
        context.DataModel.Model.Subscribe(other)
        context.Form.Get("Total").ClearError()
        context.Commands.ChangePageByName("Main page")
        context.Commands.ExecuteScript("go")
        context.ExecuteDataflow("Save", {})
        """,
    SERVER: """
        import json, http.client
        from json_extensions import select_token as token
        rows = catalogs.query('select 1').add_parameter("@a", 1).execute()
        item["_n@number"] = len(rows) + item["data"]["A"]["b"][0]
        entry = catalogs.entity_set("x").create()
        entry.data["A"] = [lambda x=1: x + y for y in token(item, "a")]
        try:
            entry.set_name("n").no_tracking().apply()
        except CatalogError as error:
            context.Logger.Error(error, "no")
        """,
}


@pytest.mark.parametrize("side", Side)
def test_nothing_is_said_of_what_is_right(side: Side) -> None:
    assert found(GOOD[side], side) == []


@pytest.mark.parametrize(
    ("source", "side", "code"),
    [
        ("import sockte", BROWSER, "script_unknown_import"),
        ("from . import a", BROWSER, "script_unknown_import"),
        ("import http.client", BROWSER, "script_server_only"),
        ("import threading", SERVER, "script_forbidden_import"),
        ("from socket import socket", SERVER, "script_forbidden_import"),
        ("context.Comands.NavigationBack()", BROWSER, "script_unknown_member"),
        ("context.Commands.NavigationBack()", SERVER, "script_other_side"),
        ("from aqtra.ui import Colour", BROWSER, "script_unknown_member"),
        ("import file_storage\nfile_storage.upload(b'')", SERVER, "script_unknown_member"),
        ("found = catalogs.query('')\nfound.run()", SERVER, "script_unknown_member"),
        ("context.SessionManager.GetAccessToken()", BROWSER, "script_lacking"),
        ("context.Properties.UI_Nam.Visible = True", BROWSER, "script_unknown_control"),
        ("context.Properties['UI_Nam']", BROWSER, "script_unknown_control"),
        ("context.Commands.AddItem('none')", BROWSER, "script_unknown_control"),
        ("context.Properties.UI_Name.Visibel = True", BROWSER, "script_unknown_member"),
        ("context.Model.InvoiceNam", BROWSER, "script_unknown_property"),
        ("context.DataModel.Model.Totl = 1", BROWSER, "script_unknown_property"),
        ("context.Form.Get('Totl')", BROWSER, "script_unknown_property"),
        ("context.Commands.ChangePageByName('Main')", BROWSER, "script_unknown_page"),
        ("context.Commands.ChangePageAsync('Main page')", BROWSER, "script_unknown_page"),
        ("context.Commands.ExecuteDataflow('Sav')", BROWSER, "script_unknown_flow"),
        ("context.Commands.ExecuteScript('go')", BROWSER, "function_missing"),
        ("def f():\n    return undefined", BROWSER, "script_undefined_name"),
        ("item['_a@numbr'] = 1", SERVER, "script_bad_suffix"),
        ("print(item)", BROWSER, "script_other_side"),
        ("f(", BROWSER, "script_syntax"),
        ("await f()", SERVER, "script_syntax"),
    ],
)
def test_what_would_fail_is_named(source: str, side: Side, code: str) -> None:
    assert code in [each.code for each in checked(source, side)]


def test_what_cannot_be_known_is_left_alone() -> None:
    assert found("try:\n    import numpy\nexcept ImportError:\n    numpy = None") == []
    assert found("from math import *\nanything()") == []
    assert found("import shared", modules=["shared"]) == []
    stubs = "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from aqtra_stubs.browser import context\n"
    assert found(f"{stubs}context.Form.Get('Total')\ncontext.Form.Gte") == [("script_unknown_member", 5)]
    assert found("x = context.Form\nx = 1\nx.Anything") == []
    assert check_source("context.Properties.Any.Thing = context.Model.Other", BROWSER) == []


def test_places_count_characters() -> None:
    (finding,) = checked('x = "Привет 👋", context.Nothing')
    assert (finding.line, finding.column) == (1, 17)


@pytest.mark.parametrize(
    ("source", "mended_source", "side"),
    [
        ("context.Comands.AddItem", "context.Commands.AddItem", BROWSER),
        ("context.Form.Get('Totl')", 'context.Form.Get("Total")', BROWSER),
        ("context.Commands.ChangePageAsync('Main page')", f'context.Commands.ChangePageAsync("{PAGE}")', BROWSER),
        ("item['_a@numbr'] = 1", 'item["_a@number"] = 1', SERVER),
        (
            "if context.PlatformServices.Confirm('?'): pass",
            "if await context.PlatformServices.Confirm('?'): pass",
            BROWSER,
        ),
        ("import clr\nclr.AddReference('System')\nx = 1", "x = 1", BROWSER),
        ("def f():\n    import clr\n", "def f():\n    pass\n", BROWSER),
        ("from System import Action\nx = Action[bool](print)", "from System import Action\nx = print", BROWSER),
        ("import System\nx = System.Action[System.Boolean](print)", "import System\nx = print", BROWSER),
        (
            "from System import Guid\nx = Guid.NewGuid()",
            "import uuid\nfrom System import Guid\nx = uuid.uuid4()",
            BROWSER,
        ),
        ("from System import Guid\nx = Guid.Parse('a')", "from System import Guid\nx = 'a'", BROWSER),
        (
            "from System import DateTime\nx = DateTime.Parse(t()).ToString('dd.MM.yyyy')\ndef t(): pass",
            "from datetime import datetime\nfrom System import DateTime\n"
            'x = datetime.fromisoformat(t()).strftime("%d.%m.%Y")\ndef t(): pass',
            BROWSER,
        ),
        (
            "from System import DateTime\nx = DateTime.ParseExact('1', 'yyyy-MM-dd', None)",
            "from datetime import datetime\nfrom System import DateTime\nx = datetime.strptime('1', \"%Y-%m-%d\")",
            BROWSER,
        ),
        (
            "import System\nx = System.DateTime.Now",
            "from datetime import datetime\nimport System\nx = datetime.now()",
            BROWSER,
        ),
        ("from System import Convert\nx = Convert.ToInt32('1')", "from System import Convert\nx = int('1')", BROWSER),
        (
            "from System import Math\nx = Math.Floor(1.5)",
            "import math\nfrom System import Math\nx = math.floor(1.5)",
            BROWSER,
        ),
        ("from System import Int32\nx = Int32('1')", "from System import Int32\nx = int('1')", BROWSER),
        (
            "rows = item['rows']\nrows.Add(1)\nn = rows.Count\nif rows.Contains(2): n = rows.ToString()",
            "rows = item['rows']\nrows.append(1)\nn = len(rows)\nif (2 in rows): n = str(rows)",
            SERVER,
        ),
        ("x = str('Б').encode('utf-8').decode('unicode_escape')", "x = 'Б'", BROWSER),
        (
            "from Some.RenderEngine.Models import SolidColorBrush, Color",
            "from aqtra.ui import SolidColorBrush, Color",
            BROWSER,
        ),
        ("x = context.Form\nx.RaisePropertyChanged('a')\ny = 1", "x = context.Form\ny = 1", BROWSER),
        (
            "if {}.has_key('a'): pass\nfor _ in xrange(3): unicode(_)",
            "if 'a' in {}: pass\nfor _ in range(3): str(_)",
            SERVER,
        ),
    ],
)
def test_a_fix_writes_what_python_writes(source: str, mended_source: str, side: Side) -> None:
    assert mended(source, side) == mended_source


def test_a_task_in_a_plain_function_is_named_without_a_fix() -> None:
    (finding,) = checked("def f():\n    if not context.Commands.NavigationBack(): pass")
    assert (finding.code, finding.line, finding.fix) == ("script_task_condition", 2, None)
    assert "async def" in finding.message


def test_text_that_was_evaluated_is_a_hint() -> None:
    assert found("def f(text):\n    return eval(text.replace('null', 'None').replace('true', 'True'))") == [
        ("script_legacy", 2)
    ]


PYTHON2 = """
try:
    print "a <> b", 1,
    print >>log, `x`
    if x <> 0777: raise ValueError, "no"
except (ValueError, KeyError), e:
    exec "y = 10L"  # print it
"""
PYTHON3 = """
try:
    print("a <> b", 1, end=" ")
    print(repr(x), file=log)
    if x != 0o777: raise ValueError("no")
except (ValueError, KeyError) as e:
    exec("y = 10L")  # print it
"""


def test_leftovers_of_python_2_are_all_named_though_nothing_parses() -> None:
    findings = check_source(PYTHON2, SERVER)
    assert {each.code for each in findings} == {"script_python2"}
    once = fixed(PYTHON2, findings)
    # What stood inside of another leftover is found when that is mended.
    assert fixed(once, check_source(once, SERVER)) == PYTHON3


def test_what_is_wrong_besides_python_2_is_named_too() -> None:
    assert [each.code for each in check_source("print 1\nx = (", SERVER)] == ["script_python2", "script_syntax"]
