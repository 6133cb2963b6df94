"""Known words go in through every door that keeps secrets, and are looked for wherever anything is written."""

import asyncio
import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from redis import Redis

from aqtra.embedded.account import Account
from aqtra.embedded.folder import DataFolder
from aqtra.embedded.lock import read_state
from aqtra.embedded.postgres import ADMIN, Postgres
from aqtra.infra.container import open_services
from tests.integration.bulk.jobs import Bulk
from tests.integration.dataflow.flows import answer, flow, get, save
from tests.support.accounts import settings_of
from tests.support.client import Client
from tests.support.components import create_component, property_, publish, save_component
from tests.support.files import begin, upload
from tests.support.installation import Installation

SAVE = uuid4()
SECONDS = 60
SECRET_DOORS = ("file", "begun", "sealed", "payload", "property", "changed", "imported")


def marker(door: str) -> str:
    """Words that no compression makes unrecognisable."""
    return f"MARK-{door}-{uuid4().hex}"


def found_in(folder: Path, words: str) -> list[str]:
    """Files below a folder that hold the words."""
    done = subprocess.run(["/bin/grep", "-rlaF", words, str(folder)], capture_output=True, text=True)
    return done.stdout.splitlines()


@pytest.fixture(scope="module")
def component(builder: Client) -> str:
    stored = create_component(
        builder, "At rest", [property_("Plain", min_length=1), property_("Secret", encrypted=True, query=True)]
    )
    key = str(stored["document"]["key"])
    mapping = [{"target": "Plain", "source": "data.Plain"}]
    steps = get(), save(component=key, name_field="Plain", fields_mapping=mapping), answer()
    flows = [{**flow(SAVE, "Save", *steps), "key": str(SAVE)}]
    stored = save_component(builder, stored, {**stored["document"], "flows": flows})
    assert publish(builder, stored)["state"] == "completed"
    return key


@pytest.fixture(scope="module")
def everything(installation: Installation, builder: Client, component: str) -> dict[str, str]:
    """The words of each door, after all of them went in."""
    words = {
        door: marker(door)
        for door in ("file", "begun", "sealed", "payload", "plain", "property", "changed", "imported")
    }
    upload(builder, "kept.txt", words["file"].encode() * 50)
    begin(builder, "begun.txt", words["begun"].encode())
    _seal(installation, words["sealed"])
    # A payload that lies as a worker will find it, and the answer of one that has run.
    run = f"/api/v1/workplace/components/{component}/flows/{SAVE}/run?mode=async"
    sent = builder.post(run, json={"model": {"id": 0, "data": {"Plain": "x", "Note": words["payload"]}}})
    assert sent.status_code == 202, sent.text
    _ended(builder, sent.json()["runId"])
    builder.post(f"/api/v1/entries/{component}", json={"data": {"Plain": words["plain"]}}).raise_for_status()
    made = builder.post(f"/api/v1/entries/{component}", json={"data": {"Secret": words["property"]}})
    path = f"/api/v1/entries/{component}/{made.raise_for_status().json()['id']}"
    builder.patch(path, json={"data": {"Secret": words["changed"]}}).raise_for_status()
    job = Bulk(builder, {"document": {"key": component}}).load(f"Secret\n{words['imported']}\n")
    assert job["state"] == "completed", job
    _write_out(installation)
    return words


def _write_out(installation: Installation) -> None:
    """What the database still holds in memory goes to its files."""
    folder = DataFolder(installation.data_dir / "databases")
    state = read_state(folder)
    assert state is not None
    admin = Postgres(folder, Path(state.sockets), Account()).url(ADMIN, "postgres")
    with psycopg.connect(admin, autocommit=True) as conn:
        conn.execute("CHECKPOINT")


def _ended(client: Client, run_id: str) -> None:
    deadline = time.monotonic() + SECONDS
    while client.get(f"/api/v1/workplace/runs/{run_id}").raise_for_status().json()["status"] in ("queued", "running"):
        assert time.monotonic() < deadline
        time.sleep(0.05)


def _seal(installation: Installation, words: str) -> None:
    """As a provider's secret is kept."""

    async def work() -> None:
        async with open_services(settings_of(installation)) as services:
            run_id = uuid4()
            sealed = services.sealer.seal(words.encode(), f"dataflow.run.sealed_items:{run_id}")
            async with services.db.transaction() as conn:
                await conn.execute(
                    "INSERT INTO dataflow.run (id, component, flow, flow_name, version, trigger, trace_id, state, "
                    "created_at, ended_at, sealed_items) VALUES (%s, %s, %s, 'x', 1, 'user_call', 'x', 'completed', "
                    "now(), now(), %s)",
                    (run_id, uuid4(), uuid4(), sealed),
                )

    asyncio.run(work())


def test_the_search_finds_what_is_not_sealed(installation: Installation, everything: dict[str, str]) -> None:
    """Values of entries lie in tables and journal as they are: the volume is encrypted for them."""
    cluster = installation.data_dir / "databases" / "pg"
    found = found_in(cluster, everything["plain"])
    assert [path for path in found if "pg_wal" in path]
    assert [path for path in found if "pg_wal" not in path]


@pytest.mark.parametrize("door", SECRET_DOORS)
def test_no_secret_is_found_on_the_disk(installation: Installation, everything: dict[str, str], door: str) -> None:
    """Tables, journal, contents, logs and whatever else there is."""
    assert found_in(installation.data_dir, everything[door]) == []


def test_no_secret_is_found_in_redis(installation: Installation, everything: dict[str, str]) -> None:
    redis = Redis.from_url(installation.environment["AQTRA_REDIS_URL"])
    held = b"".join(redis.dump(key) or b"" for key in redis.scan_iter())
    assert not [door for door, words in everything.items() if words.encode() in held]


def test_nothing_is_found_in_a_backup(installation: Installation, everything: dict[str, str], tmp_path: Path) -> None:
    made = subprocess.run(
        [sys.executable, "-m", "aqtra.cli.main", "backup", "make", str(tmp_path), "--json"],
        env=installation.environment,
        capture_output=True,
        text=True,
    )
    assert made.returncode == 0, made.stderr
    assert json.loads(made.stdout)["rows"] > 0
    assert [path for path in tmp_path.rglob("*") if path.is_file()]
    assert {door: found_in(tmp_path, words) for door, words in everything.items()} == {door: [] for door in everything}


@pytest.mark.parametrize(
    "payload",
    [
        {"name": "x.y", "id": "1", "password": "hunter2"},
        {"name": "x.y", "id": {"secret": 1}},
        {"name": "x.y", "id": "words that are no id"},
        {"name": "X; DROP", "id": "1"},
        {"name": "x.y"},
        {},
    ],
)
def test_the_outbox_takes_nothing_but_ids(installation: Installation, payload: dict[str, Any]) -> None:
    with (
        psycopg.connect(installation.environment["AQTRA_DATABASE_URL"]) as conn,
        pytest.raises(psycopg.errors.CheckViolation),
    ):
        conn.execute("INSERT INTO infra.outbox (topic, payload) VALUES ('task', %s)", (json.dumps(payload),))
