"""By which fields the flows of an application find entries, read from their documents alone.

The data layer keeps indexes for them. It knows no steps, and the steps are above it: what both may know is how a
document is written.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final
from uuid import UUID

from aqtra.metadata.documents import ComponentDocument, Step

QUERY_STEP: Final = "query_entity_by_filter"
_MANNERS: Final = {
    **dict.fromkeys(("equal", "in"), "equal"),
    **dict.fromkeys(("greater", "greater_or_equal", "less", "less_or_equal"), "order"),
    **dict.fromkeys(("contains", "starts_with", "ends_with"), "part"),
}
_DATA: Final = "data."

Queried = Mapping[UUID, Mapping[str, frozenset[str]]]
"""By component and name of a property: `equal`, `order`, and `part` for texts that are looked for in it."""


def queried_fields(documents: Iterable[ComponentDocument]) -> Queried:
    """What the flows of these components ask of any. Comparisons that leave most entries over are not among it."""
    found: dict[UUID, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for document in documents:
        for step in (step for flow in document.flows for step in flow.steps() if step.type == QUERY_STEP):
            component = _component(step)
            for rule in _rules(step.params.get("filter")) if component is not None else ():
                field, manner = rule.get("field"), _manner(rule)
                if isinstance(field, str) and manner is not None and component is not None:
                    found[component][field.removeprefix(_DATA)].add(manner)
    return {key: {name: frozenset(how) for name, how in fields.items()} for key, fields in found.items()}


def _component(step: Step) -> UUID | None:
    try:
        return UUID(str(step.params.get("component")))
    except ValueError:
        return None


def _rules(value: Any) -> Iterator[Mapping[str, Any]]:
    """Of a list of groups, or of a bare list of rules, which is one group."""
    for part in value if isinstance(value, list | tuple) else ():
        if not isinstance(part, Mapping):
            continue
        inside = part.get("rules")
        if "rules" in part:
            yield from (rule for rule in inside or () if isinstance(rule, Mapping))
        else:
            yield part


def _manner(rule: Mapping[str, Any]) -> str | None:
    operator = rule.get("operator") or "equal"
    return _MANNERS.get(operator) if isinstance(operator, str) else None
