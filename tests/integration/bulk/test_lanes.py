"""Imports and exports have workers of their own: nothing else waits for them, and what they do stands in the log."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from tests.integration.bulk.jobs import Bulk, counts
from tests.integration.bulk.test_jobs import held, rows
from tests.integration.studio.waiting import eventually
from tests.support.client import Client
from tests.support.components import property_
from tests.support.installation import Installation

Publish = Callable[..., dict[str, Any]]


@pytest.fixture(scope="module")
def loaded(builder: Client, publish_once: Publish) -> Bulk:
    return Bulk(builder, publish_once("Loaded", [property_("Text"), property_("Number", "integer")]))


def test_a_publication_ends_while_a_big_import_runs(
    loaded: Bulk, installation: Installation, publish_once: Publish
) -> None:
    with held(installation, loaded) as table:
        job_id = loaded.ask(rows(30_000)).json()["id"]
        table.wait_for_writer()
        publish_once("Published meanwhile", [property_("Text")])
        assert loaded.job(job_id)["state"] == "running"
    assert counts(loaded.ended(job_id)) == ("completed", 30_000, 0, 0)


def test_the_log_tells_of_each_job_without_values(loaded: Bulk, installation: Installation) -> None:
    job = loaded.load("Text,Number\nconfidential,1\nconfidential,x\n", on_error="skip")
    log = installation.data_dir / "worker-bulk.log"
    eventually(lambda: log.read_text().count(job["id"]) >= 2)
    told = [json.loads(line) for line in log.read_text().splitlines() if job["id"] in line]
    started, ended = told
    assert (started["event"], started["level"]) == ("a job was started", "info")
    assert {"kind": "import", "component": loaded.key, "format": "csv", "attempt": 1}.items() <= started.items()
    assert ended["event"] == "a job was ended"
    figures = {"state": "completed", "rows_done": 2, "created": 1, "updated": 0, "refused": 1}
    assert {"job_id": job["id"], "error": "rows_refused", **figures}.items() <= ended.items()
    assert "confidential" not in log.read_text()
