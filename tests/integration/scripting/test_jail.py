"""The jail as its host has it: looked at before anything is run, and begun again when it was lost."""

import asyncio
from typing import Any

import pytest

from aqtra.scripting.errors import JailUnavailable, ScriptFailed
from aqtra.scripting.inside.confine import Walls
from aqtra.scripting.jail import Jail
from tests.integration.scripting.conftest import Bench


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

    def without(control: int, walls: str) -> list[str]:
        return [word for word in whole(control, walls) if word not in ("--unshare-net", "--unshare-pid")]

    monkeypatch.setattr(launching, "command", without)
    with pytest.raises(JailUnavailable):
        runner.run(Jail().start())
