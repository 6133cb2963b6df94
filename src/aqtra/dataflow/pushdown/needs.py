"""What of its items a step reads, and what of them those behind it read.

A law stands behind each: nulls in the place of what is not read change nothing of what is. Steps that are not named
here read everything. A place is a path whose positions in arrays are those of every element; reading it is reading all
that is inside.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from aqtra.dataflow.items.keeping import EVERYTHING, NOTHING, Needs
from aqtra.dataflow.items.nesting import Place
from aqtra.dataflow.items.paths import EACH, parse_path
from aqtra.dataflow.parameters import ParameterType, StepSettings, set_parameters
from aqtra.dataflow.plan import Plan, PlannedStep
from aqtra.dataflow.steps import (
    calculate_array,
    export_to_file,
    extract_collections,
    filter_source,
    group_by,
    join_models,
    select_many,
)
from aqtra.dataflow.steps import distinct as distinct_step
from aqtra.dataflow.steps.select_many import PARENT
from aqtra.dataflow.text_template import paths_of


def place(path: str) -> Place:
    return tuple(EACH if isinstance(segment, int) else segment for segment in parse_path(path).segments)


def needs_behind(plan: Plan) -> dict[str, Needs]:
    """By step id: what is read of the items it makes. Nothing behind the last step reads any."""
    found: dict[str, Needs] = {step.id: NOTHING for step in plan.steps}
    for step in reversed(plan.steps):
        read = read_by(step, found[step.id])
        for source in (source for port in step.sources for source in port):
            if source in found:
                found[source] |= read
    return found


def read_by(step: PlannedStep, behind: Needs) -> Needs:
    """What is read of the items that come in when `behind` is read of those that go out."""
    reads = _READS.get(step.type.id)
    return EVERYTHING if reads is None else frozenset(reads(step.settings, behind))


def _handed_on(settings: StepSettings, behind: Needs) -> Needs:
    """Steps that read what their settings name, and leave all other fields as they are."""
    return behind | frozenset(_named(settings))


def _update(settings: StepSettings, behind: Needs) -> Needs:
    # Whether an item stands for the entry that was written is told by its id.
    return _handed_on(settings, behind) | {("id",)}


def _filter(settings: Any, behind: Needs) -> Needs:
    assert isinstance(settings, filter_source.Settings)
    other = {place(settings.path)} if settings.path is not None else NOTHING
    return _handed_on(settings, behind) | other


def _distinct(settings: Any, behind: Needs) -> Needs:
    assert isinstance(settings, distinct_step.Settings)
    return _handed_on(settings, behind) if settings.keys else EVERYTHING


def _mapped(settings: StepSettings, _behind: Needs) -> Needs:
    return frozenset(_named(settings))


def _joined(settings: Any, behind: Needs) -> Needs:
    """Of both streams alike: what only one of them has is not missed in the other."""
    assert isinstance(settings, join_models.Settings)
    keys = {place(path) for path in (*settings.left_key, *settings.right_key)}
    return behind | keys | {place(path) for _, path in settings.read}


def _exported(settings: Any, _behind: Needs) -> Needs:
    assert isinstance(settings, export_to_file.Settings)
    return frozenset({*_named(settings), *(place(path) for path in paths_of(settings.file_name))})


def _calculated(settings: Any, behind: Needs) -> Needs:
    assert isinstance(settings, calculate_array.Settings)
    inside = {(*place(row.array_path), EACH, *(place(row.field) if row.field else ())) for row in settings.operations}
    return behind | inside


def _extracted(settings: Any, behind: Needs) -> Needs:
    assert isinstance(settings, extract_collections.Settings | select_many.Settings)
    return frozenset((*place(settings.model_path), EACH, *read) for read in behind)


def _split(settings: Any, behind: Needs) -> Needs:
    if () in behind:
        return EVERYTHING
    parents = {read for read in behind if read[0] == PARENT}
    return _extracted(settings, behind - parents) | {read[1:] for read in parents}


def _grouped(settings: Any, behind: Needs) -> Needs:
    assert isinstance(settings, group_by.Settings)
    return members_read(settings, behind) | {place(path) for path in settings.keys}


def members_read(settings: group_by.Settings, behind: Needs) -> Needs:
    """What is read of the items in the groups."""
    if () in behind:
        return EVERYTHING
    members = {read[1:] for read in behind if read[0] == settings.result_store_field}
    return frozenset(read[1:] if read[:1] == (EACH,) else () for read in members)


_READS: Final[Mapping[str, Callable[[Any, Needs], Needs]]] = {
    "calculate_array": _calculated,
    "distinct": _distinct,
    "export_to_file": _exported,
    "extract_collections": _extracted,
    "filter_source": _filter,
    "get_entity_by_id": _handed_on,
    "group_by": _grouped,
    "join_models": _joined,
    "lookup_reference": _handed_on,
    "query_entity_by_filter": _handed_on,
    "select_many": _split,
    "simple_math": _handed_on,
    "transform_model": _mapped,
    "update_entry": _update,
}


def _named(settings: StepSettings) -> Iterator[Place]:
    for _, parameter, value in set_parameters(settings):
        match parameter.type:
            case ParameterType.FIELD_PATH:
                yield place(value)
            case ParameterType.FIELD_PATHS:
                yield from map(place, value)
            case ParameterType.MAPPING:
                yield from (place(row.source) for row in value if row.source)
            case ParameterType.FILTER_RULES:
                operands = (rule.value for group in value for rule in group.rules)
                yield from (place(found.path) for found in operands if found is not None and found.path)
