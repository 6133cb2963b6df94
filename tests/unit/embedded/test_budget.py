"""How often a server may fail."""

from hypothesis import given
from hypothesis import strategies as st

from aqtra.embedded.budget import FAILURES, LONGEST_PAUSE_SECONDS, WINDOW_SECONDS, RestartBudget


def test_gives_up_at_the_last_failure_of_a_window() -> None:
    budget = RestartBudget()
    pauses = [budget.failed(float(second)) for second in range(FAILURES)]
    assert None not in pauses[:-1]
    assert pauses[-1] is None


def test_pauses_grow_and_are_limited() -> None:
    budget = RestartBudget()
    pauses = [budget.failed(float(second)) or 0.0 for second in range(FAILURES - 1)]
    assert pauses == sorted(set(pauses)) or pauses[-1] == LONGEST_PAUSE_SECONDS
    assert max(pauses) <= LONGEST_PAUSE_SECONDS


@given(st.lists(st.floats(WINDOW_SECONDS / (FAILURES - 1) + 0.1, 1000), max_size=50))
def test_rare_failures_are_forgiven_for_ever(gaps: list[float]) -> None:
    budget, now = RestartBudget(), 0.0
    for gap in gaps:
        now += gap
        assert budget.failed(now) is not None
