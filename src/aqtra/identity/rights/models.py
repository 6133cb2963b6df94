"""Values of rights, as they are stored and as the Access screens send them."""

import re
from enum import StrEnum
from typing import Annotated, Final, Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from aqtra.kernel.policy import PROPERTY_VERBS, Verb

Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
ObjectId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_./-]{0,120}$")]
MOST_PERMISSIONS: Final = 5_000
MOST_PAIRS: Final = 2_000


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class PermissionKind(StrEnum):
    COMPONENT = "component"
    PROPERTY = "property"
    FLOW = "flow"
    ACTION = "action"
    STEP = "step"
    INTEGRATION = "integration"
    STUDIO = "studio"


_KEY: Final = r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"
EXECUTE: Final = "execute"
ANSWER: Final = "answer"
_VERBS: Final[dict[PermissionKind, frozenset[str]]] = {
    PermissionKind.COMPONENT: frozenset(verb.value for verb in Verb),
    PermissionKind.PROPERTY: frozenset(verb.value for verb in PROPERTY_VERBS),
    PermissionKind.FLOW: frozenset({EXECUTE}),
    PermissionKind.ACTION: frozenset({EXECUTE}),
    PermissionKind.STEP: frozenset({ANSWER}),
    PermissionKind.INTEGRATION: frozenset({EXECUTE}),
    PermissionKind.STUDIO: frozenset({Verb.OPEN.value}),
}
_FORMS: Final[dict[PermissionKind, re.Pattern[str]]] = {
    PermissionKind.FLOW: re.compile(_KEY),
    PermissionKind.ACTION: re.compile(_KEY),
    PermissionKind.STEP: re.compile(f"{_KEY}/[A-Za-z0-9_-]{{1,40}}"),
}
"""How objects of a kind are written; one that is written otherwise would never be asked for."""
_WITHOUT_COMPONENT: Final = frozenset({PermissionKind.INTEGRATION, PermissionKind.STUDIO})


class Permission(_Value):
    """One right to one thing. `object` is a property id, flow key, element id, `flow/step`, integration or menu."""

    kind: PermissionKind
    component: UUID | None = None
    object: ObjectId = ""
    verb: str

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if self.verb not in _VERBS[self.kind]:
            raise ValueError(f"{self.kind} knows the rights {', '.join(sorted(_VERBS[self.kind]))}")
        if (self.component is None) != (self.kind in _WITHOUT_COMPONENT):
            raise ValueError(f"{self.kind} {'belongs to no' if self.component else 'needs a'} component")
        if (self.object == "") != (self.kind is PermissionKind.COMPONENT):
            raise ValueError(f"{self.kind} {'names no' if self.object else 'needs an'} object")
        form = _FORMS.get(self.kind)
        if form is not None and form.fullmatch(self.object) is None:
            raise ValueError(f"{self.kind} does not know {self.object}: its id is expected, in small letters")
        return self


class Context(_Value):
    """Where a grant holds: nothing named is System; a component; one entry of it; one flow, action or step of it."""

    component: UUID | None = None
    entry: int | None = Field(None, gt=0, lt=2**63)
    object: ObjectId | None = None

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if self.component is None and (self.entry is not None or self.object is not None):
            raise ValueError("an entry or object needs its component")
        if self.entry is not None and self.object is not None:
            raise ValueError("a context is an entry or an object, not both")
        return self


SYSTEM: Final = Context()


class PermissionSetChange(_Value):
    """What the editor of a permission set sends. `version` is the one it was read at, absent for a new one."""

    domain: Name
    name: Name
    permissions: tuple[Permission, ...] = Field((), max_length=MOST_PERMISSIONS)
    version: int | None = None


class PermissionSet(PermissionSetChange):
    id: int


class Pair(_Value):
    """A permission set in a context."""

    permission_set: int
    context: Context = SYSTEM


class RoleChange(_Value):
    """What the editor of a role sends."""

    domain: Name
    name: Name
    description: str = Field("", max_length=4000)
    pairs: tuple[Pair, ...] = Field((), max_length=MOST_PAIRS)
    version: int | None = None


class Role(_Value):
    """Built-in roles belong to no domain, hold in System only, and have `rights` instead of pairs."""

    id: int
    domain: str | None
    name: str
    description: str
    built_in: bool
    rights: tuple[str, ...]
    pairs: tuple[Pair, ...]
    version: int


class Assignment(_Value):
    """A role in a context."""

    role: int
    context: Context = SYSTEM


class UserChange(_Value):
    """What the editor of a user sends, but for the password."""

    user_name: Name
    email: str | None = Field(None, max_length=320, pattern=r"^[^@\s]+@[^@\s]+$")
    first_name: str = Field("", max_length=200)
    last_name: str = Field("", max_length=200)
    middle_name: str = Field("", max_length=200)
    active: bool = True
    assignments: tuple[Assignment, ...] = Field((), max_length=MOST_PAIRS)
    version: int | None = None

    @property
    def display_name(self) -> str:
        """As lists and history show the user."""
        return " ".join(filter(None, (self.first_name, self.middle_name, self.last_name))) or self.user_name


class User(UserChange):
    id: int
    locked: bool
    """After too many failed sign-ins; ends by itself."""


class GrantedRight(_Value):
    """One right somebody has, and where it comes from."""

    kind: PermissionKind
    component: UUID | None
    object: str
    verb: str
    context: Context
    role: str
    permission_set: str


class Readers(_Value):
    """Users whose roles let them read the same: `whole` components, and of `some` what their contexts cover."""

    count: int
    whole: frozenset[UUID]
    some: frozenset[UUID]
