"""Component documents for tests, and the way to publish them through the API."""

import time
import uuid
from typing import Any

from tests.support.client import Client

PUBLICATION_SECONDS = 60
FINAL = {"completed", "rolled_back", "failed", "reset"}


def property_(name: str, type_: str = "string", **settings: Any) -> dict[str, Any]:
    """A property with a fresh id."""
    return {"id": uuid.uuid4().hex[:8], "name": name, "title": name, "type": type_, **settings}


def invoice_properties() -> list[dict[str, Any]]:
    """The properties of the first tutorial."""
    states = ["Under Review", "Accepted for Payment", "Rejected", "Paid", "Overdue"]
    return [
        property_("InvoiceName"),
        property_("InvoiceNumber", primary_key=True, min_length=2),
        property_("InvoiceDueDate", "datetime"),
        property_("InvoiceTotalValue", "number", minimum="0"),
        property_(
            "InvoiceState",
            "integer",
            enum=[{"value": value, "title": title} for value, title in enumerate(states)],
        ),
    ]


def create_component(client: Client, title: str, properties: list[dict[str, Any]], **changes: Any) -> dict[str, Any]:
    """Creates and saves a component; the stored component. `changes` replace members of the document."""
    stored = client.post("/api/v1/studio/components", json={"kind": "component"}).raise_for_status().json()
    document = stored["document"]
    settings = {**document["settings"], "title": title, **changes.pop("settings", {})}
    document = {**document, "settings": settings, "properties": properties, **changes}
    return save_component(client, stored, document)


def save_component(client: Client, stored: dict[str, Any], document: dict[str, Any]) -> dict[str, Any]:
    response = client.put(
        f"/api/v1/studio/components/{document['key']}",
        json={"base_version": stored["saved_version"], "document": document},
    )
    assert response.is_success, response.text
    return dict(response.json())


def publish(client: Client, *stored: dict[str, Any], **options: Any) -> dict[str, Any]:
    """Marks saved components ready and publishes them together; the finished publication."""
    for component in stored:
        key, version = component["document"]["key"], component["saved_version"]
        response = client.post(f"/api/v1/studio/components/{key}/ready", json={"saved_version": version})
        assert response.is_success, response.text
    keys = [component["document"]["key"] for component in stored]
    response = client.post("/api/v1/studio/publications", json={"components": keys, **options})
    assert response.status_code == 202, response.text
    return wait_for_publication(client, response.json()["id"])


def wait_for_publication(client: Client, publication_id: Any) -> dict[str, Any]:
    deadline = time.monotonic() + PUBLICATION_SECONDS
    while time.monotonic() < deadline:
        publication = client.get(f"/api/v1/studio/publications/{publication_id}").raise_for_status().json()
        if publication["state"] in FINAL:
            return dict(publication)
        time.sleep(0.05)
    raise AssertionError(f"publication {publication_id} did not end")
