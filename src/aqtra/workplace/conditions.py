"""Conditions of a component's elements, read for clients."""

from collections.abc import Iterator

from aqtra.metadata.catalogue import component_catalogue
from aqtra.metadata.checks.expressions import EXPRESSION
from aqtra.metadata.documents import ComponentDocument
from aqtra.metadata.expressions import BadExpression, Tree, read_expression


def expressions_of(document: ComponentDocument) -> dict[str, Tree]:
    """By their text. What cannot be read, which publication has refused, is left out."""
    found: dict[str, Tree] = {}
    for text in _texts(document):
        try:
            found[text] = read_expression(text)
        except BadExpression:
            continue
    return found


def _texts(document: ComponentDocument) -> Iterator[str]:
    catalogue = component_catalogue()
    for page in document.pages:
        for element in page.walk():
            spec = catalogue.kind(element.kind)
            for name, declared in spec.settings.items() if spec is not None else ():
                text = element.settings.get(name)
                if declared.type == EXPRESSION and isinstance(text, str) and text.strip():
                    yield text
