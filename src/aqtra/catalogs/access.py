"""Who may read and write the entries of a component: the only place that answers it.

A principal that is bound to an application domain, as every request is by its address, reaches the components of that
domain and User info; all others look exactly as if they did not exist, by whatever way they are named. Builders reach
every domain, and so do flows: what they touch is the choice of who built them. A token that names components reaches no
other one, by any of these ways.

A component with *Restrict access* needs a role that grants the verb, for some of its entries at least; which ones, the
statements decide (see `sight`). Restrict access wins over the access mode. Whoever has no right in it at all cannot
tell it from one that does not exist; who is not signed in learns the same of private components and of none.
"""

from uuid import UUID

from aqtra.catalogs.errors import NoSuchCatalog
from aqtra.kernel.errors import AqtraError, Forbidden, NotSignedIn
from aqtra.kernel.policy import Verb, needs
from aqtra.kernel.principal import Principal, Right
from aqtra.metadata.documents import AccessMode, ComponentDocument
from aqtra.metadata.layout import USER_INFO_KEY

_WITHOUT_SIGNING_IN = frozenset({Verb.OPEN, Verb.READ})


class ComponentForbidden(Forbidden):
    """The component restricts access, and the principal has another right in it than this one."""

    code = "component_forbidden"


class BackgroundForbidden(Forbidden):
    """A run in nobody's name touches a component that restricts access."""


def in_reach(principal: Principal, document: ComponentDocument) -> bool:
    """Whether the principal's domain has this component, and its token leads to it."""
    return principal.reaches(document.key) and (
        principal.domain is None
        or principal.domain in document.settings.domains
        or document.key == USER_INFO_KEY
        or principal.has(Right.STUDIO)
    )


def check(principal: Principal, document: ComponentDocument, verb: Verb) -> None:
    """Raises NoSuchCatalog, NotSignedIn, ComponentForbidden.

    Public components may be opened and read by everybody (decision D4); a change needs a user. The platform passes, in
    the background only where nothing is restricted.
    """
    if principal.is_platform and not principal.is_background:
        return
    if not in_reach(principal, document):
        raise absent(principal)
    settings = document.settings
    is_open = settings.access_mode is AccessMode.PUBLIC and verb in _WITHOUT_SIGNING_IN and not settings.restrict_access
    if not is_open and not principal.is_signed_in and not principal.is_background:
        raise NotSignedIn("sign in first")
    if settings.restrict_access:
        _check_roles(principal, document.key, verb)


def absent(principal: Principal) -> AqtraError:
    """What a component that does not exist looks like, and each that looks the same."""
    if principal.is_signed_in or principal.is_platform:
        return NoSuchCatalog()
    return NotSignedIn("sign in first")


def _check_roles(principal: Principal, component: UUID, verb: Verb) -> None:
    if principal.is_background:
        # Whoever reads the log of such a run builds: nothing is gained by hiding what restricts access.
        raise BackgroundForbidden("access is restricted, and the run has no Run-as user", component=str(component))
    for needed in needs(verb):
        if principal.policy.somewhere(component, needed):
            continue
        if not any(principal.policy.somewhere(component, other) for other in Verb):
            raise absent(principal)
        raise ComponentForbidden("you have no right to this component", component=str(component), right=needed)


def may(principal: Principal, document: ComponentDocument, verb: Verb) -> bool:
    """Whether `check` would pass."""
    try:
        check(principal, document, verb)
    except (NoSuchCatalog, NotSignedIn, ComponentForbidden, BackgroundForbidden):
        return False
    return True


def check_read(principal: Principal, document: ComponentDocument) -> None:
    """Raises as `check`."""
    check(principal, document, Verb.READ)
