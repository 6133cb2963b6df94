"""Asking again until an answer comes or the time is over."""

import time

PAUSE_SECONDS = 0.02


class Deadline:
    """A point in monotonic time."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    def passed(self) -> bool:
        return time.monotonic() >= self._end

    def pause(self) -> None:
        time.sleep(PAUSE_SECONDS)
