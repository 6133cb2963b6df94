"""What a token leaves of its account's rights. It narrows them and never adds one."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

READING = frozenset({"GET", "HEAD"})


class Scope(StrEnum):
    """What a token may be used for."""

    READ = "read"
    """Requests that change nothing."""
    WRITE = "write"
    """Changes too."""
    STUDIO = "studio"
    """Where the account may build, the token may."""
    ADMINISTER = "administer"
    """Where the account may administer, the token may."""


# A right that stands here under no scope is left to no token.
_CARRIED = {"studio": Scope.STUDIO, "administer": Scope.ADMINISTER, "operations": Scope.ADMINISTER}
_OF_THE_PLATFORM = frozenset({Scope.STUDIO, Scope.ADMINISTER})


@dataclass(frozen=True, slots=True)
class Scopes:
    """The bounds of one token. `components`: the keys of those it reaches, None for all that the account reaches."""

    names: frozenset[Scope]
    components: frozenset[UUID] | None = None

    def allows(self, method: str) -> bool:
        """Whether a request of this HTTP method may be made at all."""
        return Scope.WRITE in self.names or (Scope.READ in self.names and method in READING)

    def narrow(self, rights: Iterable[str]) -> frozenset[str]:
        """Those of the account's rights that remain. What is bound to components has none over the platform."""
        if self.components is not None:
            return frozenset()
        return frozenset(right for right in rights if _CARRIED.get(right.partition(".")[0]) in self.names)

    def reaches(self, component: UUID) -> bool:
        """Whether the token leads to this component; any other looks as if it did not exist."""
        return self.components is None or component in self.components

    def only(self, names: Iterable[Scope]) -> "Scopes":
        """These scopes without those that `names` lacks."""
        return Scopes(self.names & frozenset(names), self.components)

    @property
    def text(self) -> str:
        """As OAuth writes them: names in a fixed order, parted by blanks."""
        return " ".join(scope.value for scope in Scope if scope in self.names)

    @property
    def is_sound(self) -> bool:
        """Whether they allow anything, and nothing that contradicts itself."""
        usable = bool(self.names & {Scope.READ, Scope.WRITE})
        return usable and not (self.components is not None and self.names & _OF_THE_PLATFORM)


def stored(scopes: Scopes | None) -> str | None:
    """As one text, for work that goes on in the background; None stays None."""
    if scopes is None:
        return None
    if scopes.components is None:
        return scopes.text
    return f"{scopes.text}|{','.join(sorted(str(key) for key in scopes.components))}"


def restored(text: str | None) -> Scopes | None:
    """What `stored` wrote. Raises ValueError."""
    if text is None:
        return None
    names, bound, keys = text.partition("|")
    # Bound to none is not the same as not bound.
    components = frozenset(UUID(key) for key in keys.split(",") if key) if bound else None
    return Scopes(frozenset(Scope(name) for name in names.split()), components)
