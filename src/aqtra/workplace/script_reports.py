"""What scripts of pages failed with in somebody's browser, for the system log."""

from typing import Annotated
from uuid import UUID

import structlog
from pydantic import BaseModel, ConfigDict, Field, StringConstraints

log = structlog.get_logger("aqtra.scripts")

Line = Annotated[str, StringConstraints(max_length=2000)]


class ScriptReport(BaseModel):
    """An exception that a Component Script did not catch, or the limit that ended it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    page: UUID | None = None
    function: Annotated[str, StringConstraints(max_length=200)] = ""
    type: Annotated[str, StringConstraints(max_length=200)]
    message: Line = ""
    module: Annotated[str, StringConstraints(max_length=200)] = ""
    line: int | None = Field(None, ge=0)


def log_report(component: UUID, user: int | None, report: ScriptReport) -> None:
    """One line of the log; its trace id is that of the request."""
    log.warning(
        "component script failed",
        component=str(component),
        user=user,
        page=None if report.page is None else str(report.page),
        function=report.function,
        error=report.type,
        reason=report.message,
        module=report.module,
        line=report.line,
    )
