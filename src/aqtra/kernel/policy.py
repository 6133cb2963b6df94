"""What roles grant, compiled for one account: components, entries, properties, flows, actions, confirmation steps.

A grant holds in a context: everywhere (System), in one component, or in one entry of a restricted component. What a
policy does not name is not granted; things without *Restrict access* need no grant and are asked for elsewhere.
"""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class Verb(StrEnum):
    """What may be done with a component, its entries and its properties."""

    OPEN = "open"
    """See its pages."""
    READ = "read"
    CREATE = "create"
    UPDATE = "update"
    DELETE = "delete"


def needs(verb: Verb) -> tuple[Verb, ...]:
    """The rights that it takes: an entry that may not be read is neither changed nor marked for deletion."""
    return (Verb.READ, verb) if verb in (Verb.UPDATE, Verb.DELETE) else (verb,)


PROPERTY_VERBS = (Verb.READ, Verb.UPDATE)
"""What may be restricted for a single property."""


@dataclass(frozen=True, slots=True)
class Policy:
    """A value: equal grants are equal policies, so what is compiled for one serves all who have it."""

    unlimited: bool = False
    """Administrators and the platform itself: nothing is restricted for them."""
    whole: frozenset[tuple[UUID, Verb]] = frozenset()
    """Component and verb: granted for every entry."""
    within: frozenset[tuple[UUID, Verb, UUID]] = frozenset()
    """Component, verb, and the component whose entries are contexts: granted for entries in some of those."""
    few: frozenset[tuple[UUID, Verb, UUID]] = frozenset()
    """Of those, the ones with so few entries that looking for each of them beats looking through the rows."""
    properties: frozenset[tuple[UUID, str, Verb]] = frozenset()
    executes: frozenset[tuple[UUID, str]] = frozenset()
    """Component, and key of a flow or id of an element whose action may be used."""
    answers: frozenset[tuple[UUID, str]] = frozenset()
    """Workflow and confirmation step."""

    def everywhere(self, component: UUID, verb: Verb) -> bool:
        """Whether it is granted for every entry of the component."""
        return self.unlimited or (component, verb) in self.whole

    def contexts(self, component: UUID, verb: Verb) -> frozenset[UUID]:
        """The components whose entries are contexts of this grant."""
        return frozenset(scope for granted, known, scope in self.within if (granted, known) == (component, verb))

    def somewhere(self, component: UUID, verb: Verb) -> bool:
        """Whether it is granted for some entries at least."""
        return self.everywhere(component, verb) or bool(self.contexts(component, verb))

    def reaches(self, component: UUID, property_id: str, verb: Verb) -> bool:
        """Whether a restricted property may be read or changed; who changes one reads it."""
        if self.unlimited or (component, property_id, verb) in self.properties:
            return True
        return verb is Verb.READ and (component, property_id, Verb.UPDATE) in self.properties

    def may_execute(self, component: UUID, key: str) -> bool:
        """`key` of a restricted flow, or id of the element with a restricted action."""
        return self.unlimited or (component, key) in self.executes

    def may_answer(self, workflow: UUID, step: str) -> bool:
        return self.unlimited or (workflow, step) in self.answers

    def about(self, components: Collection[UUID]) -> "Policy":
        """The part that matters for entries of these components."""
        if self.unlimited:
            return self
        return Policy(
            whole=frozenset(grant for grant in self.whole if grant[0] in components),
            within=frozenset(grant for grant in self.within if grant[0] in components),
            few=frozenset(grant for grant in self.few if grant[0] in components),
            properties=frozenset(grant for grant in self.properties if grant[0] in components),
        )


NOTHING = Policy()
UNLIMITED = Policy(unlimited=True)
