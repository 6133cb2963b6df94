"""Entries that later steps only group, count once or add up, as fewer entries.

Laws. Of a list that is only added up, one entry with the sum is as good as all with their parts; the same holds for the
least and the greatest value, as long as each value is written in one way. Groups that are cut finer than the step cuts
them come together again in the step, in the order of their first members. Whoever reads but the keys of Distinct cannot
tell the first of equal entries from another. A filter that all of them pass also lets through an entry with any one of
their values, so such a field shows one of them, but cannot show a sum besides.
"""

from collections.abc import Iterable, Mapping
from typing import Final

from aqtra.catalogs.odata.narrowing import Fold, Folding
from aqtra.dataflow.items.keeping import Needs
from aqtra.dataflow.items.paths import parse_path
from aqtra.dataflow.items.types import Kind
from aqtra.dataflow.plan import PlannedStep
from aqtra.dataflow.pushdown.entries import EntryField, field_at, reads_list
from aqtra.dataflow.pushdown.models import WhyNot
from aqtra.dataflow.pushdown.needs import place
from aqtra.dataflow.steps import calculate_array, group_by
from aqtra.dataflow.steps import distinct as distinct_step
from aqtra.metadata.documents import ComponentDocument

_ADDED: Final = frozenset({Kind.INTEGER, Kind.NUMBER})
# Of equal numbers the first spelling counts, of texts the order by code points.
_EXTREMES: Final = frozenset({Kind.INTEGER, Kind.CATALOG, Kind.DATE, Kind.DATE_TIME, Kind.TIME})
_FOLDS: Final[Mapping[str, tuple[Fold, frozenset[Kind]]]] = {
    "sum": ("sum", _ADDED),
    "min": ("min", _EXTREMES),
    "max": ("max", _EXTREMES),
}
Folds = Mapping[str, Fold]


def of_distinct(
    settings: distinct_step.Settings, behind: Needs, document: ComponentDocument
) -> tuple[str, ...] | WhyNot:
    """The keys of a Distinct step behind which nothing else is read."""
    if not settings.keys:
        return WhyNot.WHOLE_ITEMS
    keys = {place(path) for path in settings.keys}
    if not all(any(read[: len(key)] == key for key in keys) for read in behind):
        return WhyNot.ENTRIES_READ
    return _keys(settings.keys, document)


def of_group(
    settings: group_by.Settings, following: PlannedStep | None, behind: Needs, document: ComponentDocument
) -> tuple[tuple[str, ...], Folds] | WhyNot:
    """Keys and folds of a Group by whose members are only calculated with, by the step that follows alone.

    `behind`: what is read behind that step.
    """
    if following is None or not isinstance(following.settings, calculate_array.Settings):
        return WhyNot.ENTRIES_READ
    folds = of_calculation(following.settings, settings.result_store_field, behind, document)
    keys = _keys(settings.keys, document)
    if isinstance(folds, WhyNot):
        return folds
    if isinstance(keys, WhyNot):
        return keys
    return WhyNot.FIELD_TWICE if folds.keys() & set(keys) else (keys, folds)


def of_calculation(
    settings: calculate_array.Settings, name: str, behind: Needs, document: ComponentDocument
) -> Folds | WhyNot:
    """What is made of the entries in the list of this name when nothing else is read of it."""
    results = {row.result_field for row in settings.operations}
    if reads_list(behind, name) or name in results:
        return WhyNot.ENTRIES_READ
    folds: dict[str, Fold] = {}
    for row in settings.operations:
        if parse_path(row.array_path).segments != (name,):
            return WhyNot.OTHER_LIST
        field = field_at(row.field, document) if row.field else WhyNot.AGGREGATE_DIFFERS
        if isinstance(field, WhyNot):
            return field
        fold = _fold(row.operation, field)
        if isinstance(fold, WhyNot):
            return fold
        if folds.setdefault(field.name, fold) != fold:
            return WhyNot.FIELD_TWICE
    return folds


def folding(keys: Iterable[str], folds: Folds, tested: Iterable[str]) -> Folding | WhyNot:
    """The whole of it, beside filters of these fields."""
    named = tuple(dict.fromkeys(keys))
    made: dict[str, Fold] = {name: "any" for name in tested if name not in named}
    if any(folds.get(name) == "sum" for name in made):
        return WhyNot.FIELD_TWICE
    return Folding(named, tuple({**made, **folds}.items()))


def _fold(operation: str, field: EntryField) -> Fold | WhyNot:
    if field.encrypted:
        return WhyNot.ENCRYPTED
    if operation not in _FOLDS:
        return WhyNot.AGGREGATE_DIFFERS
    fold, kinds = _FOLDS[operation]
    return fold if field.kind in kinds else WhyNot.AGGREGATE_DIFFERS


def _keys(paths: Iterable[str], document: ComponentDocument) -> tuple[str, ...] | WhyNot:
    names: list[str] = []
    for path in paths:
        field = field_at(path, document)
        if isinstance(field, WhyNot):
            return field
        if field.encrypted:
            return WhyNot.ENCRYPTED
        names.append(field.name)
    return tuple(names)
