"""Takes down what the items are after every step, in bounds (flows.md 13)."""

from typing import TYPE_CHECKING, Final

from aqtra.dataflow.items.codec import read_json, to_json_text
from aqtra.dataflow.models import Recorded
from aqtra.dataflow.tracing.masking import Masking

if TYPE_CHECKING:
    from aqtra.dataflow.items.table import Table
    from aqtra.dataflow.plan import PlannedStep
    from aqtra.dataflow.streams import Stream

ITEMS: Final = 20
BYTES: Final = 64 * 1024


class Recorder:
    """Implements `engine.Observer`: looks on and changes nothing."""

    def __init__(self, masking: Masking) -> None:
        self._masking = masking
        self.recorded: list[Recorded] = []

    def stops_before(self, step: "PlannedStep") -> bool:
        return False

    def instead(self, step: "PlannedStep", inputs: "tuple[Stream, ...]") -> "Table | None":
        return None

    def after(self, step: "PlannedStep", stream: "Stream") -> None:
        """Keeps the first items, as many as fit."""
        self.recorded.append(recorded(step.id, stream, self._masking))


def recorded(step: str, stream: "Stream", masking: Masking, *, simulated: bool = False) -> Recorded:
    """The beginning of a stream, without secrets."""
    shown = read_json(stream.head(ITEMS).without_secrets().to_json())
    texts: list[str] = []
    size = 2
    for item in shown:
        text = to_json_text(masking.masked(item))
        size += len(text.encode()) + 1
        if size > BYTES:
            break
        texts.append(text)
    return Recorded(step, len(stream), f"[{','.join(texts)}]".encode(), len(texts) < len(stream), simulated)
