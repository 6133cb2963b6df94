"""The state machine of a publication: pure, no clock, no I/O.

A driver asks `next_action`, does it, and records what happened with one of the transitions. Work of a stage that
was begun may be there even when nobody could record it (a killed worker, a lost connection), so everything begun
is undone, also the stage that failed; `undo` copes with finding nothing. After the last stage nothing is undone:
its work and the state `completed` are one transaction.
"""

from dataclasses import dataclass, replace

from aqtra.metadata.publication.models import PublicationState, StageState


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a publication stands. `stage` is the one being run or the next to undo; None before and after."""

    state: PublicationState
    stages: tuple[StageState, ...]
    stage: int | None = None
    reset: bool = False
    undo_failed: bool = False

    @classmethod
    def fresh(cls, stages: int) -> "Progress":
        return cls(PublicationState.RUNNING, (StageState.PENDING,) * stages)

    def of(self, number: int) -> StageState:
        return self.stages[number - 1]


@dataclass(frozen=True, slots=True)
class Run:
    """Run this stage."""

    number: int


@dataclass(frozen=True, slots=True)
class Undo:
    """Undo this stage."""

    number: int


@dataclass(frozen=True, slots=True)
class Finish:
    """Nothing is left to do: end in this state."""

    state: PublicationState


Action = Run | Undo | Finish


def next_action(progress: Progress) -> Action | None:
    """What to do now; None when the publication has ended."""
    match progress.state:
        case PublicationState.RUNNING:
            if StageState.PENDING in progress.stages:
                return Run(progress.stages.index(StageState.PENDING) + 1)
            return Finish(PublicationState.COMPLETED)
        case PublicationState.ROLLING_BACK:
            return Undo(progress.stage) if progress.stage is not None else Finish(_rolled_back(progress))
        case _:
            return None


def begin(progress: Progress, number: int) -> Progress:
    """The stage is about to run."""
    return replace(_with(progress, number, StageState.RUNNING), stage=number)


def complete(progress: Progress, number: int) -> Progress:
    """The stage has done its work."""
    return _with(progress, number, StageState.COMPLETE)


def fail(progress: Progress, number: int) -> Progress:
    """The stage refused or broke: from here on, undo."""
    failed = _with(progress, number, StageState.FAILED)
    return replace(failed, state=PublicationState.ROLLING_BACK, stage=number)


def interrupt(progress: Progress) -> Progress:
    """Whoever ran it is gone, or it was taken away: undo what was begun."""
    if progress.state is not PublicationState.RUNNING:
        return progress
    begun = [number for number, state in enumerate(progress.stages, 1) if state is not StageState.PENDING]
    return replace(progress, state=PublicationState.ROLLING_BACK, stage=max(begun, default=None))


def taken_over(progress: Progress) -> Progress:
    """What another process makes of it: what nobody began is run, anything else is rolled back."""
    untouched = all(state is StageState.PENDING for state in progress.stages)
    return progress if untouched and not progress.reset else interrupt(progress)


def undone(progress: Progress, number: int) -> Progress:
    """The stage's work is gone. A stage that failed stays shown as failed."""
    state = progress.of(number)
    after = state if state is StageState.FAILED else StageState.UNDONE
    return _one_back(_with(progress, number, after), number)


def undo_failed(progress: Progress, number: int) -> Progress:
    """The stage's work could not be removed; the stages before it are undone all the same."""
    return replace(_one_back(_with(progress, number, StageState.FAILED), number), undo_failed=True)


def finish(progress: Progress, state: PublicationState) -> Progress:
    return replace(progress, state=state, stage=None)


def _rolled_back(progress: Progress) -> PublicationState:
    if progress.reset:
        return PublicationState.RESET
    return PublicationState.FAILED if progress.undo_failed else PublicationState.ROLLED_BACK


def _one_back(progress: Progress, number: int) -> Progress:
    return replace(progress, stage=number - 1 if number > 1 else None)


def _with(progress: Progress, number: int, state: StageState) -> Progress:
    stages = list(progress.stages)
    stages[number - 1] = state
    return replace(progress, stages=tuple(stages))
