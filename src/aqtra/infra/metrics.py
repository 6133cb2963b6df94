"""Prometheus metrics that more than one package counts. Each package declares its own beside its code."""

from typing import Final

from prometheus_client import CONTENT_TYPE_LATEST, Counter, Histogram, generate_latest

DURATION_BUCKETS: Final = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)

REQUESTS = Counter("aqtra_http_requests_total", "Requests answered.", ["method", "route", "status"])
REQUEST_SECONDS = Histogram(
    "aqtra_http_request_seconds", "Time to answer a request.", ["method", "route"], buckets=DURATION_BUCKETS
)


def exposition() -> tuple[bytes, str]:
    """All metrics of this process in Prometheus text format, and its content type."""
    return generate_latest(), CONTENT_TYPE_LATEST
