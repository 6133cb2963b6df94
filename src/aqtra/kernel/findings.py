"""Design-time findings: what the error list shows and what blocks publication."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Protocol, TypeVar

from pydantic import BaseModel, ConfigDict

Context = TypeVar("Context", contravariant=True)


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"
    INFORMATION = "information"


class Place(BaseModel):
    """Where a finding points, as precise as is known. All ids are those of the component document."""

    model_config = ConfigDict(frozen=True)

    component: str
    property: str | None = None
    page: str | None = None
    element: str | None = None
    flow: str | None = None
    step: str | None = None
    setting: str | None = None


class Finding(BaseModel):
    """One remark about a draft. `code` is stable and translated as `findings.<code>` with `params`."""

    model_config = ConfigDict(frozen=True)

    severity: Severity
    code: str
    message: str
    place: Place
    params: dict[str, str] = {}


def blocks(findings: Iterable[Finding]) -> bool:
    """Whether any finding forbids Ready to publish."""
    return any(finding.severity is Severity.ERROR for finding in findings)


class Check(Protocol[Context]):
    """A rule over a whole draft. Pure: everything it needs is in the context."""

    def __call__(self, context: Context) -> Iterable[Finding]: ...
