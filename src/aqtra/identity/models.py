"""Values of identity."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from aqtra.kernel.principal import ANONYMOUS, Principal
from aqtra.kernel.viewing import Viewing


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
    handle: UUID
    email_code: bool

    def locked(self, now: datetime) -> bool:
        return self.locked_until is not None and self.locked_until > now


@dataclass(frozen=True, slots=True)
class Session:
    """A server-side session as the gateway sees it. Only the hash of its token is stored."""

    principal: Principal
    password_change_required: bool
    expires_at: datetime
    second_factor_required: bool = False
    viewing: Viewing | None = None

    @property
    def reader(self) -> Principal:
        """Who reads in Workplace: the account itself, or whom it views as; nobody once that is over."""
        if self.viewing is None:
            return self.principal
        return self.viewing.principal or ANONYMOUS

    @property
    def usable(self) -> bool:
        """Whether nothing must be settled before the session opens more than the account itself."""
        return not self.password_change_required and not self.second_factor_required


@dataclass(frozen=True, slots=True)
class Entrance:
    """The provider that a session was entered by. `proof` says there which session is meant, in its protocol's way."""

    provider_id: UUID
    proof: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class NewSession:
    """A session just opened. `token` goes into the cookie and is never stored."""

    token: str = field(repr=False)
    session: Session


@dataclass(frozen=True, slots=True)
class FactorNeeded:
    """The password was right, a second factor is still to come. `token` goes into the cookie, and opens nothing."""

    token: str = field(repr=False)
    factors: tuple["Factor", ...]


class Factor(StrEnum):
    """Ways to prove who one is besides the password."""

    PASSKEY = "passkey"
    TOTP = "totp"
    EMAIL = "email"
    RECOVERY = "recovery"


@dataclass(frozen=True, slots=True)
class Browser:
    """Where a session is opened from, for the list of sessions."""

    address: str | None
    user_agent: str | None


@dataclass(frozen=True, slots=True)
class OpenSession:
    """A session in the list of its owner."""

    id: int
    created_at: datetime
    last_seen_at: datetime
    expires_at: datetime
    address: str | None
    user_agent: str | None
    method: str
    current: bool


@dataclass(frozen=True, slots=True)
class Passkey:
    """A key of an authenticator, as its owner sees it."""

    id: int
    name: str
    created_at: datetime
    last_used_at: datetime | None


@dataclass(frozen=True, slots=True)
class StoredPasskey:
    """The same as needed to check a signature."""

    id: int
    account_id: int
    credential_id: bytes
    public_key: bytes
    sign_count: int


@dataclass(frozen=True, slots=True)
class FactorState:
    """Which second factors an account has."""

    totp: bool
    passkeys: int
    email_code: bool
    recovery_codes: int

    @property
    def factors(self) -> tuple[Factor, ...]:
        """What a second step may be answered with, best first; empty: a password is enough."""
        found = [
            (Factor.PASSKEY, self.passkeys > 0),
            (Factor.TOTP, self.totp),
            (Factor.EMAIL, self.email_code),
        ]
        own = [factor for factor, has in found if has]
        # Recovery codes replace a factor that was lost; alone they ask for nothing.
        return (*own, Factor.RECOVERY) if own and self.recovery_codes else tuple(own)
