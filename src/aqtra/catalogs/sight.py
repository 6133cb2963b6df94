"""What one kind of reader sees: conditions on rows, and properties that are not there for them.

The conditions name no ids: which entries are contexts of the subject's roles is asked of `identity.contexts` inside
the statement, so all readers whose roles grant the same kinds of things share one statement.

An entry of a restricted component is covered by a grant in System or for the component, by one in the entry itself, and
by one in an entry that a catalog property of it refers to. Beside that, whatever refers to an entry of a restricted
component takes over its rule: readable only where that is readable, writable only where that may be changed. A rule is
followed from reference to reference, but not back into a component that it has come through.
"""

from typing import Final, Protocol
from uuid import UUID

from aqtra.catalogs.rulings import Reference, Ruling, Rulings
from aqtra.catalogs.sqltext import column, literal, table
from aqtra.kernel.policy import UNLIMITED, Policy, Verb, needs

NOT_MARKED: Final = "marked_at IS NULL"
UNLIMITED_SUBJECT: Final = "(SELECT identity.unlimited())"


class Walls(Protocol):
    """Knows where row policies say the same; see `catalogs.walls`."""

    def standing(self, component: UUID) -> str | None: ...


class Sight:
    """Row conditions and hidden properties under one policy.

    `anybody`: conditions that serve every subject, as the database is asked what each one holds.
    """

    def __init__(
        self,
        rulings: Rulings | None = None,
        policy: Policy = UNLIMITED,
        *,
        anybody: bool = False,
        walls: Walls | None = None,
    ) -> None:
        self._rulings = rulings
        self._policy = policy
        self._anybody = anybody
        self._walls = walls

    def readable(self, component: UUID, alias: str) -> str:
        """The condition under which a row may be seen at all."""
        return self.allows(component, Verb.READ, alias)

    def allows(self, component: UUID, verb: Verb, alias: str) -> str:
        """The condition under which `verb` may be done with the row; of those marked for deletion it never may."""
        rules = [self.rule(component, needed, alias) for needed in needs(verb)]
        return " AND ".join([f"{alias}.{NOT_MARKED}", *filter(None, rules)])

    def scanned(self, component: UUID, alias: str) -> str:
        """As `readable`, for rows taken from the table itself: where its policies say the same, they say it alone."""
        rule, wall = self.rule(component, Verb.READ, alias), self._wall(component)
        if rule is not None and wall is not None:
            rule = f"({wall} OR {rule})"
        return " AND ".join(filter(None, [f"{alias}.{NOT_MARKED}", rule]))

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

    def _wall(self, component: UUID) -> str | None:
        """None also where the rule leads an index to few rows: policies cannot do that."""
        ruling = self._ruling(component)
        if ruling is None or self._walls is None:
            return None
        asked = {component, *(reference.target for reference in ruling.references)}
        if any(verb is Verb.READ and known in asked for known, verb, _ in self._policy.few):
            return None
        return self._walls.standing(component)

    def _rule(self, component: UUID, verb: Verb, alias: str, behind: frozenset[UUID]) -> str | None:
        ruling = self._ruling(component)
        if ruling is None:
            return None
        inherited = Verb.READ if verb is Verb.READ else Verb.UPDATE
        shared = self._shared(component, ruling, verb, inherited, behind)
        if shared is not None:
            few = self._few(component, verb, shared.target)
            terms = [is_shared(column(shared.location, alias), component, verb, shared.target, inherited, few=few)]
        else:
            own = self._own(component, ruling, verb, alias)
            terms = [] if own is None else [own]
        for number, reference in enumerate(ruling.references):
            if reference.target == component or reference.target in behind or reference is shared:
                continue
            if self._by_id_alone(reference.target, inherited):
                place = column(reference.location, alias)
                few = self._few(reference.target, inherited, reference.target)
                held_there = is_context(place, reference.target, inherited, reference.target, few=few)
                terms.append(f"({place} IS NULL OR {held_there})")
                continue
            inner = f"{alias}_{number}"
            condition = self._rule(reference.target, inherited, inner, behind | {component})
            target = self._ruling(reference.target)
            if condition is not None and target is not None:
                place = column(reference.location, alias)
                rows = f"SELECT FROM {table(target.table)} {inner} WHERE {inner}.id = {place} AND {condition}"
                terms.append(f"({place} IS NULL OR EXISTS ({rows}))")
        return f"({' AND '.join(terms)})" if terms else None

    def _shared(
        self, component: UUID, ruling: Ruling, verb: Verb, inherited: Verb, behind: frozenset[UUID]
    ) -> Reference | None:
        """The reference that alone decides: by the grants for the component and by the rule it takes over.

        What neither is looked at twice nor looked up in the other table costs half.
        """
        if self._anybody or not ruling.restricted or self._policy.everywhere(component, verb):
            return None
        scopes = self._policy.contexts(component, verb)
        deciding = [reference for reference in ruling.references if reference.target in scopes]
        if len(deciding) != 1 or scopes - {deciding[0].target}:
            return None
        target = deciding[0].target
        alone = target != component and target not in behind and self._by_id_alone(target, inherited)
        return deciding[0] if alone else None

    def _by_id_alone(self, component: UUID, verb: Verb) -> bool:
        """Whether the rule for this verb is: entries in which it is granted. They need not be looked up then."""
        return (
            not self._anybody
            and self._rulings is not None
            and self._rulings.by_id_alone(component)
            and not self._policy.everywhere(component, verb)
            and self._policy.contexts(component, verb) == {component}
        )

    def _few(self, component: UUID, verb: Verb, scope: UUID) -> bool:
        return (component, verb, scope) in self._policy.few

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
    scopes = {component} | {reference.target for reference in rulings.scopes(component)}
    return f"({everywhere(component, verb)} OR {covered(component, ruling, verb, alias, frozenset(scopes))})"


