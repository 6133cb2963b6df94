"""One jail for all tests of this folder, on an event loop of its own."""

import asyncio
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import pytest

from aqtra.kernel.errors import BadRequest
from aqtra.scripting.models import Order, ScriptLimits, Told
from aqtra.scripting.service import Scripts


@dataclass
class Recorder:
    """Implements `Broker`: writes down what was asked, answers what the test says."""

    answers: dict[str, Any] = field(default_factory=dict)
    asked: list[tuple[str, Mapping[str, Any]]] = field(default_factory=list)

    async def call(self, name: str, arguments: Mapping[str, Any]) -> Any:
        self.asked.append((name, arguments))
        if name not in self.answers:
            raise BadRequest(f"there is no call {name}")
        return self.answers[name]


@dataclass
class Bench:
    """Runs scripts as a process of the platform does."""

    runner: asyncio.Runner
    scripts: Scripts
    broker: Recorder = field(default_factory=Recorder)
    told: Told = field(default_factory=Told)

    def run(
        self, source: str, *items: Any, shape: Any = None, modules: Mapping[str, str] | None = None, **limits: Any
    ) -> list[Any]:
        self.told = Told()
        order = Order(source, items or ({},), shape, ScriptLimits(**limits), modules or {})
        return self.runner.run(self.scripts.run(order, self.broker, self.told))


@pytest.fixture(scope="session")
def runner() -> Iterator[asyncio.Runner]:
    with asyncio.Runner() as runner:
        yield runner


@pytest.fixture(scope="session")
def scripts(runner: asyncio.Runner) -> Iterator[Scripts]:
    scripts = Scripts()
    yield scripts
    runner.run(scripts.close())


@pytest.fixture
def bench(runner: asyncio.Runner, scripts: Scripts) -> Bench:
    return Bench(runner, scripts)


@pytest.fixture
def run(bench: Bench) -> Callable[..., list[Any]]:
    return bench.run
