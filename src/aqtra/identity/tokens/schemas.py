"""What the routes of tokens take and answer."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from aqtra.identity.tokens.accounts.models import ServiceAccount
from aqtra.identity.tokens.accounts.service import TITLE_LENGTH
from aqtra.identity.tokens.models import ApiToken, NewApiToken, Order
from aqtra.identity.tokens.service import COMPONENTS, DEFAULT_DAYS, NAME_LENGTH
from aqtra.kernel.scopes import Scope, Scopes

Id = Annotated[int, Field(ge=1, lt=2**63)]
RoleName = Annotated[str, Field(min_length=1, max_length=200)]


class TokenOrder(BaseModel):
    """A token to make. `days` null: it does not expire, which service accounts only may have."""

    model_config = ConfigDict(extra="forbid")

    name: str = Field(min_length=1, max_length=NAME_LENGTH)
    scopes: list[Scope] = Field(min_length=1, max_length=len(Scope))
    components: list[UUID] | None = Field(None, min_length=1, max_length=COMPONENTS)
    days: int | None = Field(DEFAULT_DAYS, ge=-(2**31), lt=2**31)

    def order(self) -> Order:
        components = None if self.components is None else frozenset(self.components)
        return Order(self.name.strip(), Scopes(frozenset(self.scopes), components), self.days)


class Token(BaseModel):
    """A token without its secret. `hint` is how it begins; `last_used_at` is exact to ten minutes."""

    id: int
    name: str
    hint: str
    scopes: list[Scope]
    components: list[UUID] | None
    created_at: datetime
    expires_at: datetime | None
    last_used_at: datetime | None

    @classmethod
    def of(cls, token: ApiToken) -> "Token":
        components = token.scopes.components
        return cls(
            id=token.id,
            name=token.name,
            hint=token.hint,
            scopes=[scope for scope in Scope if scope in token.scopes.names],
            components=None if components is None else sorted(components),
            created_at=token.created_at,
            expires_at=token.expires_at,
            last_used_at=token.last_used_at,
        )


class CreatedToken(BaseModel):
    """A token just made. `secret` is never shown again."""

    secret: str
    token: Token

    @classmethod
    def of(cls, created: NewApiToken) -> "CreatedToken":
        return cls(secret=created.secret, token=Token.of(created.token))


class Program(BaseModel):
    """A service account."""

    id: int
    user_name: str
    display_name: str
    active: bool
    roles: list[str]
    tokens: int
    created_at: datetime

    @classmethod
    def of(cls, account: ServiceAccount) -> "Program":
        return cls(
            id=account.id,
            user_name=account.user_name,
            display_name=account.display_name,
            active=account.active,
            roles=list(account.roles),
            tokens=account.tokens,
            created_at=account.created_at,
        )


class Programs(BaseModel):
    """All service accounts, and the roles there are."""

    accounts: list[Program]
    roles: list[str]


class NewProgram(BaseModel):
    model_config = ConfigDict(extra="forbid")

    user_name: str = Field(min_length=1, max_length=64)
    display_name: str = Field("", max_length=TITLE_LENGTH)
    roles: list[RoleName] = Field([], max_length=100)


class ProgramChange(BaseModel):
    """What is left out stays."""

    model_config = ConfigDict(extra="forbid")

    display_name: str | None = Field(None, max_length=TITLE_LENGTH)
    active: bool | None = None
    roles: list[RoleName] | None = Field(None, max_length=100)
