"""Places in words, for people who do not have the editor open."""

from aqtra.kernel.findings import Place
from aqtra.metadata.documents import ComponentDocument


def spelled(place: Place, document: ComponentDocument) -> str:
    """`Invoice Inventory / All Invoices / Grid_1 / columns`: titles and names instead of ids."""
    parts = [document.settings.title]
    if place.property:
        parts += [prop.name for prop in document.properties if prop.id == place.property]
    for page in document.pages:
        if str(page.id) == place.page:
            parts.append(page.name)
            parts += [
                element.name for element in page.walk() if element is not page and str(element.id) == place.element
            ]
    for flow in document.flows:
        if str(flow.key) == place.flow:
            parts.append(flow.name)
            parts += [step.name for step in flow.steps() if step.id == place.step]
    return " / ".join([*parts, *([place.setting] if place.setting else [])])
