"""By which elements a flow is run. Hiding a button protects nothing: whoever calls, calls through an action."""

from typing import Final
from uuid import UUID

from aqtra.dataflow.errors import ActionForbidden, ActionNotFound
from aqtra.dataflow.models import Trigger
from aqtra.kernel.errors import NotSignedIn
from aqtra.kernel.principal import Principal
from aqtra.metadata.documents.running import Action
from aqtra.metadata.releases.models import PublishedComponent

THROUGH_ACTIONS: Final = frozenset({Trigger.USER_CALL})
"""Triggers that an element stands behind; for the others the right to the flow itself is all there is."""


def check_action(principal: Principal, published: PublishedComponent, flow: UUID, element: UUID | None) -> None:
    """That the principal may run the flow through this element.

    Without an element there must be an unrestricted one that runs the flow, or none at all: a flow that is reached by
    restricted actions only is not run past them. Raises ActionNotFound, NotSignedIn, ActionForbidden.
    """
    ways = [action for action in published.actions if action.flow == flow]
    if element is not None:
        ways = [action for action in ways if action.element == element]
        if not ways:
            raise ActionNotFound("no published element of this id runs this flow", action=str(element))
    elif not ways or principal.policy.unlimited:
        return
    if any(_is_open(principal, published, action, named=element is not None) for action in ways):
        return
    if not principal.is_signed_in:
        raise NotSignedIn("sign in first")
    if element is None:
        raise ActionForbidden("this flow is run by restricted actions only, and none was named")
    raise ActionForbidden("you have no right to this action", action=str(element))


def hidden_actions(principal: Principal, published: PublishedComponent) -> frozenset[UUID]:
    """Elements whose action the principal may not execute."""
    return frozenset(
        action.element for action in published.actions if not _is_open(principal, published, action, named=True)
    )


def _is_open(principal: Principal, published: PublishedComponent, action: Action, *, named: bool) -> bool:
    if not action.restricted:
        return True
    return named and principal.policy.may_execute(published.document.key, str(action.element))
