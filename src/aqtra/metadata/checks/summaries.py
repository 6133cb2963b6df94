"""What can be grouped and put together, by type."""

from collections.abc import Mapping

from aqtra.metadata.paths import Resolved

UNGROUPED = frozenset({"array", "file"})
PERIODICAL = frozenset({"date", "datetime"})

_COUNTED = frozenset({"count"})
_ORDERED = _COUNTED | {"min", "max"}
_SUMMED = _ORDERED | {"sum", "average"}
_SUMMARIES: Mapping[str, frozenset[str]] = {
    "integer": _SUMMED,
    "number": _SUMMED,
    "string": _ORDERED,
    "date": _ORDERED,
    "datetime": _ORDERED,
    "time": _ORDERED,
}


def summaries_of(found: Resolved) -> frozenset[str]:
    """How values of a field can be put together. Those of an enumeration are names, not amounts."""
    if getattr(found.field, "enum", None):
        return _COUNTED
    return _SUMMARIES.get(found.type, _COUNTED)
