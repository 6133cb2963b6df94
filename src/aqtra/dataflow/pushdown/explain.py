"""What the database does for a flow, told to builders: never a value, not even a constant of the flow."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from uuid import UUID

from aqtra.catalogs.errors import BadQuery
from aqtra.catalogs.odata.narrowing import Narrowing
from aqtra.catalogs.odata.options import QueryOptions
from aqtra.catalogs.reading import ReadableEntries
from aqtra.dataflow.entry_filter import sample_filter
from aqtra.dataflow.models import Reported
from aqtra.dataflow.plan import Plan, PlannedStep
from aqtra.dataflow.pushdown.models import PushedAs, WhyNot
from aqtra.dataflow.pushdown.planning import pushed_down
from aqtra.dataflow.spreading.deciding import WhyWhole
from aqtra.dataflow.steps import query_entity_by_filter as query
from aqtra.kernel.errors import Forbidden, NotFound
from aqtra.metadata.documents import ComponentDocument


class ExplainedStep(Reported):
    """A step of a flow: the query it goes into and as what, or why it does not; neither when it never could.

    Of a query: the fields of entries it fetches, None for all, and its statement with placeholders; none when the
    caller may not read the component, or it is not published as the flow has it.

    `whole`: why background runs do it for all items in one place; none when several workers do it in parts.
    """

    step: str
    name: str
    type: str
    pushed_into: str | None = None
    part: PushedAs | None = None
    reason: WhyNot | None = None
    fields: tuple[str, ...] | None = None
    sql: str | None = None
    whole: WhyWhole | None = None


class FlowExplanation(Reported):
    """The steps of a flow in the order they run."""

    steps: list[ExplainedStep]


def explained(
    plan: Plan,
    component: Callable[[UUID], ComponentDocument | None],
    entries: ReadableEntries,
    whole: Mapping[str, WhyWhole | None],
) -> FlowExplanation:
    """The statements are those that the reader of `entries` would run."""
    return FlowExplanation(steps=list(_steps(plan, component, entries, whole)))


def _steps(
    plan: Plan,
    component: Callable[[UUID], ComponentDocument | None],
    entries: ReadableEntries,
    whole: Mapping[str, WhyWhole | None],
) -> Iterator[ExplainedStep]:
    down = pushed_down(plan, component)
    decided = {decision.step: decision for decision in down.decisions}
    for step in plan.steps:
        decision, narrowing = decided.get(step.id), down.narrowings.get(step.id)
        yield ExplainedStep(
            step=step.id,
            name=step.name,
            type=step.type.id,
            pushed_into=decision and decision.into,
            part=decision and decision.part,
            reason=decision and decision.reason,
            fields=_fields(narrowing),
            sql=_statement(step, narrowing, component, entries),
            whole=whole[step.id],
        )


def _fields(narrowing: Narrowing | None) -> tuple[str, ...] | None:
    if narrowing is None:
        return None
    return narrowing.fields if narrowing.folding is None else narrowing.folding.names


def _statement(
    step: PlannedStep,
    narrowing: Narrowing | None,
    component: Callable[[UUID], ComponentDocument | None],
    entries: ReadableEntries,
) -> str | None:
    settings = step.settings
    document = component(settings.component) if isinstance(settings, query.Settings) else None
    if document is None or document.settings.proxy_mode:
        return None
    assert isinstance(settings, query.Settings)
    options = replace(query.options_of(settings), filter=sample_filter(settings.filter, document))
    # A reader who does not see what the narrowing names is answered without it, as when the flow runs.
    for asked in (replace(options, narrowing=narrowing), options):
        found = _compiled(document.key, asked, entries)
        if found is not None:
            return found
    return None


def _compiled(component: UUID, options: QueryOptions, entries: ReadableEntries) -> str | None:
    try:
        return entries.statement(component, options)
    except (BadQuery, NotFound, Forbidden):
        return None
