"""Import and export on the server, by whoever runs it."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.support.client import Client
from tests.support.components import property_
from tests.support.installation import Installation

Publish = Callable[..., dict[str, Any]]


@pytest.fixture
def aqtra(installation: Installation) -> Callable[..., subprocess.CompletedProcess[str]]:
    def run(*words: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "aqtra.cli.main", "entries", *words]
        return subprocess.run(command, env=installation.environment, capture_output=True, text=True, check=False)

    return run


def test_what_is_imported_is_exported_again(
    aqtra: Callable[..., subprocess.CompletedProcess[str]], published: Publish, builder: Client, tmp_path: Path
) -> None:
    made = published("Shelves", [property_("Code", primary_key=True), property_("Depth", "number")])
    file = tmp_path / "shelves.csv"
    file.write_text("Shelf;Depth;Remark\na;1,50;x\nb;;y\n")
    done = aqtra(
        "import", "Shelves", str(file), "--delimiter", ";", "--decimal-separator", ",",
        "--column", "Shelf=Code", "--column", "Remark=", "--json",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["created"] == 2
    out = tmp_path / "out.jsonl"
    key = str(made["document"]["key"])
    done = aqtra("export", key, str(out), "--select", "Code,Depth", "--orderby", "Code desc")
    assert done.returncode == 0, done.stderr
    assert [json.loads(line) for line in out.read_text().splitlines()] == [
        {"Code": "b", "Depth": None},
        {"Code": "a", "Depth": "1.50"},
    ]
    (entry, _) = builder.get(f"/api/v1/entries/{key}").json()["value"]
    assert entry["creatorSubject"] is None


def test_refused_rows_are_told_and_change_the_exit_code(
    aqtra: Callable[..., subprocess.CompletedProcess[str]], published: Publish, tmp_path: Path
) -> None:
    published("Racks", [property_("Code", primary_key=True), property_("Depth", "number")])
    file, errors = tmp_path / "racks.csv", tmp_path / "errors.csv"
    file.write_text("Code,Depth\na,1\nb,deep\n")
    done = aqtra("import", "Racks", str(file), "--json")
    assert done.returncode == 1
    told = json.loads(done.stdout)
    assert (told["created"], told["refused"], told["error"]["code"]) == (0, 1, "rows_refused")
    done = aqtra("import", "Racks", str(file), "--on-error", "skip", "--errors", str(errors))
    assert done.returncode == 1
    assert "1 created, 0 changed, 1 refused" in done.stdout
    assert "line 3: Depth: number expected" in done.stderr
    assert errors.read_text() == "line,property,rule,message,value\n3,Depth,type,number expected,deep\n"


@pytest.mark.parametrize(
    ("words", "told", "code"),
    [
        (("export", "No such component", "x.csv"), "no published component is called", 1),
        (("export", "User info", "x.pdf"), "no known format", 2),
        (("export", "User info", "x.csv", "--zone", "Mars"), "no such time zone", 2),
        (("export", "User info", "x.csv", "--filter", "nonsense eq"), "$filter", 1),
        (("import", "User info", __file__, "--format", "csv"), "managed in Access", 1),
    ],
)
def test_what_cannot_be_done_is_told(
    aqtra: Callable[..., subprocess.CompletedProcess[str]], words: tuple[str, ...], told: str, code: int
) -> None:
    done = aqtra(*words)
    assert done.returncode == code, done.stderr
    assert told in done.stderr
    assert not Path("x.csv").exists()


def test_an_export_that_fails_leaves_the_file_as_it_was(
    aqtra: Callable[..., subprocess.CompletedProcess[str]], published: Publish, tmp_path: Path
) -> None:
    published("Wordy", [property_("Text")])
    source, out = tmp_path / "source.csv", tmp_path / "out.xlsx"
    source.write_text("Text\n" + "x" * 40_000)
    assert aqtra("import", "Wordy", str(source)).returncode == 0
    out.write_text("of yesterday")
    assert aqtra("export", "Wordy", str(out)).returncode == 1
    assert out.read_text() == "of yesterday"
    assert {found.name for found in tmp_path.iterdir()} == {"source.csv", "out.xlsx"}


def test_a_file_of_refused_rows_is_no_formula(
    aqtra: Callable[..., subprocess.CompletedProcess[str]], published: Publish, tmp_path: Path
) -> None:
    published("Formulas", [property_("Number", "integer")])
    source, errors = tmp_path / "source.csv", tmp_path / "errors.csv"
    source.write_text("number\n=1+1\n")
    assert aqtra("import", "Formulas", str(source), "--errors", str(errors)).returncode == 1
    assert errors.read_text().splitlines()[1].endswith(",'=1+1")
