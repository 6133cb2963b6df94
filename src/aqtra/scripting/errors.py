"""What may become of a script.

AqtraError
├── ScriptFailed      it raised what it did not catch
├── ScriptOverLimit   it took more than it may
├── JailUnavailable   nothing is run here
└── NoPlatform        it asks for what is not behind it
"""

from dataclasses import dataclass
from typing import Literal

from aqtra.kernel.errors import AqtraError, TimedOut, Unavailable

LimitKind = Literal["cpu", "wall", "memory", "output", "calls", "result"]


@dataclass(frozen=True, slots=True)
class Frame:
    """A place on the way to an exception. `text` is the line itself."""

    file: str
    line: int | None
    function: str
    text: str


class ScriptFailed(AqtraError):
    """A script raised what it did not catch. `line` counts from 1; the innermost frame comes last."""

    code = "script_failed"

    def __init__(self, index: int, kind: str, message: str, line: int | None, way: tuple[Frame, ...]) -> None:
        super().__init__(f"{kind}: {message}" if message else kind)
        self.index = index
        self.kind = kind
        self.line = line
        self.way = way


class ScriptOverLimit(TimedOut):
    """A script took more time, memory, calls or room than it may, and was ended."""

    code = "script_over_limit"

    def __init__(self, index: int, limit: LimitKind, message: str) -> None:
        super().__init__(message)
        self.index = index
        self.limit = limit


class JailUnavailable(Unavailable):
    """Scripts cannot be run: a wall of their jail does not stand here."""

    code = "jail_unavailable"


class NoPlatform(Unavailable):
    """A script was run by itself, and asks for entries, files or other systems."""

    code = "no_platform"
