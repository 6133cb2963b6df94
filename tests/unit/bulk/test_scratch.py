"""Folders for temporary files: one each, swept only when their process is gone."""

import io
import subprocess
import sys
import tempfile
from datetime import UTC
from pathlib import Path

import pytest

from aqtra.bulk.formats.xlsx_writer import XlsxWriter
from aqtra.bulk.scratch import scratch, sweep

ENDS_AT_ONCE = """
import os, sys
from pathlib import Path
from aqtra.bulk.scratch import scratch
with scratch(Path(sys.argv[1])) as folder:
    (folder / "sheet").write_text("plain")
    print(folder, flush=True)
    os.kill(os.getpid(), 9)
"""


def test_only_what_a_killed_process_left_is_swept(tmp_path: Path) -> None:
    ended = subprocess.run([sys.executable, "-c", ENDS_AT_ONCE, tmp_path], capture_output=True, text=True, check=False)
    left = Path(ended.stdout.strip())
    assert (left / "sheet").exists()
    with scratch(tmp_path) as used:
        assert sweep(tmp_path) == 1
        assert not left.exists()
        assert used.is_dir()
        assert sweep(tmp_path) == 0
    assert not used.exists()


def test_sweeping_where_nothing_ever_was(tmp_path: Path) -> None:
    assert sweep(tmp_path / "nowhere") == 0


def test_a_folder_is_removed_when_the_work_fails(tmp_path: Path) -> None:
    def fail() -> None:
        with scratch(tmp_path) as folder:
            (folder / "sheet").write_text("plain")
            raise ValueError("why not")

    with pytest.raises(ValueError, match="why not"):
        fail()
    assert not list((tmp_path / "tmp").iterdir())


def test_a_workbook_touches_no_other_place_of_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "not there"))
    output = io.BytesIO()
    writer = XlsxWriter(output, ["Text"], UTC, tmp_path)
    writer.add([["a"], ["b"]])
    writer.close()
    assert output.getvalue().startswith(b"PK")
