"""The gallery shows every element of the catalogue with every setting, command and binding, or says why not."""

import shutil
from pathlib import Path

import pytest
from tools.gallery import coverage
from tools.gallery.__main__ import FOLDER, application, write
from tools.gallery.parts import described
from tools.gallery.report import lines
from tools.gallery.report import test_of as view_test_of

REPOSITORY = Path(__file__).parents[2]
DOCUMENTS = application().components


def test_every_part_of_the_catalogue_is_shown_or_has_a_reason() -> None:
    assert coverage.missing(DOCUMENTS) == []


def test_a_reason_goes_when_its_part_is_shown() -> None:
    assert coverage.stale(DOCUMENTS) == []


def test_an_element_that_shows_nothing_is_told() -> None:
    bare = [document.model_copy(update={"pages": document.pages[:1]}) for document in DOCUMENTS]
    assert "radio_button: settings orientation" in coverage.missing(tuple(bare))


def test_a_reason_that_is_not_needed_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    skip = coverage.exempt()
    changed = skip.model_copy(update={"settings": {**skip.settings, "tooltip": "no reason", "gone": "no setting"}})
    monkeypatch.setattr(coverage, "exempt", lambda: changed)
    assert coverage.stale(DOCUMENTS) == ["gone", "tooltip"]


def test_what_is_committed_is_what_is_generated(tmp_path: Path) -> None:
    shutil.copytree(FOLDER, tmp_path / "gallery")
    write(tmp_path / "gallery")
    assert _files(tmp_path / "gallery") == _files(FOLDER)


def _files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_every_element_has_a_test_and_stands_in_the_reference() -> None:
    reference = (REPOSITORY / "docs" / "reference" / "components.md").read_text()
    for kind in described():
        assert view_test_of(kind).is_file(), kind
        assert f"{{#{kind}}}" in reference, kind


def test_the_table_is_complete() -> None:
    assert "missing" not in "\n".join(lines())
