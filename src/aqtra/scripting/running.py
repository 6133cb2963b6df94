"""One run of a script, over all its items, in a process of the jail."""

import asyncio
import base64
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, suppress
from decimal import Decimal
from typing import Any, Final, Literal, cast

import orjson

from aqtra.kernel.errors import AqtraError
from aqtra.scripting.errors import Frame, JailUnavailable, LimitKind, ScriptFailed, ScriptOverLimit
from aqtra.scripting.frames import BadFrame, frame, receive
from aqtra.scripting.inside import wire
from aqtra.scripting.jail import Jail, Process
from aqtra.scripting.models import Broker, Line, Order, Told

SLICE: Final = 1_000
"""Items that are handed over at once."""
KEPT: Final = 1024 * 1024
"""Bytes of what a run printed and logged that its log keeps."""
LOOK_SECONDS: Final = 0.1
LONGEST_CPU: Final = 3_600
_LIMITS: Final[dict[LimitKind, str]] = {
    "cpu": "the script calculated for longer than {cpu:g} s on one item",
    "wall": "the script took longer than {wall:g} s for one item",
    "memory": "the script needed more than {memory} bytes of memory",
    "output": "the script printed more than {printed} bytes",
    "calls": "the script called the platform more than {calls} times",
    "result": "what the script left is too large",
}
_LEVELS: Final = ("info", "error", "trace")
_TYPES: Final[dict[str, LimitKind]] = {"MemoryError": "memory", "TooMuchPrinted": "output", "OverflowedFrame": "result"}


