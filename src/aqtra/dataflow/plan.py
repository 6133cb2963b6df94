"""From a flow definition to an ordered, wired plan. Pure.

Only a plan without blocking problems is run. The order is that of the layout, so a source that comes later or
the step itself is a forward reference: no cycle can be spelled without one.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from pydantic import ValidationError

from aqtra.dataflow.catalogue import catalogue
from aqtra.dataflow.errors import NoEntryStep
from aqtra.dataflow.models import PayloadKind, Trigger
from aqtra.dataflow.parameters import StepSettings
from aqtra.dataflow.step import AnyStep, InputMode, Problem
from aqtra.metadata.documents import Flow, FlowKind
from aqtra.metadata.documents import Step as StepDocument


@dataclass(frozen=True)
class PlannedStep:
    """A step with its settings read. `sources` has one list of step ids per input port.

    `pushed_into`: the query whose statement has done the work of this step already.
    """

    id: str
    name: str
    type: AnyStep
    settings: StepSettings
    sources: tuple[tuple[str, ...], ...] = ()
    pushed_into: str | None = None


@dataclass(frozen=True)
class StepProblem:
    """A remark and the step it is about; None when it is about the flow."""

    step: str | None
    problem: Problem


@dataclass(frozen=True)
class Plan:
    """Steps in the order they run."""

    flow: UUID
    name: str
    steps: tuple[PlannedStep, ...]

    def active(self, trigger: Trigger, payload: PayloadKind | None = None) -> frozenset[str]:
        """Ids of the steps that run: the entry steps of the trigger and all that is fed by them.

        When several entry steps take a caller's payload, its kind decides among them. Raises NoEntryStep.
        """
        entries = [step for step in self.steps if trigger in step.type.ports.triggers]
        kinds = {step.type.ports.payload for step in entries} - {None}
        if len(kinds) > 1:
            entries = [step for step in entries if step.type.ports.payload in (None, payload)]
        if not entries:
            raise NoEntryStep(f"the flow {self.name} cannot be started this way", trigger=trigger.value)
        reached = {step.id for step in entries}
        for step in self.steps:
            if any(source in reached for port in step.sources for source in port):
                reached.add(step.id)
        return frozenset(reached)


@dataclass(frozen=True)
class Planned:
    """A plan of all steps that could be understood, and what is wrong with the flow."""

    plan: Plan
    problems: tuple[StepProblem, ...]


def plan_flow(flow: Flow) -> Planned:
    """Reads settings and wiring of every step."""
    problems: list[StepProblem] = []
    earlier: set[str] = set()
    everywhere = [step.id for step in flow.steps()]
    steps: list[PlannedStep] = []
    for document in flow.steps():
        found: list[Problem] = []
        if document.id in earlier:
            found.append(Problem("duplicate_step", f"two steps have the id {document.id}"))
        planned = _plan_step(document, found)
        if planned is not None and planned.id not in earlier:
            found.extend(_wiring_problems(planned, earlier, frozenset(everywhere)))
            steps.append(planned)
        earlier.add(document.id)
        problems.extend(StepProblem(document.id, problem) for problem in found)
    if steps and not any(step.type.ports.mode is InputMode.ENTRY for step in steps):
        problems.append(StepProblem(None, Problem("no_entry_step", "nothing starts this flow: it has no entry step")))
    return Planned(Plan(flow.key, flow.name, tuple(steps)), tuple(problems))


def is_dataflow(flow: Flow) -> bool:
    return flow.kind is not FlowKind.WORKFLOW


def _plan_step(document: StepDocument, found: list[Problem]) -> PlannedStep | None:
    step = catalogue().get(document.type)
    if step is None:
        found.append(Problem("unknown_type", f"there is no step type {document.type}", params={"type": document.type}))
        return None
    settings = _read_settings(step, document.params, found)
    if settings is None:
        return None
    return PlannedStep(document.id, document.name, step, settings, _sources(step, document))


def _read_settings(step: AnyStep, params: Mapping[str, Any], found: list[Problem]) -> StepSettings | None:
    try:
        settings: StepSettings = step.settings.model_validate(params)
    except ValidationError as error:
        found.extend(_setting_problem(detail["type"], detail["loc"], detail["msg"]) for detail in error.errors())
        return None
    return settings


def _setting_problem(kind: str, location: tuple[int | str, ...], message: str) -> Problem:
    setting = str(location[0]) if location else None
    if kind == "missing":
        return Problem("required_setting", f"{setting} is required", setting)
    return Problem("invalid_setting", message, setting, params={"reason": message})


def _sources(step: AnyStep, document: StepDocument) -> tuple[tuple[str, ...], ...]:
    if step.ports.join is not None:
        return tuple(_step_ids(document.params.get(name)) for name in step.ports.join)
    return (document.source,) if step.ports.sources else ()


def _step_ids(value: Any) -> tuple[str, ...]:
    """A reference to one step or to several, meaning their union."""
    if isinstance(value, str):
        return (value,) if value else ()
    return tuple(str(found) for found in value) if isinstance(value, Iterable) else ()


def _wiring_problems(step: PlannedStep, earlier: set[str], everywhere: frozenset[str]) -> Iterable[Problem]:
    names = step.type.ports.join or ("source_step",)
    for name, port in zip(names, step.sources, strict=False):
        if not port:
            yield Problem("missing_source", f"{step.name} has no source step", name)
        for source in port:
            if source == step.id or (source in everywhere and source not in earlier):
                message = f"the source of {step.name} comes later in the layout"
                yield Problem("forward_reference", message, name, params={"source": source})
            elif source not in everywhere:
                message = f"the source of {step.name} no longer exists"
                yield Problem("missing_source", message, name, params={"source": source})
