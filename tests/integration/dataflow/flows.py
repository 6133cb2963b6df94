"""The invoice component of the first tutorial with its flows, and calls of them."""

import json
from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid4

from aqtra.dataflow.models import Limits, Outcome, PayloadKind
from aqtra.dataflow.service import Call, Runs
from aqtra.kernel.principal import Principal
from aqtra.metadata.documents import ComponentDocument
from tests.integration.catalogs.platform import MEMBER, Platform

INVOICE = UUID("00000000-0000-4000-8000-00000000e001")
"""The component that examples of steps write to."""
SAVE, PLAIN, CREATE, REMOVE, RESTRICTED, ECHO = (UUID(int=number) for number in range(1, 7))
PROPERTIES = ("InvoiceNumber", "InvoiceTotalValue", "InvoiceState", "InvoiceDueDate")


def invoice() -> ComponentDocument:
    return ComponentDocument.model_validate(
        {
            "key": INVOICE,
            "settings": {"title": "Invoice Inventory"},
            "properties": [
                {"id": "p1", "name": "InvoiceNumber", "type": "string", "primary_key": True, "min_length": 2},
                {"id": "p2", "name": "InvoiceTotalValue", "type": "number", "minimum": "0"},
                {"id": "p3", "name": "InvoiceState", "type": "integer"},
                {"id": "p4", "name": "InvoiceDueDate", "type": "datetime"},
            ],
            "flows": [
                flow(SAVE, "Save", get(validate_input_values=True), save(), answer()),
                flow(PLAIN, "Save unchecked", get(), save(), answer()),
                flow(CREATE, "Always create", get(), save(field_component_key=None), answer()),
                flow(REMOVE, "Remove", get(), save(mark_entry_for_deletion=True), answer()),
                flow(RESTRICTED, "Restricted", get(), answer("get"), restrict_access=True),
                flow(ECHO, "Echo", get(), answer("get")),
            ],
        }
    )


DEPARTMENT = UUID("00000000-0000-4000-8000-00000000e035")
"""A restricted component, whose entries are contexts."""


def department() -> ComponentDocument:
    return ComponentDocument.model_validate(
        {
            "key": DEPARTMENT,
            "settings": {"title": "Departments", "restrict_access": True},
            "properties": [{"id": "d1", "name": "Code", "type": "string", "primary_key": True}],
        }
    )


def flow(key: UUID, name: str, *steps: Mapping[str, Any], **header: Any) -> dict[str, Any]:
    stages = [{"id": "s1", "name": "Stage", "steps": steps}]
    return {"key": key, "kind": "dataflow", "name": name, "stages": stages, **header}


def get(**params: Any) -> dict[str, Any]:
    return {"id": "get", "type": "get_action_model", "name": "Get action model", "params": params}


def save(**params: Any) -> dict[str, Any]:
    settings = {
        "component": str(INVOICE),
        "field_component_key": "id",
        "name_field": "InvoiceNumber",
        "result_store_field": "_newInvoice",
        "fields_mapping": [{"target": name, "source": f"data.{name}"} for name in PROPERTIES],
    }
    return {
        "id": "save",
        "type": "update_entry",
        "name": "Update entry",
        "source": ["get"],
        "params": settings | params,
    }


def answer(source: str = "save") -> dict[str, Any]:
    return {"id": "answer", "type": "write_response", "name": "Write response", "source": [source]}


def call(flow_key: UUID, model: Mapping[str, Any], by: Principal = MEMBER, component: UUID = INVOICE) -> Call:
    return Call(component, flow_key, by, f"trace-{uuid4().hex}", payload=model, payload_kind=PayloadKind.ACTION_MODEL)


def run(platform: Platform, flow_key: UUID, model: Mapping[str, Any], by: Principal = MEMBER) -> Outcome:
    runs = Runs(platform.services, platform.definitions, Limits())
    outcome = platform.run(runs.run_flow(call(flow_key, model, by)))
    assert isinstance(outcome, Outcome)
    return outcome


def item(outcome: Outcome) -> dict[str, Any]:
    """The only item of a response."""
    assert outcome.error is None, outcome.error
    (found,) = json.loads(outcome.items)
    assert isinstance(found, dict)
    return found
