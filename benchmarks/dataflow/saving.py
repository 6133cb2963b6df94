"""A form is saved by a flow of three steps over HTTPS, beside creating the same entry without a flow."""

import json
from pathlib import Path
from statistics import median
from typing import Any
from uuid import UUID

from tests.support import components
from tests.support.client import TOKEN_HEADER, Client
from tests.support.installation import Installation

from benchmarks.http.runs import Measured, run_wrk

SAVE = UUID(int=77)
_FIELDS = ("InvoiceName", "InvoiceNumber", "InvoiceDueDate", "InvoiceTotalValue", "InvoiceState")

# Numbers are unique over threads and rounds: the thread's address and the second of its start are part of them.
_REQUEST = """
local counter, thread = 0, tostring({}):gsub("table: 0x", "") .. os.time()
request = function()
  counter = counter + 1
  local data = '{"InvoiceName": "Paper", "InvoiceNumber": "' .. thread .. '-' .. counter ..
    '", "InvoiceDueDate": "2026-12-01T10:00:00Z", "InvoiceTotalValue": "12.50", "InvoiceState": ' .. counter % 5 .. '}'
  return wrk.format("POST", "PLACE", nil, BODY)
end
"""


def measure(installation: Installation, folder: Path, rounds: int, seconds: int, connections: int) -> dict[str, Any]:
    """Runs a second, and the latency that 99 of 100 stay below."""
    with installation.signed_in() as client:
        key = _publish(client)
        head = _headers(client)
    run_path, entry_path = f"/api/v1/workplace/components/{key}/flows/{SAVE}/run", f"/api/v1/entries/{key}"
    scripts = {
        "save": (run_path, """'{"model": {"id": 0, "data": ' .. data .. '}}'"""),
        "create": (entry_path, """'{"data": ' .. data .. '}'"""),
    }
    found = []
    for number in range(rounds + 1):
        measured = {}
        for name, (place, body) in scripts.items():
            script = folder / f"{name}.lua"
            script.write_text(head + _REQUEST.replace("PLACE", place).replace("BODY", body))
            # A first, short round warms caches; its figures are thrown away.
            measured[name] = run_wrk(installation.base_url, script, connections, seconds if number else 1)
            assert measured[name].failures == 0, f"{measured[name].failures} requests failed"
        found.append(measured)
    return _report(found[1:], connections)


def _report(rounds: list[dict[str, Measured]], connections: int) -> dict[str, Any]:
    return {
        "connections": connections,
        "runs_per_second": round(median(found["save"].rate for found in rounds), 1),
        "p50_ms": round(median(found["save"].p50 for found in rounds), 1),
        "p99_ms": round(median(found["save"].p99 for found in rounds), 1),
        "creates_per_second": round(median(found["create"].rate for found in rounds), 1),
        "ratio": round(median(found["save"].rate / found["create"].rate for found in rounds), 3),
    }


def _publish(client: Client) -> str:
    stored = components.create_component(client, "Saved invoices", components.invoice_properties())
    key = str(stored["document"]["key"])
    mapping = [{"target": name, "source": f"data.{name}"} for name in _FIELDS]
    steps = [
        {"id": "get", "name": "Get", "type": "get_action_model", "params": {}},
        {
            "id": "save",
            "name": "Save",
            "type": "update_entry",
            "source": ["get"],
            "params": {"component": key, "field_component_key": "id", "fields_mapping": mapping},
        },
        {"id": "answer", "name": "Answer", "type": "write_response", "source": ["save"], "params": {}},
    ]
    stages = [{"id": "s", "name": "Stage", "steps": steps}]
    flow = {"key": str(SAVE), "kind": "dataflow", "name": "Save", "stages": stages}
    saved = components.save_component(client, stored, {**stored["document"], "flows": [flow]})
    publication = components.publish(client, saved)
    assert publication["state"] == "completed", publication
    return key


def _headers(client: Client) -> str:
    headers = {
        "Cookie": "; ".join(f"{cookie.name}={cookie.value}" for cookie in client.cookies.jar),
        TOKEN_HEADER: str(client.headers[TOKEN_HEADER]),
        "Content-Type": "application/json",
    }
    return "".join(f"wrk.headers[{json.dumps(name)}] = {json.dumps(value)}\n" for name, value in headers.items())
