"""Who is asking, and what a route may demand of them."""

from dataclasses import dataclass, field, replace
from enum import StrEnum


class Right(StrEnum):
    """What a route needs before it runs. Every route names exactly one."""

    ANONYMOUS = "anonymous"
    """Anybody, signed in or not."""
    SIGNED_IN = "signed_in"
    """Any user with a session."""
    COMPONENT = "component"
    """The access mode of the addressed component decides; the service checks it."""
    STUDIO = "studio"
    """Builders."""
    ADMINISTER = "administer"
    """People who run the installation."""
    PROVISION = "provision"
    """Systems that make and deactivate accounts, by the token of a provisioning client."""
    OPERATIONS = "operations"
    """Monitoring systems: loopback peers or holders of the metrics token."""


@dataclass(frozen=True, slots=True)
class Principal:
    """The subject of a request or run.

    `user_id` is None for anonymous visitors and for the platform itself; `rights` are those granted,
    never derived from the client. `domain` is the application domain that the request came through, empty when its
    address leads to none; None: not bound to one.
    """

    user_id: int | None = None
    user_name: str | None = None
    display_name: str | None = None
    rights: frozenset[str] = field(default_factory=frozenset)
    is_platform: bool = False
    domain: str | None = None

    @property
    def is_signed_in(self) -> bool:
        return self.user_id is not None

    def everywhere(self) -> "Principal":
        """The same subject, not bound to a domain."""
        return replace(self, domain=None) if self.domain is not None else self

    def has(self, right: Right) -> bool:
        match right:
            case Right.ANONYMOUS | Right.COMPONENT:
                return True
            case Right.SIGNED_IN:
                return self.is_signed_in
            case _:
                return right.value in self.rights


ANONYMOUS = Principal()
PLATFORM = Principal(user_name="platform", is_platform=True)
