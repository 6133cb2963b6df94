"""Where the work at hand came from: the caller's address and the trace, for records that are written deep inside."""

from contextvars import ContextVar
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Origin:
    """All are None for work that no request asked for. `viewing_as`: the account that the caller views as."""

    address: str | None = None
    trace_id: str | None = None
    viewing_as: int | None = None


NOWHERE = Origin()
_ORIGIN: ContextVar[Origin] = ContextVar("aqtra_origin", default=NOWHERE)


def set_origin(origin: Origin) -> None:
    """For the rest of this task, and what it starts."""
    _ORIGIN.set(origin)


def origin() -> Origin:
    return _ORIGIN.get()
