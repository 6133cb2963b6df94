"""Why somebody may do something with a component or one of its entries, or may not."""

from uuid import UUID

from pydantic import BaseModel

from aqtra.catalogs.access import ComponentForbidden, check
from aqtra.catalogs.errors import NoSuchCatalog
from aqtra.catalogs.service import entries_of
from aqtra.identity.errors import NoSuchUser
from aqtra.identity.principals import principal_by_id
from aqtra.identity.rights.models import GrantedRight, PermissionKind
from aqtra.identity.rights.service import Rights
from aqtra.infra.container import Services
from aqtra.kernel.errors import AqtraError
from aqtra.kernel.policy import Verb
from aqtra.kernel.principal import Principal
from aqtra.metadata.definitions import definitions_of


class Answer(BaseModel):
    """Whether a verb is allowed. `reason`: unrestricted, administrator, granted, or the code of the refusal."""

    verb: Verb
    allowed: bool
    reason: str
    granted_by: tuple[GrantedRight, ...]


class Explanation(BaseModel):
    """`entry_visible` is null when no entry was asked about."""

    answers: tuple[Answer, ...]
    entry_visible: bool | None


async def explain(services: Services, user_id: int, component: UUID, entry: int | None) -> Explanation:
    """Asks as the user would ask. Raises NoSuchUser."""
    async with services.db.transaction() as conn:
        granted = await Rights(conn, services.clock.now()).explained(user_id)
    principal = await principal_by_id(services.db, user_id)
    if principal is None:
        raise NoSuchUser("the user is not active: nothing is allowed")
    named = [one for one in granted if one.kind is PermissionKind.COMPONENT and one.component == component]
    return Explanation(
        answers=tuple(_answer(services, principal, component, verb, named) for verb in Verb),
        entry_visible=None if entry is None else await _sees(services, principal, component, entry),
    )


def _answer(services: Services, principal: Principal, component: UUID, verb: Verb, named: list[GrantedRight]) -> Answer:
    published = definitions_of(services).component(component)
    grants = tuple(one for one in named if one.verb == verb)
    if published is None:
        return Answer(verb=verb, allowed=False, reason="component_not_found", granted_by=())
    try:
        check(principal, published.document, verb)
    except NoSuchCatalog:
        # To the user it looks as if it did not exist; who asks here knows that it does.
        return Answer(verb=verb, allowed=False, reason=ComponentForbidden.code, granted_by=grants)
    except AqtraError as refusal:
        return Answer(verb=verb, allowed=False, reason=refusal.code, granted_by=grants)
    if not published.document.settings.restrict_access:
        return Answer(verb=verb, allowed=True, reason="unrestricted", granted_by=())
    reason = "administrator" if principal.policy.unlimited else "granted"
    return Answer(verb=verb, allowed=True, reason=reason, granted_by=grants)


async def _sees(services: Services, principal: Principal, component: UUID, entry: int) -> bool:
    try:
        async with services.db.connection() as conn:
            await entries_of(services).readable_by(principal).get(conn, component, entry)
    except AqtraError:
        return False
    return True
