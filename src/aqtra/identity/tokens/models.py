"""Values of tokens."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from aqtra.identity.tokens.opaque import Kind
from aqtra.kernel.principal import Principal
from aqtra.kernel.scopes import Scopes


@dataclass(frozen=True, slots=True)
class ApiToken:
    """An API token as its owner sees it. `last_used_at` is coarse: minutes, not requests."""

    id: int
    account_id: int
    name: str
    hint: str
    scopes: Scopes
    created_by: int | None
    created_at: datetime
    expires_at: datetime | None
    last_used_at: datetime | None


@dataclass(frozen=True, slots=True)
class NewApiToken:
    """A token just made. `secret` is shown once and stored nowhere."""

    secret: str = field(repr=False)
    token: ApiToken


@dataclass(frozen=True, slots=True)
class Order:
    """What a token is asked to be. `days` None: it does not expire."""

    name: str
    scopes: Scopes
    days: int | None


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose token it is, or is going to be."""

    account_id: int
    kind: Kind


@dataclass(frozen=True, slots=True)
class Presented:
    """A live API token with what is asked about its account."""

    token: ApiToken
    user_name: str
    is_service: bool
    password_change_required: bool


@dataclass(frozen=True, slots=True)
class Identified:
    """Who presented a token, and until when that holds without looking again. `family`: that of an access token."""

    principal: Principal
    password_change_required: bool
    expires_at: datetime | None
    family: UUID | None = None
    api_token: int | None = None
