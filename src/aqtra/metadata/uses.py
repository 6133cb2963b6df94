"""Where components and properties are mentioned.

A component is mentioned wherever its key stands, whatever the setting or parameter is called: so references in
kinds and steps that this version does not know are found as well.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from aqtra.metadata.documents import ComponentDocument, Element, Flow, Step

Texts = Iterator[str]


@dataclass(frozen=True, slots=True)
class Use:
    """A place that mentions something. Ids that do not apply are None."""

    component: UUID
    property: str | None = None
    page: UUID | None = None
    element: UUID | None = None
    flow: UUID | None = None
    step: str | None = None


def texts(value: Any) -> Texts:
    """Every string inside a JSON value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from texts(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from texts(inner)


def uses_of_component(key: UUID, documents: Mapping[UUID, ComponentDocument]) -> Iterator[Use]:
    """Mentions of a component in other components; a component may mention itself freely."""
    wanted = str(key)
    for document in documents.values():
        if document.key == key:
            continue
        for prop in document.properties:
            if getattr(prop, "component", None) == key:
                yield Use(document.key, property=prop.id)
        for page, element in _elements(document):
            if wanted in texts(element.settings):
                yield Use(document.key, page=page.id, element=element.id)
        for flow, step in _steps(document):
            if wanted in texts(step.params):
                yield Use(document.key, flow=flow.key, step=step.id)


def uses_of_property(key: UUID, name: str, documents: Mapping[UUID, ComponentDocument]) -> Iterator[Use]:
    """Mentions of a property: in its own component anywhere, elsewhere beside a mention of the component or
    behind a reference to it. Errs on the side of naming one place too many."""
    for document in documents.values():
        leads = [prop.name for prop in document.properties if getattr(prop, "component", None) == key]
        own = document.key == key
        mentioned = _mention(name, leads)
        for page, element in _elements(document):
            found = list(texts(element.settings))
            if any(mentioned(text, own or str(key) in found) for text in found):
                yield Use(document.key, page=page.id, element=element.id)
        for flow, step in _steps(document):
            found = list(texts(step.params))
            if any(mentioned(text, own or str(key) in found) for text in found):
                yield Use(document.key, flow=flow.key, step=step.id)


def _mention(name: str, leads: list[str]) -> Any:
    directly = re.compile(rf"(^|[.{{])(data\.)?{re.escape(name)}($|[.\[}}])")
    behind = re.compile(rf"\b({'|'.join(map(re.escape, leads))})\.(data\.)?{re.escape(name)}\b") if leads else None

    def mentioned(text: str, near: bool) -> bool:
        if near and directly.search(text):
            return True
        return behind is not None and bool(behind.search(text))

    return mentioned


def _elements(document: ComponentDocument) -> Iterator[tuple[Element, Element]]:
    for page in document.pages:
        for element in page.walk():
            yield page, element


def _steps(document: ComponentDocument) -> Iterator[tuple[Flow, Step]]:
    for flow in document.flows:
        for step in flow.steps():
            yield from ((flow, inner) for inner in _with_branches(step))


def _with_branches(step: Step) -> Iterator[Step]:
    yield step
    for branch in step.branches.values():
        for inner in branch:
            yield from _with_branches(inner)
