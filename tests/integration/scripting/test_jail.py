"""The jail as hostile scripts find it, and what becomes of the platform meanwhile."""

import asyncio
import os
import subprocess
import sys
from typing import Any

import pytest

from aqtra.scripting.errors import JailUnavailable, ScriptFailed, ScriptOverLimit
from aqtra.scripting.inside.confine import Walls
from aqtra.scripting.jail import Jail
from tests.integration.scripting.attacks import ATTACKS, Attack
from tests.integration.scripting.conftest import Bench

CONTROL = "import sys\nwon = False\nexec(compile(sys.argv[1], '<script>', 'exec'))\nsys.exit(0 if won else 1)"
# A scratch folder that others use too, as on any machine.
KEPT_ENVIRONMENT = {"PATH": os.environ["PATH"]}


def named(attack: Attack) -> str:
    return f"{attack.number}-{attack.name.replace(' ', '-')}"


@pytest.mark.parametrize("attack", ATTACKS, ids=named)
def test_an_attack_gets_nothing(bench: Bench, attack: Attack) -> None:
    source = f"won = False\n{attack.source}\nitem['won'] = bool(won)"
    try:
        (left,) = bench.run(source)
    except ScriptFailed:
        left = {"won": False}
    assert left == {"won": False}
    assert bench.run("item['well'] = True") == [{"well": True}]


