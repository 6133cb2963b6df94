"""Files on real servers without a gateway, on a folder and on a bucket of an S3 server over HTTP."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from moto.server import ThreadedMotoServer

from aqtra.embedded.databases import Databases, start_databases
from aqtra.files import blobs
from aqtra.infra.container import open_services
from aqtra.infra.keys import make_keys
from aqtra.infra.migrations import upgrade
from aqtra.infra.settings import Settings, load_settings
from tests.integration.files.platform import FilePlatform
from tests.integration.files.unsteady import UnsteadyPlatform, UnsteadyServer
from tests.support.installation import free_port

BUCKET = "aqtra-test"


@pytest.fixture(scope="session")
def databases(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Databases]:
    running = start_databases(tmp_path_factory.mktemp("files") / "databases", durable=False)
    try:
        upgrade(running.database_owner_url)
        yield running
    finally:
        running.stop()


@pytest.fixture(scope="session")
def s3_endpoint() -> Iterator[str]:
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    endpoint = f"http://{host}:{port}"
    httpx.put(f"{endpoint}/{BUCKET}").raise_for_status()
    yield endpoint
    server.stop()


@pytest.fixture
def folder(databases: Databases, tmp_path: Path) -> Iterator[FilePlatform]:
    """A platform that keeps its content in a folder."""
    with _platform(_settings(databases, tmp_path)) as running:
        yield running


@pytest.fixture
def bucket(databases: Databases, s3_endpoint: str, tmp_path: Path) -> Iterator[FilePlatform]:
    """A platform that keeps its content in a bucket, below a prefix of its own."""
    with _platform(_settings(databases, tmp_path, **_bucket_settings(s3_endpoint, BUCKET, tmp_path.name))) as running:
        yield running


@pytest.fixture
def unsteady(databases: Databases, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[UnsteadyPlatform]:
    """A platform whose bucket can be switched off and on again, and taken away."""
    monkeypatch.setattr(blobs, "RETRY_SECONDS", 1)
    server = UnsteadyServer(free_port(), f"bucket-{tmp_path.name}".replace("_", "-").lower())
    server.start()
    server.make_bucket()
    try:
        settings = _settings(databases, tmp_path, **_bucket_settings(server.endpoint, server.bucket, "x"))
        with _platform(settings) as running:
            yield UnsteadyPlatform(running, server)
    finally:
        server.stop()


@pytest.fixture(params=["folder", "bucket"])
def platform(request: pytest.FixtureRequest) -> FilePlatform:
    """Each kind of store in turn."""
    found = request.getfixturevalue(request.param)
    assert isinstance(found, FilePlatform)
    return found


def _bucket_settings(endpoint: str, bucket: str, prefix: str) -> dict[str, str]:
    return {
        "blob_url": f"s3://{bucket}/{prefix}",
        "blob_endpoint": endpoint,
        "blob_access_key": "key",
        "blob_secret_key": "secret",
    }


def _settings(databases: Databases, folder: Path, **values: str) -> Settings:
    return load_settings(
        data_dir=folder,
        database_url=databases.database_url,
        database_owner_url=databases.database_owner_url,
        redis_url=databases.redis_url,
        **values,
    )


@contextmanager
def _platform(settings: Settings) -> Iterator[FilePlatform]:
    make_keys(settings)
    with asyncio.Runner() as runner:
        opened = open_services(settings)
        services = runner.run(opened.__aenter__())
        try:
            yield FilePlatform(services, runner)
        finally:
            runner.run(opened.__aexit__(None, None, None))
