"""Real brokers for tests: RabbitMQ, NATS, Mosquitto, and one that speaks Kafka's protocol. Over TLS, with passwords."""

from tests.support.brokers.servers import KINDS, PASSWORD, USER, Broker, brokers

__all__ = ["KINDS", "PASSWORD", "USER", "Broker", "brokers"]
