"""Prometheus metrics that more than one package counts. Each package declares its own beside its code."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final, Literal, get_args

from prometheus_client import CONTENT_TYPE_LATEST, Counter, Histogram, generate_latest

from aqtra.kernel.errors import AqtraError

DURATION_BUCKETS: Final = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)

REQUESTS = Counter("aqtra_http_requests_total", "Requests answered.", ["method", "route", "status"])
REQUEST_SECONDS = Histogram(
    "aqtra_http_request_seconds", "Time to answer a request.", ["method", "route"], buckets=DURATION_BUCKETS
)

SECURITY_EVENTS = Counter("aqtra_security_events_total", "Attempts that were refused, by kind.", ["event"])
SecurityEvent = Literal[
    "sign_in_failed",
    "account_locked",
    "token_refused",
    "rate_limited",
    "sockets_limited",
    "egress_refused",
    "forgery_refused",
    "permission_refused",
    "host_refused",
    "audit_not_written",
    "last_administrator_kept",
]
for _name in get_args(SecurityEvent):
    # An alert on the rise of a counter needs the counter to be there before.
    SECURITY_EVENTS.labels(_name)


def security_event(name: SecurityEvent) -> None:
    """Counts one."""
    SECURITY_EVENTS.labels(name).inc()


@contextmanager
def counted(name: SecurityEvent) -> Iterator[None]:
    """Counts one when the block refuses."""
    try:
        yield
    except AqtraError:
        security_event(name)
        raise


def exposition() -> tuple[bytes, str]:
    """All metrics of this process in Prometheus text format, and its content type."""
    return generate_latest(), CONTENT_TYPE_LATEST
