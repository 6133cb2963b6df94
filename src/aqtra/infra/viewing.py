"""What a session may ask for while it views Workplace as somebody else, and whose answer it gets."""

from collections.abc import Mapping
from typing import Any, Final, cast

from aqtra.kernel.errors import Forbidden
from aqtra.kernel.principal import Principal, Right
from aqtra.kernel.scopes import READING
from aqtra.kernel.viewing import Viewing

VIEWING: Final = "aqtra.viewing"
"""Key of the ASGI scope that the session middleware fills."""
STOP: Final = "DELETE /api/v1/session/view-as"

_OWN: Final = frozenset({Right.SESSION, Right.OWN_ACCOUNT})
_WORKPLACE: Final = frozenset({Right.ANONYMOUS, Right.SIGNED_IN, Right.COMPONENT})


class ViewingAsUser(Forbidden):
    """The session views Workplace as somebody else: nothing is changed, and nobody's own account is opened."""

    code = "viewing_as_user"


class ViewingOver(Forbidden):
    """Viewing as somebody else has ended by itself: go on as yourself first."""

    code = "viewing_over"


def viewing_of(scope: Mapping[str, Any]) -> Viewing | None:
    """As whom the session of a request views Workplace."""
    return cast(Viewing | None, scope.get(VIEWING))


def reader(viewing: Viewing, method: str, right: Right) -> Principal | None:
    """Who reads: the one viewed where Workplace reads; None, the caller, where Studio does.

    Raises ViewingAsUser, ViewingOver.
    """
    if method in READING and right not in _OWN | _WORKPLACE:
        return None
    if viewing.principal is None:
        raise ViewingOver(f"viewing as {viewing.user_name} has ended: go on as yourself, by {STOP}")
    if method not in READING or right in _OWN:
        raise ViewingAsUser(f"this session views as {viewing.user_name}: stop first, by {STOP}")
    return viewing.principal
