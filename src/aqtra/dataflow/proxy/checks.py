"""What a component in proxy mode needs before it can be read, and what must not lean on its entries."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from aqtra.dataflow.plan import Plan, plan_flow
from aqtra.dataflow.proxy.reader import input_flow
from aqtra.kernel.errors import FieldError
from aqtra.metadata.documents import ComponentDocument, Flow
from aqtra.metadata.documents.property import BaseProperty

ENTRIES: Final = ("proxy_get_entry", "proxy_query_entry")
"""The entry steps that reads begin with: of one entry, and of a list."""
_ANSWER: Final = "write_response"


@dataclass(frozen=True, slots=True)
class ProxyProblem:
    """What is missing. `step`: the entry step in the flow, if it is there; `property`: the one that refers to it."""

    code: str
    message: str
    flow: Flow | None = None
    step: str | None = None
    property: BaseProperty | None = None


def proxy_problems(document: ComponentDocument, documents: Mapping[UUID, ComponentDocument]) -> Iterator[ProxyProblem]:
    """Nothing for components that keep their entries and refer to such."""
    yield from _references(document, documents)
    if not document.settings.proxy_mode:
        return
    flow = input_flow(document)
    if flow is None:
        yield ProxyProblem("proxy_entry_missing", "there is no Input dataflow that could answer for the component")
        return
    plan = plan_flow(flow).plan
    for entry in ENTRIES:
        step = next((step for step in plan.steps if step.type.id == entry), None)
        if step is None:
            message = f"the Input dataflow has no step {entry}: nothing answers such reads"
            yield ProxyProblem("proxy_entry_missing", message, flow)
        elif not _is_answered(plan, step.id):
            message = f"nothing after {step.name} writes the response"
            yield ProxyProblem("no_write_response", message, flow, step.id)


def proxy_errors(document: ComponentDocument, documents: Mapping[UUID, ComponentDocument]) -> Iterator[FieldError]:
    """The same as a publication names it."""
    for problem in proxy_problems(document, documents):
        place = problem.property.name if problem.property else "proxy_mode"
        yield FieldError(field=f"{document.settings.title}/{place}", rule=problem.code, message=problem.message)


def _references(document: ComponentDocument, documents: Mapping[UUID, ComponentDocument]) -> Iterator[ProxyProblem]:
    """The database keeps references to rows of its own only."""
    if document.settings.proxy_mode:
        return
    for prop in document.properties:
        target = documents.get(getattr(prop, "component", None) or document.key)
        if target is not None and target.settings.proxy_mode and not prop.virtual:
            message = f"{target.settings.title} keeps no entries here that could be referred to: make it virtual"
            yield ProxyProblem("proxy_target", message, property=prop)


def _is_answered(plan: Plan, entry: str) -> bool:
    reached = {entry}
    for step in plan.steps:
        if any(source in reached for port in step.sources for source in port):
            reached.add(step.id)
    return any(step.type.id == _ANSWER and step.id in reached for step in plan.steps)
