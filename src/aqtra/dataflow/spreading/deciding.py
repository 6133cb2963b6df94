"""Which runs and steps are cut, and why the others are not. Pure.

What is cut must be the same as in one piece: so each item is alone, and what acts does so in flows that are safe to
repeat, on items that do not meet.
"""

from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from uuid import UUID

from aqtra.dataflow.driving import Segment, calculates, segments
from aqtra.dataflow.items.types import FieldType, ItemModel
from aqtra.dataflow.models import RunInfo
from aqtra.dataflow.parameters import ParameterType, set_parameters
from aqtra.dataflow.plan import Plan
from aqtra.dataflow.step import Replay
from aqtra.metadata.documents import ComponentDocument
from aqtra.metadata.documents.property import ArrayProperty, CatalogProperty


class WhyWhole(StrEnum):
    """Why a step is done for all items by the worker that has the run."""

    TURNED_OFF = "turned_off"
    NOT_QUEUED = "not_queued"
    """Somebody waits for it, or its process was chosen: interactive runs, called flows, messages of brokers."""
    ATOMIC = "atomic"
    """It is one transaction, which one worker has."""
    OBSERVED = "observed"
    """Somebody looks on at every step: Debug, Trace and recordings."""
    NEEDS_ALL = "needs_all"
    """The step needs all items, or makes streams of its own."""
    ONLY_CALCULATES = "only_calculates"
    """Done sooner than handed over."""
    IN_ORDER = "in_order"
    """It acts on one item after the other."""
    NOT_SAFE_TO_REPEAT = "not_safe_to_repeat"
    """It acts, and a part whose worker is lost could not be begun again."""
    PROXY_MODE = "proxy_mode"
    """It may read a component that a flow answers: such reads are runs, which must not become more."""


def whole_run(run: RunInfo, threshold: int, *, observed: bool) -> WhyWhole | None:
    """Why no step of a run is cut. `threshold`: from how many items on runs are cut; 0: never."""
    if not threshold:
        return WhyWhole.TURNED_OFF
    if not run.queued:
        return WhyWhole.NOT_QUEUED
    if run.atomic:
        return WhyWhole.ATOMIC
    return WhyWhole.OBSERVED if observed or run.traced else None


def whole_segment(
    segment: Segment,
    component: Callable[[UUID], ComponentDocument | None],
    *,
    repeatable: bool,
    model: ItemModel | None = None,
) -> WhyWhole | None:
    """Why the steps of a segment are not cut, however many items there are. `model`: of what the first is given."""
    head = segment[0].type
    if not (head.sliced or head.ranged):
        return WhyWhole.NEEDS_ALL
    if all(calculates(step) for step in segment):
        return WhyWhole.ONLY_CALCULATES
    if head.replay is not Replay.PURE and head.apart is None:
        return WhyWhole.IN_ORDER
    if head.replay is not Replay.PURE and not repeatable:
        return WhyWhole.NOT_SAFE_TO_REPEAT
    named = {*_named(segment), *(_inside(model.type) if model is not None else ())}
    return WhyWhole.PROXY_MODE if _reaches_proxies(named, component) else None


def whole_steps(
    plan: Plan, component: Callable[[UUID], ComponentDocument | None], threshold: int, *, atomic: bool, repeatable: bool
) -> dict[str, WhyWhole | None]:
    """For each step of a flow why background runs never cut its items; None: they do when there are many."""
    whole = WhyWhole.TURNED_OFF if not threshold else WhyWhole.ATOMIC if atomic else None
    everything = frozenset(step.id for step in plan.steps)
    return {
        step.id: whole or whole_segment(segment, component, repeatable=repeatable)
        for segment in segments(plan.steps, everything, together=True)
        for step in segment
    }


def _named(segment: Segment) -> Iterator[UUID]:
    """The components that the settings name."""
    for step in segment:
        for _, parameter, value in set_parameters(step.settings):
            if parameter.type is ParameterType.COMPONENT_REF:
                yield value


def _inside(found: FieldType) -> Iterator[UUID]:
    """The components that items hold references to, or entries of."""
    if found.component is not None:
        yield found.component
    if found.element is not None:
        yield from _inside(found.element)
    for field in found.fields or ():
        yield from _inside(field.type)


def _reaches_proxies(named: Iterable[UUID], component: Callable[[UUID], ComponentDocument | None]) -> bool:
    """Whether references lead from these to one in proxy mode, or it is one of them."""
    waiting = list(named)
    seen = set(waiting)
    while waiting:
        document = component(waiting.pop())
        if document is None:
            continue
        if document.settings.proxy_mode:
            return True
        for prop in document.properties:
            if isinstance(prop, CatalogProperty | ArrayProperty) and prop.component not in (None, *seen):
                assert prop.component is not None
                seen.add(prop.component)
                waiting.append(prop.component)
    return False
