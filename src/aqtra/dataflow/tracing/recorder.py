"""Takes down what the items are after every step, in bounds (flows.md 13)."""

from typing import TYPE_CHECKING, Final

from aqtra.dataflow.items.codec import read_json, to_json_text
from aqtra.dataflow.models import Recorded
from aqtra.dataflow.tracing.masking import Masking

if TYPE_CHECKING:
    from aqtra.dataflow.items.table import Table
    from aqtra.dataflow.plan import PlannedStep

ITEMS: Final = 20
BYTES: Final = 64 * 1024


class Recorder:
    """Implements `engine.Observer`: looks on and changes nothing."""

    def __init__(self, masking: Masking) -> None:
        self._masking = masking
        self.recorded: list[Recorded] = []

    def stops_before(self, step: "PlannedStep") -> bool:
        return False

    def instead(self, step: "PlannedStep", inputs: "tuple[Table, ...]") -> "Table | None":
        return None

    def after(self, step: "PlannedStep", table: "Table") -> None:
        """Keeps the first items, as many as fit."""
        self.recorded.append(recorded(step.id, table, self._masking))


def recorded(step: str, table: "Table", masking: Masking, *, simulated: bool = False) -> Recorded:
    """The beginning of a stream, without secrets."""
    from aqtra.dataflow.items.table import Table

    first = Table(table.frame.head(ITEMS), table.model)
    shown = read_json(first.without_secrets().to_json())
    texts: list[str] = []
    size = 2
    for item in shown:
        text = to_json_text(masking.masked(item))
        size += len(text.encode()) + 1
        if size > BYTES:
            break
        texts.append(text)
    return Recorded(step, len(table), f"[{','.join(texts)}]".encode(), len(texts) < len(table), simulated)
