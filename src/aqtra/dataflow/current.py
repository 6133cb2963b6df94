"""The run that the present task works for: what a step reads may be answered by a flow, which must know its caller."""

from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Protocol

from aqtra.dataflow.models import Outcome, RunInfo

Judge = Callable[[Outcome], Awaitable[Outcome]]
"""Says of a run that has ended how it ended, before it is logged."""


async def taken_as_it_is(outcome: Outcome) -> Outcome:
    return outcome


class Execute(Protocol):
    """Runs a flow to its end for the run that calls it, and logs it."""

    async def __call__(self, run: RunInfo, judge: Judge = taken_as_it_is) -> Outcome: ...


@dataclass(frozen=True, slots=True)
class Current:
    """A run, and how flows are run that it calls."""

    run: RunInfo
    execute: Execute


_CURRENT: ContextVar[Current | None] = ContextVar("aqtra_run", default=None)


def current() -> Current | None:
    """None outside of runs."""
    return _CURRENT.get()


@contextmanager
def entered(run: RunInfo, execute: Execute) -> Iterator[None]:
    """Whatever is read inside is read for this run."""
    token = _CURRENT.set(Current(run, execute))
    try:
        yield
    finally:
        _CURRENT.reset(token)
