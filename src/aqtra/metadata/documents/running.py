"""What of a document is run by people: elements that run something, and steps of workflows that wait for an answer."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from aqtra.metadata.documents.component import ComponentDocument
from aqtra.metadata.documents.flow import Flow, FlowKind, Step
from aqtra.metadata.documents.page import Element

COMMAND_TYPE: Final = "command_type"
RESTRICT_ACCESS: Final = "restrict_access"
LINKED_FLOW: Final[Mapping[str, str]] = {"execute_dataflow": "linked_dataflow", "execute_workflow": "linked_workflow"}
RUNNING: Final = frozenset({*LINKED_FLOW, "execute_script"})
"""Commands that run something on the server; the others lead elsewhere, where other rights hold."""
ASKING: Final = "get_user_confirmation"
"""The step type that waits for somebody's answer."""


@dataclass(frozen=True, slots=True)
class Action:
    """An element that runs a flow of its component. Its id stays when it is renamed or moved."""

    element: UUID
    name: str
    page: str
    flow: UUID
    restricted: bool


@dataclass(frozen=True, slots=True)
class Question:
    """A confirmation step of a workflow; `object` is what permissions call it."""

    flow: Flow
    step: Step

    @property
    def object(self) -> str:
        return f"{self.flow.key}/{self.step.id}"


def actions_of(document: ComponentDocument) -> Iterator[Action]:
    """In reading order. An element that is not wired to a flow runs none."""
    for page in document.pages:
        for element in page.walk():
            flow = _linked(element)
            if flow is not None:
                restricted = element.settings.get(RESTRICT_ACCESS) is True
                yield Action(element.id, element.name, page.name, flow, restricted)


def questions_of(document: ComponentDocument) -> Iterator[Question]:
    """Every confirmation step, wherever it lies in its workflow."""
    for flow in document.flows:
        if flow.kind is FlowKind.WORKFLOW:
            yield from (Question(flow, step) for step in _everywhere(flow.steps()) if step.type == ASKING)


def _linked(element: Element) -> UUID | None:
    command = element.settings.get(COMMAND_TYPE)
    setting = LINKED_FLOW.get(command) if isinstance(command, str) else None
    linked = None if setting is None else element.settings.get(setting)
    try:
        return UUID(linked) if isinstance(linked, str) else None
    except ValueError:
        return None


def _everywhere(steps: Iterable[Step]) -> Iterator[Step]:
    for step in steps:
        yield step
        for branch in step.branches.values():
            yield from _everywhere(branch)
