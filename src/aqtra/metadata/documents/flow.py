"""Flow definitions (flows.md 2). What a step's parameters may be is declared by its step type."""

from collections.abc import Iterator
from enum import StrEnum
from typing import Any
from uuid import UUID

from pydantic import Field

from aqtra.metadata.documents.base import Document, ShortId, Title


class FlowKind(StrEnum):
    DATAFLOW = "dataflow"
    INPUT_DATAFLOW = "input_dataflow"
    WORKFLOW = "workflow"


class Mapping(Document):
    """Writes `source`, a path in the item, or the constant `const`, into `target`."""

    target: str
    source: str | None = None
    const: Any = None


class Step(Document):
    """One step. `source` lists earlier steps of the flow; several mean their union in that order."""

    id: ShortId
    type: str
    name: Title
    source: tuple[ShortId, ...] = ()
    params: dict[str, Any] = Field(default_factory=dict)
    branches: dict[str, tuple["Step", ...]] = Field(default_factory=dict)


class Stage(Document):
    """A named column of steps: grouping only, no barrier and no transaction."""

    id: ShortId
    name: Title
    steps: tuple[Step, ...] = ()


class Flow(Document):
    """A dataflow or workflow of one component.

    `atomic`: what a run writes is stored all together, or not at all. `safe_to_repeat`: a run whose worker was lost
    is run again.
    """

    key: UUID
    kind: FlowKind
    name: Title = Field(min_length=1)
    restrict_access: bool = False
    generate_api_definition: bool = False
    atomic: bool = False
    safe_to_repeat: bool = False
    stages: tuple[Stage, ...] = ()

    def steps(self) -> Iterator[Step]:
        """All steps of the main line in execution order: stages left to right, steps top to bottom."""
        for stage in self.stages:
            yield from stage.steps
