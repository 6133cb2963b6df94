"""Values that steps and the directory of users exchange."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from aqtra.identity.models import FactorNeeded, NewSession
from aqtra.kernel.principal import Principal

UserKey = int | UUID
"""An account's id, or its handle: what outside systems and `@uuid` variables hold of it."""


@dataclass(frozen=True, slots=True)
class UserRef:
    """Somebody, by key or else by user name."""

    key: UserKey | None = None
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Profile:
    """What a flow may know of a user."""

    id: int
    user_name: str
    name: str
    email: str | None
    first_name: str
    middle_name: str
    last_name: str
    disabled: bool

    def as_item(self) -> dict[str, Any]:
        """In the shape of items."""
        return {
            "id": self.id,
            "userName": self.user_name,
            "name": self.name,
            "email": self.email,
            "firstName": self.first_name,
            "middleName": self.middle_name,
            "lastName": self.last_name,
            "disabled": self.disabled,
        }


@dataclass(frozen=True, slots=True)
class ProfileChange:
    """What to write of a user. Fields that are absent stay; so do password and state when they are None."""

    user: UserKey | None
    user_name: str | None
    fields: Mapping[str, str | None]
    password: str | None = field(default=None, repr=False)
    disabled: bool | None = None


@dataclass(frozen=True, slots=True)
class Grant:
    """Roles in one context: of the registered id, of an entry of the component, or System when both are None."""

    roles: tuple[str, ...]
    component: UUID | None = None


@dataclass(frozen=True, slots=True)
class SignedIn:
    """What a sign-in has opened. `principal`: as whom the run goes on; None: as before, something is to be settled."""

    opened: NewSession | FactorNeeded
    principal: Principal | None = None

    @property
    def user_id(self) -> int | None:
        return self.opened.session.principal.user_id if isinstance(self.opened, NewSession) else None

    @property
    def expires_at(self) -> datetime | None:
        return self.opened.session.expires_at if isinstance(self.opened, NewSession) else None


@dataclass(frozen=True, slots=True)
class CodeAnswer:
    """Whether a typed code was right, why not, and what it opened."""

    confirmed: bool
    reason: str | None = None
    signed_in: SignedIn | None = None
