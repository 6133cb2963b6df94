"""JSON element by element: the root array, or one inside of objects. Only the present element is held in memory."""

import json
import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any, Final

from aqtra.bulk.errors import UnreadableFile
from aqtra.bulk.limits import RECORD_LENGTH

_BLANK: Final = re.compile(r"[ \t\r\n]*")
# The longest word, escape or beginning of a number that may be cut off at the end of the window.
_CUT: Final = 16
_NUMBER: Final = "+-.0123456789eE"


def json_rows(texts: Iterator[str], path: Sequence[str] = ()) -> Iterator[tuple[int, Any]]:
    """The elements of the array at `path`, with the lines they begin on. Fractions are decimals.

    Raises UnreadableFile: rule `path` when there is no such array, `type` when the root is something else, `syntax`,
    `max_length`.
    """
    text = _Text(texts)
    for name in path:
        _enter(text, name)
    if text.peek() != "[":
        raise UnreadableFile.at(text.line, "path" if path else "type", "an array is expected here")
    text.take("[")
    if text.peek() == "]":
        text.take("]")
    else:
        yield from _elements(text)
    if not path and text.peek():
        raise text.broken("text behind the end")


def _elements(text: "_Text") -> Iterator[tuple[int, Any]]:
    while True:
        text.peek()
        line = text.line
        yield line, text.value()
        if text.peek() == "]":
            text.take("]")
            return
        text.take(",")


def _enter(text: "_Text", name: str) -> None:
    """Goes to the value of a member; those before it are passed over."""
    if text.peek() != "{":
        raise UnreadableFile.at(text.line, "path", f"there is no object with a member {name} here")
    text.take("{")
    while text.peek() == '"':
        found = text.value()
        text.take(":")
        if found == name:
            return
        text.value()
        if text.peek() != ",":
            break
        text.take(",")
    raise UnreadableFile.at(text.line, "path", f"there is no member {name}")


class _Text:
    """A window on the text that the library's decoder reads values from."""

    def __init__(self, texts: Iterator[str]) -> None:
        self._texts = texts
        self._window = ""
        self._at = 0
        self._decoder = json.JSONDecoder(parse_float=Decimal, parse_constant=_refused)
        self.line = 1

    def broken(self, reason: str) -> UnreadableFile:
        return UnreadableFile.at(self.line, "syntax", f"not valid JSON: {reason}")

    def peek(self) -> str:
        """The next character that is no blank; empty at the end."""
        while True:
            blank = _BLANK.match(self._window, self._at)
            assert blank is not None
            self._pass(blank.end())
            if self._at < len(self._window):
                return self._window[self._at]
            if not self._read():
                return ""

    def take(self, character: str) -> None:
        found = self.peek()
        if found != character:
            raise self.broken(f"{character} expected, not {found or 'the end'}")
        self._pass(self._at + 1)

    def value(self) -> Any:
        self.peek()
        while True:
            try:
                value, end = self._decoder.raw_decode(self._window, self._at)
            except RecursionError as error:
                raise self.broken("nested too deep") from error
            except (ValueError, ArithmeticError) as error:
                self._grow(error)
                continue
            # A number at the end of the window may go on behind it.
            if end == len(self._window) and self._window[end - 1] in _NUMBER and self._read():
                continue
            self._pass(end)
            return value

    def _grow(self, error: Exception) -> None:
        """Twice as much text: a value that is cut off is read again, a few times at most."""
        if self._is_beyond_help(error):
            raise self.broken(str(error)) from error
        held = len(self._window) - self._at
        if held > RECORD_LENGTH:
            raise UnreadableFile.at(self.line, "max_length", f"a value of more than {RECORD_LENGTH} characters")
        more = self._read()
        while more and len(self._window) - self._at < 2 * held:
            more = self._read()
        if len(self._window) - self._at == held:
            raise self.broken(str(error)) from error

    def _is_beyond_help(self, error: Exception) -> bool:
        """Whether no text behind the window could mend it."""
        if not isinstance(error, json.JSONDecodeError) or error.msg.startswith("Unterminated string"):
            return False
        return error.pos < len(self._window) - _CUT

    def _read(self) -> bool:
        for piece in self._texts:
            if piece:
                self._window = self._window[self._at :] + piece
                self._at = 0
                return True
        return False

    def _pass(self, at: int) -> None:
        self.line += self._window.count("\n", self._at, at)
        self._at = at


def _refused(name: str) -> Any:
    raise ValueError(f"{name} is no JSON number")
