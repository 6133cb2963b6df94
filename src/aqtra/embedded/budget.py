"""How often a server may fail before the supervisor gives up."""

from collections import deque

FAILURES = 5
WINDOW_SECONDS = 60.0
FIRST_PAUSE_SECONDS = 0.2
LONGEST_PAUSE_SECONDS = 5.0


class RestartBudget:
    """Counts the failures of one server. Times are those of a monotonic clock, given by the caller."""

    def __init__(self) -> None:
        self._failures: deque[float] = deque()

    def failed(self, now: float) -> float | None:
        """Record a failure. The seconds to wait before the next start; None when it is time to give up."""
        self._failures.append(now)
        while now - self._failures[0] > WINDOW_SECONDS:
            self._failures.popleft()
        count = len(self._failures)
        if count >= FAILURES:
            return None
        return min(FIRST_PAUSE_SECONDS * 2.0 ** (2 * (count - 1)), LONGEST_PAUSE_SECONDS)