def everywhere(component: UUID, verb: Verb) -> str:
    """Whether the subject holds it for every entry of the component."""
    return f"(SELECT identity.holds({literal(str(component))}, {literal(verb)}))"


def covered(
    component: UUID,
    ruling: Ruling,
    verb: Verb,
    alias: str,
    scopes: frozenset[UUID],
    few: frozenset[UUID] = frozenset(),
) -> str | None:
    """Whether an entry of one of the `scopes` that is a context covers the row; None when none can."""

    def within(place: str, scope: UUID) -> str:
        return is_context(place, component, verb, scope, few=scope in few)

    options = [within(f"{alias}.id", component)] if component in scopes else []
    options += [
        within(column(reference.location, alias), reference.target)
        for reference in ruling.references
        if reference.target in scopes
    ]
    return f"({' OR '.join(options)})" if options else None


def is_context(place: str, component: UUID, verb: Verb, scope: UUID, *, few: bool = False) -> str:
    """Whether `place` holds an entry of `scope` in which the verb is granted."""
    return _among(place, "contexts", (str(component), verb, str(scope)), few=few)


def is_shared(place: str, component: UUID, verb: Verb, scope: UUID, inherited: Verb, *, few: bool = False) -> str:
    """Whether besides `inherited` is granted for that entry itself. Only of a `scope` that is known by id alone."""
    return _among(place, "shared_contexts", (str(component), verb, str(scope), inherited), few=few)


def _among(place: str, function: str, given: tuple[str, ...], *, few: bool) -> str:
    arguments = ", ".join(map(literal, given))
    called, marks = f"identity.{function}({arguments})", f"identity.marks({arguments})"
    if few:
        # An array is searched from its beginning for every row, but an index finds the rows.
        return f"{place} = ANY ((SELECT {called})::bigint[])"
    # A bit is found in a third of the time that a hash takes. What is too scattered for bits is hashed; IS TRUE keeps
    # it from becoming a join, which might ask for the contexts once for every row. Where there are none, no row is
    # looked at.
    scattered = f"SELECT unnest(CASE WHEN octet_length({marks}) = 0 THEN {called} END)"
    return (
        f"((SELECT cardinality({called}) > 0) AND "
        f"CASE WHEN {place} >= 0 AND {place} < (SELECT 8 * octet_length({marks})) "
        f"THEN get_bit((SELECT {marks}), {place}) = 1 ELSE ({place} IN ({scattered})) IS TRUE END)"
    )


EVERYTHING: Final = Sight()
