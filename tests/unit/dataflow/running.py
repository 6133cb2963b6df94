"""Plans of steps made for a test, and a way to run them without storage."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Any, cast
from uuid import UUID

from aqtra.dataflow.context import Cancellation, Response, RunContext, StepContext
from aqtra.dataflow.engine import Runner, Spreading
from aqtra.dataflow.items.table import Table
from aqtra.dataflow.items.types import INTEGER, Field, ItemModel
from aqtra.dataflow.models import Limits, Outcome, RunInfo, Trigger
from aqtra.dataflow.parameters import StepSettings
from aqtra.dataflow.plan import Plan, PlannedStep
from aqtra.dataflow.ports import Entries
from aqtra.dataflow.step import Example, Group, InputMode, Ports, Replay, Step
from aqtra.dataflow.steps.write_response import STEP as WRITE_RESPONSE
from aqtra.kernel.clock import SystemClock
from aqtra.kernel.principal import ANONYMOUS
from aqtra.metadata.documents import ComponentDocument
from tests.unit.dataflow.held_files import HeldFiles

KEY = UUID(int=1)
DOCUMENT = ComponentDocument.model_validate({"key": KEY, "settings": {"title": "Thing"}})
MODEL = ItemModel((Field("n", INTEGER),))
Behaviour = Callable[[Table, StepContext], Awaitable[Table]]


def numbers(*found: int) -> Table:
    return Table.from_items([{"n": number} for number in found], MODEL)


def step(step_id: str, behaviour: Behaviour, *sources: str, trigger: Trigger | None = None) -> PlannedStep:
    """A step that does what the test says; an entry step when it has a trigger."""

    async def run(table: Table, _settings: StepSettings, ctx: StepContext) -> Table:
        return await behaviour(table, ctx)

    ports = Ports(InputMode.ENTRY, frozenset({trigger})) if trigger else Ports(InputMode.ITEM)
    kind = Step("test", Group.INPUT, StepSettings, ports, Replay.PURE, Example({}, ()), run)
    return PlannedStep(step_id, f"Step {step_id}", kind, StepSettings(), (sources,) if sources else ())


def entry(step_id: str, *found: int, trigger: Trigger = Trigger.USER_CALL) -> PlannedStep:
    async def give(_table: Table, _ctx: StepContext) -> Table:
        return numbers(*found)

    return step(step_id, give, trigger=trigger)


def answer(step_id: str, *sources: str) -> PlannedStep:
    return PlannedStep(step_id, f"Step {step_id}", WRITE_RESPONSE, StepSettings(), (sources,))


def run(
    *steps: PlannedStep,
    limits: Limits | None = None,
    cancellation: Cancellation | None = None,
    spreading: Spreading | None = None,
    **info: Any,
) -> Outcome:
    """Runs the steps as a user's call."""
    limits = limits or Limits()
    plan = Plan(KEY, "Flow", steps)
    about = RunInfo(KEY, KEY, KEY, "Flow", 1, Trigger.USER_CALL, ANONYMOUS, "trace", datetime.now(UTC), **info)
    runner = Runner(plan, context_of(about, limits, cancellation), SystemClock(), spreading=spreading)
    return asyncio.run(runner.run(plan.active(about.trigger, about.payload_kind)))


def context_of(about: RunInfo, limits: Limits, cancellation: Cancellation | None = None) -> RunContext:
    return RunContext(
        run=about,
        owner=DOCUMENT,
        component=lambda key: DOCUMENT if key == KEY else None,
        entries=cast(Entries, None),
        files=HeldFiles(),
        limits=limits,
        cancellation=cancellation or Cancellation(),
        response=Response(limits.response_size),
    )
