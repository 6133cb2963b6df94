"""What is to be run, within which limits, and what came of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Literal, Protocol

MIB: Final = 1024 * 1024


@dataclass(frozen=True, slots=True)
class ScriptLimits:
    """Per item: seconds of CPU and of wall time, bytes of memory, bytes printed, calls of the platform."""

    cpu: float = 10.0
    wall: float = 60.0
    memory: int = 256 * MIB
    printed: int = MIB
    calls: int = 10_000


@dataclass(frozen=True, slots=True)
class Order:
    """A script and the items it is run on, one after the other, in one process.

    `shape` says where numbers stand in an item: "number", {"member": shape}, [shape], or None where there are none.
    `modules` are the sources, by name, that it may import besides what Python and the platform have.
    """

    source: str
    items: Sequence[Any]
    shape: Any = None
    limits: ScriptLimits = ScriptLimits()
    modules: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Line:
    """What a script said: printed, or logged at a level."""

    level: Literal["print", "info", "error", "trace"]
    text: str


@dataclass(slots=True)
class Told:
    """Lines of a run as far as they are kept, and how much room they take."""

    lines: list[Line] = field(default_factory=list)
    size: int = 0


class Broker(Protocol):
    """What scripts may ask of the platform, with the rights of the run's principal.

    Raises AqtraError for what is refused, which the script gets as an exception.
    """

    async def call(self, name: str, arguments: Mapping[str, Any]) -> Any:
        """`query`, `change`, `upload`, `download`, `http`. Arguments come from a script: nothing about them is sure."""
        ...
