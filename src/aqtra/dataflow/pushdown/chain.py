"""A query, and the steps behind it that go into its statement."""

from dataclasses import dataclass, field

from aqtra.catalogs.odata.narrowing import Folding, Narrowing
from aqtra.catalogs.odata.nodes import Condition
from aqtra.dataflow.entry_filter import both
from aqtra.dataflow.items.keeping import NOTHING, Needs
from aqtra.dataflow.plan import PlannedStep
from aqtra.dataflow.pushdown import folding
from aqtra.dataflow.pushdown.conditions import condition_of
from aqtra.dataflow.pushdown.entries import field_at, fields_read, is_list_of
from aqtra.dataflow.pushdown.models import Decision, PushedAs, WhyNot
from aqtra.dataflow.pushdown.needs import place
from aqtra.dataflow.steps import calculate_array, extract_collections, filter_source, group_by, select_many
from aqtra.dataflow.steps import distinct as distinct_step
from aqtra.dataflow.steps import query_entity_by_filter as query
from aqtra.dataflow.steps import transform_model as transform
from aqtra.metadata.documents import ComponentDocument

_SPLITS = (extract_collections.Settings, select_many.Settings)
COULD = (
    filter_source.Settings,
    distinct_step.Settings,
    group_by.Settings,
    calculate_array.Settings,
    transform.Settings,
)
"""Settings of the steps that a query can take along."""


@dataclass
class Chain:
    """A query and the steps behind it, as long as each is the only one to take the items of the one before."""

    origin: PlannedStep
    settings: query.Settings
    document: ComponentDocument | None
    readers: dict[str, list[PlannedStep]]
    needs: dict[str, Needs]
    decisions: list[Decision] = field(default_factory=list)
    _kept: list[Condition] = field(default_factory=list)
    _tested: list[str] = field(default_factory=list)
    _folding: Folding | None = None
    _is_open: bool = False

    def follow(self) -> None:
        refused = self._refusal()
        if refused is not None:
            self._refuse(self.origin, refused)
            return
        self._is_open = True
        fields = self._fields()
        reason = WhyNot.ENTRIES_READ if fields is None else None
        part = None if reason else PushedAs.PROJECTION
        self.decisions.append(Decision(self.origin.id, None if reason else self.origin.id, part, reason))
        first = self._next(self.origin)
        if first is None:
            return
        if isinstance(first.settings, calculate_array.Settings):
            self._calculate(first, first.settings)
        elif isinstance(first.settings, _SPLITS) and place(first.settings.model_path) == (
            self.settings.dst_field_name,
        ):
            self._fold(self._filter(first))
        elif isinstance(first.settings, COULD):
            self._refuse(first, WhyNot.OTHER_LIST)

    def narrowing(self) -> Narrowing | None:
        """None: nothing goes into the query."""
        if not self._is_open:
            return None
        keep = both(*self._kept)
        fields = self._fields()
        if self._folding is None and keep is None and fields is None:
            return None
        shown = None if fields is None or self._folding is not None else tuple(sorted(fields))
        return Narrowing(shown, keep, self._folding, tuple(dict.fromkeys(self._tested)))

    def _refusal(self) -> WhyNot | None:
        if self.document is None:
            return WhyNot.NOT_PUBLISHED
        if self.document.settings.proxy_mode:
            return WhyNot.PROXY_MODE
        return None if is_list_of(self.settings.dst_field_name, self.settings.component) else WhyNot.LIST_NAME

    def _fields(self) -> frozenset[str] | None:
        assert self.document is not None
        return fields_read(self.needs[self.origin.id], self.settings.dst_field_name, self.document)

    def _next(self, step: PlannedStep) -> PlannedStep | None:
        """The only reader of a step's items, if it reads nothing else."""
        readers = self.readers[step.id]
        if len(readers) == 1 and readers[0].sources == ((step.id,),):
            return readers[0]
        for reader in readers:
            if isinstance(reader.settings, COULD):
                self._refuse(reader, WhyNot.SHARED_STREAM)
        return None

    def _filter(self, step: PlannedStep) -> PlannedStep:
        """Takes the filters behind a step along, and answers the last step whose items are in the database."""
        following = self._next(step)
        while following is not None and isinstance(following.settings, filter_source.Settings):
            condition = self._condition(following.settings)
            if isinstance(condition, WhyNot):
                self._refuse(following, condition)
                break
            self._kept.append(condition)
            self._push(following, PushedAs.FILTER)
            step, following = following, self._next(following)
        return step

    def _condition(self, settings: filter_source.Settings) -> Condition | WhyNot:
        assert self.document is not None
        found = field_at(settings.src_field, self.document)
        if isinstance(found, WhyNot):
            return found
        condition = condition_of(settings, found)
        if not isinstance(condition, WhyNot):
            self._tested.append(found.name)
        return condition

    def _fold(self, last: PlannedStep) -> None:
        following = self._next(last)
        if following is None or self._is_decided(following):
            return
        settings, behind = following.settings, self.needs[following.id]
        assert self.document is not None
        if isinstance(settings, distinct_step.Settings):
            keys = folding.of_distinct(settings, behind, self.document)
            self._take(keys if isinstance(keys, WhyNot) else (keys, {}), [(following, PushedAs.DISTINCT)])
        elif isinstance(settings, group_by.Settings):
            then = self._next(following)
            found = folding.of_group(settings, then, NOTHING if then is None else self.needs[then.id], self.document)
            parts = [(following, PushedAs.GROUP), *([(then, PushedAs.AGGREGATE)] if then is not None else [])]
            self._take(found, parts)
        elif isinstance(settings, transform.Settings) and self._fields() is not None:
            self._push(following, PushedAs.PROJECTION)

    def _calculate(self, step: PlannedStep, settings: calculate_array.Settings) -> None:
        assert self.document is not None
        folds = folding.of_calculation(settings, self.settings.dst_field_name, self.needs[step.id], self.document)
        self._take(folds if isinstance(folds, WhyNot) else ((), folds), [(step, PushedAs.AGGREGATE)])

    def _take(
        self, found: tuple[tuple[str, ...], folding.Folds] | WhyNot, parts: list[tuple[PlannedStep, PushedAs]]
    ) -> None:
        made = found if isinstance(found, WhyNot) else folding.folding(*found, self._tested)
        if isinstance(made, WhyNot):
            self._refuse(parts[0][0], made)
            return
        self._folding = made
        for step, part in parts:
            self._push(step, part)

    def _is_decided(self, step: PlannedStep) -> bool:
        return any(decision.step == step.id for decision in self.decisions)

    def _push(self, step: PlannedStep, part: PushedAs) -> None:
        self.decisions.append(Decision(step.id, self.origin.id, part))

    def _refuse(self, step: PlannedStep, reason: WhyNot) -> None:
        self.decisions.append(Decision(step.id, reason=reason))