class Run:
    """Talks with one process until all items are through. Used once."""

    def __init__(self, jail: Jail, order: Order, broker: Broker, told: Told) -> None:
        self._jail = jail
        self._order = order
        self._broker = broker
        self._left: list[Any] = []
        self._done = 0
        self._printed = 0
        self._calls = 0
        self._over: LimitKind | None = None
        self._is_confined = False
        self._told = told

    async def work(self) -> list[Any]:
        """What the script left of each item. Raises ScriptFailed, ScriptOverLimit, JailUnavailable."""
        limits, items = self._order.limits, self._order.items
        cpu = min(int(limits.cpu * max(len(items), 1)) + 1, LONGEST_CPU)
        async with self._jail.process(limits.memory, cpu) as process, self._watched(process):
            sending = asyncio.create_task(self._send(process.writer))
            try:
                while len(self._left) < len(items):
                    await self._answer(process, *await receive(process.reader))
            except (asyncio.IncompleteReadError, ConnectionError, BadFrame) as error:
                raise await self._end(process) from error
            finally:
                sending.cancel()
                with suppress(asyncio.CancelledError, ConnectionError):
                    await sending
        return self._left

    async def _send(self, writer: asyncio.StreamWriter) -> None:
        order = {"source": self._order.source, "shape": self._order.shape, "modules": dict(self._order.modules)}
        writer.write(frame(wire.ORDER, orjson.dumps(order)))
        for start in range(0, len(self._order.items), SLICE):
            writer.write(frame(wire.ITEMS, orjson.dumps(self._order.items[start : start + SLICE])))
            await writer.drain()
        # The end is told when nothing more is asked: an answer must not come after it.

    async def _answer(self, process: Process, kind: bytes, content: Any) -> None:
        match kind, content:
            case wire.RESULT, list():
                self._take(content)
            case wire.DONE, int():
                self._through(content)
            case wire.PRINTED, str():
                self._tell("print", content)
            case wire.LOGGED, [level, str() as text] if level in _LEVELS:
                self._tell(cast("Literal['info', 'error', 'trace']", level), text)
            case wire.CALL, [str() as name, dict() as arguments]:
                await self._call(process.writer, name, arguments)
            case wire.FAILED, {"walls": str() as walls} if not self._is_confined:
                raise JailUnavailable(f"a wall of the jail cannot be put up: {walls}")
            case wire.FAILED, {"type": str() as failure}:
                raise self._failure(failure, content)
            case _:
                raise BadFrame("a frame is none of ours")

    def _take(self, results: list[Any]) -> None:
        expected = min(SLICE, len(self._order.items) - len(self._left))
        if len(results) != expected or not all(isinstance(each, dict) for each in results):
            at = len(self._left) + next((i for i, each in enumerate(results) if not isinstance(each, dict)), 0)
            raise ScriptFailed(
                at, "TypeError", "the script put something that is no item in the place of its item", None, ()
            )
        self._left += results
        self._through(len(self._left))

    def _through(self, done: int) -> None:
        if not self._done <= done <= len(self._order.items):
            raise BadFrame("items are counted in another way")
        # Whoever counts is shut in; from now on it may be its script that talks.
        self._is_confined = True
        if done > self._done:
            self._done = done
            self._since = self._now()

    def _tell(self, level: Literal["print", "info", "error", "trace"], text: str) -> None:
        size = len(text.encode("utf-8", "replace"))
        self._printed += size
        self._within("output", self._printed, self._order.limits.printed)
        if self._told.size + size <= KEPT:
            self._told.size += size
            self._told.lines.append(Line(level, text.rstrip("\n")))

    async def _call(self, writer: asyncio.StreamWriter, name: str, arguments: dict[str, Any]) -> None:
        self._calls += 1
        self._within("calls", self._calls, self._order.limits.calls)
        try:
            answer = {"value": await self._broker.call(name, arguments)}
        except AqtraError as error:
            details = [field.model_dump() for field in error.fields] or error.params
            answer = {"error": {"message": str(error), "code": error.code, "status": error.status, "details": details}}
        writer.write(frame(wire.ANSWER, orjson.dumps(answer, default=_plain)))
        await writer.drain()

    def _within(self, limit: LimitKind, used: int, allowed: int) -> None:
        # Which item is at work only the process knows; all of them together are bounded here.
        if used > allowed * len(self._order.items):
            raise self._exceeded(limit)

    def _failure(self, kind: str, told: dict[str, Any]) -> Exception:
        at = told.get("index")
        index = at if isinstance(at, int) and 0 <= at < len(self._order.items) else self._done
        line = told.get("line")
        line = line if isinstance(line, int) else None
        if kind in _TYPES:
            return self._exceeded(_TYPES[kind], index, line)
        way = tuple(_frames(told.get("trace")))
        return ScriptFailed(index, kind, str(told.get("message", "")), line, way)

    async def _end(self, process: Process) -> Exception:
        """Why a process is gone, or talks nonsense."""
        process.kill()
        end = await process.ended
        if self._over is not None:
            return self._exceeded(self._over)
        if end.cpu >= self._order.limits.cpu and len(self._order.items) <= 1:
            # The kernel was faster than we.
            return self._exceeded("cpu")
        return ScriptFailed(self._done, "SystemError", f"the script ended its interpreter ({end.status})", None, ())

    def _exceeded(self, limit: LimitKind, index: int | None = None, line: int | None = None) -> ScriptOverLimit:
        limits = self._order.limits
        words = {name: getattr(limits, name) for name in limits.__slots__}
        return ScriptOverLimit(self._done if index is None else index, limit, _LIMITS[limit].format(**words), line)

    @asynccontextmanager
    async def _watched(self, process: Process) -> AsyncIterator[None]:
        self._since = self._now()
        watching = asyncio.create_task(self._watch(process))
        try:
            yield
        finally:
            watching.cancel()

    async def _watch(self, process: Process) -> None:
        """Ends the process once a single item takes more than it may, whatever the script does about signals."""
        done, used = -1, 0.0
        while True:
            now = process.cpu_seconds()
            if self._done != done:
                done, used = self._done, now
            if now - used > self._order.limits.cpu:
                self._over = "cpu"
            elif self._now() - self._since > self._order.limits.wall:
                self._over = "wall"
            if self._over is not None:
                process.kill()
                return
            await asyncio.sleep(LOOK_SECONDS)

    def _now(self) -> float:
        return asyncio.get_running_loop().time()


def _frames(told: Any) -> Iterator[Frame]:
    for each in told if isinstance(told, list) else ():
        match each:
            case {"file": str() as file, "line": int() | None as line, "in": str() as function, "text": str() as text}:
                yield Frame(file, line, function, text)


def _plain(value: Any) -> Any:
    """Values of an answer that JSON has no form for, or none with all their digits."""
    if isinstance(value, Decimal) and value.is_finite():
        return orjson.Fragment(format(value, "f"))
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    return str(value)
