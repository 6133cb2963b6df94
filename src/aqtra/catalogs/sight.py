"""What one kind of reader sees: conditions on rows, and properties that are not there for them.

The conditions name no ids: which entries are contexts of the subject's roles is asked of `identity.contexts` inside
the statement, so all readers whose roles grant the same kinds of things share one statement.

An entry of a restricted component is covered by a grant in System or for the component, by one in the entry itself, and
by one in an entry that a catalog property of it refers to. Beside that, whatever refers to an entry of a restricted
component takes over its rule: readable only where that is readable, writable only where that may be changed. A rule is
followed from reference to reference, but not back into a component that it has come through.
"""

from typing import Final
from uuid import UUID

from aqtra.catalogs.rulings import Ruling, Rulings
from aqtra.catalogs.sqltext import column, literal, table
from aqtra.kernel.policy import UNLIMITED, Policy, Verb, needs

NOT_MARKED: Final = "marked_at IS NULL"
UNLIMITED_SUBJECT: Final = "(SELECT identity.unlimited())"


class Sight:
    """Row conditions and hidden properties under one policy.

    `anybody`: conditions that serve every subject, as the database is asked what each one holds.
    """

    def __init__(self, rulings: Rulings | None = None, policy: Policy = UNLIMITED, *, anybody: bool = False) -> None:
        self._rulings = rulings
        self._policy = policy
        self._anybody = anybody

    def readable(self, component: UUID, alias: str) -> str:
        """The condition under which a row may be seen at all."""
        return self.allows(component, Verb.READ, alias)

    def allows(self, component: UUID, verb: Verb, alias: str) -> str:
        """The condition under which `verb` may be done with the row; of those marked for deletion it never may."""
        rules = [self.rule(component, needed, alias) for needed in needs(verb)]
        return " AND ".join([f"{alias}.{NOT_MARKED}", *filter(None, rules)])

    def rule(self, component: UUID, verb: Verb, alias: str) -> str | None:
        """What roles say of the row; None: nothing."""
        rule = self._rule(component, verb, alias, frozenset())
        return f"({UNLIMITED_SUBJECT} OR {rule})" if rule and self._anybody else rule

    def hidden(self, component: UUID, verb: Verb = Verb.READ) -> frozenset[str]:
        """Ids of the properties that may not be read, or changed."""
        ruling = self._ruling(component)
        if ruling is None:
            return frozenset()
        return frozenset(prop for prop in ruling.hidden if not self._policy.reaches(component, prop, verb))

    def _ruling(self, component: UUID) -> Ruling | None:
        return self._rulings.of(component) if self._rulings is not None and not self._policy.unlimited else None

    def _rule(self, component: UUID, verb: Verb, alias: str, behind: frozenset[UUID]) -> str | None:
        ruling = self._ruling(component)
        if ruling is None:
            return None
        terms = [] if (own := self._own(component, ruling, verb, alias)) is None else [own]
        inherited = Verb.READ if verb is Verb.READ else Verb.UPDATE
        for number, reference in enumerate(ruling.references):
            if reference.target == component or reference.target in behind:
                continue
            inner = f"{alias}_{number}"
            condition = self._rule(reference.target, inherited, inner, behind | {component})
            target = self._ruling(reference.target)
            if condition is not None and target is not None:
                place = column(reference.location, alias)
                rows = f"SELECT FROM {table(target.table)} {inner} WHERE {inner}.id = {place} AND {condition}"
                terms.append(f"({place} IS NULL OR EXISTS ({rows}))")
        return f"({' AND '.join(terms)})" if terms else None

    def _own(self, component: UUID, ruling: Ruling, verb: Verb, alias: str) -> str | None:
        if not ruling.restricted or self._policy.everywhere(component, verb):
            return None
        if self._anybody and self._rulings is not None:
            return held(component, self._rulings, verb, alias)
        few = frozenset(scope for known, asked, scope in self._policy.few if (known, asked) == (component, verb))
        return covered(component, ruling, verb, alias, self._policy.contexts(component, verb), few) or "false"


def held(component: UUID, rulings: Rulings, verb: Verb, alias: str) -> str:
    """Whether a grant of the subject covers the row, whatever it holds. The component is restricted."""
    ruling = rulings.of(component)
    assert ruling is not None
    scopes = {component} | {
        reference.target
        for reference in ruling.references
        if (target := rulings.of(reference.target)) is not None and target.restricted
    }
    everywhere = f"(SELECT identity.holds({literal(str(component))}, {literal(verb)}))"
    return f"({everywhere} OR {covered(component, ruling, verb, alias, frozenset(scopes))})"


def covered(
    component: UUID,
    ruling: Ruling,
    verb: Verb,
    alias: str,
    scopes: frozenset[UUID],
    few: frozenset[UUID] = frozenset(),
) -> str | None:
    """Whether an entry of one of the `scopes` that is a context covers the row; None when none can."""

    def is_context(place: str, scope: UUID) -> str:
        return _is_context(place, component, verb, scope, few=scope in few)

    options = [is_context(f"{alias}.id", component)] if component in scopes else []
    options += [
        is_context(column(reference.location, alias), reference.target)
        for reference in ruling.references
        if reference.target in scopes
    ]
    return f"({' OR '.join(options)})" if options else None


def _is_context(place: str, component: UUID, verb: Verb, scope: UUID, *, few: bool) -> str:
    called = f"identity.contexts({literal(str(component))}, {literal(verb)}, {literal(str(scope))})"
    if few:
        # An array is searched from its beginning for every row, but an index finds the rows.
        return f"{place} = ANY ((SELECT {called})::bigint[])"
    # IS TRUE keeps it from becoming a join, which might ask for the contexts once for every row: it is hashed.
    return f"({place} IN (SELECT unnest({called}))) IS TRUE"


EVERYTHING: Final = Sight()
