"""OpenAPI 3.1 documents of flows, from the models that design time knows. Pure."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from aqtra.dataflow.api.json_schema import request_schema, response_schema
from aqtra.dataflow.design import Review, review
from aqtra.dataflow.errors import NoEntryStep
from aqtra.dataflow.items.types import ItemModel, union
from aqtra.dataflow.models import PayloadKind, Trigger
from aqtra.dataflow.step import DesignContext
from aqtra.metadata.documents import Flow

RUN_ID_HEADER: Final = "aqtra-run-id"
REPLAYED_HEADER: Final = "idempotency-replayed"
_RESPONSE_STEP: Final = "write_response"
_PROBLEM: Final = {"$ref": "#/components/schemas/Problem"}

_TEXT: Final = {"type": "string"}
_PROBLEM_SCHEMA: Final = {
    "type": "object",
    "description": "A refusal (RFC 9457). Errors of a step name it, the item and the field.",
    "required": ["type", "title", "status", "detail", "code", "trace_id", "fields"],
    "properties": {
        **dict.fromkeys(("type", "title", "detail", "code", "trace_id"), _TEXT),
        "status": {"type": "integer"},
        "fields": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {**dict.fromkeys(("field", "rule", "message"), _TEXT), "params": {"type": "object"}},
            },
        },
        "runId": {"type": "string", "format": "uuid"},
        "stepId": {"type": ["string", "null"]},
        "stepName": {"type": ["string", "null"]},
        "itemIndex": {"type": ["integer", "null"]},
        "field": {"type": ["string", "null"]},
    },
}
_RUN_ID: Final = {
    "description": "Id of the run, for the run log.",
    "schema": {"type": "string", "format": "uuid"},
}
_PARAMETERS: Final = [
    {
        "name": "mode",
        "in": "query",
        "description": "async: answer at once, run in the background.",
        "schema": {"type": "string", "enum": ["wait", "async"], "default": "wait"},
    },
    {
        "name": "Idempotency-Key",
        "in": "header",
        "description": "The same key with the same body is answered the same for 24 hours, and runs once.",
        "schema": {"type": "string", "minLength": 1, "maxLength": 255},
    },
]


def openapi_document(ctx: DesignContext, flows: Iterable[Flow], version: int) -> dict[str, Any]:
    """One operation per flow; names of flows are unique in a component."""
    return {
        "openapi": "3.1.0",
        "info": {"title": ctx.owner.settings.title, "version": str(version)},
        "servers": [{"url": "/"}],
        "security": [{"bearer": []}],
        "paths": {f"/api/v1/run/{ctx.owner.key}/{flow.key}": {"post": _operation(flow, ctx)} for flow in flows},
        "components": {
            "securitySchemes": {"bearer": {"type": "http", "scheme": "bearer"}},
            "schemas": {"Problem": _PROBLEM_SCHEMA},
        },
    }


def _operation(flow: Flow, ctx: DesignContext) -> dict[str, Any]:
    seen = review(flow, ctx)
    operation = {
        "operationId": flow.name,
        "summary": flow.name,
        "parameters": _PARAMETERS,
        "responses": {
            "200": {
                "description": "The items that the flow answers",
                "headers": {RUN_ID_HEADER: _RUN_ID},
                "content": {"application/json": {"schema": {"type": "array", "items": _answered(seen)}}},
            },
            "202": {
                "description": "The run goes on in the background; Location leads to it",
                "headers": {RUN_ID_HEADER: _RUN_ID, "location": {"schema": _TEXT}},
            },
            "default": {
                "description": "A refusal that names its place",
                "content": {"application/problem+json": {"schema": _PROBLEM}},
            },
        },
    }
    body = _body(seen)
    return operation if body is None else {**operation, "requestBody": body}


def _body(seen: Review) -> Mapping[str, Any] | None:
    """What the entry steps of a call take; None when none of them takes anything."""
    entries = [step for step in seen.plan.steps if Trigger.API in step.type.ports.triggers]
    taking = [step for step in entries if step.type.ports.payload is not None]
    if not taking:
        return None
    schemas = [request_schema(seen.models[step.id]) for step in taking]
    schema = schemas[0] if len(schemas) == 1 else {"anyOf": schemas}
    return {"required": len(taking) == len(entries), "content": {"application/json": {"schema": schema}}}


def _answered(seen: Review) -> dict[str, Any]:
    """The items of every answering step that a call reaches."""
    reached: set[str] = set()
    for kind in PayloadKind:
        try:
            reached |= seen.plan.active(Trigger.API, kind)
        except NoEntryStep:
            continue
    answering = [step.id for step in seen.plan.steps if step.type.id == _RESPONSE_STEP and step.id in reached]
    return response_schema(union(seen.models[step] for step in answering) if answering else ItemModel())
