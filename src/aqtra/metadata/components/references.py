"""Uses of a component, in the shape the API shows them."""

from collections.abc import Mapping
from uuid import UUID

from aqtra.metadata.checks.context import Site
from aqtra.metadata.components.models import ComponentUse
from aqtra.metadata.documents import ComponentDocument
from aqtra.metadata.uses import Use, uses_of_component, uses_of_property

Documents = Mapping[UUID, ComponentDocument]


def component_uses(key: UUID, saved: Documents, live: Documents, site: Site) -> tuple[ComponentUse, ...]:
    """What refers to a component: saved components, live ones whose draft does not any more, and menus."""
    found = {_shown(use, saved): None for use in uses_of_component(key, saved)}
    # A draft without the reference does not help people who work with the live version that has it.
    found |= {_shown(use, live): None for use in uses_of_component(key, live)}
    menus = [
        ComponentUse(title=target.domain, domain=target.domain, page=target.page)
        for target in site.targets
        if target.component == key
    ]
    return (*found, *menus)


def property_uses(key: UUID, name: str, saved: Documents) -> tuple[ComponentUse, ...]:
    """What mentions a property, its own component included."""
    return tuple(_shown(use, saved) for use in uses_of_property(key, name, saved))


def _shown(use: Use, documents: Documents) -> ComponentUse:
    return ComponentUse(
        component=use.component,
        title=documents[use.component].settings.title,
        property=use.property,
        page=use.page,
        element=use.element,
        flow=use.flow,
        step=use.step,
    )
