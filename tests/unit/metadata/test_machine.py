"""The state machine of a publication under failures and crashes at every point."""

from dataclasses import dataclass, field
from enum import StrEnum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aqtra.metadata.publication import machine
from aqtra.metadata.publication.machine import Finish, Progress, Run, Undo, next_action
from aqtra.metadata.publication.models import PublicationState, StageState

STAGES = 9
ENDS = {PublicationState.COMPLETED, PublicationState.ROLLED_BACK, PublicationState.FAILED, PublicationState.RESET}


class Fate(StrEnum):
    """What happens at one step of the driver."""

    WORKS = "works"
    FAILS = "fails"
    CRASHES_BEFORE = "crashes before the work"
    CRASHES_AFTER = "crashes between the work and its journal entry"
    RESET = "somebody asks for a reset"


@dataclass
class World:
    """What the stages have left in the world, and the journal that survives a crash."""

    journal: Progress = field(default_factory=lambda: Progress.fresh(STAGES))
    work: set[int] = field(default_factory=set)
    undone: list[int] = field(default_factory=list)
    switched: bool = False

    def step(self, fate: Fate) -> None:
        """One step of a driver that crashes, fails or succeeds."""
        action = next_action(self.journal)
        if fate is Fate.RESET:
            self.journal = machine.taken_over(
                Progress(**{**progress_fields(self.journal), "reset": True}) if self.is_active else self.journal
            )
            return
        match action:
            case Run(number):
                self._run(number, fate)
            case Undo(number):
                self._undo(number, fate)
            case Finish(state):
                if fate is Fate.WORKS:
                    self.journal = machine.finish(self.journal, state)
        if fate in (Fate.CRASHES_BEFORE, Fate.CRASHES_AFTER) and self.is_active:
            self.journal = machine.taken_over(self.journal)

    @property
    def is_active(self) -> bool:
        return self.journal.state.is_active

    def _run(self, number: int, fate: Fate) -> None:
        self.journal = machine.begin(self.journal, number)
        if fate is Fate.CRASHES_BEFORE:
            return
        if fate is Fate.FAILS:
            self.journal = machine.fail(self.journal, number)
            return
        self.work.add(number)
        if number == STAGES:
            # Work and journal of the last stage are one transaction.
            self.switched = True
            self.journal = machine.finish(machine.complete(self.journal, number), PublicationState.COMPLETED)
        elif fate is Fate.WORKS:
            self.journal = machine.complete(self.journal, number)

    def _undo(self, number: int, fate: Fate) -> None:
        if fate is Fate.CRASHES_BEFORE:
            return
        if fate is Fate.FAILS:
            self.journal = machine.undo_failed(self.journal, number)
            return
        self.work.discard(number)
        self.undone.append(number)
        if fate is Fate.WORKS:
            self.journal = machine.undone(self.journal, number)


def progress_fields(progress: Progress) -> dict[str, object]:
    return {name: getattr(progress, name) for name in ("state", "stages", "stage", "reset", "undo_failed")}


def lived(fates: list[Fate]) -> World:
    """The world after these fates, and then as many good days as it takes."""
    world = World()
    for fate in fates:
        world.step(fate)
    for _ in range(4 * STAGES):
        if world.is_active:
            world.step(Fate.WORKS)
    return world


@given(st.lists(st.sampled_from(Fate), max_size=40))
def test_it_always_ends_and_leaves_all_or_nothing(fates: list[Fate]) -> None:
    world = lived(fates)
    assert world.journal.state in ENDS
    assert world.switched == (world.journal.state is PublicationState.COMPLETED)
    if world.switched:
        assert world.work == set(range(1, STAGES + 1))
        assert world.undone == []
        assert set(world.journal.stages) == {StageState.COMPLETE}
    elif world.journal.state is PublicationState.ROLLED_BACK:
        assert world.work == set()


@given(st.lists(st.sampled_from([Fate.WORKS, Fate.CRASHES_BEFORE, Fate.CRASHES_AFTER, Fate.RESET]), max_size=40))
def test_without_a_failing_undo_nothing_is_left_behind(fates: list[Fate]) -> None:
    world = lived(fates)
    assert world.journal.state is not PublicationState.FAILED
    assert world.work in (set(), set(range(1, STAGES + 1)))


@given(st.lists(st.sampled_from(Fate), max_size=40))
def test_undo_goes_backwards_and_never_skips(fates: list[Fate]) -> None:
    world = lived(fates)
    assert world.undone == sorted(world.undone, reverse=True)
    begun = {number for number, state in enumerate(world.journal.stages, 1) if state is not StageState.PENDING}
    assert set(world.undone) <= begun
    if world.journal.state is PublicationState.ROLLED_BACK:
        assert set(world.undone) == begun


@pytest.mark.parametrize("failing", range(1, STAGES + 1))
def test_a_failure_at_any_stage_undoes_the_finished_ones_and_shows_the_failed_one(failing: int) -> None:
    world = lived([Fate.WORKS] * (failing - 1) + [Fate.FAILS])
    assert world.journal.state is PublicationState.ROLLED_BACK
    assert world.journal.of(failing) is StageState.FAILED
    assert all(world.journal.of(number) is StageState.UNDONE for number in range(1, failing))
    assert all(world.journal.of(number) is StageState.PENDING for number in range(failing + 1, STAGES + 1))


@pytest.mark.parametrize("begun", range(1, STAGES))
def test_a_reset_ends_as_a_reset_with_everything_begun_undone(begun: int) -> None:
    world = lived([Fate.WORKS] * begun + [Fate.RESET])
    assert world.journal.state is PublicationState.RESET
    assert world.undone == list(range(begun, 0, -1))


def test_what_nobody_began_is_run_by_whoever_takes_it() -> None:
    fresh = Progress.fresh(STAGES)
    assert machine.taken_over(fresh) == fresh
    assert next_action(fresh) == Run(1)


def test_an_undo_that_fails_does_not_keep_the_others_from_being_undone() -> None:
    world = lived([Fate.WORKS] * 3 + [Fate.FAILS, Fate.WORKS, Fate.FAILS])
    assert world.journal.state is PublicationState.FAILED
    assert world.undone == [4, 2, 1]
