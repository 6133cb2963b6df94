"""Provisioning as its routes see it."""

from dataclasses import dataclass

from aqtra.identity.scim.groups import Groups
from aqtra.identity.scim.users import Users
from aqtra.identity.service import Mirror
from aqtra.identity.sessions import Sessions
from aqtra.infra.container import Services


@dataclass(frozen=True)
class Provisioning:
    """What other systems may keep here."""

    users: Users
    groups: Groups

    @classmethod
    def of(cls, services: Services, sessions: Sessions, mirror: Mirror) -> "Provisioning":
        """`mirror` is told of every account."""
        return cls(Users(services, sessions, mirror), Groups(services, sessions, mirror))
