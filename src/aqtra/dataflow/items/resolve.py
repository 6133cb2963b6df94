"""Following a path through a column."""

from dataclasses import dataclass
from datetime import UTC, tzinfo
from typing import TYPE_CHECKING, Any

from aqtra.dataflow.errors import TypeMismatch
from aqtra.dataflow.items.codec import Misfit, json_values, read_json, to_json_text
from aqtra.dataflow.items.columns import convert_series
from aqtra.dataflow.items.lists import Elements
from aqtra.dataflow.items.paths import Each, Segment
from aqtra.dataflow.items.types import ANY, FieldType, Kind

if TYPE_CHECKING:
    import polars as pl


@dataclass(frozen=True)
class Column:
    """The values at one path, one per item."""

    series: "pl.Series"
    type: FieldType

    def converted(self, wanted: FieldType, zone: tzinfo = UTC) -> "Column":
        """This column as `wanted`. Raises TypeMismatch naming each item that does not fit."""
        misfits: list[Misfit] = []
        series = convert_series(self.series, self.type, wanted, misfits, zone)
        if misfits:
            raise TypeMismatch.of(misfits)
        return Column(series, wanted)

    def json_values(self) -> list[Any]:
        """The values as `orjson.dumps` takes them."""
        return json_values(self.series, self.type)

    def follow(self, segments: tuple[Segment, ...]) -> "Column | None":
        """The values further inside; None when the type has no such path."""
        if not segments:
            return self
        if self.type.is_json:
            return Column(_inside_json(self.series, segments), ANY)
        head, rest = segments[0], segments[1:]
        if isinstance(head, str):
            member = self.type.member(head)
            if member is None:
                return None
            # All members, which are not copied, take a thirtieth of the time that asking for one does.
            return Column(self.series.struct.unnest()[member.name], member.type).follow(rest)
        if self.type.element is None:
            return None
        if isinstance(head, int):
            return Column(self.series.list.get(head, null_on_oob=True), self.type.element).follow(rest)
        elements = Elements.of(self.series)
        inner = Column(elements.values, self.type.element).follow(rest)
        if inner is None:
            return None
        return Column(elements.regrouped(inner.series), FieldType(Kind.ARRAY, element=inner.type))


def _inside_json(series: "pl.Series", segments: tuple[Segment, ...]) -> "pl.Series":
    import polars as pl

    # Items split from one parent follow one another with the same text: it is read once.
    begins = ~series.eq_missing(series.shift(1)) | (pl.int_range(len(series), eager=True) == 0)
    found = [pluck(read_json(text), segments) for text in series.filter(begins).to_list()]
    texts = [None if value is None else to_json_text(value) for value in found]
    return pl.Series(series.name, texts, dtype=pl.String).gather(begins.cum_sum() - 1)


def pluck(value: Any, segments: tuple[Segment, ...]) -> Any:
    """What a path leads to in a decoded value; None where it leads nowhere."""
    for position, segment in enumerate(segments):
        if isinstance(segment, Each):
            rest = segments[position + 1 :]
            return [pluck(inner, rest) for inner in value] if isinstance(value, list) else None
        if isinstance(segment, int):
            value = value[segment] if isinstance(value, list) and segment < len(value) else None
        else:
            value = value.get(segment) if isinstance(value, dict) else None
    return value
