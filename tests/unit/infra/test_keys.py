"""Keys that an installation makes for itself: once, readable by nobody else."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from uuid import uuid4

import pytest

from aqtra.infra.crypto import new_key
from aqtra.infra.key_providers import KeysUnusable
from aqtra.infra.keys import encryption_keys_path, keyring, make_keys, signing_key
from aqtra.infra.settings import Settings, load_settings


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return load_settings(data_dir=tmp_path)


def test_processes_that_start_together_get_the_same_key(settings: Settings) -> None:
    with ThreadPoolExecutor(8) as pool:
        keys = set(pool.map(lambda _: signing_key(settings), range(40)))
    assert len(keys) == 1
    assert len(keys.pop()) == 64
    assert [path.name for path in (settings.data_dir / "secrets").iterdir()] == ["signing_key"]


def test_the_keyring_of_the_folder_is_made_once(settings: Settings) -> None:
    with pytest.raises(KeysUnusable, match="missing"):
        keyring(settings)
    file, key = uuid4(), new_key()
    make_keys(settings)
    make_keys(settings)
    wrapped = keyring(settings).wrap(key, file)
    assert keyring(settings).unwrap(wrapped, file) == key
    path = encryption_keys_path(settings)
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700


def test_configured_keys_leave_the_folder_alone(tmp_path: Path) -> None:
    configured = load_settings(data_dir=tmp_path, encryption_keys="4:YWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWE=")
    assert keyring(configured).newest == 4
    assert not encryption_keys_path(configured).exists()
