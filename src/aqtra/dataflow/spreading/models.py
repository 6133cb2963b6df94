"""Values of parts."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from aqtra.dataflow.deferred import Shape
from aqtra.dataflow.errors import UNEXPECTED, ItemFailed, StepError
from aqtra.dataflow.items.table import Table
from aqtra.dataflow.models import RunWarning
from aqtra.kernel.errors import AqtraError, FieldError


@dataclass(frozen=True, slots=True)
class TakenPart:
    """A part in the hands of a worker. `tries` counts how often it was taken; `content` is sealed."""

    run_id: UUID
    number: int
    attempt: int
    tries: int
    step_id: str
    first: int
    content: bytes


class PartFailure(BaseModel):
    """The error that ended a step of a part. `step`: its place in the segment."""

    model_config = ConfigDict(frozen=True)

    step: int
    code: str
    status: int
    message: str
    item_index: int | None = None
    fields: tuple[FieldError, ...] = ()
    params: dict[str, Any] = {}

    @classmethod
    def of(cls, step: int, error: Exception) -> Self:
        """What no error names is told as little of as in any run: its worker has it in the log."""
        item_index = error.item_index if isinstance(error, ItemFailed | StepError) else None
        named = error.cause if isinstance(error, ItemFailed) else error
        if not isinstance(named, AqtraError):
            return cls(step=step, code=AqtraError.code, status=AqtraError.status, message=UNEXPECTED)
        return cls(
            step=step,
            code=named.code,
            status=named.status,
            message=named.message,
            item_index=item_index,
            fields=named.fields,
            params=named.params,
        )


class Told(BaseModel):
    """A warning; with `times`, one that is told once, and has the number of times still to be put in."""

    model_config = ConfigDict(frozen=True)

    warning: RunWarning
    times: int | None = None


class PartReport(BaseModel):
    """What the run log needs of a part. `counts`: items in and out of each step that ended well."""

    model_config = ConfigDict(frozen=True)

    counts: tuple[tuple[int, int], ...] = ()
    failure: PartFailure | None = None
    told: tuple[Told, ...] = ()


@dataclass(frozen=True, slots=True)
class PartResult:
    """All that comes of a part: its items, None when it failed, and the operations that were recorded for them."""

    report: PartReport
    table: Table | None = None
    shapes: Sequence[Shape] = ()
    pieces: Sequence[bytes] = ()


class FailedElsewhere(StepError):
    """The error of a part, as its worker told it."""

    def __init__(self, failure: PartFailure, before: int) -> None:
        """`before`: items of the step that came before the part."""
        place = None if failure.item_index is None else failure.item_index + before
        super().__init__(failure.message, item_index=place, fields=failure.fields)
        self.params = dict(failure.params)
        self._failure = failure

    @property
    def code(self) -> str:  # type: ignore[override]
        return self._failure.code

    @property
    def status(self) -> int:  # type: ignore[override]
        return self._failure.status
