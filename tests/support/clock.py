"""A clock that stands still until a test moves it."""

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass
class StillClock:
    """Implements `kernel.clock.Clock`."""

    instant: datetime

    def now(self) -> datetime:
        return self.instant

    def set(self, text: str) -> None:
        """To an ISO time with its offset; back too."""
        self.instant = datetime.fromisoformat(text)

    def move(self, **by: float) -> None:
        self.instant += timedelta(**by)
