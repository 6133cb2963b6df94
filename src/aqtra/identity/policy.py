"""How an application domain lets people in. Domains belong to a higher layer, which answers through a port."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from aqtra.identity.errors import MethodNotOffered
from aqtra.kernel.principal import Principal, Right


@dataclass(frozen=True, slots=True)
class SignInPolicy:
    """`providers` None: all that are enabled. `keeps`: the sign-in outlives the browser."""

    default_provider: UUID | None = None
    local: bool = True
    providers: frozenset[UUID] | None = None
    storage: Literal["local", "session"] = "session"

    @property
    def keeps(self) -> bool:
        return self.storage == "local"

    def offers(self, provider: UUID) -> bool:
        return self.providers is None or provider in self.providers

    def require_provider(self, provider: UUID) -> None:
        """Raises MethodNotOffered."""
        if not self.offers(provider):
            raise MethodNotOffered("this way of signing in is not offered here")

    def require_local(self, principal: Principal) -> None:
        """Builders and administrators have a way in whatever a domain says: Studio shares its address.

        Raises MethodNotOffered.
        """
        if not self.local and not principal.has(Right.STUDIO) and not principal.has(Right.ADMINISTER):
            raise MethodNotOffered("this way of signing in is not offered here")


PolicyOf = Callable[[str | None], Awaitable[SignInPolicy]]
"""The policy of a domain, by name."""
