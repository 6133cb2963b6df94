"""The pass over a plan: what goes into each query. Pure."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from aqtra.catalogs.odata.narrowing import Narrowing
from aqtra.dataflow.items.keeping import Needs
from aqtra.dataflow.plan import Plan, PlannedStep
from aqtra.dataflow.pushdown.chain import COULD, Chain
from aqtra.dataflow.pushdown.models import Decision, Pushdown, WhyNot
from aqtra.dataflow.pushdown.needs import members_read, needs_behind
from aqtra.dataflow.step import at_once
from aqtra.dataflow.steps import group_by, import_file, join_models
from aqtra.dataflow.steps import query_entity_by_filter as query
from aqtra.metadata.documents import ComponentDocument

if TYPE_CHECKING:
    from aqtra.dataflow.context import StepContext
    from aqtra.dataflow.items.table import Table

Component = Callable[[UUID], ComponentDocument | None]


def pushed_down(plan: Plan, component: Component) -> Pushdown:
    """The plan with less handed over by its queries, and what was decided about every step that could be concerned."""
    readers, needs = _readers(plan), needs_behind(plan)
    chains = [
        Chain(step, step.settings, component(step.settings.component), readers, needs)
        for step in plan.steps
        if isinstance(step.settings, query.Settings)
    ]
    for chain in chains:
        chain.follow()
    narrowings = {chain.origin.id: found for chain in chains if (found := chain.narrowing()) is not None}
    decided = {decision.step: decision for chain in chains for decision in chain.decisions}
    steps = tuple(_kept(_rewritten(step, narrowings, decided), needs[step.id]) for step in plan.steps)
    return Pushdown(replace(plan, steps=steps), narrowings, tuple(_all_decisions(plan, decided)))


def _readers(plan: Plan) -> dict[str, list[PlannedStep]]:
    """By step id: the steps that take its items, one as often as it does."""
    found: dict[str, list[PlannedStep]] = {step.id: [] for step in plan.steps}
    for step in plan.steps:
        for source in (source for port in step.sources for source in port):
            found.setdefault(source, []).append(step)
    return found


def _rewritten(step: PlannedStep, narrowings: dict[str, Narrowing], decided: dict[str, Decision]) -> PlannedStep:
    if step.id in narrowings:
        run = partial(_answered, narrowings[step.id])
        return replace(step, type=replace(step.type, run=run))
    decision = decided.get(step.id)
    return step if decision is None or decision.into is None else replace(step, pushed_into=decision.into)


def _kept(step: PlannedStep, behind: Needs) -> PlannedStep:
    """Steps that make many items leave out what nobody reads of them."""
    if isinstance(step.settings, import_file.Settings):
        streamed = partial(import_file.answered, behind=behind)
        return replace(step, type=replace(step.type, stream=streamed, run=at_once(streamed)))
    if isinstance(step.settings, join_models.Settings):
        return replace(step, type=replace(step.type, run=partial(join_models.answered, behind=behind)))
    if isinstance(step.settings, group_by.Settings):
        run = partial(group_by.answered, members=members_read(step.settings, behind))
        return replace(step, type=replace(step.type, run=run))
    return step


async def _answered(narrowing: Narrowing, table: "Table", settings: query.Settings, ctx: "StepContext") -> "Table":
    return await query.answered(table, settings, ctx, narrowing)


def _all_decisions(plan: Plan, decided: dict[str, Decision]) -> Iterator[Decision]:
    """In the order of the steps. What could be pushed and follows no query is told too."""
    for step in plan.steps:
        if step.id in decided:
            yield decided[step.id]
        elif isinstance(step.settings, COULD):
            yield Decision(step.id, reason=WhyNot.NOT_AFTER_QUERY)
