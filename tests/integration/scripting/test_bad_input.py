"""What scripts do wrong without meaning harm: told by name, with the line, and the next script finds nothing of it."""

import pytest

from aqtra.scripting.errors import ScriptFailed, ScriptOverLimit
from tests.integration.scripting.conftest import Bench

BAD = "class Bad:\n    {}\nitem['x'] = Bad()"
FAILING = {
    "not a number": ("item['x'] = 1\nitem['x'] = float('nan')", "ValueError", 2, "item['x']: nan is no number of an item"),
    "without end": ("item['x'] = [1, float('inf')]", "ValueError", 1, "item['x'][1]: inf is no number of an item"),
    "a decimal that is none": (
        "from decimal import Decimal\nitem['x'] = Decimal('NaN')",
        "ValueError",
        2,
        "item['x']: NaN is no number of an item",
    ),
    "a cycle": ("item['x'] = item", "ValueError", 1, "item['x']: it holds itself"),
    "a cycle further in": ("item['x'] = {'y': []}\nitem['x']['y'].append(item['x'])", "ValueError", 1, "['y'][0]: it holds itself"),
    "nesting without end": (
        "deep = []\nfor _ in range(100_000): deep = [deep]\nitem['x'] = deep",
        "ValueError",
        3,
        "it is nested too deeply",
    ),
    "a value of no kind": (BAD.format("pass"), "TypeError", 3, "item['x']: an item cannot hold a value of the type Bad"),
    "a hostile text": (BAD.format("def __str__(self): raise SystemExit"), "TypeError", 3, "of the type Bad"),
    "a hostile comparison": (BAD.format("def __eq__(self, other): raise SystemExit"), "TypeError", 3, "of the type Bad"),
    "a hostile copy": (BAD.format("def __reduce__(self): raise SystemExit"), "TypeError", 3, "of the type Bad"),
    "a hostile class": (BAD.format("__class__ = property(lambda self: dict)"), "TypeError", 3, "of the type Bad"),
    "a key of no kind": ("item['x'] = {(1, 2): 3}", "TypeError", 1, "item['x']: keys must be"),
    "a hostile dictionary": (
        "class Bad(dict):\n    def items(self): raise KeyError('no')\nitem['x'] = Bad(a=1)",
        "KeyError",
        3,
        "item['x']: 'no'",
    ),
    "a name without end": ("item['x' * 1_000_000] = float('nan')", "ValueError", None, "item['xxx"),
    "a message without end": ("raise ValueError('x' * (70 << 20))", "ValueError", 1, "xxx"),
    "no item": ("x = 1\nitem = 7", "TypeError", 2, "no item"),
    "no item at all": ("del item", "TypeError", 1, "no item"),
    "a module that is absent": ("\nimport pandas", "ModuleNotFoundError", 2, "No module named 'pandas'"),
    "a module that is refused": ("import subprocess", "ModuleNotFoundError", 1, "scripts start no processes"),
    "a recursion": ("def f(n):\n    return f(n + 1)\nf(0)", "RecursionError", 2, "maximum recursion depth"),
    "a recursion elsewhere": (
        "import copy\ndeep = []\nfor _ in range(10_000): deep = [deep]\ncopy.deepcopy(deep)",
        "RecursionError",
        4,
        "maximum recursion depth",
    ),
    "no Python": ("item['x'] =\n", "SyntaxError", 1, "invalid syntax"),
    "a way out": ("import sys\nsys.exit(3)", "SystemExit", 2, "3"),
    "an early end": ("import os\nos._exit(0)", "SystemError", None, "ended its interpreter (0)"),
    "a crash": ("import os\nos.abort()", "SystemError", None, "ended its interpreter (-"),
}  # fmt: skip


@pytest.mark.parametrize("name", FAILING)
def test_what_goes_wrong_has_a_name_and_a_line(bench: Bench, name: str) -> None:
    source, kind, line, message = FAILING[name]
    with pytest.raises(ScriptFailed) as failed:
        bench.run(source)
    assert (failed.value.index, failed.value.kind, failed.value.line) == (0, kind, line)
    assert message in failed.value.message
    assert bench.run("item['well'] = True") == [{"well": True}]


GREEDY = {
    "a gigabyte": ("\nitem['x'] = 'x' * (1 << 30)", "memory", 2, {}),
    "more than a frame holds": ("item['x'] = 'x' * (100 << 20)", "result", None, {"memory": 600 << 20}),
    "printing without end": ("while True:\n    print('x' * 1_000)", "output", 2, {}),
    "calls without end": (
        "while True:\n    try: catalogs.query('').execute()\n    except CatalogError: pass",
        "calls",
        None,
        {"calls": 20},
    ),
}


@pytest.mark.parametrize("name", GREEDY)
def test_what_takes_too_much_is_ended_by_name(bench: Bench, name: str) -> None:
    source, limit, line, limits = GREEDY[name]
    with pytest.raises(ScriptOverLimit) as over:
        bench.run(source, **limits)
    assert (over.value.limit, over.value.line) == (limit, line)
    assert bench.run("item['well'] = True") == [{"well": True}]


def test_which_of_many_items_is_wrong_is_told(bench: Bench) -> None:
    with pytest.raises(ScriptFailed) as failed:
        bench.run(
            "if item['n'] == 3:\n    item['x'] = {1, item['n'] / 3, float('-inf')}", *({"n": n} for n in range(5))
        )
    assert (failed.value.index, failed.value.kind, failed.value.line) == (3, "ValueError", 2)
