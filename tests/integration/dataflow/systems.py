"""The system that examples of steps call, and others made for a test."""

from typing import Any
from uuid import UUID, uuid4

from aqtra.dataflow.integrations.models import SystemContent
from aqtra.dataflow.integrations.run_connectors import PublishedConnectors
from aqtra.dataflow.integrations.service import Integrations
from tests.integration.catalogs.platform import MEMBER, Platform
from tests.integration.dataflow.flows import INVOICE

SYSTEM, CONNECTOR, INVOICES, RATE, BROKER, QUEUE = (
    UUID(f"00000000-0000-4000-8000-00000000a00{number}") for number in range(1, 7)
)


def endpoint(path: str, key: UUID | None = None, **more: Any) -> dict[str, Any]:
    return {"id": str(key or uuid4()), "name": path, "path": path, **more}


def example(base_url: str) -> SystemContent:
    """What the examples of the steps call."""
    row = {"type": "object", "properties": {"code": {"type": "string"}, "total": {"type": "number"}}}
    rate = {"type": "object", "properties": {"currency": {"type": "string"}, "rate": {"type": "number"}}}
    currency = {"name": "currency", "place": "query"}
    endpoints = [
        endpoint("/invoices", INVOICES, parameters=[currency], response={"type": "array", "items": row}),
        endpoint("/rates/{currency}", RATE, parameters=[{**currency, "place": "path"}], response=rate),
    ]
    connector = {"id": str(CONNECTOR), "name": "Bank", "base_url": base_url, "endpoints": endpoints}
    queue = {"id": str(QUEUE), "name": "Invoices", "address": "invoices", "response": row}
    broker = {
        "id": str(BROKER),
        "name": "Broker",
        "kind": "rabbitmq",
        "addresses": ["127.0.0.1:5671"],
        "endpoints": [queue],
    }
    return SystemContent.model_validate({"name": "Example", "connectors": [connector, broker]})


def publish(
    platform: Platform, content: SystemContent, secrets: dict[UUID, str] | None = None, key: UUID | None = None
) -> UUID:
    """Saves and publishes a system; its id."""

    async def work() -> UUID:
        async with platform.services.db.transaction() as conn:
            made = Integrations(conn, platform.services)
            created = await made.create(content, secrets or {}, MEMBER)
            await made.publish(created.id, created.version, MEMBER)
            return created.id

    made = platform.run(work())
    if key is not None:
        platform.sql("UPDATE dataflow.integration SET id = %s WHERE id = %s", key, made)
    return key or made


def connectors(platform: Platform) -> PublishedConnectors:
    return PublishedConnectors(platform.services, INVOICE, MEMBER)
