"""Who sees which entry, decided by the definition of row rules alone: plain loops over plain values, no SQL.

Components, some of them restricted, refer to one another in chains, in circles and to themselves. Every text value says
which entry it belongs to, so whatever an answer gives away is found by looking for it.
"""

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from uuid import UUID, uuid4

from tests.support.components import property_

TOKEN = re.compile(r"secret-(\w)-(\d+)")
ENTRIES = 12


@dataclass(frozen=True)
class Kind:
    """A component of the world: its letter, and its catalog properties by name."""

    letter: str
    restricted: bool
    references: dict[str, str]
    lists: dict[str, str] = field(default_factory=dict)


KINDS = {
    kind.letter: kind
    for kind in (
        Kind("A", True, {}),
        Kind("B", True, {"a": "A", "parent": "B"}),
        Kind("C", False, {"b": "B"}, {"as": "A"}),
        Kind("D", False, {"c": "C", "a": "A"}, {"bs": "B"}),
        # In a circle, both restricted.
        Kind("E", True, {"f": "F"}),
        Kind("F", True, {"e": "E", "a": "A"}),
        Kind("G", False, {"e": "E", "parent": "G"}),
    )
}


@dataclass(frozen=True)
class Grant:
    """`context`: None for System, a letter for a component, a letter and an entry's number for an entry."""

    letter: str
    verb: str
    context: tuple[str, int | None] | None


@dataclass
class Rows:
    """Letter → number of the entry → value of each property; a list for lists."""

    values: dict[str, dict[int, dict[str, int | list[int] | None]]]
    marked: set[tuple[str, int]]

    @classmethod
    def random(cls, seed: int) -> "Rows":
        chance = random.Random(seed)
        values: dict[str, dict[int, dict[str, int | list[int] | None]]] = {}
        for letter, kind in KINDS.items():
            values[letter] = {
                number: {
                    **{name: _maybe(chance, number, target == letter) for name, target in kind.references.items()},
                    **{name: sorted(chance.sample(range(1, ENTRIES + 1), chance.randint(0, 4))) for name in kind.lists},
                }
                for number in range(1, ENTRIES + 1)
            }
        marked = {(letter, chance.randint(1, ENTRIES)) for letter in KINDS}
        return cls(values, marked)

    def sees(self, grants: list[Grant], letter: str, number: int) -> bool:
        """Whether a list shows the entry."""
        return (letter, number) not in self.marked and self.allows(grants, letter, number, "read")

    def allows(
        self, grants: list[Grant], letter: str, number: int, verb: str, behind: frozenset[str] = frozenset()
    ) -> bool:
        """The definition: own grant, and whatever is referred to, but not back into a component come through."""
        kind = KINDS[letter]
        if kind.restricted and not any(self._covers(grant, letter, number, verb) for grant in grants):
            return False
        inherited = "read" if verb == "read" else "update"
        for name, target in kind.references.items():
            value = self.values[letter][number][name]
            takes_over = isinstance(value, int) and target != letter and target not in behind
            if takes_over and not self.allows(grants, target, int(str(value)), inherited, behind | {letter}):
                return False
        return True

    def merged(self, grants: list[Grant], letter: str, number: int, name: str, given: list[int]) -> list[int]:
        """The list after its writer gave what he sees of it: the rest stays in its places, or near them."""
        held, target = self.values[letter][number][name], KINDS[letter].lists[name]
        assert isinstance(held, list)
        becomes: list[int | None] = [None] * (len(held) + len(given))
        unseen = [(place, one) for place, one in enumerate(held) if not self.allows(grants, target, one, "read")]
        length = len(unseen) + len(given)
        for left, (place, one) in zip(range(len(unseen), 0, -1), unseen, strict=True):
            becomes[min(place, length - left)] = one
        rest = iter(given)
        return [next(rest) if one is None else one for one in becomes[:length]]

    def _covers(self, grant: Grant, letter: str, number: int, verb: str) -> bool:
        if (grant.letter, grant.verb) != (letter, verb):
            return False
        if grant.context is None or grant.context == (letter, None):
            return True
        scope, entry = grant.context
        if (scope, entry) == (letter, number):
            return True
        return any(
            target == scope and entry is not None and self.values[letter][number][name] == entry
            for name, target in KINDS[letter].references.items()
        )


def _maybe(chance: random.Random, number: int, own: bool) -> int | None:
    """A reference, or none; within one component only to earlier entries, which are there already."""
    if chance.random() < 0.25 or (own and number == 1):
        return None
    return chance.randint(1, number - 1 if own else ENTRIES)


def keys() -> dict[str, UUID]:
    return {letter: uuid4() for letter in KINDS}


def properties(letter: str, known: dict[str, UUID]) -> Iterator[dict[str, object]]:
    yield property_("text", query=True)
    yield property_("group", "integer", query=True)
    for name, target in KINDS[letter].references.items():
        yield property_(name, "catalog", component=str(known[target]), query=name == "a")
    for name, target in KINDS[letter].lists.items():
        yield property_(name, "array", component=str(known[target]))
