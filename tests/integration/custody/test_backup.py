"""A backup brings everything back; a damaged, cut, swapped or foreign one changes nothing."""

import base64
import json
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import psycopg
import pytest
from moto.server import ThreadedMotoServer
from typer.testing import CliRunner

from aqtra.cli.main import build
from aqtra.embedded.databases import start_databases
from aqtra.embedded.tls import ensure_certificates
from tests.integration.custody.keeping import AQTRA, Keeper, aqtra
from tests.support.components import create_component, property_, publish
from tests.support.files import PART, complete, put, start
from tests.support.installation import Installation, free_port, process, wait_until_ready

MARKER = b"PLAIN-WORDS-IN-A-BACKUP"


@dataclass(frozen=True)
class Source:
    """What was backed up."""

    keeper: Keeper
    backup: Path
    component: str
    file: str
    content: bytes
    begun: str
    rows: dict[str, int]


@pytest.fixture(scope="module")
def source(keeper: Keeper, tmp_path_factory: pytest.TempPathFactory) -> Source:
    stored = create_component(keeper.client, "Kept", [property_("Plate", primary_key=True)])
    assert publish(keeper.client, stored)["state"] == "completed"
    key = stored["document"]["key"]
    entries = f"/api/v1/entries/{key}"
    made = keeper.client.post(entries, json={"data": {"Plate": MARKER.decode()}}).raise_for_status().json()
    keeper.client.patch(f"{entries}/{made['id']}", json={"data": {"Plate": "Changed"}}).raise_for_status()
    gone = keeper.client.post(entries, json={"data": {"Plate": "Marked"}}).raise_for_status().json()
    keeper.client.delete(f"{entries}/{gone['id']}").raise_for_status()
    content = MARKER * 1_000 + os.urandom(PART)
    file = keeper.store("kept.bin", content)
    upload = start(keeper.client, "begun.bin", PART + 5).raise_for_status().json()["id"]
    assert put(keeper.client, upload, 0, b"x" * PART).status_code == 204
    target = tmp_path_factory.mktemp("backups")
    made = keeper.aqtra("backup", "make", str(target))
    [backup] = target.iterdir()
    assert made["address"] == backup.as_uri()
    return Source(keeper, backup, key, file, content, upload, counts(keeper.environment["AQTRA_DATABASE_OWNER_URL"]))


def counts(url: str) -> dict[str, int]:
    """Rows of every table but those that a start or a restoration changes."""
    with psycopg.connect(url) as conn:
        tables = conn.execute(
            "SELECT schemaname || '.' || quote_ident(tablename) FROM pg_tables WHERE schemaname = ANY(%s) "
            "AND schemaname || '.' || tablename <> ALL(%s)",
            (
                ["infra", "identity", "metadata", "catalogs", "dataflow", "files", "bulk"],
                ["identity.session", "infra.backup", "infra.outbox"],
            ),
        ).fetchall()
        return {name: conn.execute(f"SELECT count(*) FROM {name}".encode()).fetchone()[0] for (name,) in tables}  # type: ignore[index]


@pytest.fixture
def empty(tmp_path: Path, source: Source) -> Iterator[dict[str, str]]:
    """The environment of another machine: an empty database, the keys, nothing else."""
    (tmp_path / "secrets").mkdir(mode=0o700)
    keys = source.keeper.installation.data_dir / "secrets" / "encryption_keys"
    shutil.copy(keys, tmp_path / "secrets")
    databases = start_databases(tmp_path / "databases")
    certificates = ensure_certificates(tmp_path / "tls")
    try:
        yield source.keeper.environment | {
            "AQTRA_DATA_DIR": str(tmp_path),
            "AQTRA_PORT": str(free_port()),
            "AQTRA_DATABASE_URL": databases.database_url,
            "AQTRA_DATABASE_OWNER_URL": databases.database_owner_url,
            "AQTRA_REDIS_URL": databases.redis_url,
            "AQTRA_TLS_CERT": str(certificates.certificate),
            "AQTRA_TLS_KEY": str(certificates.key),
        }
    finally:
        databases.stop()


