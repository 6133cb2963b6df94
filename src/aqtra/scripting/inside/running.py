"""One run: the source is compiled once and done on each item, with fresh globals each time."""

import builtins
import io
import linecache
import sys
import time
import traceback
from types import CodeType, TracebackType
from typing import Any, Final

from . import api, leaving, modules, values, wire

SCRIPT: Final = "<script>"
TOLD_AFTER: Final = 0.2
"""Seconds without a word after which the host is told how many items are done."""
PRINTED_PER_ITEM: Final = 1024 * 1024
"""Characters."""
LONGEST_TEXT: Final = 4_000
"""Characters of an error's message; lines of its way are no longer than that either."""
FRAMES: Final = 20
_OURS_BESIDES: Final = 8
"""Frames of calls of the platform, which are not shown."""


_NOTHING: Final = object()


class Gone(BaseException):
    """The host has closed the channel; nobody waits for what this run does."""


class Host:
    """Calls of scripts, over the channel. Implements `api.Host`."""

    def __init__(self, channel: wire.Channel) -> None:
        self._channel = channel

    def call(self, name: str, arguments: dict[str, Any]) -> Any:
        self._channel.send_bytes(wire.CALL, values.write([name, arguments]))
        try:
            answer = self._channel.answer()
        except EOFError:
            raise Gone from None
        if "error" in answer:
            raise _refusal(name, answer["error"])
        return answer["value"]

    def log(self, level: str, text: str) -> None:
        self._channel.send(wire.LOGGED, [level, text])


def _refusal(name: str, error: dict[str, Any]) -> Exception:
    if name == "http":
        from .outbound import HttpError

        return HttpError(error["message"])
    kind = api.FileError if name in ("upload", "download") else api.CatalogError
    return kind(error["message"], error["code"], error["status"], error.get("details"))


class TooMuchPrinted(Exception):
    """An item printed without end."""


class Printed(io.TextIOBase):
    """Standard output and error of scripts. Raises TooMuchPrinted."""

    def __init__(self, channel: wire.Channel) -> None:
        self._channel = channel
        self.room = PRINTED_PER_ITEM
        self._line = ""

    def write(self, text: str) -> int:
        self.room -= len(text)
        if self.room < 0:
            raise TooMuchPrinted(f"an item prints at most {PRINTED_PER_ITEM} characters")
        self._line += text
        if "\n" in text or len(self._line) > LONGEST_TEXT:
            self.flush()
        return len(text)

    def flush(self) -> None:
        if self._line:
            self._channel.send(wire.PRINTED, self._line)
            self._line = ""

    def writable(self) -> bool:
        return True


