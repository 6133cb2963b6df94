"""Who is asking, and what a route may demand of them."""

from dataclasses import dataclass, field, replace
from enum import StrEnum
from uuid import UUID

from aqtra.kernel.policy import NOTHING, UNLIMITED, Policy
from aqtra.kernel.scopes import Scopes


class Right(StrEnum):
    """What a route needs before it runs. Every route names exactly one."""

    ANONYMOUS = "anonymous"
    """Anybody, signed in or not."""
    SIGNED_IN = "signed_in"
    """Any user with a session or token."""
    SESSION = "session"
    """A person in a session of their own: what opens or closes access to the account is not left to a token."""
    OWN_ACCOUNT = "own_account"
    """As `session`, about their own account: also while a second factor is still to be set up."""
    COMPONENT = "component"
    """The access mode of the addressed component decides; the service checks it."""
    STUDIO = "studio"
    """Builders: whoever may open a menu of Studio at least. They read what builders see."""
    COMPONENTS = "studio.components"
    """Builders, or those who were given this menu. So are the next five: they change what the menu is about."""
    PUBLICATION = "studio.publication"
    DOMAINS = "studio.domains"
    FILES = "studio.files"
    INTEGRATIONS = "studio.integrations"
    TEMPLATES = "studio.templates"
    ADMINISTER = "administer"
    """People who run the installation."""
    PROVISION = "provision"
    """Systems that make and deactivate accounts, by the token of a provisioning client."""
    OPERATIONS = "operations"
    """Monitoring systems: loopback peers or holders of the metrics token."""


MENUS = frozenset(
    {Right.COMPONENTS, Right.PUBLICATION, Right.DOMAINS, Right.FILES, Right.INTEGRATIONS, Right.TEMPLATES}
)
"""Menus of Studio that can be given one by one."""
BUILDING = MENUS | {Right.STUDIO}
"""What builders need for their routes."""


@dataclass(frozen=True, slots=True)
class Principal:
    """The subject of a request or run.

    `user_id` is None for anonymous visitors and for the platform itself; `rights` are those granted,
    never derived from the client. `domain` is the application domain that the request came through, empty when its
    address leads to none; None: not bound to one. `policy` says what roles grant of restricted things. `scopes` are
    those of the token that was presented, if one was.
    """

    user_id: int | None = None
    user_name: str | None = None
    display_name: str | None = None
    rights: frozenset[str] = field(default_factory=frozenset)
    is_platform: bool = False
    domain: str | None = None
    policy: Policy = NOTHING
    scopes: Scopes | None = None

    @property
    def subject(self) -> str:
        """Who the database is told that it answers to; see `aqtra.catalogs.subject`."""
        if self.is_platform:
            return "background" if self.is_background else "platform"
        return "anonymous" if self.user_id is None else str(self.user_id)

    @property
    def is_signed_in(self) -> bool:
        return self.user_id is not None

    @property
    def is_background(self) -> bool:
        """The platform at work for a flow that nobody called: what restricts access is closed to it."""
        return self.is_platform and not self.policy.unlimited

    def everywhere(self) -> "Principal":
        """The same subject, not bound to a domain."""
        return replace(self, domain=None) if self.domain is not None else self

    def narrowed(self, scopes: Scopes | None) -> "Principal":
        """The same subject with what a token leaves of its rights. One who may not administer is bound by roles."""
        if scopes is None:
            return self
        rights = scopes.narrow(self.rights)
        policy = NOTHING if self.policy.unlimited and Right.ADMINISTER not in rights else self.policy
        return replace(self, rights=rights, policy=policy, scopes=scopes)

    def reaches(self, component: UUID) -> bool:
        """Whether nothing that was presented keeps the subject from this component."""
        return self.scopes is None or self.scopes.reaches(component)

    def has(self, right: Right) -> bool:
        match right:
            case Right.ANONYMOUS | Right.COMPONENT:
                return True
            case Right.SIGNED_IN:
                return self.is_signed_in
            case Right.STUDIO:
                return any(granted.partition(".")[0] == right for granted in self.rights)
            case Right.SESSION | Right.OWN_ACCOUNT:
                return self.is_signed_in and self.scopes is None
            case _ if right in MENUS:
                return right.value in self.rights or Right.STUDIO.value in self.rights
            case _:
                return right.value in self.rights


ANONYMOUS = Principal()
PLATFORM = Principal(user_name="platform", is_platform=True, policy=UNLIMITED)
BACKGROUND = Principal(user_name="platform", is_platform=True)
"""Runs that nobody called, of components without a Run-as user. It reads and writes private components too."""
