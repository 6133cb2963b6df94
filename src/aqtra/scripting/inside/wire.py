"""Frames between a run and its host: four bytes of length, one of kind, then JSON."""

import json
import os
from typing import Any, Final

from . import values

ORDER, ITEMS, END, ANSWER = b"O", b"I", b"E", b"A"
"""To the run: what is to be done; a slice of items; that there are no more; what a call brought."""
DONE, RESULT, PRINTED, LOGGED, CALL, FAILED = b"D", b"R", b"P", b"L", b"C", b"X"
"""From it: how many items are through; a slice of results; text; a line for the log; a call; how it ended."""
HEAD: Final = 5
LARGEST: Final = 64 * 1024 * 1024
"""Bytes of one frame."""


class OverflowedFrame(OverflowError):
    """More at once than a frame holds."""


class Channel:
    """The blocking end of the run."""

    def __init__(self, fd: int) -> None:
        self._fd = fd
        self._ahead: list[tuple[bytes, Any]] = []

    def send(self, kind: bytes, content: Any) -> None:
        """Raises TypeError, ValueError, RecursionError for what is no JSON, OverflowedFrame."""
        self.send_bytes(kind, json.dumps(content, allow_nan=False).encode())

    def send_bytes(self, kind: bytes, body: bytes) -> None:
        if len(body) > LARGEST:
            raise OverflowedFrame(f"more than {LARGEST} bytes at once")
        rest = memoryview(len(body).to_bytes(4, "big") + kind + body)
        while rest:
            rest = rest[os.write(self._fd, rest) :]

    def answer(self) -> Any:
        """What a call brought. The host sends items ahead; they wait until they are asked for. Raises EOFError."""
        while True:
            kind, content = self._read()
            if kind == ANSWER:
                return content
            self._ahead.append((kind, content))

    def receive(self) -> tuple[bytes, Any]:
        """Raises EOFError when the host has gone."""
        return self._ahead.pop(0) if self._ahead else self._read()

    def _read(self) -> tuple[bytes, Any]:
        head = self._exactly(HEAD)
        body = self._exactly(int.from_bytes(head[:4], "big"))
        # Numbers of items travel as text; those of answers are written with all their digits.
        exact = values.exact if head[4:] == ANSWER else None
        return head[4:], json.loads(body, parse_float=exact) if body else None

    def _exactly(self, size: int) -> bytes:
        parts: list[bytes] = []
        while size:
            part = os.read(self._fd, min(size, 1 << 20))
            if not part:
                raise EOFError
            parts.append(part)
            size -= len(part)
        return b"".join(parts)
