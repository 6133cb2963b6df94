"""What `aqtra doctor` examines, and what it finds."""

from dataclasses import dataclass
from enum import StrEnum

from aqtra.embedded.folder import DataFolder
from aqtra.embedded.lock import State
from aqtra.infra.settings import Settings


class Verdict(StrEnum):
    GOOD = "good"
    WARNING = "warning"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Result:
    """One line of the report: what was found, and what to do about it."""

    name: str
    verdict: Verdict
    detail: str
    advice: str = ""


@dataclass(frozen=True, slots=True)
class Patient:
    """What is examined. The addresses are None while an embedded installation does not run."""

    settings: Settings
    folder: DataFolder
    state: State | None
    database_url: str | None
    redis_url: str | None
