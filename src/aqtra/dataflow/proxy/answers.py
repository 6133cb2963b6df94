"""What a flow answered, as entries in the JSON of the API: checked item by item, named where it does not fit."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from aqtra.catalogs.conversion import Refused, convert
from aqtra.catalogs.limits import SAFE_INTEGER
from aqtra.catalogs.model import Field, Model
from aqtra.catalogs.odata.options import QueryOptions
from aqtra.catalogs.projection import Projection
from aqtra.dataflow.entry_model import DATA
from aqtra.dataflow.items.codec import read_json
from aqtra.dataflow.proxy.errors import ProxyBadShape
from aqtra.metadata.documents import ComponentDocument

_TOTAL: Final = ("_total", "_total@integer", "_total@number")


@dataclass(frozen=True)
class Shape:
    """What is shown of each entry, of a component whose properties are all of `known`."""

    projection: Projection
    known: frozenset[str]

    @classmethod
    def of(cls, model: Model, document: ComponentDocument, projection: Projection) -> "Shape":
        """`document`: the whole one, also with properties that this reader does not see."""
        return cls(projection, frozenset(prop.name for prop in document.properties))


Entry = dict[str, Any]


def items_of(content: bytes) -> Sequence[Any]:
    """The answered items, with exact numbers."""
    items: Sequence[Any] = read_json(content)
    return items


def entries_of(items: Sequence[Any], shape: Shape) -> list[Entry]:
    """Raises ProxyBadShape for the first item that does not fit, and for an id that comes twice."""
    entries = [_entry(item, index, shape) for index, item in enumerate(items)]
    seen: set[int] = set()
    for index, entry in enumerate(entries):
        if entry["id"] in seen:
            raise ProxyBadShape.at(index, "id", f"the id {entry['id']} comes twice", "unique")
        seen.add(entry["id"])
    return entries


def check_page(items: Sequence[Any], options: QueryOptions) -> None:
    """Raises ProxyBadShape when the flow did not keep to the page that was asked for."""
    if len(items) > options.top:
        reason = f"{len(items)} rows where {options.top} were asked for: hand top and skip on to the other system"
        raise ProxyBadShape.at(options.top, "", reason, "maximum")


def total_of(items: Sequence[Any], options: QueryOptions) -> int:
    """How many rows there are in all: what `_total` of the first says, else those seen so far. Raises ProxyBadShape."""
    first = items[0] if items and isinstance(items[0], Mapping) else {}
    name = next((name for name in _TOTAL if first.get(name) is not None), None)
    if name is None:
        return options.skip + len(items)
    try:
        total: int = convert("integer", first[name])
    except Refused as refused:
        raise ProxyBadShape.at(0, name, refused.message, refused.rule) from None
    if total < 0:
        raise ProxyBadShape.at(0, name, "a number of rows is not negative", "minimum")
    return total


def _entry(item: Any, index: int, shape: Shape) -> Entry:
    if not isinstance(item, Mapping):
        raise ProxyBadShape.at(index, "", "an object is expected")
    data = item.get(DATA)
    if not isinstance(data, Mapping):
        raise ProxyBadShape.at(index, DATA, "an object with the properties of the component is expected")
    unknown = next((name for name in data if name not in shape.known), None)
    if unknown is not None:
        raise ProxyBadShape.at(index, f"{DATA}.{unknown}", "the component has no such property", "unknown_field")
    if item.get("id") is None:
        raise ProxyBadShape.at(index, "id", "an entry has an id", "required")
    identity = _value(item.get("id"), "catalog", None, index, "id")
    shown: Entry = {"id": identity}
    shown |= {field.name: _system(item, field, index) for field in shape.projection.system if field.name != "id"}
    if shape.projection.has_data:
        shown[DATA] = {field.name: _property(data, field, index) for field in shape.projection.data}
    return shown


def _system(item: Mapping[str, Any], field: Field, index: int) -> Any:
    """A system field. No version is kept of what is kept elsewhere: it never changes here."""
    value = _value(item.get(field.name), field.kind, None, index, field.name)
    return 0 if value is None and field.name == "version" else value


def _property(data: Mapping[str, Any], field: Field, index: int) -> Any:
    return _value(data.get(field.name), field.value_kind, field.items, index, f"{DATA}.{field.name}")


def _value(value: Any, kind: str, items: str | None, index: int, path: str) -> Any:
    try:
        return _shown(convert(kind, value, items))
    except Refused as refused:
        raise ProxyBadShape.at(index, path, refused.message, refused.rule) from None


def _shown(value: Any) -> Any:
    """As PostgreSQL writes it for entries that are kept here."""
    match value:
        case list():
            return [_shown(one) for one in value]
        case bool():
            return value
        case int():
            return value if abs(value) <= SAFE_INTEGER else str(value)
        case Decimal():
            return format(value, "f")
        case datetime() | date() | time():
            return value.isoformat()
        case UUID():
            return str(value)
        case _:
            return value
