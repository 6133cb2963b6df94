"""From the rows of `identity.granted` to a policy."""

from collections.abc import Iterable
from typing import Final, NamedTuple
from uuid import UUID

from aqtra.identity.rights.models import PermissionKind
from aqtra.kernel.policy import UNLIMITED, Policy, Verb
from aqtra.kernel.principal import Right

FEW: Final = 32


class Granted(NamedTuple):
    """A distinct right; of contexts that are entries, the component is told and how many there are."""

    kind: str
    component: UUID | None
    object: str
    verb: str
    context_component: UUID | None
    entries: int
    context_object: str | None


def compile_policy(rights: frozenset[str], granted: Iterable[Granted]) -> Policy:
    """A grant counts where its context covers what it names; one for a whole component never in a single object."""
    if Right.ADMINISTER in rights:
        return UNLIMITED
    whole: set[tuple[UUID, Verb]] = set()
    within: set[tuple[UUID, Verb, UUID]] = set()
    few: set[tuple[UUID, Verb, UUID]] = set()
    properties: set[tuple[UUID, str, Verb]] = set()
    executes: set[tuple[UUID, str]] = set()
    answers: set[tuple[UUID, str]] = set()
    for one in granted:
        covered = _covers(one)
        match one.kind:
            case PermissionKind.COMPONENT if one.component is not None and one.context_object is None:
                if one.entries and one.context_component is not None:
                    grant = (one.component, Verb(one.verb), one.context_component)
                    within.add(grant)
                    few |= {grant} if one.entries <= FEW else set()
                elif covered:
                    whole.add((one.component, Verb(one.verb)))
            case PermissionKind.PROPERTY if one.component is not None and covered:
                properties.add((one.component, one.object, Verb(one.verb)))
            case PermissionKind.FLOW | PermissionKind.ACTION if one.component is not None and covered:
                executes.add((one.component, one.object))
            case PermissionKind.STEP if covered and (step := _step(one.object)) is not None:
                answers.add(step)
    return Policy(
        whole=frozenset(whole),
        within=frozenset(within),
        few=frozenset(few),
        properties=frozenset(properties),
        executes=frozenset(executes),
        answers=frozenset(answers),
    )


def _step(named: str) -> tuple[UUID, str] | None:
    """Workflow and step; None for what was stored in another form once, which names nothing."""
    flow, _, step = named.partition("/")
    try:
        return UUID(flow), step
    except ValueError:
        return None


def studio_rights(granted: Iterable[Granted]) -> frozenset[str]:
    """Rights of routes that permission sets give: menus of Studio, everywhere only."""
    return frozenset(
        f"{Right.STUDIO}.{one.object}"
        for one in granted
        if one.kind == PermissionKind.STUDIO and one.context_component is None
    )


def _covers(one: Granted) -> bool:
    if one.entries:
        return False
    if one.context_component is None:
        return True
    return one.context_component == one.component and one.context_object in (None, one.object)