class Run:
    """Raises nothing: what goes wrong is told to the host."""

    def __init__(self, channel: wire.Channel) -> None:
        self._channel = channel
        self._printed = Printed(channel)
        self._done = 0
        self._told = time.monotonic()

    def work(self) -> None:
        try:
            self._channel.send(wire.DONE, 0)
            kind, order = self._channel.receive()
            if kind != wire.ORDER:
                return
            self._work(order)
        except (EOFError, OSError, Gone):
            # Whoever waited is gone.
            return

    def _work(self, order: dict[str, Any]) -> None:
        self._source = order["source"]
        # Lies where scripts import it from, in the jail only.
        from aqtra_legacy.parsing import parsed

        given = {"__name__": "__main__", "__builtins__": builtins, **api.names(Host(self._channel))}
        sys.stdout = sys.stderr = self._printed
        linecache.cache[SCRIPT] = (len(order["source"]), None, order["source"].splitlines(True), SCRIPT)
        try:
            code = compile(parsed(order["source"], SCRIPT), SCRIPT, "exec", dont_inherit=True)
        except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
            self._fail(error)
            return
        modules.offer(order["modules"])
        convert = values.converter(order["shape"])
        while self._slice(code, given, convert):
            pass

    def _slice(self, code: CodeType, given: dict[str, Any], convert: values.Converter | None) -> bool:
        kind, items = self._channel.receive()
        if kind != wire.ITEMS:
            return False
        first, left = self._done, []
        for item in items:
            try:
                if convert is not None:
                    convert(item)
                namespace = given.copy()
                namespace["item"] = item
                exec(code, namespace)
            except Gone:
                raise
            except BaseException as error:
                self._fail(error)
                return False
            there = namespace.get("item")
            if not isinstance(there, dict):
                self._fail(TypeError(), there)
                return False
            left.append(there)
            self._through()
        return self._hand_over(left, first)

    def _hand_over(self, left: list[Any], first: int) -> bool:
        """All at once, which is much faster than one by one; what cannot be written is looked for afterwards."""
        try:
            self._channel.send_bytes(wire.RESULT, values.write(left))
        except (OSError, Gone):
            raise
        except BaseException as error:
            place = _unwritable(left)
            self._done = first + place
            self._fail(error, left[place])
            return False
        return True

    def _through(self) -> None:
        self._done += 1
        self._printed.flush()
        self._printed.room = PRINTED_PER_ITEM
        now = time.monotonic()
        if now - self._told > TOLD_AFTER:
            self._told = now
            self._channel.send(wire.DONE, self._done)

    def _fail(self, error: BaseException, left: Any = _NOTHING) -> None:
        """`left`: what the script left in the place of its item, where that is what is wrong."""
        self._printed.flush()
        try:
            is_left = left is not _NOTHING and not isinstance(error, wire.OverflowedFrame | MemoryError)
            about = leaving.described(self._source, left) if is_left else described(error)
            told = {**about, "index": self._done, "message": _cut(about["message"])}
        except BaseException as worse:
            told = {"index": self._done, "type": type(worse).__name__, "message": "", "line": None, "trace": []}
        self._channel.send(wire.FAILED, told)


def _unwritable(left: list[Any]) -> int:
    """Which of them is to blame; the first, when only all of them together are too much."""
    for place, item in enumerate(left):
        try:
            values.write(item)
        except BaseException:
            return place
    return 0


def described(error: BaseException) -> dict[str, Any]:
    """Type, message and the way to it through the script, innermost last."""
    # Of a deep recursion there may be a million.
    innermost = traceback.extract_tb(error.__traceback__, limit=-FRAMES - _OURS_BESIDES)
    way = [_place(each) for each in innermost if not _ours(each.filename)]
    line = _last_line(error.__traceback__)
    if isinstance(error, SyntaxError) and error.filename == SCRIPT:
        line = error.lineno
    if isinstance(error, SyntaxError) and modules.is_module(error.filename or ""):
        # The frames end where the module was imported; the line that is wrong is of no frame.
        way.append({"file": error.filename, "line": error.lineno, "in": "<module>", "text": _cut(error.text)})
    return {"type": type(error).__name__, "message": _message(error), "line": line, "trace": way[-FRAMES:]}


def _last_line(way: TracebackType | None) -> int | None:
    """Of the script itself, whatever libraries it was in."""
    line = None
    while way is not None:
        if way.tb_frame.f_code.co_filename == SCRIPT:
            line = way.tb_lineno
        way = way.tb_next
    return line


def _place(frame: traceback.FrameSummary) -> dict[str, Any]:
    return {"file": _shown(frame.filename), "line": frame.lineno, "in": frame.name, "text": _cut(frame.line)}


def _message(error: BaseException) -> str:
    try:
        # Where it is wrong is told beside.
        return error.msg if isinstance(error, SyntaxError) else str(error)
    except BaseException:
        # Its __str__ is the script's.
        return ""


def _cut(text: str | None) -> str:
    return (text or "")[:LONGEST_TEXT]


def _ours(filename: str) -> bool:
    return filename.startswith((*OWN_FOLDERS, "<frozen importlib"))


def _shown(filename: str) -> str:
    return filename if filename == SCRIPT or modules.is_module(filename) else filename.rsplit("/", 1)[-1]


_HOME: Final = __file__.rsplit("/", 2)[0]
OWN_FOLDERS: Final = (f"{_HOME}/inside/", f"{_HOME}/shared/")
