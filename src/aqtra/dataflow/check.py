"""Findings about dataflows for the error list."""

from collections.abc import Iterator
from uuid import UUID

from aqtra.dataflow.design import review
from aqtra.dataflow.integrations.models import SystemContent
from aqtra.dataflow.integrations.references import systems_of
from aqtra.dataflow.plan import StepProblem, is_dataflow
from aqtra.dataflow.proxy.checks import ProxyProblem, proxy_problems
from aqtra.dataflow.step import DesignContext
from aqtra.dataflow.template_models import templates_of
from aqtra.kernel.findings import Finding, Place, Severity
from aqtra.metadata.checks.context import CheckContext
from aqtra.metadata.documents import ComponentDocument, Flow
from aqtra.templates.content import TemplateContent


def check_flows(context: CheckContext) -> Iterator[Finding]:
    """All findings about the dataflows of one draft."""
    document = context.document
    called, rendered = _called(context), _rendered(context)
    site = context.site
    ctx = DesignContext(document, context.documents.get, site, called, templates=rendered, modules=site.modules)
    for flow in filter(is_dataflow, document.flows):
        for found in review(flow, ctx).problems:
            yield _finding(document, flow, found)
        yield from _same_names(document, flow)
    for problem in proxy_problems(document, context.documents):
        yield _proxy_finding(document, problem)


def _called(context: CheckContext) -> dict[UUID, SystemContent]:
    """The published systems that the document names; reading all of them for every document would take long."""
    named = {str(step.params.get("system")) for flow in context.document.flows for step in flow.steps()}
    return systems_of({key: found for key, found in context.site.systems.items() if str(key) in named})


def _rendered(context: CheckContext) -> dict[UUID, TemplateContent]:
    """The same for published templates."""
    named = {str(step.params.get("template")) for flow in context.document.flows for step in flow.steps()}
    return templates_of({key: found for key, found in context.site.templates.items() if str(key) in named})


def _finding(document: ComponentDocument, flow: Flow, found: StepProblem) -> Finding:
    problem = found.problem
    place = Place(component=str(document.key), flow=str(flow.key), step=found.step, setting=problem.setting)
    params = {"flow": flow.name, **problem.params}
    return Finding(severity=problem.severity, code=problem.code, message=problem.message, place=place, params=params)


def _proxy_finding(document: ComponentDocument, problem: ProxyProblem) -> Finding:
    """About the switch itself, or the step or property that does not fit it."""
    at = {"setting": "proxy_mode"}
    if problem.property is not None:
        at = {"property": problem.property.id}
    elif problem.flow is not None:
        at = {"flow": str(problem.flow.key), **({"step": problem.step} if problem.step else {})}
    place = Place(component=str(document.key), **at)
    return Finding(severity=Severity.ERROR, code=problem.code, message=problem.message, place=place)


def _same_names(document: ComponentDocument, flow: Flow) -> Iterator[Finding]:
    """Captions of steps are for people: the same one twice in a flow misleads them."""
    seen: set[str] = set()
    for step in flow.steps():
        if step.name in seen:
            yield Finding(
                severity=Severity.WARNING,
                code="duplicate_step_name",
                message=f"two steps are called {step.name}",
                place=Place(component=str(document.key), flow=str(flow.key), step=step.id, setting="step_name"),
                params={"flow": flow.name, "name": step.name},
            )
        seen.add(step.name)
