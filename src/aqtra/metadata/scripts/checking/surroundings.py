"""What a script may name of the component around it. None: nothing is known, so nothing is said."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from aqtra.metadata.catalogue import ComponentCatalogue
from aqtra.metadata.documents import ComponentDocument, Element, FlowKind

_ALIASES: Final = {"color": "FontColor", "border_brush": "BorderColor"}
"""Settings that scripts know by another name besides their own."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """`controls` are settings by the internal name of the control, in PascalCase, None for kinds nobody knows."""

    properties: frozenset[str] | None = None
    controls: Mapping[str, frozenset[str] | None] | None = None
    elements: frozenset[str] | None = None
    pages: Mapping[str, str] | None = None
    flows: Mapping[str, str] | None = None


UNKNOWN: Final = Surroundings()


def surroundings_of(document: ComponentDocument, catalogue: ComponentCatalogue) -> Surroundings:
    """`pages` are names by id, `flows` titles by key."""
    elements = [element for page in document.pages for element in page.walk()]
    return Surroundings(
        properties=frozenset(found.name for found in document.properties),
        controls={element.name: _settings(element, catalogue) for element in elements},
        elements=frozenset(str(element.id) for element in elements),
        pages={str(page.id): page.name for page in document.pages},
        flows={str(flow.key): flow.name for flow in document.flows if flow.kind is not FlowKind.WORKFLOW},
    )


def _settings(element: Element, catalogue: ComponentCatalogue) -> frozenset[str] | None:
    spec = catalogue.kind(element.kind)
    return None if spec is None else frozenset({*_names(spec.settings), "Value"})


def _names(settings: Mapping[str, object]) -> Iterator[str]:
    for setting in settings:
        yield "".join(part.capitalize() for part in setting.split("_"))
        if setting in _ALIASES:
            yield _ALIASES[setting]