def test_the_drill(source: Source, empty: dict[str, str], tmp_path: Path) -> None:
    proved = aqtra(empty, "restore", str(source.backup), "--dry-run", "--json")
    assert proved.returncode == 0, proved.stderr
    assert not is_filled(empty)
    restored = aqtra(empty, "restore", str(source.backup), "--json")
    assert restored.returncode == 0, restored.stderr
    assert counts(empty["AQTRA_DATABASE_OWNER_URL"]) == source.rows
    url = f"https://127.0.0.1:{empty['AQTRA_PORT']}"
    log = tmp_path / "gateway.log"
    installation = Installation(url, tmp_path, empty, source.keeper.installation.administrator)
    with process([*AQTRA, "serve"], empty, log) as gateway:
        wait_until_ready(url, gateway, log)
        with installation.signed_in() as client:
            person = Keeper(installation, client)
            assert person.content(source.file) == source.content
            address = f"/api/v1/entries/{source.component}"
            found = client.get(address).raise_for_status().json()["value"]
            assert [entry["data"]["Plate"] for entry in found] == ["Changed"]
            history = client.get(f"{address}/{found[0]['id']}/history").raise_for_status().json()
            assert MARKER.decode() in json.dumps(history)
            marked = client.get("/api/v1/studio/maintenance/marked").raise_for_status().json()
            assert marked["count"] == 1
            assert put(client, source.begun, 1, b"yyyyy").status_code == 204
            assert complete(client, source.begun).status_code == 201
            assert person.content(source.begun) == b"x" * PART + b"yyyyy"
            # Work goes on: the application may do again what it may do.
            assert client.post(address, json={"data": {"Plate": "New"}}).is_success
    again = aqtra(empty, "restore", str(source.backup))
    assert again.returncode == 1
    assert "the database is not empty" in again.stderr
    unsure = aqtra(empty, "restore", str(source.backup), "--force", input_="yes\n")
    assert (unsure.returncode, counts(empty["AQTRA_DATABASE_OWNER_URL"]) != source.rows) == (1, True)
    forced = aqtra(empty, "restore", str(source.backup), "--force", "--confirm", "delete everything")
    assert forced.returncode == 0, forced.stderr
    assert counts(empty["AQTRA_DATABASE_OWNER_URL"]) == source.rows


def is_filled(environment: dict[str, str]) -> bool:
    with psycopg.connect(environment["AQTRA_DATABASE_OWNER_URL"]) as conn:
        return conn.execute("SELECT to_regclass('identity.account') IS NOT NULL").fetchone() == (True,)


def cut_in_half(path: Path) -> None:
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])


