"""What row policies say of the entries of a component and of the rows of its lists, for whoever the subject is.

What references take over is left to the policy of the table they lead to, unless the ids say it all; between tables in
a circle, where PostgreSQL would ask for ever, to the statements. Rows of a list follow the entry that has it: whether
an element is seen, its own table decides.
"""

import hashlib
from typing import Final
from uuid import UUID

from aqtra.catalogs import names
from aqtra.catalogs.links import NOBODY
from aqtra.catalogs.rulings import List, Reference, Ruling, Rulings
from aqtra.catalogs.sight import UNLIMITED_SUBJECT, covered, everywhere, held, is_context, is_shared
from aqtra.catalogs.sqltext import column, literal, table
from aqtra.kernel.policy import Verb

_MARK: Final = "aqtra row policies "
_KNOWN: Final = "(SELECT identity.subject()) IS NOT NULL"
# Who may create but not read is still told what was made: this statement's own row.
_JUST_MADE: Final = (
    "(created_by = (SELECT identity.subject_account()) AND version = 1 AND created_at = statement_timestamp())"
)


def entry_policies(component: UUID, rulings: Rulings) -> tuple[str, ...]:
    """For reading, creating, changing and removing; none where all entries are everybody's."""
    ruling = rulings.of(component)
    if ruling is None or component not in rulings.ruled:
        return ()

    def rule(verb: Verb) -> str:
        return _rule(component, ruling, rulings, verb, ruling.table)

    change = f"{rule(Verb.UPDATE)} OR {rule(Verb.DELETE)}"
    return _policies(f"{_KNOWN} AND ({rule(Verb.READ)} OR {_JUST_MADE})", rule(Verb.CREATE), change, UNLIMITED_SUBJECT)


def mark_of(policies: tuple[str, ...]) -> str:
    """The comment that a table with these policies carries; empty for none."""
    return _MARK + hashlib.sha256("\n".join(policies).encode()).hexdigest() if policies else ""


def list_policies(component: UUID, listed: List, rulings: Rulings) -> tuple[str, ...]:
    """The same for the rows of a list; none where neither the entries that have it nor its elements are ruled."""
    ruling = rulings.of(component)
    if ruling is None:
        return ()
    if component not in rulings.ruled:
        return _policies(_KNOWN, _KNOWN, _KNOWN, _KNOWN) if listed.target in rulings.ruled else ()
    own = column("owner_id", listed.table)
    owners = f"SELECT FROM {table(ruling.table)} owner WHERE owner.id = {own}"
    change = f"EXISTS ({owners} AND {_rule(component, ruling, rulings, Verb.UPDATE, 'owner')})"
    # What this statement makes, it does not see yet.
    made = f"NOT catalogs.was_there({literal(table(ruling.table))}::regclass, {own})"
    return _policies(
        f"{_KNOWN} AND ({UNLIMITED_SUBJECT} OR EXISTS ({owners}))",
        f"{_KNOWN} AND ({UNLIMITED_SUBJECT} OR {change} OR {made})",
        *[f"{_KNOWN} AND ({UNLIMITED_SUBJECT} OR {change})"] * 2,
    )


def _policies(read: str, create: str, change: str, remove: str) -> tuple[str, ...]:
    return (
        f"FOR SELECT TO {names.APPLICATION_ROLE} USING ({read})",
        f"FOR INSERT TO {names.APPLICATION_ROLE} WITH CHECK ({create})",
        f"FOR UPDATE TO {names.APPLICATION_ROLE} USING ({change}) WITH CHECK ({change})",
        f"FOR DELETE TO {names.APPLICATION_ROLE} USING ({remove})",
    )


def _rule(component: UUID, ruling: Ruling, rulings: Rulings, verb: Verb, own: str) -> str:
    """What grants say of the row `own`."""
    taken = {
        reference: _taken_over(reference, rulings, verb, own)
        for reference in ruling.references
        if reference.target in rulings.ruled and not rulings.in_a_circle(component, reference.target)
    }
    terms = list(taken.values())
    if ruling.restricted:
        terms = _with_own(component, ruling, rulings, verb, own, taken)
    return f"({UNLIMITED_SUBJECT} OR ({' AND '.join(terms) or 'true'}))"


def _taken_over(reference: Reference, rulings: Rulings, verb: Verb, own: str) -> str:
    target, place = rulings.of(reference.target), column(reference.location, own)
    assert target is not None
    # Of a reference to nobody the foreign key speaks.
    free = f"{place} IS NULL OR {place} = {NOBODY}"
    if verb is Verb.READ and rulings.by_id_alone(reference.target):
        there = is_context(place, reference.target, verb, reference.target)
        return f"({free} OR {everywhere(reference.target, verb)} OR {there})"
    changing = verb is not Verb.READ and target.restricted
    further = f" AND {held(reference.target, rulings, Verb.UPDATE, 'other')}" if changing else ""
    return f"({free} OR EXISTS (SELECT FROM {table(target.table)} other WHERE other.id = {place}{further}))"


def _with_own(
    component: UUID, ruling: Ruling, rulings: Rulings, verb: Verb, own: str, terms: dict[Reference, str]
) -> list[str]:
    scopes = rulings.scopes(component)
    if verb is Verb.READ and len(scopes) == 1 and rulings.by_id_alone(scopes[0].target):
        # Nearly every row is decided by one look: whether both its own rule and the one taken over hold there.
        (only,) = scopes
        shared = is_shared(column(only.location, own), component, verb, only.target, verb)
        itself = covered(component, ruling, verb, own, frozenset({component}))
        otherwise = f"({everywhere(component, verb)} OR {itself}) AND {terms.pop(only)}"
        return [f"({shared} OR ({otherwise}))", *terms.values()]
    return [held(component, rulings, verb, own), *terms.values()]
