"""Pages without the actions that a reader may not execute."""

from collections.abc import Collection
from typing import Final
from uuid import UUID

from aqtra.metadata.catalogue import component_catalogue
from aqtra.metadata.documents import Element
from aqtra.metadata.documents.running import COMMAND_TYPE, LINKED_FLOW, RESTRICT_ACCESS

_COMMAND: Final = frozenset({COMMAND_TYPE, RESTRICT_ACCESS, *LINKED_FLOW.values()})


def without(elements: tuple[Element, ...], hidden: Collection[UUID]) -> tuple[Element, ...]:
    """Without these elements; those that show data stay, and their clicks do nothing."""
    return tuple(
        _quiet(element)
        if element.id in hidden
        else element.model_copy(update={"children": without(element.children, hidden)})
        for element in elements
        if element.id not in hidden or _shows_data(element)
    )


def _quiet(element: Element) -> Element:
    settings = {name: value for name, value in element.settings.items() if name not in _COMMAND}
    return element.model_copy(update={"settings": settings})


def _shows_data(element: Element) -> bool:
    """Its data is the business of the component's own rights, not of the action's."""
    spec = component_catalogue().kind(element.kind)
    return spec is not None and bool(spec.binds)