def turn_a_bit(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(bytes(content))


def first(copy: Path, pattern: str) -> Path:
    return sorted(path for path in copy.glob(pattern) if path.is_file())[0]


def swap_contents(copy: Path) -> None:
    one, other, *_ = sorted(path for path in copy.glob("contents/**/*") if path.is_file())
    kept = one.read_bytes()
    one.write_bytes(other.read_bytes())
    other.write_bytes(kept)


def swap_streams(copy: Path) -> None:
    first(copy, "database/*").write_bytes(first(copy, "index/*").read_bytes())


def another_key(copy: Path) -> None:
    manifest = json.loads((copy / "manifest").read_text())
    manifest["key_version"] = 9
    (copy / "manifest").write_text(json.dumps(manifest))


SPOILT: dict[str, Callable[[Path], Any]] = {
    "no manifest": lambda copy: (copy / "manifest").unlink(),
    "manifest cut": lambda copy: cut_in_half(copy / "manifest"),
    "manifest damaged": lambda copy: turn_a_bit(copy / "manifest"),
    "manifest of a newer format": lambda copy: (copy / "manifest").write_text('{"format": 2}'),
    "manifest is nonsense": lambda copy: (copy / "manifest").write_bytes(b"\xff" * 100),
    "another key": another_key,
    "database damaged": lambda copy: turn_a_bit(first(copy, "database/*")),
    "database cut": lambda copy: cut_in_half(first(copy, "database/*")),
    "database missing": lambda copy: first(copy, "database/*").unlink(),
    "index damaged": lambda copy: turn_a_bit(first(copy, "index/*")),
    "content damaged": lambda copy: turn_a_bit(first(copy, "contents/**/*")),
    "content missing": lambda copy: first(copy, "contents/**/*").unlink(),
    "contents swapped": swap_contents,
    "streams swapped": swap_streams,
}


def verified(source: Source, backup: object) -> tuple[int, str]:
    """What `aqtra backup verify` ends with and says; in this process, as there are many."""
    done = CliRunner().invoke(build(["backup"]), ["backup", "verify", str(backup)], env=source.keeper.environment)
    assert done.exception is None or isinstance(done.exception, SystemExit)
    return done.exit_code, done.output


def test_a_whole_backup_is_told_to_be_whole(source: Source) -> None:
    done = aqtra(source.keeper.environment, "backup", "verify", str(source.backup))
    assert done.returncode == 0
    assert done.stdout.startswith("Whole: ")
    assert verified(source, source.backup)[0] == 0


@pytest.mark.parametrize("spoil", SPOILT)
def test_a_spoilt_backup_is_not_taken_for_a_whole_one(source: Source, tmp_path: Path, spoil: str) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(source.backup, copy)
    SPOILT[spoil](copy)
    code, said = verified(source, copy)
    assert code == 1, said
    assert "Traceback" not in said
    assert str(copy) in said


def test_a_part_of_an_earlier_backup_does_not_fit(source: Source, tmp_path: Path) -> None:
    keeper = source.keeper
    other = Path(keeper.aqtra("backup", "make", str(tmp_path / "other"))["address"].removeprefix("file://"))
    shutil.copy(first(source.backup, "database/*"), first(other, "database/*"))
    assert verified(source, other)[0] == 1


def test_a_bucket_will_do(source: Source) -> None:
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    try:
        endpoint = "http://{}:{}".format(*server.get_host_and_port())
        httpx.put(f"{endpoint}/backups").raise_for_status()
        bucket = {
            "AQTRA_BLOB_ENDPOINT": endpoint,
            "AQTRA_BLOB_ACCESS_KEY": "key",
            "AQTRA_BLOB_SECRET_KEY": "secret",
        }
        environment = source.keeper.environment | bucket
        made = aqtra(environment, "backup", "make", "s3://backups/aqtra", "--json")
        assert made.returncode == 0, made.stderr
        address = json.loads(made.stdout)["address"]
        assert address.startswith("s3://backups/aqtra/")
        proved = aqtra(environment, "backup", "verify", address, "--json")
        assert proved.returncode == 0, proved.stderr
        assert json.loads(proved.stdout)["objects"] > 0
    finally:
        server.stop()


def test_a_damaged_backup_and_foreign_keys_change_nothing(
    source: Source, empty: dict[str, str], tmp_path: Path
) -> None:
    foreign = f"1:{base64.b64encode(os.urandom(32)).decode()}"
    refused = aqtra(empty | {"AQTRA_ENCRYPTION_KEYS": foreign}, "restore", str(source.backup))
    assert refused.returncode == 1
    assert "is not the one it was made with" in refused.stderr
    copy = tmp_path / "copy"
    shutil.copytree(source.backup, copy)
    turn_a_bit(first(copy, "contents/**/*"))
    refused = aqtra(empty, "restore", str(copy))
    assert refused.returncode == 1
    assert "is damaged" in refused.stderr
    assert not is_filled(empty)
    assert not list((tmp_path / "blobs").rglob("*/*/*"))


def test_a_database_in_use_is_not_restored_into(source: Source, empty: dict[str, str]) -> None:
    with psycopg.connect(empty["AQTRA_DATABASE_OWNER_URL"]):
        refused = aqtra(empty, "restore", str(source.backup))
    assert refused.returncode == 1
    assert "other sessions use the database" in refused.stderr


def test_a_backup_that_fails_leaves_nothing_that_looks_like_one(source: Source, tmp_path: Path) -> None:
    blobs = source.keeper.installation.data_dir / "blobs"
    moved = blobs.with_name("moved")
    target = tmp_path / "target"
    target.mkdir()
    blobs.rename(moved)
    blobs.write_text("a file where the folder was")
    try:
        done = aqtra(source.keeper.environment, "backup", "make", str(target))
    finally:
        blobs.unlink()
        moved.rename(blobs)
    assert done.returncode == 1
    assert not list(target.rglob("manifest"))


@pytest.mark.parametrize("place", ["", "/", "nowhere", "/dev/null", "s3://", "file://"])
def test_there_is_no_backup_where_there_is_none(source: Source, place: str) -> None:
    assert verified(source, place)[0] == 1


def test_nothing_lies_open_in_it(source: Source) -> None:
    assert not [path for path in source.backup.rglob("*") if path.is_file() and MARKER in path.read_bytes()]


def test_contents_deleted_meanwhile_are_kept_until_it_is_made(source: Source) -> None:
    """Deleting goes on while a backup is made; what it refers to stays until then."""
    keeper = source.keeper
    file = keeper.store("deleted.bin", b"deleted")
    [path] = (keeper.installation.data_dir / "blobs").glob(f"*/{file}/*")
    with psycopg.connect(keeper.environment["AQTRA_DATABASE_OWNER_URL"]) as making:
        making.execute("SELECT pg_advisory_lock(7210002)")
        keeper.client.delete(f"/api/v1/studio/files/{file}", params={"confirm": "true"}).raise_for_status()
        assert path.exists()
    other = keeper.store("later.bin", b"later")
    [after] = (keeper.installation.data_dir / "blobs").glob(f"*/{other}/*")
    keeper.client.delete(f"/api/v1/studio/files/{other}", params={"confirm": "true"}).raise_for_status()
    assert not after.exists()
