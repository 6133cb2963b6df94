"""Design time: the item model after every step, and all that is wrong with a flow. Pure."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from aqtra.dataflow.flow_options import option_problems
from aqtra.dataflow.integrations.references import reference_problems
from aqtra.dataflow.items.types import ItemModel, union
from aqtra.dataflow.parameters import Parameter, ParameterType, set_parameters
from aqtra.dataflow.path_checks import path_problems
from aqtra.dataflow.plan import Plan, PlannedStep, StepProblem, is_dataflow, plan_flow
from aqtra.dataflow.step import DesignContext, Problem
from aqtra.dataflow.text_template import paths_of
from aqtra.kernel.findings import Severity
from aqtra.metadata.documents import Flow
from aqtra.metadata.documents import Mapping as MappingRow


@dataclass(frozen=True)
class Review:
    """A flow as it was understood: its plan, the model after each step by step id, and the remarks."""

    plan: Plan
    models: Mapping[str, ItemModel]
    problems: tuple[StepProblem, ...]

    @property
    def is_runnable(self) -> bool:
        return not any(found.problem.severity is Severity.ERROR for found in self.problems)


def review(flow: Flow, ctx: DesignContext) -> Review:
    """Plans the flow, carries the item model through it and runs all checks."""
    planned = plan_flow(flow)
    problems = list(planned.problems)
    models: dict[str, ItemModel] = {}
    ctx = replace(ctx, kind=flow.kind)
    for position, step in enumerate(planned.plan.steps):
        following = frozenset(later.type.id for later in planned.plan.steps[position + 1 :])
        ctx = replace(ctx, following=following, kind=flow.kind)
        inputs = tuple(union(models[source] for source in port if source in models) for port in step.sources)
        found = [*_general_problems(step, inputs, ctx), *step.type.check(step.settings, inputs, ctx)]
        problems.extend(StepProblem(step.id, problem) for problem in found)
        models[step.id] = step.type.model(step.settings, inputs, ctx)
        problems.extend(StepProblem(step.id, problem) for problem in _twins(models[step.id], inputs))
        problems.extend(StepProblem(step.id, problem) for problem in option_problems(flow, step))
    return Review(planned.plan, models, tuple(problems))


def _general_problems(step: PlannedStep, inputs: tuple[ItemModel, ...], ctx: DesignContext) -> Iterator[Problem]:
    """What the types of the settings alone can tell: references that lead nowhere, paths the items do not have."""
    for name, parameter, value in set_parameters(step.settings):
        if parameter.own_check:
            continue
        match parameter.type:
            case ParameterType.COMPONENT_REF:
                yield from _component_problems(name, value, ctx)
            case ParameterType.DATAFLOW_REF | ParameterType.WORKFLOW_REF:
                yield from _flow_problems(name, parameter.type, value, _chosen(step, parameter), ctx)
            case ParameterType.SYSTEM_REF | ParameterType.CONNECTOR_REF | ParameterType.ENDPOINT_REF:
                yield from reference_problems(name, parameter, value, step.settings, ctx)
            case ParameterType.TEMPLATE_REF if value not in ctx.templates:
                message = "the template does not exist or is not published"
                yield Problem("unknown_reference", message, name, params={"reference": str(value)})
            case ParameterType.FIELD_PATH | ParameterType.FIELD_PATHS if parameter.within is None:
                sources = inputs if parameter.port is None else inputs[parameter.port : parameter.port + 1]
                for path in (value,) if isinstance(value, str) else value:
                    yield from path_problems(name, path, sources)
            case ParameterType.TEXT_TEMPLATE:
                for path in paths_of(value):
                    yield from path_problems(name, path, inputs)
            case ParameterType.USER_REFS if isinstance(value, str):
                yield from path_problems(name, value, inputs)
            case ParameterType.CLIENT_REF if ctx.site is not None and value not in ctx.site.domains:
                yield Problem("unknown_reference", f"there is no application domain {value}", name)
            case ParameterType.FILTER_RULES:
                for operand in (rule.value for group in value for rule in group.rules):
                    if operand is not None and operand.path is not None:
                        yield from path_problems(name, operand.path, inputs)
            case ParameterType.PROPERTY_REF:
                yield from _property_problems(name, value, _chosen(step, parameter), ctx)
            case ParameterType.MAPPING if parameter.within is None and parameter.sources is None:
                yield from _mapping_problems(name, value, _chosen(step, parameter), inputs, ctx)


def _chosen(step: PlannedStep, parameter: Parameter) -> Any:
    return getattr(step.settings, parameter.of, None) if parameter.of else None


def _component_problems(setting: str, key: UUID, ctx: DesignContext) -> Iterator[Problem]:
    if ctx.component(key) is None:
        message = "the component does not exist or is not published"
        yield Problem("unknown_reference", message, setting, params={"reference": str(key)})


def _flow_problems(
    setting: str, kind: ParameterType, key: UUID, component: UUID | None, ctx: DesignContext
) -> Iterator[Problem]:
    document = ctx.component(component) if component else None
    if document is None:
        return
    flow, wanted = document.flow(key), kind is ParameterType.DATAFLOW_REF
    if flow is None or is_dataflow(flow) is not wanted:
        message = f"{document.settings.title} has no such {'dataflow' if wanted else 'workflow'}"
        yield Problem("unknown_reference", message, setting, params={"reference": str(key)})


def _property_problems(setting: str, name: str, component: UUID | None, ctx: DesignContext) -> Iterator[Problem]:
    document = ctx.component(component) if component else None
    if document is not None and document.property_named(name) is None:
        message = f"{document.settings.title} has no property {name}"
        yield Problem("unknown_reference", message, setting, params={"reference": name})


def _mapping_problems(
    setting: str,
    rows: Iterable[MappingRow],
    component: UUID | None,
    inputs: tuple[ItemModel, ...],
    ctx: DesignContext,
) -> Iterator[Problem]:
    for row in rows:
        if row.source:
            yield from path_problems(setting, row.source, inputs)
        if component is not None:
            yield from _property_problems(setting, row.target, component, ctx)


def _twins(model: ItemModel, inputs: tuple[ItemModel, ...]) -> Iterator[Problem]:
    """A variable this step adds beside one of the same base name and another suffix is probably a slip."""
    known = {field.name for source in inputs for field in source.fields}
    for field in model.fields:
        base = field.name.partition("@")[0]
        for other in known - {field.name}:
            if field.name not in known and "@" in f"{field.name}{other}" and other.partition("@")[0] == base:
                message = f"{field.name} and {other} are two variables"
                yield Problem(
                    "variable_twin", message, severity=Severity.WARNING, params={"one": other, "other": field.name}
                )
