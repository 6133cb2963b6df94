"""Values of service accounts."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class ServiceAccount:
    """A program that may call. `tokens` counts those that were not revoked."""

    id: int
    user_name: str
    display_name: str
    active: bool
    roles: tuple[str, ...]
    tokens: int
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Change:
    """What of a service account is to be different; None leaves it."""

    display_name: str | None = None
    active: bool | None = None
    roles: tuple[str, ...] | None = None
