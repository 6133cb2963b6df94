"""What Prometheus is told about messages of brokers."""

from prometheus_client import Counter, Gauge

MESSAGES = Counter(
    "aqtra_broker_messages_total",
    "Messages of brokers by what became of them: done, failed, dead or duplicate.",
    ["flow", "outcome"],
)
CONNECTED = Gauge("aqtra_broker_connected", "Whether a subscription of this process has its broker.", ["flow", "step"])
