"""What may become of a script.

AqtraError
├── ScriptFailed      it raised what it did not catch
├── ScriptOverLimit   it took more than it may
├── JailUnavailable   nothing is run here
│   └── PackageRefused    because a library was chosen that scripts cannot have
└── NoPlatform        it asks for what is not behind it
"""

from dataclasses import dataclass
from typing import Literal

from aqtra.kernel.errors import AqtraError, TimedOut, Unavailable
from aqtra.scripting.inside import modules

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

    @property
    def place(self) -> str | None:
        """The line of the script, or the module and its line where that is where it happened."""
        last = self.way[-1] if self.way else None
        if last is not None and last.line is not None and modules.is_module(last.file):
            return f"{last.file.strip('<>')}, line {last.line}"
        return None if self.line is None else f"line {self.line}"


class ScriptOverLimit(TimedOut):
    """A script took more time, memory, calls or room than it may, and was ended."""

    code = "script_over_limit"

    def __init__(self, index: int, limit: LimitKind, message: str, line: int | None = None) -> None:
        """`line`: where it was, if that is known."""
        super().__init__(message)
        self.index = index
        self.limit = limit
        self.line = line

    @property
    def place(self) -> str | None:
        """The line of the script, if it is known."""
        return None if self.line is None else f"line {self.line}"


class JailUnavailable(Unavailable):
    """Scripts cannot be run: a wall of their jail does not stand here."""

    code = "jail_unavailable"


class PackageRefused(JailUnavailable):
    """A library was chosen for scripts that they cannot have."""

    code = "script_package_refused"


class NoPlatform(Unavailable):
    """A script was run by itself, and asks for entries, files or other systems."""

    code = "no_platform"
