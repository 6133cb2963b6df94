"""Values of identity."""

from dataclasses import dataclass
from datetime import datetime

from aqtra.kernel.principal import Principal


@dataclass(frozen=True, slots=True)
class Account:
    """A person who may sign in. `locked_until` is set after repeated failures."""

    id: int
    user_name: str
    display_name: str
    email: str | None
    active: bool
    password_hash: str | None
    password_change_required: bool
    failures: int
    locked_until: datetime | None


@dataclass(frozen=True, slots=True)
class Session:
    """A server-side session as the gateway sees it. Only the hash of its token is stored."""

    principal: Principal
    password_change_required: bool
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class NewSession:
    """A session just opened. `token` goes into the cookie and is never stored."""

    token: str
    session: Session
