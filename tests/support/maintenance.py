"""Maintenance that a worker does, started over HTTPS and waited for."""

import time
from typing import Any

from tests.support.client import Client

MAINTENANCE = "/api/v1/studio/maintenance"
JOB_SECONDS = 60


def start(client: Client, verb: str) -> dict[str, Any]:
    """The job as it was answered."""
    response = client.post(f"{MAINTENANCE}/{verb}")
    assert response.status_code == 202, response.text
    return dict(response.json())


def ended(client: Client, job_id: int) -> dict[str, Any]:
    """The job when it has ended, however that was."""
    deadline = time.monotonic() + JOB_SECONDS
    while time.monotonic() < deadline:
        job = client.get(f"{MAINTENANCE}/jobs/{job_id}").raise_for_status().json()
        if job["ended_at"] is not None:
            return dict(job)
        time.sleep(0.05)
    raise AssertionError(f"maintenance {job_id} did not end")


def done(client: Client, verb: str) -> dict[str, Any]:
    """What a job came to that was started and completed."""
    job = ended(client, start(client, verb)["id"])
    assert job["state"] == "completed", job
    return dict(job[job["kind"]])
