"""An attack, and what became of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

NUMBERS = range(1, 53)


@dataclass(frozen=True)
class Attack:
    """A script that sets `won` when it got what it must not have.

    `ends`: how its run ends in the jail: "left" when the script came to its end without having won, the name of the
    limit that it broke, or the name of the exception that it was stopped by.
    `outside`: what is run without the jail, where that is not the very same source; then `against` says what it shows.
    `cpu`: it has no end of its own; outside, it is taken to have won when a limit of its CPU had to end it.
    `crashes`: outside, it ends its interpreter.
    `runs`: how often it is run; only the last one can win.
    """

    number: int
    name: str
    wall: str
    source: str
    ends: str
    outside: str = ""
    against: str = ""
    cpu: bool = False
    crashes: bool = False
    runs: int = 1
    limits: Mapping[str, float] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.number:02}-{self.name.replace(' ', '-')}"


@dataclass(frozen=True)
class Ending:
    """How an attack ended. `reached`: calls that came to a server of the platform's own network.

    `well`: whether a script that was run afterwards found everything in order.
    """

    how: str
    won: bool = False
    reached: int = 0
    well: bool = True
