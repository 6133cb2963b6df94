"""Flows run twice on the same entries: by the steps alone, and with what can be pushed in the database."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final
from uuid import UUID

from aqtra.dataflow.catalog_entries import CatalogEntries
from aqtra.dataflow.context import Cancellation, Response, RunContext, StepContext
from aqtra.dataflow.engine import Runner
from aqtra.dataflow.items.table import Table
from aqtra.dataflow.models import Limits, Outcome, RunInfo, RunState, StepLog, Trigger
from aqtra.dataflow.parameters import StepSettings
from aqtra.dataflow.plan import Plan, PlannedStep, plan_flow
from aqtra.dataflow.pushdown.models import Pushdown
from aqtra.dataflow.pushdown.planning import pushed_down
from aqtra.dataflow.step import Example, Group, InputMode, Ports, Replay, Step
from aqtra.kernel.clock import SystemClock
from aqtra.kernel.principal import Principal
from aqtra.metadata.documents import Flow
from tests.integration.catalogs.platform import MEMBER, Platform
from tests.integration.dataflow.steps.reading import ADMINISTRATOR, CAR, car, design, maker
from tests.integration.dataflow.test_steps import example_model

FLOW: Final = UUID(int=77)
LIST: Final = "_cars@array"
ITEMS: Final = ({"_n@integer": 1, "_vin@string": "Alpha"}, {"_n@integer": 3, "_vin@string": None})
Params = Mapping[str, Any]


def stock(platform: Platform) -> None:
    """Entries that differ in ways that SQL and steps might see differently."""
    for code in ("BMW", "VW"):
        platform.create(maker(), {"code": code}, name=code)
    prices = ("10.50", "10.5", "0.1", "0.10", "-3", "99999999999999999999.000000000001", None)
    words = ("Alpha", "alpha", "Äpfel", "zebra", "Zebra", "a_b", "100%", "é", "e\u0301", " x ", None)
    for number in range(33):
        data = {
            "vin": f"{words[number % 10]}{number // 10}" if number % 7 else words[number % 10],
            "year": (number * 5) % 4,
            "price": prices[number % 7],
            "sold": (True, False, None)[number % 3],
            "seen": ("2024-05-06T22:30:00Z", "2024-05-06T22:30:00.000001Z", "2024-05-07T00:00:00Z", None)[number % 4],
            "built": ("2024-05-06", "2023-12-31", None)[number % 3],
            "opens": ("06:30:00", "07:00:00", None)[(number // 2) % 3],
            "page": ("https://example.org/a", "https://example.org/B", None)[number % 3],
            "maker": (1, 2, None)[number % 3],
            "rivals": [1, 2][: number % 3],
            "tags": ["red", "old"][: number % 3],
            "pin": (None, "4711", "0815")[number % 3],
            "cost": (9_223_372_036_854_775_807, 4, None)[number % 3],
        }
        platform.create(car(), data, by=ADMINISTRATOR, name=(None, "one", "two")[number % 3])


@dataclass(frozen=True)
class Answer:
    """All that a caller and the run log can tell of a run, but for counts and times."""

    state: RunState
    items: bytes
    error: Any
    warnings: Any

    @classmethod
    def of(cls, outcome: Outcome) -> "Answer":
        error = None if outcome.error is None else outcome.error.model_dump(exclude={"run_id", "trace_id"})
        warnings = [warning.model_dump() for warning in outcome.warnings]
        return cls(outcome.state, outcome.items, error, warnings)


@dataclass(frozen=True)
class Both:
    """The two answers, and what was pushed."""

    alone: Answer
    pushed: Answer
    down: Pushdown
    logs: tuple[StepLog, ...]

    @property
    def decisions(self) -> dict[str, str]:
        """By step id: as what it went into the query, or why not."""
        return {one.step: (one.part or one.reason or "").__str__() for one in self.down.decisions}


def step(kind: str, source: str, params: Params | None = None, id: str | None = None) -> dict[str, Any]:
    return {"id": id or kind, "type": kind, "name": id or kind, "source": [source], "params": dict(params or {})}


def queried(**params: Any) -> dict[str, Any]:
    """The query whose list the other steps take apart."""
    return step("query_entity_by_filter", "items", {"component": str(CAR), "dst_field_name": LIST, **params}, "query")


def extracted(source: str = "query") -> dict[str, Any]:
    return step("extract_collections", source, {"model_path": LIST})


def kept_if(source: str, field: str, operator: str = "equal", value: Any = None, **params: Any) -> dict[str, Any]:
    settings = {"src_field": field, "operator": operator, **params}
    return step(
        "filter_source", source, settings | ({} if value is None else {"filter_value": value}), params.get("id")
    )


def run_both(
    platform: Platform,
    *steps: Params,
    by: Principal = MEMBER,
    items: Sequence[Params] = ITEMS,
    limits: Limits | None = None,
) -> Both:
    """`items` go into the first step as the items of a step called items."""
    flow = Flow.model_validate(
        {"key": FLOW, "kind": "dataflow", "name": "Flow", "stages": [{"id": "s", "name": "s", "steps": steps}]}
    )
    planned = plan_flow(flow).plan
    assert len(planned.steps) == len(steps)
    plan = Plan(planned.flow, planned.name, (_giving(items), *planned.steps))
    down = pushed_down(plan, design(platform).component)
    alone, pushed = (_outcome(platform, found, by, limits or Limits()) for found in (plan, down.plan))
    return Both(Answer.of(alone), Answer.of(pushed), down, pushed.steps)


def _giving(items: Sequence[Params]) -> PlannedStep:
    async def run(_table: Table, _settings: StepSettings, _ctx: StepContext) -> Table:
        return Table.from_items(items, example_model(tuple(items)))

    ports = Ports(InputMode.ENTRY, frozenset({Trigger.USER_CALL}))
    kind = Step("items", Group.INPUT, StepSettings, ports, Replay.PURE, Example({}, ()), run)
    return PlannedStep("items", "items", kind, StepSettings())


def _outcome(platform: Platform, plan: Plan, by: Principal, limits: Limits) -> Outcome:
    run = RunInfo(UUID(int=5), CAR, FLOW, "Flow", 1, Trigger.USER_CALL, by, "trace", datetime(2026, 1, 1, tzinfo=UTC))
    ctx = design(platform)
    entries = CatalogEntries(platform.services, by)
    shared = RunContext(run, ctx.owner, ctx.component, entries, limits, Cancellation(), Response(limits.response_size))
    return platform.run(Runner(plan, shared, SystemClock()).run(plan.active(Trigger.USER_CALL)))
