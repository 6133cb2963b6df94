"""What the processes of an instance are told."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from aqtra.embedded import roles
from aqtra.embedded.databases import Servers
from aqtra.embedded.folder import DataFolder


def told(folder: Path) -> str | None:
    """From how many items on runs are cut."""
    postgres = SimpleNamespace(url=lambda role: f"postgresql://{role}@localhost/aqtra")
    servers: Any = SimpleNamespace(postgres=postgres, valkey=SimpleNamespace(url="unix:///run/valkey"))
    found = roles.environment(DataFolder.open(folder), cast(Servers, servers), folder / "cert", folder / "key")
    return found.get("AQTRA_FLOW_SPREAD_ITEMS")


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("AQTRA_FLOW_SPREAD_ITEMS", "AQTRA_FLOW_SPREAD_ITEMS_FILE", "AQTRA_CONFIG"):
        monkeypatch.delenv(name, raising=False)


def test_one_worker_alone_hands_no_parts_out(tmp_path: Path) -> None:
    assert told(tmp_path) == "0"


def test_unless_it_is_told_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AQTRA_FLOW_SPREAD_ITEMS", "5000")
    assert told(tmp_path) == "5000"


def test_or_by_its_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    config = tmp_path / "aqtra.toml"
    config.write_text("flow_spread_items = 5000\n")
    monkeypatch.setenv("AQTRA_CONFIG", str(config))
    assert told(tmp_path / "data") is None
