"""Which flows call what of a system. Pure."""

from collections.abc import Iterable, Iterator
from typing import Any
from uuid import UUID

from aqtra.dataflow.integrations.models import Endpoint, SystemContent
from aqtra.kernel.errors import FieldError
from aqtra.metadata.documents import ComponentDocument
from aqtra.metadata.documents import Step as StepDocument


def uses(system_id: UUID, documents: Iterable[ComponentDocument]) -> Iterator[FieldError]:
    """Every step that calls the system."""
    for place, step in _callers(system_id, documents):
        yield FieldError(field=place, rule="in_use", message=f"{step.name} calls it")


def broken_by(system_id: UUID, content: SystemContent, documents: Iterable[ComponentDocument]) -> Iterator[FieldError]:
    """Every step that calls what the system has no longer."""
    for place, step in _callers(system_id, documents):
        connector = content.connector(_id(step.params.get("connector")))
        endpoint = connector.endpoint(_id(step.params.get("query_path"))) if connector else None
        if endpoint is None:
            yield FieldError(field=place, rule="in_use", message=f"{step.name} calls an endpoint that is gone")
        elif isinstance(endpoint, Endpoint) and str(step.params.get("method_name") or "get") not in endpoint.methods:
            yield FieldError(field=place, rule="in_use", message=f"{step.name} calls it by a method that is gone")


def _callers(system_id: UUID, documents: Iterable[ComponentDocument]) -> Iterator[tuple[str, StepDocument]]:
    for document in documents:
        for flow in document.flows:
            for step in flow.steps():
                if _id(step.params.get("system")) == system_id:
                    yield f"{document.settings.title}/{flow.name}/{step.name}", step


def _id(value: Any) -> UUID:
    try:
        return UUID(str(value))
    except ValueError:
        return UUID(int=0)
