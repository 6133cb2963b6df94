"""A component for each broker, whose Input dataflow tells the ledger of every message."""

from typing import Any
from uuid import UUID, uuid5

from aqtra.dataflow.consuming.models import Timing, subscription_key
from aqtra.dataflow.integrations.models import SystemContent
from aqtra.metadata.documents import ComponentDocument
from tests.integration.dataflow.systems import endpoint
from tests.support.brokers import Broker

SPACE = UUID("00000000-0000-4000-8000-00000000b000")
FAST = Timing(
    look=0.1, lease=2.0, first_wait=0.05, growth=2.0, attempts=3, reconnect=0.1, longest_reconnect=1.0, hidden=2.0
)
VARIANTS = {"rabbitmq": "rabbitmq", "nats": "nats", "mqtt": "mqtt", "mqtt311": "mqtt", "kafka": "kafka"}
"""Which broker each is of."""


def key(*parts: str) -> UUID:
    return uuid5(SPACE, ":".join(parts))


def place(variant: str) -> str:
    return f"orders.{variant}"


def subscription(variant: str) -> UUID:
    return subscription_key(key(variant, "component"), key(variant, "flow"), "subscribe")


def system(brokers: dict[str, Broker], ledger_url: str) -> SystemContent:
    connectors: list[dict[str, Any]] = [
        {
            "id": str(key("ledger")),
            "name": "Ledger",
            "base_url": ledger_url,
            "endpoints": [
                endpoint(
                    "/seen",
                    key("seen"),
                    methods=["post"],
                    parameters=[{"name": "id", "place": "body"}],
                )
            ],
        }
    ]
    for variant, kind in VARIANTS.items():
        jobs = {"id": str(key(variant, "endpoint")), "name": "Orders", "address": place(variant), "response": SCHEMA}
        connector = {**brokers[kind].connector(), "id": str(key(variant, "connector")), "name": variant}
        if variant == "mqtt311":
            connector["version"] = "3.1.1"
        connectors.append({**connector, "endpoints": [{**jobs, "from_beginning": True}]})
    return SystemContent.model_validate({"name": "Brokers", "connectors": connectors})


SCHEMA = {"type": "object", "properties": {"id": {"type": "string"}, "total": {"type": "number"}}}


def component(variant: str, system: UUID) -> ComponentDocument:
    calls = {
        "system": str(system),
        "connector": str(key("ledger")),
        "query_path": str(key("seen")),
        "method_name": "post",
        "parameters_mapping": [{"target": "id", "source": "id"}],
    }
    subscribed = {
        "system": str(system),
        "connector": str(key(variant, "connector")),
        "query_path": str(key(variant, "endpoint")),
    }
    steps = [
        {"id": "subscribe", "type": "subscribe_to_connector", "name": "Subscribe", "params": subscribed},
        {"id": "tell", "type": "execute_api_call", "name": "Tell", "source": ["subscribe"], "params": calls},
    ]
    flow = {
        "key": str(key(variant, "flow")),
        "kind": "input_dataflow",
        "name": "Input",
        "stages": [{"id": "s1", "name": "Stage", "steps": steps}],
    }
    return ComponentDocument.model_validate(
        {"key": str(key(variant, "component")), "settings": {"title": f"Orders by {variant}"}, "flows": [flow]}
    )
