"""Imports and exports as a browser asks for them."""

import csv
import io
import time
from typing import Any

import httpx

from tests.support.client import Client
from tests.support.files import upload

SECONDS = 120
FINAL = {"completed", "failed", "cancelled"}
JOBS = "/api/v1/bulk/jobs"


class Bulk:
    """Jobs over one component."""

    def __init__(self, client: Client, component: dict[str, Any]) -> None:
        self.client = client
        self.key = str(component["document"]["key"])

    def upload(self, content: bytes) -> str:
        # A name without an ending promises nothing that the content could break.
        return str(upload(self.client, "rows", content, {"import": self.key})["id"])

    def ask(self, content: bytes, format_: str = "csv", **options: Any) -> httpx.Response:
        body = {"component": self.key, "file": self.upload(content), "format": format_, "options": options}
        return self.client.post("/api/v1/bulk/imports", json=body)

    def load(self, content: bytes | str, format_: str = "csv", **options: Any) -> dict[str, Any]:
        """The job of an import at its end."""
        response = self.ask(content.encode() if isinstance(content, str) else content, format_, **options)
        assert response.status_code == 202, response.text
        return self.ended(response.json()["id"])

    def preview(self, content: bytes | str, format_: str = "csv", **options: Any) -> httpx.Response:
        raw = content.encode() if isinstance(content, str) else content
        body = {"component": self.key, "file": self.upload(raw), "format": format_, "options": options}
        return self.client.post("/api/v1/bulk/preview", json=body)

    def ask_export(self, format_: str = "csv", query: dict[str, str] | None = None, **options: Any) -> httpx.Response:
        body = {"component": self.key, "format": format_, "query": query or {}, "options": options}
        return self.client.post("/api/v1/bulk/exports", json=body)

    def dump(self, format_: str = "csv", query: dict[str, str] | None = None, **options: Any) -> bytes:
        """The content of an export."""
        response = self.ask_export(format_, query, **options)
        assert response.status_code == 202, response.text
        job = self.ended(response.json()["id"])
        assert job["state"] == "completed", job
        return self.client.get(f"{JOBS}/{job['id']}/result").raise_for_status().content

    def job(self, job_id: str) -> dict[str, Any]:
        return dict(self.client.get(f"{JOBS}/{job_id}").raise_for_status().json())

    def ended(self, job_id: str) -> dict[str, Any]:
        deadline = time.monotonic() + SECONDS
        while (job := self.job(job_id))["state"] not in FINAL:
            assert time.monotonic() < deadline, job
            time.sleep(0.05)
        return job

    def report(self, job: dict[str, Any]) -> list[dict[str, str]]:
        response = self.client.get(f"{JOBS}/{job['id']}/report").raise_for_status()
        return list(csv.DictReader(io.StringIO(response.text)))

    def entries(self, **options: str) -> list[dict[str, Any]]:
        asked = {f"${name}": value for name, value in options.items()}
        response = self.client.get(f"/api/v1/entries/{self.key}", params={"$top": "1000", **asked})
        return list(response.raise_for_status().json()["value"])

    def values(self, name: str, **options: str) -> list[Any]:
        return [entry["data"][name] for entry in self.entries(**options)]


def counts(job: dict[str, Any]) -> tuple[str, int, int, int]:
    """State, created, updated, refused."""
    return job["state"], job["created"], job["updated"], job["refused"]


def refusals(job: dict[str, Any]) -> list[tuple[int, str | None, str]]:
    """Line, property and rule of those the job itself shows."""
    return [(row["line"], row["property"], row["rule"]) for row in job["error"]["rows"]]
