"""Values of provisioning, in SCIM's own words where SCIM has them (RFC 7643)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any, Final, Literal
from uuid import UUID

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from aqtra.identity.providers.models import MAX_MAPPED, GroupRole

USER: Final = "urn:ietf:params:scim:schemas:core:2.0:User"
GROUP: Final = "urn:ietf:params:scim:schemas:core:2.0:Group"
LIST: Final = "urn:ietf:params:scim:api:messages:2.0:ListResponse"
ERROR: Final = "urn:ietf:params:scim:api:messages:2.0:Error"
MEDIA_TYPE: Final = "application/scim+json"
BASE: Final = "/api/scim/v2"
MAX_PAGE: Final = 200
MAX_MEMBERS: Final = 10_000


def _truth(value: Any) -> Any:
    """Some systems send truth as text."""
    return {"true": True, "false": False}.get(value.lower(), value) if isinstance(value, str) else value


Text = Annotated[str, StringConstraints(max_length=200)]
Truth = Annotated[bool, BeforeValidator(_truth)]


class _Scim(BaseModel):
    """Attributes that are not kept here are let pass, as the standard says."""

    model_config = ConfigDict(extra="ignore", frozen=True)


class PersonName(_Scim):
    formatted: Text | None = None
    givenName: Text | None = None  # noqa: N815
    familyName: Text | None = None  # noqa: N815
    middleName: Text | None = None  # noqa: N815


class Email(_Scim):
    value: Annotated[str, StringConstraints(min_length=3, max_length=200, pattern=r"^[^@\s]+@[^@\s]+$")]
    type: Text | None = None
    primary: Truth = False


class ScimUser(_Scim):
    """What a client may settle of a user."""

    userName: Annotated[str, StringConstraints(min_length=1, max_length=200, strip_whitespace=True)]  # noqa: N815
    externalId: Text | None = None  # noqa: N815
    displayName: Text | None = None  # noqa: N815
    name: PersonName | None = None
    emails: list[Email] = Field(default_factory=list, max_length=20)
    active: Truth = True

    @property
    def email(self) -> str | None:
        """The primary address, else the first."""
        ordered = sorted(self.emails, key=lambda email: not email.primary)
        return ordered[0].value if ordered else None

    @property
    def shown_name(self) -> str:
        name = self.name or PersonName()
        parts = " ".join(part for part in (name.givenName, name.familyName) if part)
        return (self.displayName or name.formatted or parts or self.userName).strip() or self.userName


class Member(_Scim):
    value: UUID


class ScimGroup(_Scim):
    """What a client may settle of a group."""

    displayName: Annotated[str, StringConstraints(min_length=1, max_length=200, strip_whitespace=True)]  # noqa: N815
    externalId: Text | None = None  # noqa: N815
    members: list[Member] = Field(default_factory=list, max_length=MAX_MEMBERS)


class PatchOperation(_Scim):
    op: Annotated[Literal["add", "replace", "remove"], BeforeValidator(lambda op: str(op).lower())]
    path: Annotated[str, StringConstraints(max_length=1000)] | None = None
    value: Any = None


class Patch(_Scim):
    Operations: list[PatchOperation] = Field(min_length=1, max_length=1000)


class ClientContent(BaseModel):
    """What an administrator settles of a provisioning client."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: Annotated[str, StringConstraints(min_length=1, max_length=100, strip_whitespace=True)]
    group_roles: tuple[GroupRole, ...] = Field((), max_length=MAX_MAPPED)


class ProvisioningClient(ClientContent):
    """A client as stored. Its token is known to nobody but its owner."""

    id: UUID
    created_at: datetime
    revoked_at: datetime | None
    users: int


class NewClient(ProvisioningClient):
    """A client just made, with its token: shown this once."""

    token: str


@dataclass(frozen=True, slots=True)
class StoredUser:
    id: UUID
    account_id: int
    user_name: str
    display_name: str
    email: str | None
    active: bool
    external_id: str | None
    attributes: dict[str, Any]
    version: int
    created_at: datetime
    updated_at: datetime
    groups: list[dict[str, str]]


@dataclass(frozen=True, slots=True)
class StoredGroup:
    id: UUID
    display_name: str
    external_id: str | None
    version: int
    created_at: datetime
    updated_at: datetime
    members: list[dict[str, str]]
