"""What scripts and workflows are run by, as far as a step can tell."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any
from uuid import UUID

from aqtra.dataflow.calling_errors import ScriptError
from aqtra.dataflow.errors import ItemFailed
from aqtra.dataflow.items.codec import read_json
from aqtra.dataflow.items.table import Table
from aqtra.dataflow.items.types import FieldType, Kind
from aqtra.dataflow.ports import Instance

RUNNING = Instance(UUID("00000000-0000-4000-8000-000000000007"), "running")


class Interpreter:
    """Implements `ports.Scripts` for the trusted scripts of tests: in this very process."""

    def __init__(self) -> None:
        self.given: list[Mapping[str, Any]] = []

    async def run(self, source: str, items: Table, _tell: Callable[[str, str], None]) -> Sequence[Mapping[str, Any]]:
        code, left = compile(source, "<script>", "exec"), []
        for index, item in enumerate(read_json(items.to_json())):
            self.given.append({field.name: _value(item[field.name], field.type) for field in items.model.fields})
            changed = dict(self.given[-1])
            try:
                exec(code, {"item": changed})
            except Exception as error:
                raise ItemFailed(ScriptError(str(error), type=type(error).__name__), index) from error
            left.append(changed)
        return left


def _value(value: Any, of: FieldType) -> Any:
    return Decimal(value) if of.kind is Kind.NUMBER and value is not None else value


@dataclass
class Engine:
    """Implements `ports.Workflows`: every instance is in the state that the test says."""

    answer: Instance = RUNNING
    started: list[tuple[UUID, UUID, int, Mapping[str, Any], bool]] = field(default_factory=list)

    async def start(
        self, component: UUID, workflow: UUID, entry_id: int, data: Mapping[str, Any], *, wait: bool
    ) -> Instance:
        self.started.append((component, workflow, entry_id, data, wait))
        return self.answer
