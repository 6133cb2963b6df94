"""Who may read and write the entries of a component: the only place that answers it.

A principal that is bound to an application domain, as every request is by its address, reaches the components of that
domain and User info; all others look exactly as if they did not exist, by whatever way they are named. Builders reach
every domain, and so do flows: what they touch is the choice of who built them. A token that names components reaches no
other one, by any of these ways.

Every statement over entries contains `readable`, so rules for single rows have one place to go.
"""

from aqtra.catalogs.errors import NoSuchCatalog
from aqtra.kernel.errors import Forbidden, NotSignedIn
from aqtra.kernel.principal import Principal, Right
from aqtra.metadata.documents import AccessMode, ComponentDocument
from aqtra.metadata.layout import USER_INFO_KEY

_OVERRIDING = (Right.STUDIO, Right.ADMINISTER)


class ComponentForbidden(Forbidden):
    """The component restricts access, and the principal has no right to it."""

    code = "component_forbidden"


def in_reach(principal: Principal, document: ComponentDocument) -> bool:
    """Whether the principal's domain has this component, and its token leads to it."""
    return principal.reaches(document.key) and (
        principal.domain is None
        or principal.domain in document.settings.domains
        or document.key == USER_INFO_KEY
        or principal.has(Right.STUDIO)
    )


def check_read(principal: Principal, document: ComponentDocument) -> None:
    """Raises NoSuchCatalog, NotSignedIn, ComponentForbidden. Public components are open to everybody (decision D4)."""
    settings = document.settings
    _check(principal, document, open_to_all=settings.access_mode is AccessMode.PUBLIC)


def check_write(principal: Principal, document: ComponentDocument) -> None:
    """Raises NoSuchCatalog, NotSignedIn or ComponentForbidden. Public means reading: a change needs a user."""
    _check(principal, document, open_to_all=False)


def _check(principal: Principal, document: ComponentDocument, *, open_to_all: bool) -> None:
    if principal.is_platform:
        return
    if not in_reach(principal, document):
        raise NoSuchCatalog
    if document.settings.restrict_access:
        # Restrict access wins over the access mode; until roles name components, builders and administrators pass.
        if not principal.is_signed_in:
            raise NotSignedIn("sign in first")
        if not any(principal.has(right) for right in _OVERRIDING):
            raise ComponentForbidden("you have no right to this component")
    elif not open_to_all and not principal.is_signed_in:
        raise NotSignedIn("sign in first")


def readable(alias: str) -> str:
    """The SQL condition under which a row may be seen at all."""
    return f"{alias}.marked_at IS NULL"