@pytest.mark.parametrize("attack", [each for each in ATTACKS if each.outside], ids=named)
def test_the_same_attack_works_outside(attack: Attack) -> None:
    done = subprocess.run(
        [sys.executable, "-c", CONTROL, attack.source],
        env=KEPT_ENVIRONMENT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


GREEDY: dict[str, tuple[str, str, dict[str, Any]]] = {
    "20 endless loop": ("while True: pass", "cpu", {"cpu": 0.5}),
    "21 loop that swallows": (
        "import signal\nfor n in (signal.SIGTERM, signal.SIGINT, signal.SIGXCPU): signal.signal(n, signal.SIG_IGN)\n"
        "while True:\n    try: raise KeyboardInterrupt\n    except BaseException: pass",
        "cpu",
        {"cpu": 0.5},
    ),
    "26 catastrophic expression": ("import re\nre.match(r'(a+)+$', 'a' * 64 + 'b')", "cpu", {"cpu": 0.5}),
    "27 a number without end": ("10 ** 10 ** 9", "cpu", {"cpu": 0.5}),
    "30 sleep": ("import time\ntime.sleep(600)", "wall", {"wall": 0.5}),
    "19 memory": ("held = []\nwhile True: held.append(bytearray(1 << 20))", "memory", {"memory": 64 << 20}),
    "29 zip bomb": (
        "import io, zipfile\nmade = io.BytesIO()\n"
        "with zipfile.ZipFile(made, 'w', zipfile.ZIP_DEFLATED) as z: z.writestr('x', bytes(48 << 20))\n"
        "held = [zipfile.ZipFile(made).read('x') for _ in range(9)]",
        "memory",
        {"memory": 128 << 20},
    ),
    "25 output flood": ("while True: print('x' * 1000)", "output", {}),
    "calls without end": (
        "while True:\n    try: catalogs.query('').execute()\n    except CatalogError: pass",
        "calls",
        {"calls": 20},
    ),
    "an item of 100 MB": ("item['x'] = 'x' * (100 << 20)", "result", {"memory": 600 << 20}),
}


@pytest.mark.parametrize("name", GREEDY)
def test_what_takes_too_much_is_ended_by_name(bench: Bench, name: str) -> None:
    source, limit, limits = GREEDY[name]
    with pytest.raises(ScriptOverLimit) as over:
        bench.run(source, **limits)
    assert over.value.limit == limit
    assert bench.run("item['well'] = True") == [{"well": True}]


FAILING = {
    "22 fill the scratch space": (
        "with open('/tmp/x', 'wb') as f:\n    while True: f.write(bytes(1 << 20))",
        "OSError",
    ),
    "23 exhaust inodes": ("n = 0\nwhile True:\n    open(f'/tmp/{n}', 'w').close(); n += 1", "OSError"),
    "24 exhaust descriptors": ("held = []\nwhile True: held.append(open('/tmp/x', 'w'))", "OSError"),
    "28 deep recursion": ("def f(): f()\nf()", "RecursionError"),
    "28 deep source": ("eval('(' * 5000 + ')' * 5000)", "MemoryError|SyntaxError|RecursionError"),
    "52 not a number": ("item['x'] = float('nan')", "ValueError"),
    "52 cycle": ("item['x'] = item", "ValueError"),
    "52 hostile values": ("class Bad:\n    def __repr__(self): raise SystemExit\nitem['x'] = Bad()", "TypeError"),
    "52 hostile exception": ("class Bad(Exception):\n    def __str__(self): raise KeyError\nraise Bad", "Bad"),
    "52 no item": ("item = 7", "TypeError"),
    "52 early end": ("import os\nos._exit(0)", "SystemError"),
    "52 crash": ("import os\nos.abort()", "SystemError"),
    "52 forged results": ("import os\nos.write(3, b'\\0\\0\\0\\x02R{}')\nimport time; time.sleep(5)", "SystemError"),
    "52 forged size": ("import os\nos.write(3, b'\\xff\\xff\\xff\\xffR')\nimport time; time.sleep(5)", "SystemError"),
    "52 forged failure": (
        "import os\nos.write(3, b'\\0\\0\\0\\x0cX{\"index\":99}')\nimport time; time.sleep(5)",
        "None",
    ),
}


@pytest.mark.parametrize("name", FAILING)
def test_what_goes_wrong_has_a_name(bench: Bench, name: str) -> None:
    source, kinds = FAILING[name]
    with pytest.raises((ScriptFailed, ScriptOverLimit)) as ended:
        bench.run(source)
    kind = ended.value.kind if isinstance(ended.value, ScriptFailed) else "MemoryError"
    assert kind in kinds.split("|")
    assert ended.value.index == 0
    assert bench.run("item['well'] = True") == [{"well": True}]


def test_16_a_run_finds_nothing_of_an_earlier_one(bench: Bench) -> None:
    bench.run("import sys, json\nsys.left = json.left = 'secret'\nopen('/tmp/left', 'w').write('secret')")
    source = "import sys, json, os\nitem['found'] = [hasattr(sys, 'left'), hasattr(json, 'left'), os.listdir('/tmp')]"
    assert bench.run(source) == [{"found": [False, False, []]}]


def test_a_script_that_dies_takes_nothing_with_it(bench: Bench) -> None:
    """Scripts run beside one another: one goes on while others end badly."""

    async def beside() -> list[Any]:
        from aqtra.scripting.models import Order, Told

        def started(source: str) -> Any:
            return bench.scripts.run(Order(source, ({},)), bench.broker, Told(), source)

        slow = started("import time\ntime.sleep(0.5)\nitem['well'] = True")
        return await asyncio.gather(slow, *(started("import os\nos.abort()") for _ in range(5)), return_exceptions=True)

    well, *others = bench.runner.run(beside())
    assert well == [{"well": True}]
    assert [type(other) for other in others] == [ScriptFailed] * 5


def test_a_jail_that_was_killed_is_started_again(bench: Bench) -> None:
    bench.run("pass")
    jail = bench.scripts._jail
    assert jail is not None
    jail._server.kill()
    for _ in range(100):
        if jail.lost:
            break
        bench.runner.run(asyncio.sleep(0.05))
    assert bench.run("item['well'] = True") == [{"well": True}]


HOLES = {
    "scratch": ("scratch",),
    "rights": ("rights",),
    "limits": ("limits",),
    "landlock": ("landlock",),
    "seccomp": ("system calls", "network", "children"),
}


@pytest.mark.parametrize("wall", HOLES)
def test_without_a_wall_nothing_is_run(runner: asyncio.Runner, wall: str) -> None:
    with pytest.raises(JailUnavailable) as refused:
        runner.run(Jail(walls=Walls(**{wall: False})).start())
    assert any(name in refused.value.message for name in HOLES[wall]), refused.value.message


def test_without_namespaces_nothing_is_run(runner: asyncio.Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    """As where the kernel, or the container around it, allows none."""
    from aqtra.scripting import launching

    whole = launching.command

    def without(*given: Any) -> list[str]:
        return [word for word in whole(*given) if word not in ("--unshare-net", "--unshare-pid")]

    monkeypatch.setattr(launching, "command", without)
    with pytest.raises(JailUnavailable):
        runner.run(Jail().start())
