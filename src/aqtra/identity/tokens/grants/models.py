"""Values of the token endpoint."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from aqtra.kernel.scopes import Scope, Scopes


@dataclass(frozen=True, slots=True)
class Claims:
    """What an access token says, once its signature and its times are checked."""

    account_id: int
    family: UUID
    scopes: frozenset[Scope]
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Family:
    """All tokens that came from one sign-in or one service token."""

    id: UUID
    account_id: int
    scopes: Scopes
    expires_at: datetime
    password_change_required: bool


@dataclass(frozen=True, slots=True)
class Issued:
    """What the token endpoint answers. `refresh` is None where the credential itself may be presented again."""

    access: str = field(repr=False)
    refresh: str | None = field(repr=False)
    scopes: Scopes
    seconds: int


@dataclass(frozen=True, slots=True)
class Introspection:
    """What is told about a live token."""

    kind: str
    account_id: int
    user_name: str
    scopes: Scopes
    expires_at: datetime | None
