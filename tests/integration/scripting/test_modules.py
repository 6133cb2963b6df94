"""Modules of builders in the jail: imported from their text, once in a run, and named when they fail."""

import pytest

from aqtra.scripting.errors import ScriptFailed
from tests.integration.scripting.conftest import Bench

TOTALS = "import json\ncount = 0\n\ndef add(item):\n    global count\n    count += 1\n    item['count'] = count\n"


def test_a_module_is_loaded_once_in_a_run_and_afresh_in_the_next(bench: Bench) -> None:
    modules = {"totals": TOTALS, "outer": "from totals import add as counted\n"}
    source = "import outer, totals\nouter.counted(item)\nitem['name'] = totals.__name__"
    for _ in range(2):
        assert bench.run(source, {}, {}, modules=modules) == [{"count": n, "name": "totals"} for n in (1, 2)]


def test_what_was_not_sent_is_not_there(bench: Bench) -> None:
    with pytest.raises(ScriptFailed, match="ModuleNotFoundError"):
        bench.run("import totals", modules={"others": ""})


def test_a_module_finds_what_the_platform_offers_for_import_and_no_item(bench: Bench) -> None:
    modules = {"reading": "import json_extensions\ndef first(v): return json_extensions.select_token(v, 'a')"}
    assert bench.run("import reading\nitem['b'] = reading.first(item)", {"a": 1}, modules=modules) == [{"a": 1, "b": 1}]
    with pytest.raises(ScriptFailed, match="NameError"):
        bench.run("import asking", modules={"asking": "item['a'] = 1"})


def test_no_module_takes_the_place_of_what_is_there(bench: Bench) -> None:
    assert bench.run("import json\nitem['a'] = json.loads('1')", modules={"json": "loads = str"}) == [{"a": 1}]


@pytest.mark.parametrize(
    ("source", "kind", "line"),
    [("x = 1\n1 / 0", "ZeroDivisionError", 2), ("x = 1\ndef f(:", "SyntaxError", 2)],
)
def test_a_failure_names_the_module_and_its_line(bench: Bench, source: str, kind: str, line: int) -> None:
    with pytest.raises(ScriptFailed) as caught:
        bench.run("\nimport broken", modules={"broken": source})
    error = caught.value
    assert (error.kind, error.line, error.place) == (kind, 2, f"module broken, line {line}")
    assert [(frame.file, frame.line) for frame in error.way] == [("<script>", 2), ("<module broken>", line)]
    assert error.way[-1].text.strip() == source.splitlines()[line - 1]
