"""Why somebody may do something with a component, its entries, flows, actions and confirmation steps, or may not."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from pydantic import BaseModel

from aqtra.catalogs.access import ComponentForbidden, check
from aqtra.catalogs.errors import NoSuchCatalog
from aqtra.catalogs.service import entries_of
from aqtra.dataflow.actions import check_action
from aqtra.dataflow.errors import FlowNotFound
from aqtra.dataflow.flows import callable_flow
from aqtra.identity.errors import NoSuchUser
from aqtra.identity.principals import principal_by_id
from aqtra.identity.rights.models import PermissionKind
from aqtra.identity.rights.service import Rights
from aqtra.infra.container import Services
from aqtra.kernel.errors import AqtraError, Forbidden
from aqtra.kernel.policy import Verb
from aqtra.kernel.principal import Principal
from aqtra.metadata.definitions import Definitions, definitions_of
from aqtra.metadata.releases.models import PublishedComponent
from aqtra.studio.access.entry_names import ExplainedRight, named
from aqtra.studio.access.tree import restricted_of

Held = tuple[ExplainedRight, ...]


class Answer(BaseModel):
    """Whether a verb is allowed. `reason`: unrestricted, administrator, granted, or the code of the refusal."""

    verb: Verb
    allowed: bool
    reason: str
    granted_by: tuple[ExplainedRight, ...]


class ObjectAnswer(BaseModel):
    """Whether a restricted flow or action may be run, or a confirmation step answered. `place`: its page or flow."""

    kind: PermissionKind
    object: str
    name: str
    place: str
    allowed: bool
    reason: str
    granted_by: tuple[ExplainedRight, ...]


class Explanation(BaseModel):
    """`entry_visible` is null when no entry was asked about."""

    answers: tuple[Answer, ...]
    objects: tuple[ObjectAnswer, ...]
    entry_visible: bool | None


@dataclass(frozen=True, slots=True)
class _Thing:
    """A restricted thing, and the way to ask for it; `ask` raises what the user would be told."""

    kind: PermissionKind
    key: str
    name: str
    place: str
    ask: Callable[[], Any]


class StepForbidden(Forbidden):
    """The principal has no right to answer the confirmation step."""

    code = "step_forbidden"


async def explain(
    services: Services, caller: Principal, user_id: int, component: UUID, entry: int | None
) -> Explanation:
    """Asks as the user would ask; entries are named as the caller may see them. Raises NoSuchUser."""
    async with services.db.transaction() as conn:
        granted = await Rights(conn, services.clock.now()).explained(user_id)
    principal = await principal_by_id(services.db, user_id)
    if principal is None:
        raise NoSuchUser("the user is not active: nothing is allowed")
    definitions = definitions_of(services)
    held = await named(services, caller.everywhere(), [one for one in granted if one.component == component])
    published = definitions.component(component)
    return Explanation(
        answers=tuple(_answer(published, principal, verb, held) for verb in Verb),
        objects=() if published is None else tuple(_objects(definitions, published, principal, held)),
        entry_visible=None if entry is None else await _sees(services, principal, component, entry),
    )


def _answer(published: PublishedComponent | None, principal: Principal, verb: Verb, held: Held) -> Answer:
    grants = tuple(one for one in held if one.kind is PermissionKind.COMPONENT and one.verb == verb)
    if published is None:
        return Answer(verb=verb, allowed=False, reason="component_not_found", granted_by=())
    refused = _refusal(lambda: check(principal, published.document, verb))
    if refused is not None:
        return Answer(verb=verb, allowed=False, reason=refused, granted_by=grants)
    if not published.document.settings.restrict_access:
        return Answer(verb=verb, allowed=True, reason="unrestricted", granted_by=())
    return Answer(verb=verb, allowed=True, reason=_granted(principal), granted_by=grants)


def _objects(
    definitions: Definitions, published: PublishedComponent, principal: Principal, held: Held
) -> Iterator[ObjectAnswer]:
    """What is restricted of the component besides its entries and properties, in the order of the permission tree."""
    for thing in _things(definitions, published, principal, held):
        refused = _refusal(thing.ask)
        yield ObjectAnswer(
            kind=thing.kind,
            object=thing.key,
            name=thing.name,
            place=thing.place,
            allowed=refused is None,
            reason=refused or _granted(principal),
            granted_by=tuple(one for one in held if (one.kind, one.object) == (thing.kind, thing.key)),
        )


def _things(
    definitions: Definitions, published: PublishedComponent, principal: Principal, held: Held
) -> Iterator[_Thing]:
    key, restricted = published.document.key, restricted_of(published)
    for flow in restricted.flows:
        call = partial(callable_flow, definitions, principal, key, flow.key)
        yield _Thing(PermissionKind.FLOW, str(flow.key), flow.name, "", call)
    for action in restricted.actions:
        click = partial(_run_by, definitions, principal, published, action.element)
        yield _Thing(PermissionKind.ACTION, str(action.element), action.name, action.page, click)
    known = {found.object: (found.name, found.flow) for found in restricted.steps}
    # A right may be given before its workflow is there.
    given = {one.object: (one.object, "") for one in held if one.kind is PermissionKind.STEP}
    for step, (name, flow_name) in {**given, **known}.items():
        answer = partial(_answer_step, principal, published, step)
        yield _Thing(PermissionKind.STEP, step, name, flow_name, answer)


def _run_by(definitions: Definitions, principal: Principal, published: PublishedComponent, element: UUID) -> None:
    """As a click on the element would."""
    flow = next(action.flow for action in published.actions if action.element == element)
    callable_flow(definitions, principal, published.document.key, flow)
    check_action(principal, published, flow, element)


def _answer_step(principal: Principal, published: PublishedComponent, step: str) -> None:
    check(principal, published.document, Verb.OPEN)
    flow, _, name = step.partition("/")
    if not principal.policy.may_answer(UUID(flow), name):
        raise StepForbidden("you have no right to answer this step")


def _granted(principal: Principal) -> str:
    return "administrator" if principal.policy.unlimited else "granted"


def _refusal(ask: Callable[[], Any]) -> str | None:
    """The code of the refusal; None: allowed."""
    try:
        ask()
    except (NoSuchCatalog, FlowNotFound):
        # To the user it looks as if it did not exist; who asks here knows that it does.
        return ComponentForbidden.code
    except AqtraError as refusal:
        return refusal.code
    return None


async def _sees(services: Services, principal: Principal, component: UUID, entry: int) -> bool:
    try:
        async with services.db.connection() as conn:
            await entries_of(services).readable_by(principal).get(conn, component, entry)
    except AqtraError:
        return False
    return True
