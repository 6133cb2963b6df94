"""`aqtra doctor` finds keys that others can read, content that is gone, and keys that nobody has any more."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.integration.cli.test_doctor import doctor, examined
from tests.support.client import Client
from tests.support.files import upload
from tests.support.installation import Installation

OTHER_KEYS = "7:YWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWE="


@pytest.fixture
def stored(installation: Installation, builder: Client) -> Path:
    """Where the content of a file lies."""
    file = upload(builder, "a.txt", b"content")
    (found,) = (installation.data_dir / "blobs").glob(f"*/{file['id']}/*")
    return found


@pytest.fixture
def keys(installation: Installation) -> Iterator[Path]:
    path = installation.data_dir / "secrets" / "encryption_keys"
    yield path
    path.chmod(0o600)


def test_whole_files_are_counted(installation: Installation, stored: Path) -> None:
    assert stored.is_file()
    _, checks = examined(installation.environment)
    assert checks["encryption keys"]["verdict"] == "good"
    assert checks["files"]["verdict"] == "good"
    assert " files, " in checks["files"]["detail"]


def test_missing_content_is_counted(installation: Installation, stored: Path) -> None:
    content = stored.read_bytes()
    stored.unlink()
    code, checks = examined(installation.environment)
    stored.parent.mkdir(parents=True, exist_ok=True)
    stored.write_bytes(content)
    assert code == 1
    assert "missing" in str(checks["files"])


def test_keys_that_others_can_read_are_told(installation: Installation, stored: Path, keys: Path) -> None:
    assert stored.is_file()
    keys.chmod(0o644)
    code, checks = examined(installation.environment)
    assert code == 1
    assert checks["encryption keys"]["advice"] == f"Run: chmod 600 {keys}"


def test_a_key_that_is_needed_and_not_configured_is_named(installation: Installation, stored: Path) -> None:
    assert stored.is_file()
    with_other_keys = installation.environment | {"AQTRA_ENCRYPTION_KEYS": OTHER_KEYS}
    done = doctor(with_other_keys)
    assert done.returncode == 1
    assert "the key 1 is missing" in done.stdout


def test_a_store_that_cannot_be_reached_is_told(installation: Installation, stored: Path, tmp_path: Path) -> None:
    assert stored.is_file()
    (tmp_path / "file").touch()
    code, checks = examined(installation.environment | {"AQTRA_BLOB_URL": f"file://{tmp_path}/file/blobs"})
    assert code == 1
    assert checks["files"]["verdict"] == "bad"
    assert "AQTRA_BLOB_URL" in checks["files"]["advice"]
