"""Where the corpus is tried: scripts in their jail as a process of the platform runs them, calls answered as flows
answer them.

As a program it tries what it is told, by name, a line each, and answers with a line each. So others can start it as
whom they want.
"""

import asyncio
import json
import sys
from contextlib import AsyncExitStack
from dataclasses import asdict
from types import SimpleNamespace
from typing import Any, cast
from unittest.mock import patch
from uuid import UUID

from aqtra.dataflow import script_calls
from aqtra.dataflow.catalog_entries import CatalogEntries
from aqtra.dataflow.run_files import RunFiles
from aqtra.dataflow.script_calls import ScriptCalls
from aqtra.infra.container import Services
from aqtra.infra.egress import Egress
from aqtra.infra.settings import load_settings
from aqtra.kernel.errors import NotFound
from aqtra.kernel.principal import PLATFORM
from aqtra.scripting.errors import ScriptFailed, ScriptOverLimit
from aqtra.scripting.models import Broker, Order, ScriptLimits, Told
from aqtra.scripting.service import Scripts
from tests.integration.scripting.corpus import ATTACKS
from tests.integration.scripting.corpus.model import Attack, Ending
from tests.integration.scripting.corpus.outside import REPOSITORY
from tests.security.egress import FakeResolver, canary, redirect

ALLOWED = "127.0.0.2"
"""A system that scripts may call."""


class NoFiles:
    """A storage that has no file, for who asks for one by an id."""

    async def open(self, file_id: UUID) -> Any:
        assert isinstance(file_id, UUID)
        raise NotFound("there is no such file")


class Ground:
    """Tries attacks on one jail. Used between `open` and `close`."""

    def __init__(self, scripts: Scripts) -> None:
        self._scripts = scripts
        self._opened = AsyncExitStack()

    async def open(self) -> None:
        self._internal = await self._opened.enter_async_context(canary())
        redirecting = await self._opened.enter_async_context(canary(ALLOWED))
        redirecting.answer = redirect(f"http://127.0.0.1:{self._internal.port}/")
        self._item = {"port": self._internal.port, "redirecting": redirecting.port, "home": str(REPOSITORY)}

    async def close(self) -> None:
        await self._opened.aclose()

    async def tried(self, attack: Attack) -> Ending:
        reached, won = self._internal.connections, False
        source = f"won = False\n{attack.source}\nitem['won'] = bool(won)"
        for _ in range(attack.runs):
            try:
                (left,) = await self._run(source, **attack.limits)
                how, won = "left", bool(left["won"])
            except ScriptOverLimit as error:
                how = error.limit
            except ScriptFailed as error:
                how = error.kind
        well = await self._run("item['well'] = 1 + 1") == [{**self._item, "well": 2}]
        return Ending(how, won, self._internal.connections - reached, well)

    async def _run(self, source: str, **limits: Any) -> list[Any]:
        return await self._scripts.run(
            Order(source, (dict(self._item),), None, ScriptLimits(**limits)), _Calls(), Told()
        )


class _Calls:
    """Those of the product, whose way out is told lies about names. Implements `Broker`."""

    def __init__(self) -> None:
        settings = load_settings(egress_ports=tuple(range(1, 65536)), egress_allow=(ALLOWED,))
        self._egress = Egress(settings, resolver=FakeResolver(rebound_test=[[ALLOWED], ["127.0.0.1"]]))
        none = cast(Services, SimpleNamespace())
        self._calls: Broker = ScriptCalls(none, PLATFORM, cast(CatalogEntries, None), cast(RunFiles, NoFiles()))

    async def call(self, name: str, arguments: Any) -> Any:
        with patch.object(script_calls, "egress_of", lambda _: self._egress):
            return await self._calls.call(name, arguments)


async def _serve() -> None:
    scripts, by_name = Scripts(), {str(attack): attack for attack in ATTACKS}
    ground = Ground(scripts)
    await ground.open()
    try:
        while line := await asyncio.to_thread(sys.stdin.readline):
            sys.stdout.write(f"{json.dumps(asdict(await ground.tried(by_name[line.strip()])))}\n")
            sys.stdout.flush()
    finally:
        await ground.close()
        await scripts.close()


if __name__ == "__main__":
    asyncio.run(_serve())
