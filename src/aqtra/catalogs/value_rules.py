"""The rules of a property, checked on converted values before any SQL: the first of two walls."""

from collections.abc import Iterator
from typing import Any

from aqtra.catalogs.columns import TEXTS, items_of, type_of
from aqtra.catalogs.conversion import Refused
from aqtra.catalogs.limits import INDEXED_LENGTH, text_limit
from aqtra.catalogs.uris import is_address
from aqtra.metadata.documents import ComponentDocument
from aqtra.metadata.documents.property import BaseProperty

_RANGES = {
    "minimum": "minimum",
    "maximum": "maximum",
    "min_date": "minimum",
    "max_date": "maximum",
    "min_time": "minimum",
    "max_time": "maximum",
}


def is_missing(value: Any) -> bool:
    """Whether a value counts as none for `required`: null, empty list, text of blanks."""
    return value is None or value == [] or (isinstance(value, str) and not value.strip())


def broken_rules(document: ComponentDocument, prop: BaseProperty, value: Any) -> Iterator[Refused]:
    """All rules that a converted value breaks."""
    if prop.required and is_missing(value):
        yield Refused("required", "a value is required")
        return
    if value is None:
        return
    if (items := items_of(prop)) is not None:
        yield from _item_rules(items, value)
        return
    enum = getattr(prop, "enum", None)
    if enum is not None:
        if value not in [offered.value for offered in enum]:
            yield Refused("enum", "not one of the offered values", value=str(value))
        return
    if isinstance(value, str):
        yield from _text_rules(document, prop, value)
    yield from _range_rules(prop, value)


def _text_rules(document: ComponentDocument, prop: BaseProperty, value: str) -> Iterator[Refused]:
    shortest = getattr(prop, "min_length", None) or 0
    longest = text_limit(document, prop)
    if len(value) < shortest:
        yield Refused("min_length", f"at least {shortest} characters", min_length=shortest)
    if longest is not None and len(value) > longest:
        yield Refused("max_length", f"at most {longest} characters", max_length=longest)
    if type_of(prop) == "uri" and not is_address(value):
        yield Refused("uri", "not a valid address")


def _item_rules(items: str, values: list[Any]) -> Iterator[Refused]:
    """The first value that breaks a rule: ten thousand lines would tell nobody more."""
    if items not in TEXTS:
        return
    for position, value in enumerate(values, 1):
        if len(value) > INDEXED_LENGTH:
            refused = Refused("max_length", f"at most {INDEXED_LENGTH} characters", max_length=INDEXED_LENGTH)
            yield refused.at(position)
            return
        if items == "uri" and not is_address(value):
            yield Refused("uri", "not a valid address").at(position)
            return


def _range_rules(prop: BaseProperty, value: Any) -> Iterator[Refused]:
    for rule, side in _RANGES.items():
        limit = getattr(prop, rule, None)
        if limit is None:
            continue
        if side == "minimum" and value < limit:
            yield Refused(rule, f"at least {_shown(limit)}", **{rule: _shown(limit)})
        if side == "maximum" and value > limit:
            yield Refused(rule, f"at most {_shown(limit)}", **{rule: _shown(limit)})


def _shown(limit: Any) -> str:
    return str(limit.isoformat()) if hasattr(limit, "isoformat") else str(limit)
