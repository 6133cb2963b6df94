"""Ends of the audit chain in a bucket: there by themselves, good for verification, and no burden where it is away."""

import asyncio
import json
import subprocess
import sys
from pathlib import Path

import httpx
from moto.server import ThreadedMotoServer

from aqtra.files.blobs import open_store
from tests.integration.studio.waiting import eventually
from tests.support.accounts import settings_of
from tests.support.client import Client
from tests.support.gateways import another_gateway
from tests.support.installation import Installation

BUCKET = "audit-elsewhere"
VERIFY = [sys.executable, "-m", "aqtra.cli.main", "audit", "verify", "--json", "--checkpoint"]


def test_a_checkpoint_becomes_an_object_that_verifies_the_chain(
    installation: Installation, builder: Client, tmp_path: Path
) -> None:
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    try:
        host, port = server.get_host_and_port()
        endpoint = f"http://{host}:{port}"
        httpx.put(f"{endpoint}/{BUCKET}").raise_for_status()
        store = {
            "audit_checkpoint_store": f"s3://{BUCKET}/ends",
            "blob_endpoint": endpoint,
            "blob_access_key": "key",
            "blob_secret_key": "secret",
        }
        with another_gateway(installation, **store):
            eventually(lambda: "<Key>ends/checkpoint-" in httpx.get(f"{endpoint}/{BUCKET}").text)
        key = httpx.get(f"{endpoint}/{BUCKET}").text.partition("<Key>")[2].partition("</Key>")[0]
        fetched = tmp_path / "newest.jsonl"
        bucket = open_store(store["audit_checkpoint_store"], settings_of(installation, **store))
        fetched.write_bytes(asyncio.run(bucket.whole(key.removeprefix("ends/"))))
    finally:
        server.stop()
    assert json.loads(fetched.read_text())["position"] == int(key.split("-")[1])
    done = subprocess.run([*VERIFY, fetched], env=installation.environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert json.loads(done.stdout)["checkpoints"] == 1


def test_where_the_store_fails_the_gateway_says_so_and_goes_on(installation: Installation) -> None:
    known = set(installation.data_dir.glob("gateway-*.log"))
    with another_gateway(installation, audit_checkpoint_store="file:///proc/nowhere") as gateway:
        (log,) = set(installation.data_dir.glob("gateway-*.log")) - known
        eventually(lambda: "a checkpoint was not taken elsewhere" in log.read_text())
        with gateway.signed_in() as client:
            chain = "/api/v1/access/audit/chain"
            eventually(lambda: client.get(chain).json()["waiting"] == 0)
