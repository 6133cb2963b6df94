"""What monitoring and browsers see of the gateway itself."""

import ssl

import httpx
import pytest

from tests.support.client import Client
from tests.support.installation import Installation


def test_the_certificate_is_signed_by_the_local_authority(installation: Installation) -> None:
    authority = next((installation.data_dir / "tls").glob("ca*.pem"))
    context = ssl.create_default_context(cafile=str(authority))
    assert httpx.get(f"{installation.base_url}/liveness", verify=context).json() == {"status": "alive"}


def test_health_names_every_check_with_its_time(visitor: Client) -> None:
    response = visitor.get("/hc")
    checks = {check["name"]: check for check in response.json()["checks"]}
    assert {"database", "redis", "worker"} <= checks.keys()
    assert all(checks[name]["healthy"] for name in ("database", "redis", "worker")), checks
    assert all(check["milliseconds"] >= 0 for check in checks.values())


def test_metrics_count_requests_by_route(visitor: Client) -> None:
    visitor.get("/api/v1/session")
    text = visitor.get("/metrics").raise_for_status().text
    assert 'aqtra_http_requests_total{method="GET",route="/api/v1/session",status="200"}' in text


@pytest.mark.parametrize("path", ["/liveness", "/api/v1/session", "/api/v1/nothing", "/studio/"])
def test_every_answer_carries_trace_id_and_protection(visitor: Client, path: str) -> None:
    response = visitor.get(path)
    assert len(response.headers["x-trace-id"]) == 32
    assert "default-src 'self'" in response.headers["content-security-policy"]
    assert response.headers["x-content-type-options"] == "nosniff"
    assert response.headers["x-frame-options"] == "DENY"


def test_the_callers_trace_is_continued(visitor: Client) -> None:
    trace = "4bf92f3577b34da6a3ce929d0e0e4736"
    response = visitor.get("/liveness", headers={"traceparent": f"00-{trace}-00f067aa0ba902b7-01"})
    assert response.headers["x-trace-id"] == trace
