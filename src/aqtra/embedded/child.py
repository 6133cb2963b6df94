"""A server under supervision: started, watched, started again when it ends by itself, stopped on request."""

import asyncio
import contextlib
import os
import signal
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

from aqtra.embedded.budget import WINDOW_SECONDS, RestartBudget
from aqtra.embedded.errors import ChildFailed, NotReady
from aqtra.embedded.folder import tail
from aqtra.embedded.process import Command

Announce = Callable[[str], None]


class Child:
    """One server. `wait_ready` returns when it answers and raises an `EmbeddedError` when it will not."""

    def __init__(
        self, title: str, command: Command, log: Path, wait_ready: Callable[["Child"], Awaitable[None]], say: Announce
    ) -> None:
        self.title = title
        self.log = log
        self._command = command
        self._wait_ready = wait_ready
        self._say = say
        self._budget = RestartBudget()
        self._process: asyncio.subprocess.Process | None = None

    @property
    def pid(self) -> int:
        """Of the process that was started last."""
        assert self._process is not None
        return self._process.pid

    def is_alive(self) -> bool:
        return self._process is not None and self._process.returncode is None

    async def start(self) -> None:
        """Start and wait until it answers. On failure the error carries the end of its log."""
        with self.log.open("ab") as output:
            self._process = await asyncio.create_subprocess_exec(
                *self._command.launch_argv(),
                env=self._command.environment,
                stdin=asyncio.subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                process_group=0,
            )
        try:
            await self._wait_ready(self)
        except ChildFailed as error:
            raise ChildFailed(f"{error.message}\n{tail(self.log)}", f"The whole log: {self.log}") from error

    async def keep_running(self) -> None:
        """Watch for ever; restart with growing pauses.

        Raises:
            ChildFailed: it ended too often in too short a time.
        """
        while True:
            assert self._process is not None
            code = await self._process.wait()
            self._end_group()
            pause = self._budget.failed(time.monotonic())
            if pause is None:
                raise ChildFailed(
                    f"{self.title} ended again and again within {WINDOW_SECONDS:.0f} s.\n{tail(self.log)}",
                    f"The whole log: {self.log}",
                )
            self._say(f"! {self.title} ended ({_how(code)}); starting it again")
            await asyncio.sleep(pause)
            try:
                await self.start()
            except (ChildFailed, NotReady):
                self._end_group()
            else:
                self._say(f"✓ {self.title} runs again")

    async def stop(self, seconds: float) -> None:
        """Ask it to end, then force it and whatever it started. Returns when it is gone."""
        if self._process is None:
            return
        if self.is_alive():
            self._process.send_signal(self._command.stop_signal)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._process.wait(), seconds)
        self._end_group()
        await self._process.wait()

    def _end_group(self) -> None:
        """What a server leaves in its process group when it ends has no master any more."""
        assert self._process is not None
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self._process.pid, signal.SIGKILL)


def _how(code: int) -> str:
    return f"by {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"
